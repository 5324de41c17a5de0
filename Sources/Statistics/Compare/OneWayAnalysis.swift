/// The one-way analysis of variance: does the mean differ between groups of equal variance?
///
/// Sums of squares of deviations from means that are held in two doubles each: 14 correct digits and more
/// also where the data agree in their first twelve.
///
/// Source: R. A. Fisher, Statistical Methods for Research Workers (1925).
public struct OneWayAnalysisOfVariance: Sendable, Hashable {
  /// The number of values, N.
  public let count: Int
  /// The number of groups that hold values, k.
  public let groups: Int
  /// Σ nᵢ (x̄ᵢ − x̄)², between groups; nil for no values and where one is infinite.
  public let betweenSumOfSquares: Double?
  /// ΣΣ (x − x̄ᵢ)², within groups; nil for no values and where one is infinite.
  public let withinSumOfSquares: Double?

  /// The analysis of groups of values; empty groups are left out. O(N).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN, with the group as column.
  public init(_ groups: [[Double]]) throws {
    for (column, group) in groups.enumerated() {
      if let index = group.firstIndex(where: \.isNaN) {
        throw StatisticsError.columnNotANumber(column: column, index: index)
      }
    }
    let filled = groups.filter { !$0.isEmpty }
    let all = filled.flatMap { $0 }
    count = all.count
    self.groups = filled.count
    guard !all.isEmpty, all.allSatisfy(\.isFinite) else {
      (betweenSumOfSquares, withinSumOfSquares) = (nil, nil)
      return
    }
    let mean = SplitMean(all)
    var (between, within) = (CompensatedSum(), CompensatedSum())
    for group in filled {
      let own = SplitMean(group)
      within.add(own.sumOfSquares(group))
      let deviation = own.deviation(from: mean)
      between.add(Double(group.count) * (deviation * deviation))
    }
    betweenSumOfSquares = between.value
    withinSumOfSquares = within.value
  }

  /// k − 1; nil for no group.
  public var betweenDegreesOfFreedom: Int? { groups > 0 ? groups - 1 : nil }

  /// N − k; nil for no group.
  public var withinDegreesOfFreedom: Int? { groups > 0 ? count - groups : nil }

  /// The mean square between groups; nil for less than two of them.
  public var betweenMeanSquare: Double? {
    guard let betweenSumOfSquares, groups > 1 else { return nil }
    return betweenSumOfSquares / Double(groups - 1)
  }

  /// The mean square within groups, the residual variance; nil where each group has one value.
  public var withinMeanSquare: Double? {
    guard let withinSumOfSquares, count > groups else { return nil }
    return withinSumOfSquares / Double(count - groups)
  }

  /// The ratio of mean squares, F: infinite where only the means differ; nil where a mean square is, and
  /// where both are 0.
  public var statistic: Double? {
    guard let betweenMeanSquare, let withinMeanSquare else { return nil }
    let ratio = betweenMeanSquare / withinMeanSquare
    return ratio.isNaN ? nil : ratio
  }

  /// P(F > statistic) if all means are equal; nil where there is no statistic.
  public var pValue: Double? {
    guard let statistic else { return nil }
    return FDistribution(numerator: Double(groups - 1), denominator: Double(count - groups))
      .upperTail(statistic)
  }

  /// The share of the total sum of squares that lies between groups, R²; nil where all values are equal.
  public var rSquared: Double? {
    guard let between = betweenSumOfSquares, let within = withinSumOfSquares else { return nil }
    let share = between / (between + within)
    return share.isNaN ? nil : share
  }

  /// The square root of `withinMeanSquare`.
  public var residualStandardDeviation: Double? { withinMeanSquare.map { $0.squareRoot() } }
}
