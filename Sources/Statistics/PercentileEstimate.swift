/// A percentile of a sample with limits for the percentile of the population.
public struct PercentileEstimate: Sendable, Hashable {
  /// What the percentile cuts off from below: 0.99 for p99.
  public let probability: Double
  /// The percentile of the sample; nil for n = 0.
  public let value: Double?
  /// The number of values.
  public let n: Int
  /// How `value` was interpolated. The limits don't depend on it.
  public let method: PercentileMethod
  /// The distribution-free limits; nil where the sample can give neither end.
  public let interval: Interval?
  /// The smallest n that gives the lower limit; nil where `interval` has one, and where no n does.
  public let runsNeededForLowerLimit: Int?
  /// The smallest n that gives the upper limit; nil where `interval` has one, and where no n does.
  public let runsNeededForUpperLimit: Int?
}

extension SortedSample {
  /// The percentile with limits from two order statistics, as `OrderStatisticLimits` chooses them.
  ///
  /// - Parameters:
  ///   - probability: 0.99 for p99, in 0...1.
  ///   - method: how to interpolate `value`.
  ///   - level: the level wanted for the limits.
  /// - Throws: `StatisticsError.probabilityOutOfRange`, `StatisticsError.levelOutOfRange`.
  public func percentileEstimate(
    _ probability: Double, method: PercentileMethod = .hyndmanFan7, level: Double = 0.95
  ) throws -> PercentileEstimate {
    try PercentilePlan(probability, n: count, method: method, level: level)
      .estimate { values[$0 - 1] }
  }
}
