/// The p-values of one statistic against the three usual alternatives.
///
/// "Less" and "greater" speak of the first sample relative to the second, or of a sample relative to
/// its hypothetical value.
public struct PValues: Sendable, Hashable {
  /// Against any difference.
  public let twoSided: Double
  /// Against the alternative that the first is smaller.
  public let less: Double
  /// Against the alternative that the first is larger.
  public let greater: Double

  /// The p-values of a statistic of which both tails are known, its own value included in each. The
  /// two-sided one is twice the smaller, at most 1.
  public init(less: Double, greater: Double) {
    self.less = min(1, max(0, less))
    self.greater = min(1, max(0, greater))
    twoSided = min(1, 2 * min(self.less, self.greater))
  }

  /// The p-values of a statistic with a continuous distribution.
  ///
  /// - Precondition: the statistic is not NaN.
  init(_ statistic: Double, _ distribution: some SymmetricDistribution) {
    self.init(
      less: distribution.upperTail(-statistic), greater: distribution.upperTail(statistic))
  }

  /// The normal approximation of a statistic on a grid of whole numbers, as R's rank tests make it.
  ///
  /// - Parameters:
  ///   - deviation: the statistic less its mean.
  ///   - correction: the continuity correction, ½ or 0.
  init(deviation: Double, standardDeviation: Double, correction: Double) {
    guard standardDeviation > 0 else {
      // The statistic can take one value only.
      self.init(less: 1, greater: 1)
      return
    }
    let normal = StandardNormal()
    self.init(
      less: normal.upperTail(-(deviation + correction) / standardDeviation),
      greater: normal.upperTail((deviation - correction) / standardDeviation))
  }
}

/// Where the p-value of a rank test comes from.
public enum RankTestMethod: String, Sendable, CaseIterable {
  /// The exact distribution of the statistic for values without ties.
  case exact = "exact"
  /// The exact distribution over all ways to share out the ranks found, ties (and zeros) included.
  case exactConditional = "exact, given the ties"
  /// The normal distribution with the variance corrected for ties and a continuity correction of ½.
  case normal = "normal approximation, corrected for ties and continuity"
}

/// Which distribution a rank test is asked to use.
public enum RankTestChoice: Sendable, Hashable, CaseIterable {
  /// Exact for small samples, ties or not; see the test for its bound.
  case automatic
  /// The normal approximation for any size.
  case normal
  /// As R 4.2: exact for small samples without ties, else the normal approximation.
  case asR
}
