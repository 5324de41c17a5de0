import Glibc

/// The standardised difference of two means: Cohen's d and Hedges' g, with exact limits for normal
/// samples of one variance.
///
/// d = (mean of x − mean of y) / pooled standard deviation; g = J d with the factor
/// J = Γ(df/2) / (√(df/2) Γ((df − 1)/2)) that makes it unbiased, df = n + m − 2. The limits hold
/// the noncentralities that put t at either end of the noncentral t distribution.
///
/// nil: d for an empty sample, fewer than three values, a pooled standard deviation of 0, infinite
/// values; g and its limits for fewer than four values too.
///
/// Sources: L. V. Hedges, Journal of Educational Statistics 6 (1981); J. H. Steiger, R. T. Fouladi,
/// in What If There Were No Significance Tests?, 1997.
public struct HedgesG: Sendable, Hashable {
  /// The sizes of both samples.
  public let n: Int, m: Int
  /// The difference in pooled standard deviations, not corrected.
  public let cohensD: Double?
  /// Hedges' g.
  public let estimate: Double?
  /// The limits of g.
  public let interval: Interval?

  /// The standardised difference of x against y. O(n + m).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange`.
  public init(_ x: [Double], _ y: [Double], level: Double = 0.95) throws {
    let student = try MeanComparison(x, y, variances: .equal, level: level)
    (n, m) = (x.count, y.count)
    guard let t = student.t, let freedom = student.degreesOfFreedom else {
      (cohensD, estimate, interval) = (nil, nil, nil)
      return
    }
    let scale = (1 / Double(n) + 1 / Double(m)).squareRoot()
    cohensD = t * scale
    guard freedom > 1 else {
      (estimate, interval) = (nil, nil)
      return
    }
    let factor = Self.unbiasing(degreesOfFreedom: freedom)
    estimate = t * scale * factor
    let tail = (1 - level) / 2
    let limits = [tail, 1 - tail].map {
      NoncentralT.noncentrality(of: t, degreesOfFreedom: freedom, upperTail: $0)
        .map { $0 * scale * factor }
    }
    interval = Interval(
      lower: limits[0], upper: limits[1], level: level, requestedLevel: level,
      method: "noncentral t")
  }

  /// J: what d is multiplied by to make it unbiased.
  static func unbiasing(degreesOfFreedom: Double) -> Double {
    let half = degreesOfFreedom / 2
    guard half > 100 else { return exp(lgamma(half) - lgamma(half - 0.5)) / half.squareRoot() }
    // Γ(y + ½) / (√y Γ(y)) as a series, which loses no digits for large y.
    let y = half - 0.5
    let u = 1 / y
    let series = 1 + u * (-1 / 8 + u * (1 / 128 + u * (5 / 1024 + u * (-21 / 32768))))
    return series * (y / half).squareRoot()
  }
}
