/// The nine definitions of a sample percentile, numbered as R's `quantile(type:)`.
///
/// Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American
/// Statistician 50 (1996).
public enum PercentileMethod: Int, CaseIterable, Sendable {
  /// The inverse of the empirical distribution function.
  case hyndmanFan1 = 1
  /// As 1, with the mean of two neighbours where the distribution function is flat.
  case hyndmanFan2
  /// The nearest order statistic, the even one of two equally near.
  case hyndmanFan3
  /// Linear interpolation of the empirical distribution function.
  case hyndmanFan4
  /// Linear, order statistic k standing at (k − 1/2) / n.
  case hyndmanFan5
  /// Linear, order statistic k standing at k / (n + 1).
  case hyndmanFan6
  /// Linear, order statistic k standing at (k − 1) / (n − 1): the default of R, NumPy and Excel.
  case hyndmanFan7
  /// Linear, order statistic k standing near its median for every distribution: what Hyndman and
  /// Fan recommend.
  case hyndmanFan8
  /// Linear, order statistic k standing near its expectation for normal data.
  case hyndmanFan9
}

extension PercentileMethod {
  /// A place between two order statistics: `1 - weight` of number `rank` (counted from 1; it may
  /// fall outside 1...n) and `weight` of the next.
  struct Position: Equatable {
    let rank: Int
    let weight: Double
  }

  /// Where the percentile stands among n ordered values.
  ///
  /// As R does it: except for type 7, a position within 4 ulps of 1 of a whole number is that
  /// number.
  func position(of probability: Double, n: Int) -> Position {
    if self == .hyndmanFan7 {
      let position = 1 + Double(n - 1) * probability
      let whole = position.rounded(.down)
      return Position(rank: Int(whole), weight: position - whole)
    }
    let position = place(of: probability, n: Double(n))
    let fuzz = 4 * Double.ulpOfOne
    let whole = (position + fuzz).rounded(.down)
    let fraction = abs(position - whole) < fuzz ? 0 : position - whole
    return Position(rank: Int(whole), weight: weight(fraction: fraction, rank: Int(whole)))
  }

  /// n p + m in the notation of Hyndman and Fan.
  private func place(of probability: Double, n: Double) -> Double {
    switch self {
    case .hyndmanFan1, .hyndmanFan2: n * probability
    case .hyndmanFan3: n * probability - 0.5
    case .hyndmanFan4: probability * n
    case .hyndmanFan5: 0.5 + probability * n
    case .hyndmanFan6: probability * (n + 1)
    case .hyndmanFan7: 1 + (n - 1) * probability
    case .hyndmanFan8: 1.0 / 3 + probability * (n + 1 - 1.0 / 3 - 1.0 / 3)
    case .hyndmanFan9: 0.375 + probability * (n + 1 - 0.375 - 0.375)
    }
  }

  /// γ in the notation of Hyndman and Fan: the weight of the order statistic after `rank`.
  private func weight(fraction: Double, rank: Int) -> Double {
    switch self {
    case .hyndmanFan1: fraction > 0 ? 1 : 0
    case .hyndmanFan2: fraction > 0 ? 1 : 0.5
    case .hyndmanFan3: fraction != 0 || !rank.isMultiple(of: 2) ? 1 : 0
    default: fraction
    }
  }
}
