/// A sample that is sorted once, so that all its percentiles share the sort.
public struct SortedSample: Sendable, Hashable {
  /// The values in ascending order.
  public let values: [Double]

  /// Sorts `values`. O(n log n).
  ///
  /// - Throws: `StatisticsError.notANumber` for NaN.
  public init(_ values: [Double]) throws {
    try self.init(sorting: values)
  }

  /// Sorts `values` in their own memory where the caller gives them up: neither a copy nor room to sort
  /// is needed then. O(n log n), about O(n) for evenly spread values.
  ///
  /// - Throws: `StatisticsError.notANumber` for NaN.
  public init(sorting values: consuming [Double]) throws {
    try requireNumbers(values)
    sortAscending(&values)
    self.values = values
  }

  /// A sample whose values are known to ascend, without NaN.
  init(ascending values: [Double]) { self.values = values }

  /// The number of values, n.
  public var count: Int { values.count }

  /// The middle value, the mean of the two middle ones for even n; nil for n = 0 and where these
  /// two are −∞ and ∞.
  public var median: Double? { value(at: 0.5, method: .hyndmanFan7) }

  /// The percentile that cuts off `probability` of the sample from below. O(1).
  ///
  /// - Parameters:
  ///   - probability: 0.99 for p99, in 0...1.
  ///   - method: how to interpolate; the results differ most in the tails of small samples.
  /// - Returns: nil for n = 0 and where the percentile would lie between −∞ and ∞; for n = 1 the
  ///   only value. Never outside of the two values that it lies between.
  /// - Throws: `StatisticsError.probabilityOutOfRange`.
  public func percentile(
    _ probability: Double, method: PercentileMethod = .hyndmanFan7
  ) throws -> Double? {
    try requireProbability(probability)
    return value(at: probability, method: method)
  }

  /// The percentile of a probability that is known to be one.
  private func value(at probability: Double, method: PercentileMethod) -> Double? {
    PercentilePlace(probability, n: count, method: method)?.value { values[$0 - 1] }
  }
}

/// The percentile of `values` that cuts off `probability` of them from below. O(n log n); take a
/// `SortedSample` for several of them.
///
/// - Parameters:
///   - probability: 0.99 for p99, in 0...1.
///   - values: the sample in any order.
///   - method: how to interpolate; the results differ most in the tails of small samples.
/// - Returns: nil for n = 0 and where the percentile would lie between −∞ and ∞.
/// - Throws: `StatisticsError.notANumber`, `StatisticsError.probabilityOutOfRange`.
public func percentile(
  _ probability: Double, of values: [Double], method: PercentileMethod = .hyndmanFan7
) throws -> Double? {
  try SortedSample(values).percentile(probability, method: method)
}
