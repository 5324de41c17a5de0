import Glibc

/// An exact test whose smallest p-value depends on the number of runs alone.
public enum ExactTest: String, Sendable, CaseIterable {
  /// Mann and Whitney's test, the permutation test of means, Kolmogorov and Smirnov's test: one way
  /// in (n + m over n) is the most extreme, and one the opposite.
  case twoSamples
  /// Wilcoxon's signed rank test and the sign test: one of 2ⁿ signs is the most extreme.
  case paired

  /// The smallest two-sided p-value that samples without ties can give: 2 / (n + m over n), or
  /// 2 / 2ⁿ for n pairs (m is not used then); at most 1.
  ///
  /// - Precondition: the numbers are not negative.
  public func smallestPValue(n: Int, m: Int) -> Double {
    precondition(n >= 0 && m >= 0, "no negative number of runs")
    switch self {
    case .paired: return min(1, exp2(1 - Double(n)))
    case .twoSamples:
      var ways = 1.0
      for i in stride(from: 1, through: min(n, m), by: 1) where ways.isFinite {
        ways *= Double(max(n, m) + i) / Double(i)
      }
      return min(1, 2 / ways)
    }
  }

  /// The smallest number of runs in each sample (or of pairs) with which the test can ever reach a
  /// two-sided level: with fewer it can't, whatever the values are. 4 and 6 for 0.05.
  ///
  /// Where several tests are read together, ask for the level that the smallest p-value must reach:
  /// α / tests after Holm.
  /// - Returns: nil for a level that isn't above 0 and below 1.
  public func smallestRuns(alpha: Double) -> Int? {
    guard alpha > 0, alpha < 1 else { return nil }
    // Rounding must not ask for one run more than a level that is met exactly.
    return (1...1100).first { smallestPValue(n: $0, m: $0) <= alpha * (1 + 1e-12) }
  }
}

/// How many runs in all Mann and Whitney's test needs to find a tendency.
///
/// N = (z₁₋α/₂ + z_power)² / (12 c (1 − c) (p − ½)²), rounded up. Source: G. E. Noether, Sample size
/// determination for some common nonparametric tests, JASA 82 (1987).
///
/// - Parameters:
///   - superiority: p = P(X > Y) + ½ P(X = Y).
///   - power: the probability to find it.
///   - alpha: the two-sided level.
///   - shareOfFirst: c, the share of the runs that go to the first sample.
/// - Returns: nil for p = ½, and for probabilities out of range.
public func runsNeeded(
  toDetectSuperiority superiority: Double, power: Double = 0.8, alpha: Double = 0.05,
  shareOfFirst: Double = 0.5
) -> Int? {
  let shares = [power, alpha, shareOfFirst]
  guard superiority >= 0, superiority <= 1, shares.allSatisfy({ $0 > 0 && $0 < 1 }) else {
    return nil
  }
  let normal = StandardNormal()
  let reach = normal.upperQuantile(alpha / 2) + normal.quantile(power)
  let effect = superiority - 0.5
  let runs = reach * reach / (12 * shareOfFirst * (1 - shareOfFirst) * effect * effect)
  return reach > 0 && runs < 1e15 ? Int(runs.rounded(.up)) : nil
}
