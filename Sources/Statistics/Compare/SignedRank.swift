/// What Wilcoxon's signed rank test does with differences of 0.
public enum ZeroDifferences: String, Sendable, CaseIterable {
  /// They are left out before ranking: Wilcoxon's way, and R's.
  case leftOut
  /// They are ranked and their ranks left out: Pratt's way, which keeps the test from turning round
  /// when all values move.
  case rankedFirst
}

/// Wilcoxon's signed rank test of whether paired differences are symmetric about 0.
///
/// The statistic V is the sum of the ranks of |difference| over the positive differences, midranks for
/// ties. The p-values are
/// - exact for fewer than 50 differences other than 0: from R's `psignrank` distribution where there
///   are neither ties nor zeros, else over all signs of the midranks found;
/// - else from the normal distribution with R's corrections for ties and continuity.
///
/// The two-sided p-value is twice the smaller tail. With zeros only every p-value is 1.
///
/// Sources: F. Wilcoxon, Biometrics Bulletin 1 (1945); J. W. Pratt, JASA 54 (1959).
public struct SignedRankTest: Sendable, Hashable {
  /// From this number of differences on the normal approximation is used, as by R.
  public static let exactBelow = 50

  /// The number of pairs.
  public let n: Int
  /// How many differences are 0.
  public let zeros: Int
  /// Whether two differences have one magnitude.
  public let hasTies: Bool
  /// V; nil for n = 0 and for ∞ − ∞.
  public let v: Double?
  /// The p-values; nil with `v`. "Greater": the first of a pair tends to be larger.
  public let pValues: PValues?
  /// Where they come from.
  public let method: RankTestMethod

  /// Compares x with y, pair by pair. O(n log n).
  ///
  /// - Throws: `StatisticsError.unequalLengths`, `StatisticsError.columnNotANumber`.
  public init(
    _ x: [Double], _ y: [Double], zeros: ZeroDifferences = .leftOut,
    distribution: RankTestChoice = .automatic
  ) throws {
    self.init(
      numbers: try pairedDifferences(x, y), n: x.count, handling: zeros, distribution: distribution)
  }

  /// Tests differences that are known. O(n log n).
  ///
  /// - Throws: `StatisticsError.notANumber`.
  public init(
    differences: [Double], zeros: ZeroDifferences = .leftOut,
    distribution: RankTestChoice = .automatic
  ) throws {
    try requireNumbers(differences)
    self.init(
      numbers: differences, n: differences.count, handling: zeros, distribution: distribution)
  }

  private init(
    numbers differences: [Double]?, n: Int, handling: ZeroDifferences, distribution: RankTestChoice
  ) {
    self.n = n
    let ranks = SignedRanks(differences ?? [], handling)
    zeros = ranks.zeros
    hasTies = ranks.hasTies
    let isSmall = ranks.doubled.count < Self.exactBelow
    let isPlain = !ranks.hasTies && ranks.zeros == 0
    switch distribution {
    case .normal: method = .normal
    case .asR: method = isSmall && isPlain ? .exact : .normal
    case .automatic: method = isSmall ? (isPlain ? .exact : .exactConditional) : .normal
    }
    guard differences != nil, n > 0 else {
      (v, pValues) = (nil, nil)
      return
    }
    v = Double(ranks.doubledPositive) / 2
    pValues = ranks.pValues(method)
  }
}

/// Twice the ranks of the differences that count, and their sum over the positive ones.
private struct SignedRanks {
  var doubled: [Int] = []
  var doubledPositive = 0
  var zeros = 0
  var hasTies = false

  init(_ differences: [Double], _ handling: ZeroDifferences) {
    // By magnitude; the sign only matters within a group of equals, where its place does not.
    var magnitudes = differences.map(abs)
    var positive = differences.filter { $0 > 0 }
    sortAscending(&magnitudes)
    sortAscending(&positive)
    zeros = magnitudes.prefix { $0 == 0 }.count
    let offset = handling == .leftOut ? zeros : 0
    doubled.reserveCapacity(magnitudes.count - zeros)
    var (start, nextPositive) = (zeros, 0)
    while start < magnitudes.count {
      var end = start + 1
      while end < magnitudes.count, magnitudes[end] == magnitudes[start] { end += 1 }
      hasTies = hasTies || end - start > 1
      let rank = start + end + 1 - 2 * offset
      doubled += repeatElement(rank, count: end - start)
      while nextPositive < positive.count, positive[nextPositive] == magnitudes[start] {
        doubledPositive += rank
        nextPositive += 1
      }
      start = end
    }
  }

  func pValues(_ method: RankTestMethod) -> PValues {
    switch method {
    case .exact:
      return exactPValues(SignedRankDistribution(count: doubled.count))
    case .exactConditional:
      return exactPValues(SignedRankDistribution(midranks: doubled.map { Double($0) / 2 }))
    case .normal:
      let squares = doubled.reduce(0.0) { $0 + Double($1) * Double($1) }
      let total = doubled.reduce(0, +)
      return PValues(
        deviation: Double(2 * doubledPositive - total) / 4,
        standardDeviation: (squares / 16).squareRoot(), correction: 0.5)
    }
  }

  private func exactPValues(_ chance: SignedRankDistribution) -> PValues {
    let v = Double(doubledPositive) / 2
    return PValues(less: chance.cumulative(v), greater: chance.atLeast(v))
  }
}
