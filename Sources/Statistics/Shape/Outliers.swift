/// The values that lie far from the others. They are pointed at, never removed.
///
/// Fences: beyond the quartiles (type 7) by more than 1.5 interquartile ranges is mild, by more than 3
/// severe. Modified z: 0.6745 (x − median) / MAD, with more than 3.5 far.
///
/// Fences flag some values of any large sample, 0.7 % of a normal one, and many of a skewed one: a flag
/// says look, not drop.
///
/// Sources: J. W. Tukey, Exploratory Data Analysis, Addison-Wesley 1977; B. Iglewicz, D. C. Hoaglin, How
/// to Detect and Handle Outliers, ASQC 1993.
public struct Outliers: Sendable, Hashable {
  /// 1.5 interquartile ranges.
  public static let mildFactor = 1.5
  /// 3 interquartile ranges.
  public static let severeFactor = 3.0
  /// The modified z from which on a value is far.
  public static let modifiedZLimit = 3.5
  /// 1 / 1.4826: the MAD of a standard normal population.
  static let normalMAD = 0.674_489_750_196_081_7

  /// Bounds that most values lie within.
  public struct Fences: Sendable, Hashable {
    /// Below it a value is outside.
    public let lower: Double
    /// Above it a value is outside.
    public let upper: Double

    func excludes(_ value: Double) -> Bool { value < lower || value > upper }
  }

  /// The fences at 1.5 interquartile ranges; nil for n = 0 and where the quartiles are equal or
  /// infinite, so that there is no scale.
  public let mildFences: Fences?
  /// The fences at 3 interquartile ranges; nil as `mildFences`.
  public let severeFences: Fences?
  /// Where in the sample the values beyond the mild fences but not the severe ones stand, from 0, in
  /// order.
  public let mild: [Int]
  /// Where the values beyond the severe fences stand.
  public let severe: [Int]
  /// Where the values stand whose modified z is above 3.5 or below −3.5.
  public let modifiedZ: [Int]
  /// The median; nil for n = 0 and between −∞ and ∞.
  public let median: Double?
  /// The median distance from the median, without a factor; nil where the median is not finite. 0 if
  /// more than half of the values are equal: then no modified z is defined and none flagged.
  public let medianAbsoluteDeviation: Double?

  /// Looks for outliers in values in any order. O(n log n).
  ///
  /// Infinite values count in the quartiles as other values do, and lie beyond any fences.
  /// - Throws: `StatisticsError.notANumber`.
  public init(_ values: [Double]) throws {
    let sample = try SortedSample(values)
    let lower = try sample.percentile(0.25)
    let upper = try sample.percentile(0.75)
    let mildFences = Self.fences(lower, upper, Self.mildFactor)
    let severeFences = Self.fences(lower, upper, Self.severeFactor)
    severe = values.indices.filter { severeFences?.excludes(values[$0]) ?? false }
    mild = values.indices.filter { index in
      (mildFences?.excludes(values[index]) ?? false)
        && !(severeFences?.excludes(values[index]) ?? false)
    }
    (self.mildFences, self.severeFences) = (mildFences, severeFences)
    median = sample.median
    guard let median, median.isFinite else {
      (medianAbsoluteDeviation, modifiedZ) = (nil, [])
      return
    }
    let deviation = try SortedSample(values.map { abs($0 - median) }).median
    medianAbsoluteDeviation = deviation
    guard let deviation, deviation > 0, deviation.isFinite else {
      modifiedZ = []
      return
    }
    modifiedZ = values.indices.filter {
      Self.normalMAD * (abs(values[$0] - median) / deviation) > Self.modifiedZLimit
    }
  }

  private static func fences(_ lower: Double?, _ upper: Double?, _ factor: Double) -> Fences? {
    guard let lower, let upper, lower.isFinite, upper.isFinite, lower < upper else { return nil }
    let reach = factor * (upper - lower)
    return Fences(lower: lower - reach, upper: upper + reach)
  }
}
