/// Mann and Whitney's test (Wilcoxon's rank sum test) of whether values of one sample tend to be
/// larger than those of another.
///
/// The statistic U counts the pairs with x > y, ties as half: R's W. Under chance (both samples from
/// one distribution) the p-values are
/// - exact where both samples have fewer than 50 values, and for uneven samples with n m up to 2500:
///   without ties from the distribution of U (R's `pwilcox`), with ties from all ways to share out the
///   midranks found;
/// - else from the normal distribution with R's corrections for ties and continuity.
///
/// The two-sided p-value is twice the smaller tail. With all values equal every p-value is 1.
/// Infinities are the largest and smallest values.
///
/// Sources: F. Wilcoxon, Biometrics Bulletin 1 (1945); H. B. Mann, D. R. Whitney, Annals of
/// Mathematical Statistics 18 (1947); E. L. Lehmann, Nonparametrics, 1975, section 1.4.
public struct MannWhitneyTest: Sendable, Hashable {
  /// Two samples that are both smaller are compared exactly, as by R.
  public static let exactBelow = 50

  /// Whether samples of n and m values are compared exactly unless asked otherwise.
  ///
  /// - Precondition: neither is negative.
  public static func isExact(n: Int, m: Int) -> Bool {
    precondition(n >= 0 && m >= 0, "no negative number of values")
    let limit = RankSumDistribution.largestCount
    return n < exactBelow && m < exactBelow
      || n <= limit && m <= limit && n + m <= limit && n * m <= exactBelow * exactBelow
  }

  /// The sizes of both samples.
  public let n: Int, m: Int
  /// How many of the n m pairs have x > y, ties counted as half; nil where a sample is empty.
  public let u: Double?
  /// Whether two values are equal, within a sample or between both.
  public let hasTies: Bool
  /// The p-values; nil where a sample is empty. "Greater": x tends to be larger.
  public let pValues: PValues?
  /// Where they come from.
  public let method: RankTestMethod

  /// P(X > Y) + ½ P(X = Y) as estimated by u / (n m); nil where a sample is empty.
  public var probabilityOfSuperiority: Double? { u.map { $0 / (Double(n) * Double(m)) } }

  /// Compares two samples. O((n + m) log(n + m)); exact p-values take up to some ten million steps.
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y).
  public init(
    _ x: [Double], _ y: [Double], distribution: RankTestChoice = .automatic
  ) throws {
    let (x, y) = try sortedPair(x, y)
    self.init(ascending: x, y, distribution: distribution)
  }

  init(ascending x: [Double], _ y: [Double], distribution: RankTestChoice) {
    n = x.count
    m = y.count
    let merged = MergedSamples(x, y)
    hasTies = merged.hasTies
    switch distribution {
    case .normal: method = .normal
    case .asR: method = max(n, m) < Self.exactBelow && !hasTies ? .exact : .normal
    case .automatic:
      method =
        Self.isExact(n: n, m: m) ? (hasTies ? .exactConditional : .exact) : .normal
    }
    guard n > 0, m > 0 else {
      (u, pValues) = (nil, nil)
      return
    }
    u = Double(merged.doubledWins) / 2
    switch method {
    case .exact:
      let chance = RankSumDistribution(first: n, second: m)
      let u = Double(merged.doubledWins) / 2
      pValues = PValues(less: chance.cumulative(u), greater: chance.atLeast(u))
    case .exactConditional:
      let chance = RankSumDistribution(first: n, midranks: Self.midranks(x, y))
      let u = Double(merged.doubledWins) / 2
      pValues = PValues(less: chance.cumulative(u), greater: chance.atLeast(u))
    case .normal:
      pValues = PValues(
        deviation: Double(merged.doubledWins - n * m) / 2,
        standardDeviation: Self.standardDeviation(n, m, ties: merged.tieCorrection),
        correction: 0.5)
    }
  }

  /// The midranks of both samples together, ascending.
  private static func midranks(_ x: [Double], _ y: [Double]) -> [Double] {
    var ranks: [Double] = []
    ranks.reserveCapacity(x.count + y.count)
    forEachGroup(x, y) { i, j, inX, inY in
      let size = inX + inY
      ranks += repeatElement(Double(2 * (i + j) + size + 1) / 2, count: size)
    }
    return ranks
  }

  /// The standard deviation of U under chance, given the sum of t³ − t over groups of t equals.
  static func standardDeviation(_ n: Int, _ m: Int, ties: Double) -> Double {
    let all = Double(n + m)
    guard all > 1 else { return 0 }
    let spread = all + 1 - ties / (all * (all - 1))
    return (Double(n) * Double(m) / 12 * max(0, spread)).squareRoot()
  }
}

/// Two samples in ascending order.
///
/// - Throws: `StatisticsError.columnNotANumber` for NaN.
func sortedPair(_ x: [Double], _ y: [Double]) throws -> ([Double], [Double]) {
  try requireNumbers(inColumns: [x, y])
  var (x, y) = (x, y)
  sortAscending(&x)
  sortAscending(&y)
  return (x, y)
}

/// Throws the first NaN of several samples.
func requireNumbers(inColumns columns: [[Double]]) throws {
  for (column, values) in columns.enumerated() {
    if let index = values.firstIndex(where: { $0.isNaN }) {
      throw StatisticsError.columnNotANumber(column: column, index: index)
    }
  }
}
