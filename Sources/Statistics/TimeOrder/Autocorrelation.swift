import Glibc

/// The autocorrelation function of values in the order of time: how much a value says about those after
/// it.
///
/// At lag k it is Σ (xₜ − x̄)(xₜ₊ₖ − x̄) / Σ (xₜ − x̄)², as R's `acf`.
///
/// Source: G. E. P. Box, G. M. Jenkins, Time Series Analysis, Holden-Day 1970, section 2.1.
public struct Autocorrelation: Sendable, Hashable {
  /// The coefficients from lag 0, where it is 1.
  public let coefficients: [Double]
  /// The number of values.
  public let n: Int

  /// The function up to a lag; nil for n < 2, for a constant series and with infinite values.
  ///
  /// - Parameter maximumLag: at most n − 1 is used; ⌊10 log₁₀ n⌋ unless given, as in R.
  /// - Throws: `StatisticsError.notANumber`.
  /// - Precondition: `maximumLag` is not negative.
  /// - Complexity: O(n × lags), or O(n log n) where that is more than about 10⁷.
  public init?(_ values: [Double], maximumLag: Int? = nil) throws {
    try requireNumbers(values)
    guard var covariance = Autocovariance(values) else { return nil }
    n = values.count
    let lag = maximumLag ?? Self.defaultLag(n)
    precondition(lag >= 0, "no negative lag")
    _ = covariance.at(min(lag, n - 1))
    let variance = covariance.at(0)
    coefficients = (0...min(lag, n - 1)).map { $0 == 0 ? 1 : covariance.at($0) / variance }
  }

  /// The coefficient that one of independent values exceeds, up or down, with probability 1 − level:
  /// a normal quantile divided by √n.
  ///
  /// - Throws: `StatisticsError.levelOutOfRange`.
  public func limitOfIndependence(level: Double = 0.95) throws -> Double {
    try requireLevel(level)
    return StandardNormal().upperQuantile((1 - level) / 2) / Double(n).squareRoot()
  }

  private static func defaultLag(_ n: Int) -> Int { Int((10 * log10(Double(n))).rounded(.down)) }
}
