/// Pairs of values, counted by whether both columns order them alike.
struct PairCounts: Equatable {
  /// All n (n − 1) / 2 pairs.
  let pairs: Int
  /// Pairs that are equal in the first column.
  let tiedFirst: Int
  /// Pairs that are equal in the second column.
  let tiedSecond: Int
  /// Concordant less discordant pairs.
  let score: Int

  /// Puts the second column in the order of the first, ties among it by the second, and counts the
  /// exchanges that would sort it. O(n log n).
  ///
  /// Source: W. R. Knight, A computer method for calculating Kendall's tau with ungrouped data,
  /// JASA 61 (1966).
  init(_ first: Ranking, _ second: Ranking) {
    let n = first.order.count
    var seconds = Self.inOrder(first, second)
    let tiedBoth = Self.pairsOfEquals(seconds, within: first, second)
    let discordant = discordantPairs(&seconds, groups: second.groupSizes.count)
    pairs = n * (n - 1) / 2
    tiedFirst = Self.pairs(within: first.groupSizes)
    tiedSecond = Self.pairs(within: second.groupSizes)
    score = pairs - tiedFirst - tiedSecond + tiedBoth - 2 * discordant
  }

  /// The groups of the second column sorted by the first column, then by themselves: the order of
  /// the second is dealt out to the groups of the first.
  private static func inOrder(_ first: Ranking, _ second: Ranking) -> [UInt32] {
    var next: [Int] = []
    next.reserveCapacity(first.groupSizes.count)
    var start = 0
    for size in first.groupSizes {
      next.append(start)
      start += size
    }
    let groups = first.groups
    return [UInt32](unsafeUninitializedCapacity: start) { seconds, count in
      next.withUnsafeMutableBufferPointer { next in
        var place = 0
        for (group, size) in second.groupSizes.enumerated() {
          for index in second.order[place..<place + size] {
            let target = Int(groups[Int(index)])
            seconds[next[target]] = UInt32(truncatingIfNeeded: group)
            next[target] &+= 1
          }
          place += size
        }
      }
      count = start
    }
  }

  private static func pairs(within groups: [Int]) -> Int {
    groups.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
  }

  private static func pairsOfEquals(
    _ seconds: [UInt32], within first: Ranking, _ second: Ranking
  ) -> Int {
    guard first.hasTies, second.hasTies else { return 0 }
    var (total, start) = (0, 0)
    for size in first.groupSizes {
      var run = 0
      for place in start..<start + size {
        run = place > start && seconds[place] == seconds[place - 1] ? run + 1 : 0
        total += run
      }
      start += size
    }
    return total
  }
}

/// The distribution of the number of discordant pairs over all orders of n values without ties.
///
/// The number of orders of n values with k inversions is the sum of those of n − 1 values with
/// k − n + 1 … k inversions.
///
/// Source: M. G. Kendall, Rank Correlation Methods, Griffin 1948.
struct ExactKendall {
  /// P(inversions = k).
  private let probabilities: [Double]

  /// - Precondition: n ≥ 1.
  init(n: Int) {
    precondition(n > 0)
    var current = [1.0]
    for size in 2..<max(n + 1, 2) {
      var next = [Double](repeating: 0, count: current.count + size - 1)
      for (k, probability) in current.enumerated() {
        for moved in 0..<size { next[k + moved] += probability / Double(size) }
      }
      current = next
    }
    probabilities = current
  }

  /// P(inversions ≤ k). Symmetric: P(inversions ≥ largest − k) as well.
  func cumulative(_ k: Int) -> Double { probabilities.prefix(k + 1).reduce(0, +) }
}

/// Kendall's τ_b of pairs of columns, tested as R's `cor.test` does.
struct KendallTests {
  private let n: Int
  private let exact: ExactKendall?

  /// Prepares for columns of n values; without the exact distribution for coefficients alone.
  init(n: Int, isTesting: Bool = true) {
    self.n = n
    exact = isTesting && (1..<50).contains(n) ? ExactKendall(n: n) : nil
  }

  /// nil where a column is constant.
  func tested(_ first: Ranking, _ second: Ranking) -> TestedCoefficient? {
    guard !first.isConstant, !second.isConstant else { return nil }
    let counts = PairCounts(first, second)
    let untied =
      Double(counts.pairs - counts.tiedFirst) * Double(counts.pairs - counts.tiedSecond)
    let coefficient = min(1, max(-1, Double(counts.score) / untied.squareRoot()))
    if let exact, !first.hasTies, !second.hasTies {
      let discordant = (counts.pairs - counts.score) / 2
      let tail = exact.cumulative(min(discordant, counts.pairs - discordant))
      return TestedCoefficient(
        coefficient: coefficient, pValue: min(1, 2 * tail), test: .exactKendall)
    }
    let z = Double(counts.score) / Self.variance(first, second).squareRoot()
    return TestedCoefficient(
      coefficient: coefficient, pValue: StandardNormal().twoSidedTail(z), test: .normalKendall)
  }

  /// The variance of concordant less discordant pairs of independent columns with these ties.
  ///
  /// Source: M. G. Kendall, Rank Correlation Methods, Griffin 1948.
  static func variance(_ first: Ranking, _ second: Ranking) -> Double {
    let n = Double(first.order.count)
    let (t, u) = (TieSums(first), TieSums(second))
    return (n * (n - 1) * (2 * n + 5) - t.cubic - u.cubic) / 18
      + t.pairs * u.pairs / (2 * n * (n - 1))
      + (n > 2 ? t.triples * u.triples / (9 * n * (n - 1) * (n - 2)) : 0)
  }
}

/// Sums over the groups of ties of a column; t is the size of a group.
private struct TieSums {
  /// Σ t (t − 1)
  var pairs = 0.0
  /// Σ t (t − 1) (t − 2)
  var triples = 0.0
  /// Σ t (t − 1) (2 t + 5)
  var cubic = 0.0

  init(_ ranking: Ranking) {
    for size in ranking.groupSizes where size > 1 {
      let t = Double(size)
      pairs += t * (t - 1)
      triples += t * (t - 1) * (t - 2)
      cubic += t * (t - 1) * (2 * t + 5)
    }
  }
}
