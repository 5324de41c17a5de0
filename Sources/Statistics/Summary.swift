/// The usual figures of one sample. Whatever the sample can't give is nil.
public struct Summary: Sendable, Hashable {
  /// The number of values.
  public let n: Int
  /// The mean; nil for n = 0.
  public let mean: Double?
  /// The standard deviation, n − 1 in the denominator; nil for n < 2.
  public let standardDeviation: Double?
  /// The smallest value; nil for n = 0.
  public let minimum: Double?
  /// The largest value; nil for n = 0.
  public let maximum: Double?
  /// The middle value, the mean of the two middle ones for even n; nil for n = 0.
  public let median: Double?
  /// The median of the absolute deviations from the median, not scaled; nil for n = 0 and where
  /// the median is not finite.
  public let medianAbsoluteDeviation: Double?

  /// What R's `mad` multiplies by: 1 / Φ⁻¹(3/4) to four decimals.
  public static let normalConsistency = 1.4826

  /// `medianAbsoluteDeviation` × `normalConsistency`, as R's `mad`: estimates the standard
  /// deviation of normal data.
  public var scaledMedianAbsoluteDeviation: Double? {
    medianAbsoluteDeviation.map { $0 * Self.normalConsistency }
  }

  /// The summary of `values`. O(n log n).
  ///
  /// Infinite values: mean and deviations as in `Moments`.
  /// - Throws: `StatisticsError.notANumber` for NaN.
  public init(_ values: [Double]) throws {
    try self.init(SortedSample(values))
  }

  /// The summary of `values`, sorted in their own memory where the caller gives them up.
  ///
  /// - Throws: `StatisticsError.notANumber` for NaN.
  public init(sorting values: consuming [Double]) throws {
    try self.init(SortedSample(sorting: values))
  }

  /// The summary of a sample that is sorted already. O(n).
  public init(_ sample: SortedSample) throws {
    let moments = Moments(ascending: sample.values)
    n = moments.count
    mean = moments.mean
    standardDeviation = moments.standardDeviation
    minimum = moments.minimum
    maximum = moments.maximum
    median = sample.median
    medianAbsoluteDeviation = median.flatMap { centre in
      centre.isFinite ? Self.medianDeviation(of: sample.values, from: centre) : nil
    }
  }

  /// The median of |x − centre| of ascending values: from the centre outwards, the nearer of the two
  /// next values at each step, up to the middle. O(n), without memory.
  private static func medianDeviation(of values: [Double], from centre: Double) -> Double? {
    let position = PercentileMethod.hyndmanFan7.position(of: 0.5, n: values.count)
    var above = values.partitioningIndex { $0 >= centre }
    var below = above - 1
    var (last, next) = (0.0, 0.0)
    for _ in 0..<min(position.rank + 1, values.count) {
      last = next
      let left = below >= 0 ? centre - values[below] : .infinity
      let right = above < values.count ? values[above] - centre : .infinity
      if above == values.count || (below >= 0 && left < right) {
        next = left
        below -= 1
      } else {
        next = right
        above += 1
      }
    }
    // With one value there is no step beyond the middle.
    if position.rank == values.count { last = next }
    return SortedSample.value(at: position, below: last, above: next)
  }
}

extension [Double] {
  /// The first index from which on `belongs` holds, where it holds for all values behind the first.
  fileprivate func partitioningIndex(_ belongs: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
