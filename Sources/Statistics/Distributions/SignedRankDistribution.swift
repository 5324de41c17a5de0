/// The exact distribution of Wilcoxon's signed rank statistic V, the sum of the ranks of the positive
/// differences, where each difference is positive or negative by the toss of a coin.
///
/// With ties the ranks are midranks and V moves in halves; the distribution is that given the tie
/// pattern. All sign patterns are counted by adding one rank after the other, in doubles that only
/// ever add positive terms: exact up to 52 ranks, to about 1e-14 relative above.
///
/// Source: F. Wilcoxon, Biometrics Bulletin 1 (1945); with ties E. L. Lehmann, Nonparametrics (1975).
public struct SignedRankDistribution: Sendable, Hashable {
  /// The most ranks: above that tail probabilities leave the range of doubles.
  public static let largestCount = 1000

  private let lattice: RankLattice

  /// The distribution for `count` differences without ties. O(count³).
  ///
  /// - Precondition: `count` lies in 0...`largestCount`.
  public init(count: Int) {
    precondition((0...Self.largestCount).contains(count), "0 to \(Self.largestCount) ranks")
    lattice = Self.lattice(steps: Array(stride(from: 1, through: count, by: 1)), unit: 1)
  }

  /// The distribution for the given midranks of the absolute differences.
  ///
  /// Leave out the ranks of zero differences, whether the others were ranked without them (Wilcoxon)
  /// or among them (Pratt).
  /// - Precondition: at most `largestCount`, all multiples of ½ and not negative.
  /// - Complexity: O(count · sum of ranks).
  public init(midranks: [Double]) {
    precondition(midranks.count <= Self.largestCount, "at most \(Self.largestCount) ranks")
    let doubled = midranks.doubledRanks()
    let isWhole = doubled.allSatisfy { $0.isMultiple(of: 2) }
    lattice = Self.lattice(
      steps: (isWhole ? doubled.map { $0 / 2 } : doubled).sorted(), unit: isWhole ? 1 : 0.5)
  }

  /// The probabilities of all sums of a random part of `steps`.
  private static func lattice(steps: [Int], unit: Double) -> RankLattice {
    var weights = [Double](repeating: 0, count: steps.reduce(1, +))
    weights[0] = 1
    var reached = 0
    weights.withUnsafeMutableBufferPointer { weights in
      for step in steps where step > 0 {
        reached += step
        for sum in stride(from: reached, through: step, by: -1) {
          weights[sum] = 0.5 * (weights[sum] + weights[sum - step])
        }
        for sum in 0..<step { weights[sum] *= 0.5 }
      }
    }
    return RankLattice(smallest: 0, unit: unit, weights: weights)
  }

  /// The largest value: the sum of all ranks. The smallest is 0.
  public var maximum: Double { lattice.largest }

  /// P(V = v).
  public func probability(_ v: Double) -> Double { lattice.probability(v) }

  /// P(V ≤ v).
  public func cumulative(_ v: Double) -> Double { lattice.cumulative(v) }

  /// P(V > v), with all its digits.
  public func upperTail(_ v: Double) -> Double { lattice.upperTail(v) }

  /// P(V ≥ v), with all its digits: the p-value of an alternative of larger values.
  public func atLeast(_ v: Double) -> Double { lattice.atLeast(v) }

  /// The smallest v with P(V ≤ v) ≥ p.
  ///
  /// - Precondition: p lies in 0...1.
  public func quantile(_ p: Double) -> Double { lattice.quantile(p) }

  /// The smallest v with P(V > v) ≤ q.
  ///
  /// - Precondition: q lies in 0...1.
  public func upperQuantile(_ q: Double) -> Double { lattice.upperQuantile(q) }
}
