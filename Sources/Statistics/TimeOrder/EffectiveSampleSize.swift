import Glibc

/// How many independent values say as much about the mean as the values of a series in time, and limits
/// of the mean that take that into account.
///
/// The variance of the mean is s / n, where s is the sum of the autocovariances over all lags, both ways.
/// It is estimated by Geyer's initial positive sequence: sums of two neighbouring autocovariances are
/// taken while they are positive. As deviations from the sample's own mean make every autocovariance too
/// small by about s / n, that is added to them, and the sequence taken anew, twice.
///
/// Limits: the mean less and more a t quantile times √(s / n), with n / (lags taken) degrees of freedom,
/// but not more than the effective sample size less 1.
///
/// Limits of 95 % held the mean of autoregressive series with coefficient 0, 0.3 and 0.6 in 95.5 to 96.1 of
/// 100 simulated cases for n = 200 and 1000, in 94.3 to 96.6 for n = 50; with 0.9 in 93.0 for n = 200 and 95.3
/// for n = 1000. Where neighbours alternate they hold it more often than they say.
///
/// Sources: C. J. Geyer, Practical Markov chain Monte Carlo, Statistical Science 7 (1992), section 3.3;
/// T. W. Anderson, The Statistical Analysis of Time Series, Wiley 1971, section 8.2, on the bias; the cap
/// at n log₁₀ n after A. Vehtari and others, Rank-normalization, folding, and localization, Bayesian
/// Analysis 16 (2021).
public struct EffectiveSampleSize: Sendable, Hashable {
  /// The name of the method of the limits, for results.
  public static let method = "initial positive sequence, t"

  /// The number of values.
  public let n: Int
  /// The mean of the values.
  public let mean: Double
  /// n × variance / s: below n if neighbours are alike, above if they alternate, at most n log₁₀ n.
  public let effectiveSampleSize: Double
  /// √(s / n).
  public let standardError: Double
  /// The number of autocovariances, lag 0 among them, that the estimate is made of.
  public let lags: Int
  /// The degrees of freedom of the limits.
  public let degreesOfFreedom: Double
  /// Limits of the mean of the process. Approximate: the level is the one asked for.
  public let interval: Interval

  /// How often the autocovariances are mended.
  private static let corrections = 2

  /// Estimates from values in the order of time; nil for n < 4, for a constant series and with infinite
  /// values.
  ///
  /// The series is taken to be stationary: cut off the warm-up first, and look for drift. Ties need no
  /// care.
  /// - Throws: `StatisticsError.notANumber`, `StatisticsError.levelOutOfRange`.
  /// - Complexity: O(n × lags), or O(n log n) where that is more than about 10⁷.
  public init?(_ values: [Double], level: Double = 0.95) throws {
    try requireNumbers(values)
    try requireLevel(level)
    guard values.count > 3, var covariance = Autocovariance(values) else { return nil }
    let count = Double(values.count)
    let least = covariance.at(0) / log10(max(count, 10))
    var sequence = Self.sequence(&covariance, added: 0)
    for _ in 0..<Self.corrections {
      sequence = Self.sequence(&covariance, added: max(sequence.sum, least) / count)
    }
    let sum = max(sequence.sum, least)
    n = values.count
    mean = covariance.mean
    lags = sequence.lags
    effectiveSampleSize = min(count * sequence.variance / sum, count * log10(max(count, 10)))
    standardError = (sum / count).squareRoot() * covariance.scale
    degreesOfFreedom = max(1, min(count / Double(lags), effectiveSampleSize - 1))
    let margin =
      StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile((1 - level) / 2) * standardError
    interval = Interval(
      lower: mean - margin, upper: mean + margin, level: level, requestedLevel: level,
      method: Self.method)
  }

  /// The variance, the sum over all lags and the number of lags of the initial positive sequence.
  private static func sequence(
    _ covariance: inout Autocovariance, added: Double
  ) -> (variance: Double, sum: Double, lags: Int) {
    let n = covariance.count
    func at(_ lag: Int) -> Double {
      covariance.at(lag) + added * (1 - Double(lag) / Double(n))
    }
    let variance = at(0)
    var (sum, lags) = (-variance, 0)
    while lags + 1 < n {
      let pair = at(lags) + at(lags + 1)
      guard pair > 0 else { break }
      sum += 2 * pair
      lags += 2
    }
    // Two at least: what decided to stop was looked at.
    return (variance, sum, max(lags, 2))
  }
}
