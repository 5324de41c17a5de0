/// The pseudo-median of paired differences after Hodges and Lehmann: the median of the means of all
/// pairs of differences, each with itself too, with limits from the signed rank distribution.
///
/// - Limits: the k-th smallest and k-th largest of these n (n + 1) / 2 means. k is the largest with
///   P(V < k) ≤ α / 2, as in R's `wilcox.test`: exact for n < 50, else by the normal distribution with
///   a correction of ½. Where even k = 1 can't keep α, `level` says what the extremes achieve.
/// - Zeros count like any other value. (R leaves them out, and then calculates differently.)
///
/// The centre of symmetry where the differences are symmetric. A limit that isn't finite is nil;
/// all are nil for n = 0, for ∞ − ∞ and where differences of both infinities occur.
///
/// Sources: J. L. Hodges, E. L. Lehmann, Annals of Mathematical Statistics 34 (1963); J. W. Tukey's
/// confidence limits as in M. Hollander, D. A. Wolfe, E. Chicken, Nonparametric Statistical Methods,
/// 3rd edition, section 3.3.
public struct HodgesLehmannPseudoMedian: Sendable, Hashable {
  /// The name of the method, for results.
  public static let method = "Hodges-Lehmann, order statistics of the pairwise means"

  /// The number of pairs.
  public let n: Int
  /// The pseudo-median.
  public let estimate: Double?
  /// Its limits.
  public let interval: Interval?

  /// The pseudo-median of x − y, pair by pair. No mean is stored: O(n log n) in practice.
  ///
  /// - Throws: `StatisticsError.unequalLengths`, `StatisticsError.columnNotANumber`,
  ///   `StatisticsError.levelOutOfRange`.
  public init(_ x: [Double], _ y: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    self.init(numbers: try pairedDifferences(x, y), n: x.count, level: level)
  }

  /// The pseudo-median of differences that are known.
  ///
  /// - Throws: `StatisticsError.notANumber`, `StatisticsError.levelOutOfRange`.
  public init(differences: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    try requireNumbers(differences)
    self.init(numbers: differences, n: differences.count, level: level)
  }

  private init(numbers differences: [Double]?, n: Int, level: Double) {
    self.n = n
    var values = differences ?? []
    sortAscending(&values)
    guard let first = values.first, let last = values.last,
      first.isFinite || last.isFinite || first == last
    else {
      (estimate, interval) = (nil, nil)
      return
    }
    let sums = SortedSums(pairsOf: values)
    estimate = sums.median.flatMap { $0.isFinite ? $0 / 2 : nil }
    interval = RankOfLimit(alpha: 1 - level, pairs: n)
      .interval(of: sums, factor: 0.5, level: level, method: Self.method)
  }
}

extension RankOfLimit {
  /// For the pairwise means of n differences.
  init(alpha: Double, pairs n: Int) {
    if n < SignedRankTest.exactBelow {
      let chance = SignedRankDistribution(count: n)
      self.init(alpha: alpha, quantile: chance.quantile(alpha / 2), chance.cumulative)
    } else {
      let size = Double(n)
      self.init(
        alpha: alpha, mean: size * (size + 1) / 4,
        standardDeviation: (size * (size + 1) * (2 * size + 1) / 24).squareRoot())
    }
  }
}
