import Glibc

/// Cliff's delta, P(X > Y) − P(X < Y): −1 where all of x lies below y, 1 where all lies above.
///
/// The limits are Feng and Cliff's asymmetric ones, with Student's t of n + m − 2 degrees of freedom;
/// they stay within −1...1. nil where delta is −1 or 1 (the samples don't overlap, and the variance is
/// 0) and where a sample has fewer than two values.
///
/// Sources: N. Cliff, Psychological Bulletin 114 (1993); D. Feng, N. Cliff, Journal of Modern
/// Applied Statistical Methods 3 (2004).
public struct CliffsDelta: Sendable, Hashable {
  /// The sizes of both samples.
  public let n: Int, m: Int
  /// The estimate; nil where a sample is empty.
  public let estimate: Double?
  /// Its standard error by Cliff's consistent estimate of the variance.
  public let standardError: Double?
  /// The limits of delta.
  public let interval: Interval?

  /// Estimates delta of x against y. O((n + m) log(n + m)).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange`.
  public init(_ x: [Double], _ y: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    let (x, y) = try sortedPair(x, y)
    (n, m) = (x.count, y.count)
    let placements = Placements(x, y)
    let merged = MergedSamples(x, y)
    let pairs = Double(n) * Double(m)
    let delta =
      placements.probability == nil ? nil : Double(merged.doubledWins - n * m) / pairs
    estimate = delta
    guard let delta, let variances = placements.variances else {
      (standardError, interval) = (nil, nil)
      return
    }
    // Deviations of delta are twice those of the probability of superiority.
    let rows = 4 * variances.x * Double(n - 1) * Double(m) * Double(m)
    let columns = 4 * variances.y * Double(m - 1) * Double(n) * Double(n)
    let all = pairs - Double(merged.tiedPairs) - pairs * delta * delta
    let variance = (rows + columns - all) / (pairs * Double(n - 1) * Double(m - 1))
    // The unbiased estimate may fall below 0; Cliff's lower bound keeps it from doing so.
    let bounded = max(variance, (1 - delta * delta) / (pairs - 1))
    guard bounded > 0 else {
      (standardError, interval) = (nil, nil)
      return
    }
    standardError = bounded.squareRoot()
    let quantile = StudentT(degreesOfFreedom: Double(n + m - 2)).upperQuantile((1 - level) / 2)
    let spread = quantile * quantile * bounded
    let room = 1 - delta * delta
    let reach = (spread * (room * room + spread)).squareRoot()
    interval = Interval(
      lower: max(-1, (delta * room - reach) / (room + spread)),
      upper: min(1, (delta * room + reach) / (room + spread)), level: level,
      requestedLevel: level, method: "Feng-Cliff")
  }
}
