import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct RankDistributionsTests {
  private let oracle: JSONOracle

  init() throws { oracle = try JSONOracle(fixture: "oracles/rank_distributions.json") }

  @Test func signedRankByWholeNumbers() throws {
    var worst = WorstDigits()
    for set in oracle["signed_rank"].elements {
      let count = Int(try #require(set.number("count")))
      let law =
        set["midranks"].exists
        ? SignedRankDistribution(midranks: set.numbers("midranks"))
        : SignedRankDistribution(count: count)
      #expect(law.maximum == Double(count * (count + 1)) / 2)
      for row in set["rows"].elements {
        let x = try #require(row.number("x"))
        let label = "\(count) ranks, V = \(x)"
        worst.compare(law.cumulative(x), row.number("lower"), label)
        worst.compare(law.atLeast(x), row.number("at_least"), label)
        worst.compare(law.probability(x), row.number("probability"), label)
        #expect(abs(law.upperTail(x) - (1 - law.cumulative(x))) < 1e-15)
      }
    }
    #expect(worst.digits >= 13.5 && worst.count > 90, "\(worst)")
  }

  @Test func rankSumByWholeNumbers() throws {
    var worst = WorstDigits()
    for set in oracle["rank_sum"].elements {
      let first = Int(try #require(set.number("first")))
      let count = Int(try #require(set.number("count")))
      let tied = set["midranks"].exists
      let law =
        tied
        ? RankSumDistribution(first: first, midranks: set.numbers("midranks"))
        : RankSumDistribution(first: first, second: count - first)
      if !tied { #expect(law.minimum == 0 && law.maximum == Double(first * (count - first))) }
      for row in set["rows"].elements {
        let x = try #require(row.number("x"))
        let label = "\(first) of \(count), U = \(x)"
        worst.compare(law.cumulative(x), row.number("lower"), label)
        worst.compare(law.atLeast(x), row.number("at_least"), label)
        worst.compare(law.probability(x), row.number("probability"), label)
      }
    }
    #expect(worst.digits >= 13.5 && worst.count > 150, "\(worst)")
  }

  @Test(.enabled(if: Repository.shared != nil, "../shared is absent"))
  func agreesWithR() throws {
    let oracle = try JSONOracle(shared: "reference/r-reference/distributions_R.json")
    var worst = WorstDigits()
    let signed = try oracle.caseNamed("psignrank")["result"]
    for (i, n) in signed.numbers("n").enumerated() {
      worst.compare(
        SignedRankDistribution(count: Int(n)).cumulative(signed.numbers("v")[i]),
        signed.numbers("p_lower")[i], "psignrank \(i)")
    }
    let sums = try oracle.caseNamed("pwilcox")["result"]
    for (i, m) in sums.numbers("m").enumerated() {
      worst.compare(
        RankSumDistribution(first: Int(m), second: Int(sums.numbers("n")[i]))
          .cumulative(sums.numbers("w")[i]), sums.numbers("p_lower")[i], "pwilcox \(i)")
    }
    #expect(worst.digits >= 14 && worst.count >= 40, "\(worst)")
  }

  @Test func tiesOfOneAreNoTies() {
    for (first, second) in [(4, 9), (9, 4), (1, 3), (5, 5)] {
      let plain = RankSumDistribution(first: first, second: second)
      let tied = RankSumDistribution(
        first: first, midranks: (1...first + second).map { Double($0) })
      for u in stride(from: -1.0, through: plain.maximum + 1, by: 0.5) {
        #expect(abs(plain.cumulative(u) - tied.cumulative(u)) < 1e-15)
        #expect(abs(plain.atLeast(u) - tied.atLeast(u)) < 1e-15)
        #expect(abs(plain.probability(u) - tied.probability(u)) < 1e-15)
      }
    }
    #expect(SignedRankDistribution(midranks: [1, 2, 3]) == SignedRankDistribution(count: 3))
  }

  @Test func quantilesByHand() {
    // Three ranks: 0, 1, 2, 3, 3, 4, 5, 6 of 8.
    let law = SignedRankDistribution(count: 3)
    #expect(law.quantile(0) == 0 && law.quantile(0.125) == 0 && law.quantile(0.126) == 1)
    #expect(law.quantile(0.625) == 3 && law.quantile(1) == 6)
    #expect(law.upperQuantile(0.125) == 5 && law.upperQuantile(0.124) == 6)
    #expect(law.upperQuantile(1) == 0 && law.upperQuantile(0) == 6)
    #expect(law.probability(3) == 0.25 && law.probability(2.5) == 0 && law.probability(7) == 0)
    #expect(law.cumulative(2.5) == 0.375 && law.atLeast(2.5) == 0.625 && law.upperTail(-1) == 1)
    // Two of four: 0, 1, 2, 2, 3, 4 of 6.
    let sum = RankSumDistribution(first: 2, second: 2)
    #expect(correctDigits(sum.cumulative(1), 1.0 / 3) > 15 && sum.quantile(0.4) == 2)
    #expect(sum.upperQuantile(0.4) == 2 && sum.atLeast(-.infinity) == 1)
    #expect(sum.cumulative(.infinity) == 1 && sum.atLeast(.infinity) == 0)
  }

  @Test func nothingToRank() {
    for law in [SignedRankDistribution(count: 0), SignedRankDistribution(midranks: [])] {
      #expect(law.probability(0) == 1 && law.cumulative(0) == 1 && law.upperTail(0) == 0)
      #expect(law.quantile(0.5) == 0 && law.maximum == 0)
    }
    for law in [
      RankSumDistribution(first: 0, second: 5), RankSumDistribution(first: 3, second: 0),
      RankSumDistribution(first: 0, midranks: []),
      RankSumDistribution(first: 2, midranks: [2, 2, 2]),
    ] {
      #expect(law.atLeast(law.minimum) == 1 && law.minimum == law.maximum)
    }
    // All alike: U is in the middle.
    #expect(RankSumDistribution(first: 2, midranks: [2, 2, 2]).minimum == 1)
  }

  @Test func programmerErrorsStop() async {
    await #expect(processExitsWith: .failure) { _ = SignedRankDistribution(count: 1001) }
    await #expect(processExitsWith: .failure) { _ = SignedRankDistribution(midranks: [0.3]) }
    await #expect(processExitsWith: .failure) { _ = RankSumDistribution(first: -1, second: 3) }
    await #expect(processExitsWith: .failure) { _ = RankSumDistribution(first: 201, second: 200) }
  }
}
