import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite struct RankTestsTests {
  /// All pairs one by one.
  static func plainCounts(_ x: [Double], _ y: [Double]) -> [Int] {
    var (tiedX, tiedY, score) = (0, 0, 0)
    for i in x.indices {
      for j in x.indices where j < i {
        if x[i] == x[j] { tiedX += 1 }
        if y[i] == y[j] { tiedY += 1 }
        let product = (x[i] - x[j]) * (y[i] - y[j])
        score += product > 0 ? 1 : product < 0 ? -1 : 0
      }
    }
    return [x.count * (x.count - 1) / 2, tiedX, tiedY, score]
  }

  @Test(arguments: [0, 1, 2, 3, 5, 8, 9, 31, 64, 100], [false, true])
  func knightCountsAsPairByPair(n: Int, ties: Bool) {
    var generator = SeededGenerator(seed: UInt64(n))
    let x = randomValues(n, ties: ties, using: &generator)
    let y = randomValues(n, ties: ties, using: &generator)
    let counts = PairCounts(Ranking(x), Ranking(y))
    #expect(
      [counts.pairs, counts.tiedFirst, counts.tiedSecond, counts.score] == Self.plainCounts(x, y))
  }

  /// All n! orders one by one: the inversions and Spearman's S of each.
  static func orders(_ n: Int) -> [(inversions: Int, s: Int)] {
    func permute(_ rest: [Int], _ done: [Int]) -> [[Int]] {
      if rest.isEmpty { return [done] }
      return rest.flatMap { next in permute(rest.filter { $0 != next }, done + [next]) }
    }
    return permute(Array(0..<n), []).map { order in
      let inversions = order.indices.reduce(0) { sum, i in
        sum + order[..<i].filter { $0 > order[i] }.count
      }
      return (inversions, order.enumerated().reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) })
    }
  }

  @Test(arguments: 2...7)
  func exactDistributionsAsOrderByOrder(n: Int) {
    let orders = Self.orders(n)
    let kendall = ExactKendall(n: n)
    for k in 0...(n * (n - 1) / 2) {
      let share = Double(orders.filter { $0.inversions <= k }.count) / Double(orders.count)
      #expect(abs(kendall.cumulative(k) - share) < 1e-15)
    }
    let spearman = ExactSpearman(n: n)
    for s in stride(from: 0, through: n * (n * n - 1) / 3, by: 2) {
      let share = Double(orders.filter { $0.s <= s }.count) / Double(orders.count)
      #expect(spearman.cumulative(s) == share)
    }
  }

  // Orders of 8 with S ≤ s, by enumeration in Python.
  @Test(arguments: [(10, 146.0), (20, 741), (40, 3964), (84, 20628)])
  func exactSpearmanOfEight(s: Int, orders: Double) {
    #expect(ExactSpearman(n: 8).cumulative(s) == orders / 40320)
  }

  // The series evaluated in Python from the paper's coefficients.
  @Test(arguments: [
    (10, 58, 0.02452131584168824), (10, 100, 0.13144339176234485), (20, 400, 0.0004233625199429378),
    (20, 1300, 0.46327480357538436), (100, 120_000, 0.0024619945682298307),
  ])
  func edgeworth(n: Int, s: Int, tail: Double) {
    #expect(correctDigits(edgeworthSpearman(s, n: n), tail) >= 11)
  }

  @Test func edgeworthIsCloseToExact() {
    // At n = 9 it is off by 0.00097 at most, as an independent enumeration says.
    let exact = ExactSpearman(n: 9)
    let worst = stride(from: 0, through: 240, by: 2).map {
      abs(exact.cumulative($0) - edgeworthSpearman($0, n: 9))
    }.max()!
    #expect(abs(worst - 0.000965) < 1e-6)
  }

  @Test func testsChangeWithSizeAndTies() throws {
    func test(_ n: Int, _ method: CorrelationMethod, tie: Bool) throws -> CorrelationTest? {
      var generator = SeededGenerator(seed: 1)
      var x = randomValues(n, ties: false, using: &generator)
      if tie { x[0] = x[1] }
      return try correlation(
        x, randomValues(n, ties: false, using: &generator), method: method
      ).test
    }
    #expect(try test(9, .spearman, tie: false) == .exactSpearman)
    #expect(try test(10, .spearman, tie: false) == .edgeworthSpearman)
    #expect(try test(1289, .spearman, tie: false) == .edgeworthSpearman)
    #expect(try test(1290, .spearman, tie: false) == .studentTOfRanks)
    #expect(try test(9, .spearman, tie: true) == .studentTOfRanks)
    #expect(try test(49, .kendall, tie: false) == .exactKendall)
    #expect(try test(50, .kendall, tie: false) == .normalKendall)
    #expect(try test(9, .kendall, tie: true) == .normalKendall)
    #expect(CorrelationTest.exactKendall.description.contains("Kendall"))
  }

  /// Independent columns: each test rejects at 5 % in about 5 % of samples, both with and without
  /// ties.
  @Test(arguments: [CorrelationMethod.pearson, .spearman, .kendall], [false, true])
  func sizeOfTheTest(method: CorrelationMethod, ties: Bool) throws {
    var generator = SeededGenerator(seed: 99)
    let trials = 1000
    let rejected = try (0..<trials).filter { _ in
      let x = randomValues(30, ties: ties, using: &generator)
      let y = randomValues(30, ties: ties, using: &generator)
      return try #require(try correlation(x, y, method: method).pValue) <= 0.05
    }.count
    // 4 standard errors of 0.0069, and 0.005 for what is approximate.
    #expect(abs(Double(rejected) / Double(trials) - 0.05) < 0.0326)
  }
}
