/// Limits of the mean of values in the order of time by the means of batches, which depend on each other
/// less than the values do.
///
/// ⌊√n⌋ batches of the same length, unless given; values left over at the start, which may still belong
/// to the warm-up, are left out. Simpler than ``EffectiveSampleSize``, and too narrow sooner where the
/// values depend on each other for long.
///
/// Source: R. W. Conway, Some tactical problems in digital simulation, Management Science 10 (1963).
public struct BatchMeans: Sendable, Hashable {
  /// The name of the method of the limits, for results.
  public static let method = "batch means, t"

  /// The number of batches.
  public let batches: Int
  /// The number of values in each.
  public let length: Int
  /// The mean of the values in all batches.
  public let mean: Double
  /// The standard deviation of the means of batches divided by the root of their number.
  public let standardError: Double
  /// The mean less and more a t quantile of batches − 1 degrees of freedom times the standard error.
  public let interval: Interval

  /// Estimates from values in the order of time; nil for fewer than 2 batches, for n = 0 and where a
  /// value is infinite.
  ///
  /// - Throws: `StatisticsError.notANumber`, `StatisticsError.levelOutOfRange`.
  /// - Precondition: `batches` is above 0.
  /// - Complexity: O(n).
  public init?(_ values: [Double], batches: Int? = nil, level: Double = 0.95) throws {
    try requireNumbers(values)
    try requireLevel(level)
    let count = batches ?? Int(Double(values.count).squareRoot())
    precondition(batches == nil || count > 0, "at least one batch")
    guard count > 1, values.count >= count else { return nil }
    let length = values.count / count
    let start = values.count - count * length
    let means = (0..<count).map { batch in
      let from = start + batch * length
      return CompensatedSum(Array(values[from..<from + length])).value / Double(length)
    }
    let moments = try? Moments(means)
    guard let mean = moments?.mean, let deviation = moments?.standardDeviation, mean.isFinite,
      deviation.isFinite
    else { return nil }
    self.batches = count
    self.length = length
    self.mean = mean
    standardError = deviation / Double(count).squareRoot()
    let quantile = StudentT(degreesOfFreedom: Double(count - 1)).upperQuantile((1 - level) / 2)
    interval = Interval(
      lower: mean - quantile * standardError, upper: mean + quantile * standardError, level: level,
      requestedLevel: level, method: Self.method)
  }
}
