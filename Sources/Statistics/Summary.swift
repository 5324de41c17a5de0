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
    let median = sample.median
    self.init(
      Moments(numbers: sample.values), median: median,
      medianAbsoluteDeviation: Self.centre(median).flatMap {
        Self.medianDeviation(of: sample.values, from: $0)
      })
  }

  /// The summary of values of which these figures are known.
  init(_ moments: Moments, median: Double?, medianAbsoluteDeviation: Double?) {
    n = moments.count
    mean = moments.mean
    standardDeviation = moments.standardDeviation
    minimum = moments.minimum
    maximum = moments.maximum
    self.median = median
    self.medianAbsoluteDeviation = medianAbsoluteDeviation
  }

  /// What the absolute deviations are taken from; nil where there are none.
  static func centre(_ median: Double?) -> Double? {
    median.flatMap { $0.isFinite ? $0 : nil }
  }

  /// How far a value is from the median. −0 is as far as 0.
  @inline(__always) static func deviation(_ value: Double, from centre: Double) -> Double {
    abs(value - centre)
  }

  /// The median of |x − centre| of ascending values: from the centre outwards, the nearer of the two
  /// next values at each step, up to the middle. O(n), without memory.
  private static func medianDeviation(of values: [Double], from centre: Double) -> Double? {
    guard let place = PercentilePlace(0.5, n: values.count) else { return nil }
    var above = values.partitioningIndex { $0 >= centre }
    var below = above - 1
    var (last, next) = (0.0, 0.0)
    for _ in 0..<place.above {
      last = next
      let left = below >= 0 ? deviation(values[below], from: centre) : .infinity
      let right = above < values.count ? deviation(values[above], from: centre) : .infinity
      if above == values.count || (below >= 0 && left < right) {
        next = left
        below -= 1
      } else {
        next = right
        above += 1
      }
    }
    // With one value there is no step beyond the middle.
    if place.above == place.below { last = next }
    return place.value { $0 == place.above ? next : last }
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
