/// A reason why a point lies outside the region that the runs support.
public enum RegionBreach: Sendable, Equatable {
  /// A factor lies beyond the levels that were run.
  case beyondLevels(factor: String, value: Double, lowest: Double, highest: Double)
  /// The prediction leverage exceeds that of every run: within the levels of each factor, but
  /// where no run is near, as between widely spaced levels or in an empty corner.
  case leverage(Double, largest: Double)
  /// The runs don't determine the prediction there at all, because a term is aliased.
  case notEstimable
}

/// Whether a point lies where the runs support a prediction.
public struct RegionVerdict: Sendable, Equatable {
  /// The tests that failed; empty inside.
  public let breaches: [RegionBreach]

  /// Whether all tests passed.
  public var isInside: Bool { breaches.isEmpty }
}

/// The region that the runs of a design support: the box of the levels run, cut to the points whose
/// prediction leverage x₀ᵀ(XᵀX)⁻¹x₀ is at most the largest leverage of a run.
///
/// The second part is the independent-variable hull of Cook (1979), recommended against hidden
/// extrapolation by Montgomery, Peck & Vining, Introduction to Linear Regression Analysis,
/// section 3.8. Each run is inside.
public struct DesignRegion: Sendable, Equatable {
  /// The names of the factors.
  public let factors: [String]
  /// The lowest level of each factor, in original units.
  public let lowest: [Double]
  /// The highest level of each factor, in original units.
  public let highest: [Double]
  /// The largest leverage of a run.
  public let largestLeverage: Double

  init(factors: [String], columns: [[Double]], leverages: [Double]) {
    self.factors = factors
    lowest = columns.map { $0.min() ?? .infinity }
    highest = columns.map { $0.max() ?? -.infinity }
    largestLeverage = leverages.max() ?? 0
  }

  /// Both tests of a point in original units.
  ///
  /// Rounding is forgiven: 10⁻⁹ of a factor's range and of the largest leverage.
  /// - Parameter leverage: the point's prediction leverage; nil when the prediction is not
  ///   estimable.
  public func verdict(_ point: [Double], leverage: Double?) -> RegionVerdict {
    precondition(point.count == factors.count, "one level for each factor")
    var breaches: [RegionBreach] = []
    for (i, value) in point.enumerated() {
      let slack = 1e-9 * highest[i] - 1e-9 * lowest[i]
      guard value < lowest[i] - slack || value > highest[i] + slack else { continue }
      breaches.append(
        .beyondLevels(
          factor: factors[i], value: value, lowest: lowest[i], highest: highest[i]))
    }
    guard let leverage else { return RegionVerdict(breaches: breaches + [.notEstimable]) }
    if leverage > largestLeverage * (1 + 1e-9) {
      breaches.append(.leverage(leverage, largest: largestLeverage))
    }
    return RegionVerdict(breaches: breaches)
  }
}
