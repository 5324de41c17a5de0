/// The test of Mann and Kendall for drift: whether values in the order of time tend to rise or fall,
/// however unevenly.
///
/// S counts the pairs whose later value is higher, less those whose later one is lower. Exact for n < 50
/// without ties; else normal, with the variance for these ties and a continuity correction of 1. Values
/// that depend on their neighbours make the p-value too small.
///
/// Sources: H. B. Mann, Nonparametric tests against trend, Econometrica 13 (1945); M. G. Kendall, Rank
/// Correlation Methods, Griffin 1948; R. O. Gilbert, Statistical Methods for Environmental Pollution
/// Monitoring, Van Nostrand 1987, section 16.4.
public struct MannKendall: Sendable, Hashable {
  /// The number of values.
  public let n: Int
  /// S: above 0 for a rise.
  public let statistic: Int
  /// The variance of S without drift.
  public let variance: Double
  /// (S ∓ 1) / √variance, 0 for S = 0; nil where the variance is 0.
  public let z: Double?
  /// Kendall's τ_b with the order of time; nil for a constant series and n < 2.
  public let tau: Double?
  /// The two-sided p-value; nil for n < 2 and for a constant series.
  public let pValue: Double?
  /// Whether the p-value is exact.
  public let isExact: Bool

  /// Tests values in the order of time. The infinities count as the least and the greatest value.
  ///
  /// - Throws: `StatisticsError.notANumber`.
  /// - Complexity: O(n log n).
  public init(_ values: [Double]) throws {
    try requireNumbers(values)
    n = values.count
    let time = Ranking((0..<values.count).map(Double.init))
    let ranking = Ranking(values)
    let counts = PairCounts(time, ranking)
    statistic = counts.score
    guard n > 1, !ranking.isConstant else {
      (variance, z, tau, pValue, isExact) = (0, nil, nil, nil, false)
      return
    }
    variance = KendallTests.variance(time, ranking)
    let corrected = Double(abs(statistic)) - (statistic == 0 ? 0 : 1)
    let z = (statistic < 0 ? -corrected : corrected) / variance.squareRoot()
    self.z = z
    let untied = Double(counts.pairs) * Double(counts.pairs - counts.tiedSecond)
    tau = min(1, max(-1, Double(statistic) / untied.squareRoot()))
    isExact = n < 50 && !ranking.hasTies
    if isExact {
      let discordant = (counts.pairs - counts.score) / 2
      let tail = ExactKendall(n: n).cumulative(min(discordant, counts.pairs - discordant))
      pValue = min(1, 2 * tail)
    } else {
      pValue = StandardNormal().twoSidedTail(z)
    }
  }
}
