/// Count, mean, spread and extremes of a sample: a value that merges, so that threads, files and
/// machines can each summarise a part.
///
/// The mean is kept as an unevaluated sum of two doubles; merging in any grouping agrees with the
/// whole to about 15 digits. Infinite values: the mean is the infinity (nil when both signs
/// occur), and the variance is nil. Finite values that lie more than about 1e154 apart overflow to
/// an infinite variance, and deviations below about 1e-162 underflow to a variance of 0; they are not
/// scaled.
///
/// Sources: T. F. Chan, G. H. Golub, R. J. LeVeque, Algorithms for computing the sample variance,
/// The American Statistician 37 (1983); P. Pébay, SAND2008-6212 (2008).
public struct Moments: Sendable, Hashable {
  /// The number of values, n.
  public let count: Int
  /// The smallest value; nil for n = 0.
  public let minimum: Double?
  /// The largest value; nil for n = 0.
  public let maximum: Double?
  /// The mean of finite values is `meanHigh + meanLow`; both 0 where a value is infinite.
  private let meanHigh: Double
  private let meanLow: Double
  /// The sum of squared deviations from the mean of finite values; 0 where a value is infinite.
  private let m2: Double

  /// The moments of no values: merging them changes nothing.
  public init() {
    self.init(count: 0, minimum: nil, maximum: nil, meanHigh: 0, meanLow: 0, m2: 0)
  }

  /// The moments of `values`: two passes, both with compensated sums. O(n).
  ///
  /// - Throws: `StatisticsError.notANumber` for NaN.
  public init(_ values: [Double]) throws {
    try requireNumbers(values)
    self.init(numbers: values)
  }

  /// The moments of values of which none is NaN.
  init(numbers values: [Double]) {
    let sums = MeanSums(values)
    self.init(sums, sums.centre.map { DeviationSums(values, from: $0) })
  }

  /// The moments of values that were gone through twice.
  ///
  /// - Parameter deviations: The sums over all values from the centre of `sums`; nil where that has
  ///   none.
  init(_ sums: MeanSums, _ deviations: DeviationSums?) {
    guard let deviations else {
      // Where finite values lie further apart than a double tells, only their mean is known.
      let mean = sums.isFinite ? sums.mean : nil
      self.init(
        count: sums.count, minimum: sums.minimum, maximum: sums.maximum, meanHigh: mean ?? 0,
        meanLow: 0, m2: mean == nil ? 0 : .infinity)
      return
    }
    let (first, second) = deviations.values
    let n = Double(sums.count)
    let (meanHigh, meanLow) = Self.twoSum(deviations.centre, first / n)
    self.init(
      count: sums.count, minimum: sums.minimum, maximum: sums.maximum, meanHigh: meanHigh,
      meanLow: meanLow,
      // Beyond the range of doubles both terms are infinite, and their difference is no number.
      m2: second.isFinite ? max(0, second - first * (first / n)) : .infinity)
  }

  private init(
    count: Int, minimum: Double?, maximum: Double?, meanHigh: Double, meanLow: Double, m2: Double
  ) {
    self.count = count
    self.minimum = minimum
    self.maximum = maximum
    self.meanHigh = meanHigh
    self.meanLow = meanLow
    self.m2 = m2
  }

  /// The mean; nil for n = 0 and where both infinities occur.
  public var mean: Double? {
    guard let minimum, let maximum else { return nil }
    switch (minimum == -.infinity, maximum == .infinity) {
    case (false, false): return meanHigh
    case (true, true): return nil
    case (true, false): return -.infinity
    case (false, true): return .infinity
    }
  }

  /// The sum of squared deviations from the mean; nil for n = 0 and where a value is infinite.
  public var sumOfSquaredDeviations: Double? { isFinite ? m2 : nil }

  /// The variance with n − 1 in the denominator; nil for n < 2 and where a value is infinite.
  public var variance: Double? {
    isFinite && count > 1 ? m2 / Double(count - 1) : nil
  }

  /// The square root of `variance`; nil for n < 2 and where a value is infinite.
  public var standardDeviation: Double? { variance.map { $0.squareRoot() } }

  /// `standardDeviation` / √n; nil for n < 2 and where a value is infinite.
  public var standardErrorOfMean: Double? {
    standardDeviation.map { $0 / Double(count).squareRoot() }
  }

  /// The moments of both samples together. O(1).
  public func merging(_ other: Moments) -> Moments {
    guard let minimum, let maximum else { return other }
    guard let otherMinimum = other.minimum, let otherMaximum = other.maximum else { return self }
    let total = count + other.count
    let low = min(minimum, otherMinimum)
    let high = max(maximum, otherMaximum)
    guard isFinite, other.isFinite else {
      return Moments(
        count: total, minimum: low, maximum: high, meanHigh: 0, meanLow: 0, m2: 0)
    }
    let share = Double(other.count) / Double(total)
    let difference = (other.meanHigh - meanHigh) + (other.meanLow - meanLow)
    guard difference.isFinite else {
      return Moments(
        count: total, minimum: low, maximum: high,
        meanHigh: meanHigh * (1 - share) + other.meanHigh * share, meanLow: 0, m2: .infinity)
    }
    let (sum, error) = Self.twoSum(meanHigh, difference * share)
    let (newHigh, newLow) = Self.twoSum(sum, error + meanLow)
    return Moments(
      count: total, minimum: low, maximum: high, meanHigh: newHigh, meanLow: newLow,
      m2: m2 + other.m2 + difference * (difference * (Double(count) * share)))
  }

  /// Whether there are values and all are finite.
  private var isFinite: Bool {
    guard let minimum, let maximum else { return false }
    return minimum.isFinite && maximum.isFinite
  }

  /// a + b as the rounded sum and its exact error (Knuth).
  private static func twoSum(_ a: Double, _ b: Double) -> (Double, Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }
}
