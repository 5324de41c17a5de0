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

  /// The summary of a sample that is sorted already. O(n).
  public init(_ sample: SortedSample) throws {
    let moments = try Moments(sample.values)
    n = moments.count
    mean = moments.mean
    standardDeviation = moments.standardDeviation
    minimum = moments.minimum
    maximum = moments.maximum
    median = sample.median
    medianAbsoluteDeviation = median.flatMap { centre in
      guard centre.isFinite else { return nil }
      return SortedSample(ascending: Self.deviations(of: sample.values, from: centre)).median
    }
  }

  /// |x − centre| of ascending values, ascending: the values on both sides, merged.
  private static func deviations(of values: [Double], from centre: Double) -> [Double] {
    var above = values.firstIndex { $0 >= centre } ?? values.count
    var below = above - 1
    var result: [Double] = []
    result.reserveCapacity(values.count)
    while below >= 0 || above < values.count {
      let left = below >= 0 ? centre - values[below] : .infinity
      let right = above < values.count ? values[above] - centre : .infinity
      if above == values.count || (below >= 0 && left < right) {
        result.append(left)
        below -= 1
      } else {
        result.append(right)
        above += 1
      }
    }
    return result
  }
}
