/// The drift of a series by Theil and Sen: the median of the slopes between all pairs of values, a step
/// in time being 1.
///
/// Up to 29 % of the values may be anything. Limits: the slopes at the ranks (N ∓ z √Var S) / 2 of the N
/// slopes, with the variance of ``MannKendall``, as SciPy's `theilslopes` takes them.
///
/// Sources: H. Theil, A rank-invariant method of linear and polynomial regression analysis, Indagationes
/// Mathematicae 12 (1950); P. K. Sen, Estimates of the regression coefficient based on Kendall's tau, JASA
/// 63 (1968); R. O. Gilbert, Statistical Methods for Environmental Pollution Monitoring, 1987, 16.5.
public struct SenSlope: Sendable, Hashable {
  /// The name of the method of the limits, for results.
  public static let method = "Theil–Sen"

  /// The median slope, in units of the values a step.
  public let slope: Double
  /// median(values) − slope × (n − 1) / 2: the line's value at the first one.
  public let intercept: Double
  /// Limits of the slope of the population; approximate: the level is the one asked for.
  public let interval: Interval
  /// The number of values.
  public let n: Int

  /// Estimates from values in the order of time; nil for n < 2 and where a difference of values is not
  /// finite. A constant series drifts by 0.
  ///
  /// Beyond 2048 values slopes are not kept but counted, and the estimates are exact to within rounding
  /// of the values.
  /// - Throws: `StatisticsError.notANumber`, `StatisticsError.levelOutOfRange`.
  /// - Complexity: O(n log n) a slope looked for, memory O(n); O(n²) up to 2048 values.
  public init?(_ values: [Double], level: Double = 0.95) throws {
    try requireNumbers(values)
    try requireLevel(level)
    let sample = try SortedSample(values)
    guard values.count > 1, let least = sample.values.first, let greatest = sample.values.last,
      (greatest - least).isFinite, let median = sample.median
    else { return nil }
    n = values.count
    var slopes = SlopeSelection(values)
    let count = slopes.count
    let lower = slopes.value(rank: (count + 1) / 2)
    let upper = count.isMultiple(of: 2) ? slopes.value(rank: count / 2 + 1) : lower
    slope = lower / 2 + upper / 2
    intercept = median - slope * Double(values.count - 1) / 2
    let deviation = try MannKendall(values).variance.squareRoot()
    let reach = StandardNormal().upperQuantile((1 - level) / 2) * deviation
    let half = Double(count)
    let low = Int(((half - reach) / 2).rounded(.toNearestOrEven))
    let high = Int(((half + reach) / 2).rounded(.toNearestOrEven))
    interval = Interval(
      lower: slopes.value(rank: min(max(low, 1), count)),
      upper: slopes.value(rank: min(max(high + 1, 1), count)), level: level, requestedLevel: level,
      method: Self.method)
  }
}
