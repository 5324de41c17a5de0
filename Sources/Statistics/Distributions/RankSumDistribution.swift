/// The exact distribution of the rank sum statistic U of Mann and Whitney (R's W): the sum of the ranks
/// of a first sample among all values, less the smallest that it could be without ties, where each
/// choice of ranks is equally likely.
///
/// With ties the ranks are midranks and U moves in halves; the distribution is that given the tie
/// pattern. All choices are counted, in doubles that only ever add positive terms: exact while there
/// are fewer than 2⁵³ of them, to about 1e-14 relative above.
///
/// Source: H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18 (1947); with ties
/// E. L. Lehmann, Nonparametrics (1975).
public struct RankSumDistribution: Sendable, Hashable {
  /// The largest product of the sizes of two samples without ties: 200 · 200.
  public static let largestProduct = 40_000
  /// The largest product of the sizes of two samples with ties: 100 · 100.
  public static let largestProductWithTies = 10_000
  /// The most values in both samples: above that counts leave the range of doubles.
  public static let largestCount = 1000

  private let lattice: RankLattice

  /// The distribution for samples without ties. O((first · second)²).
  ///
  /// - Precondition: neither count is negative, their product is at most `largestProduct` and their
  ///   sum at most `largestCount`.
  public init(first: Int, second: Int) {
    precondition(first >= 0 && second >= 0, "no negative number of values")
    precondition(
      first + second <= Self.largestCount && first * second <= Self.largestProduct,
      "few enough values")
    lattice = RankLattice(
      smallest: 0, unit: 1, weights: Self.counts(min(first, second), max(first, second)))
  }

  /// The distribution of U for a first sample of `first` values out of those with the given midranks.
  ///
  /// - Precondition: the midranks are multiples of ½, of no more values than `largestCount`; `first`
  ///   isn't above their number; the product of the sizes is at most `largestProductWithTies`.
  /// - Complexity: O(smaller size · number of values · largest sum of doubled midranks).
  public init(first: Int, midranks: [Double]) {
    let second = midranks.count - first
    precondition(first >= 0 && second >= 0, "no more values than ranks")
    precondition(
      midranks.count <= Self.largestCount && first * second <= Self.largestProductWithTies,
      "few enough values")
    let doubled = midranks.doubledRanks().sorted()
    var weights = Self.tiedCounts(choosing: min(first, second), of: doubled)
    var smallest = doubled.prefix(min(first, second)).reduce(0, +)
    if first > second {
      // The sum of the others, seen from the other end.
      smallest = doubled.reduce(0, +) - smallest - (weights.count - 1)
      weights.reverse()
    }
    lattice = RankLattice(
      smallest: Double(smallest - first * (first + 1)) / 2, unit: 0.5, weights: weights)
  }

  /// The largest value. The smallest is 0 without ties.
  public var maximum: Double { lattice.largest }

  /// The smallest value.
  public var minimum: Double { lattice.smallest }

  /// P(U = u).
  public func probability(_ u: Double) -> Double { lattice.probability(u) }

  /// P(U ≤ u).
  public func cumulative(_ u: Double) -> Double { lattice.cumulative(u) }

  /// P(U > u), with all its digits.
  public func upperTail(_ u: Double) -> Double { lattice.upperTail(u) }

  /// P(U ≥ u), with all its digits: the p-value of an alternative of a larger first sample.
  public func atLeast(_ u: Double) -> Double { lattice.atLeast(u) }

  /// The smallest u with P(U ≤ u) ≥ p.
  ///
  /// - Precondition: p lies in 0...1.
  public func quantile(_ p: Double) -> Double { lattice.quantile(p) }

  /// The smallest u with P(U > u) ≤ q.
  ///
  /// - Precondition: q lies in 0...1.
  public func upperQuantile(_ q: Double) -> Double { lattice.upperQuantile(q) }
}
