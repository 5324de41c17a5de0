import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct PercentileLimitsTests {
  // Ranks of the even split: scipy.stats.binom; (40, 61) of 100 also in many textbooks.
  @Test(arguments: [
    (0.5, 100, 0.95, 40, 61, 0.9647997997822952), (0.5, 20, 0.9, 6, 15, 0.9586105346679688),
    (0.5, 36, 0.95, 12, 25, 0.9711832803441212), (0.9, 1000, 0.99, 875, 925, 0.9917080966907468),
    (0.99, 1000, 0.95, 983, 997, 0.976094763497977),
  ])
  func evenSplit(p: Double, n: Int, level: Double, lower: Int, upper: Int, achieved: Double) throws
  {
    let limits = try OrderStatisticLimits(probability: p, n: n, level: level)
    #expect(limits.lowerRank == lower && limits.upperRank == upper)
    #expect(correctDigits(try #require(limits.achievedLevel), achieved) >= 12)
    #expect(limits.runsNeededForLowerLimit == nil && limits.runsNeededForUpperLimit == nil)
  }

  @Test func medianOfSixIsTheRange() throws {
    let estimate = try SortedSample([6, 1, 5, 2, 4, 3]).percentileEstimate(0.5)
    #expect(estimate.value == 3.5 && estimate.n == 6 && estimate.method == .hyndmanFan7)
    #expect(estimate.interval?.lower == 1 && estimate.interval?.upper == 6)
    #expect(estimate.interval?.level == 1 - 2.0 / 64)
    #expect(estimate.interval?.requestedLevel == 0.95)
    #expect(estimate.interval?.method == "order statistics")
  }

  @Test(arguments: [299, 300, 340, 367])
  func p99TakesWhatTheMaximumCosts(_ n: Int) throws {
    let limits = try OrderStatisticLimits(probability: 0.99, n: n, level: 0.95)
    #expect(limits.upperRank == n)
    let lower = try #require(limits.lowerRank)
    let cost = pow(0.99, Double(n))
    #expect(cost > 0.025 && cost <= 0.05)
    // The lower end takes the rest and no more: the next rank would cost too much.
    let binomial = Binomial(trials: n, probability: 0.99)
    #expect(binomial.cumulative(lower - 1) <= 0.05 - cost)
    #expect(binomial.cumulative(lower) > 0.05 - cost)
    let level = try #require(limits.achievedLevel)
    #expect(abs(level - (1 - cost - binomial.cumulative(lower - 1))) < 1e-14)
    #expect(level >= 0.95)
  }

  @Test func p99From368HasAnEvenSplit() throws {
    // 0.99^368 = 0.02477 ≤ 0.025
    let limits = try OrderStatisticLimits(probability: 0.99, n: 368, level: 0.95)
    #expect(limits.upperRank == 368)
    let binomial = Binomial(trials: 368, probability: 0.99)
    let lower = try #require(limits.lowerRank)
    #expect(binomial.cumulative(lower - 1) <= 0.025 && binomial.cumulative(lower) > 0.025)
  }

  @Test(arguments: [1, 5, 36, 298])
  func p99OfFewHasNoUpperLimit(_ n: Int) throws {
    let sample = try SortedSample((1...n).map(Double.init))
    let estimate = try sample.percentileEstimate(0.99)
    let interval = try #require(estimate.interval)
    #expect(interval.upper == nil && interval.level >= 0.95)
    #expect(estimate.runsNeededForUpperLimit == 299 && estimate.runsNeededForLowerLimit == nil)
    // One-sided: the lower end has all of α.
    let binomial = Binomial(trials: n, probability: 0.99)
    let rank = Int(try #require(interval.lower))
    #expect(binomial.cumulative(rank - 1) <= 0.05)
    #expect(rank == n || binomial.cumulative(rank) > 0.05)
    #expect(abs(interval.level - binomial.upperTail(rank - 1)) < 1e-15)
  }

  @Test func p01Mirrors() throws {
    let few = try OrderStatisticLimits(probability: 0.01, n: 36, level: 0.95)
    #expect(few.lowerRank == nil && few.upperRank == 3)
    #expect(few.runsNeededForLowerLimit == 299 && few.runsNeededForUpperLimit == nil)
    let enough = try OrderStatisticLimits(probability: 0.01, n: 299, level: 0.95)
    #expect(enough.lowerRank == 1 && enough.upperRank != nil)
  }

  @Test func medianOfFew() throws {
    // 2 of 2^n orders miss: both ends need 6 runs, one alone 5.
    let four = try SortedSample([1, 2, 3, 4]).percentileEstimate(0.5)
    #expect(four.interval == nil)
    #expect(four.runsNeededForUpperLimit == 5 && four.runsNeededForLowerLimit == 6)
    let five = try SortedSample([1, 2, 3, 4, 5]).percentileEstimate(0.5)
    #expect(five.interval?.upper == 5 && five.interval?.lower == nil)
    #expect(five.interval?.level == 1 - 1.0 / 32)
    #expect(five.runsNeededForUpperLimit == nil && five.runsNeededForLowerLimit == 6)
  }

  @Test func noneAndCertain() throws {
    let none = try SortedSample([]).percentileEstimate(0.99)
    #expect(none.value == nil && none.interval == nil && none.n == 0)
    #expect(none.runsNeededForLowerLimit == 1 && none.runsNeededForUpperLimit == 299)
    // The largest value of the population is bounded from below only.
    let largest = try SortedSample([1, 2, 3]).percentileEstimate(1)
    #expect(largest.interval?.lower == 3 && largest.interval?.upper == nil)
    #expect(largest.interval?.level == 1 && largest.runsNeededForUpperLimit == nil)
    let smallest = try SortedSample([1, 2, 3]).percentileEstimate(0)
    #expect(smallest.interval?.upper == 1 && smallest.interval?.lower == nil)
  }

  @Test("at a level that hardly asks for anything no values still give no limit")
  func noneAtTheLowestLevels() throws {
    for p in [0, 0.5, 1] {
      for level in [1e-14, 1e-17] {
        let limits = try OrderStatisticLimits(probability: p, n: 0, level: level)
        #expect(limits.lowerRank == nil && limits.upperRank == nil && limits.achievedLevel == nil)
      }
    }
  }

  @Test(arguments: [
    (0.99, 0.95, 299), (0.95, 0.95, 59), (0.9, 0.95, 29), (0.999, 0.95, 2995), (0.99, 0.99, 459),
    (0.5, 0.9375, 4), (0, 0.95, 1),
  ])
  func runsNeededFromAbove(p: Double, confidence: Double, n: Int) throws {
    #expect(try runsNeeded(toBoundPercentile: p, confidence: confidence) == n)
    if p == 0 || p == 0.5 || p == 0.99 || p == 0.9 {
      let mirrored = try runsNeeded(toBoundPercentile: 1 - p, from: .lower, confidence: confidence)
      #expect(mirrored == n)
    }
  }

  @Test func runsNeededWithoutEnd() throws {
    #expect(try runsNeeded(toBoundPercentile: 1) == nil)
    #expect(try runsNeeded(toBoundPercentile: 0, from: .lower) == nil)
    #expect(throws: StatisticsError.levelOutOfRange(1)) {
      try runsNeeded(toBoundPercentile: 0.5, confidence: 1)
    }
    #expect(throws: StatisticsError.probabilityOutOfRange(99)) {
      try runsNeeded(toBoundPercentile: 99)
    }
    let sample = try SortedSample([1])
    #expect(throws: StatisticsError.levelOutOfRange(0)) {
      try sample.percentileEstimate(0.5, level: 0)
    }
  }

  /// Against plain search over all ranks, for every n up to 60.
  @Test(arguments: [0.01, 0.1, 0.4, 0.5, 0.6, 0.75, 0.9, 0.95], [0.5, 0.8, 0.9, 0.95])
  func properties(p: Double, level: Double) throws {
    let alpha = 1 - level
    for n in 1...60 {
      let limits = try OrderStatisticLimits(probability: p, n: n, level: level)
      let binomial = Binomial(trials: n, probability: p)
      let costs = pow(p, Double(n)) + pow(1 - p, Double(n))
      #expect((limits.lowerRank != nil && limits.upperRank != nil) == (costs <= alpha + 1e-14))
      if let achieved = limits.achievedLevel { #expect(achieved >= level - 1e-14) }
      if let lower = limits.lowerRank, let upper = limits.upperRank {
        #expect(lower < upper)
        let miss = (1 - binomial.upperTail(lower - 1)) + binomial.upperTail(upper - 1)
        #expect(abs(limits.achievedLevel! - (1 - miss)) < 1e-12)
        // Neither end can move inwards alone without falling under the level.
        #expect(
          binomial.cumulative(lower) + binomial.upperTail(upper - 1) > alpha
            || binomial.cumulative(lower) > alpha / 2)
        #expect(
          binomial.cumulative(lower - 1) + binomial.upperTail(upper - 2) > alpha
            || binomial.upperTail(upper - 2) > alpha / 2)
      }
      try checkRunsNeeded(limits, p, n, level)
    }
  }

  /// What is said to be needed is enough, and one run fewer isn't.
  func checkRunsNeeded(
    _ limits: OrderStatisticLimits, _ p: Double, _ n: Int, _ level: Double
  ) throws {
    if let needed = limits.runsNeededForUpperLimit {
      #expect(needed > n && limits.upperRank == nil)
      #expect(try OrderStatisticLimits(probability: p, n: needed, level: level).upperRank != nil)
      #expect(
        try OrderStatisticLimits(probability: p, n: needed - 1, level: level).upperRank == nil)
    }
    if let needed = limits.runsNeededForLowerLimit {
      #expect(needed > n && limits.lowerRank == nil)
      #expect(try OrderStatisticLimits(probability: p, n: needed, level: level).lowerRank != nil)
      #expect(
        try OrderStatisticLimits(probability: p, n: needed - 1, level: level).lowerRank == nil)
    }
  }

  /// Samples of the uniform distribution on 0...1, whose percentile p is p.
  @Test(arguments: [(0.5, 25), (0.9, 60), (0.99, 320), (0.99, 40), (0.05, 100)])
  func coverage(p: Double, n: Int) throws {
    var generator = SeededGenerator(seed: 20_240_501)
    let limits = try OrderStatisticLimits(probability: p, n: n, level: 0.95)
    let level = try #require(limits.achievedLevel)
    let trials = 4000
    var covered = 0
    for _ in 0..<trials {
      let values = (0..<n).map { _ in Double.random(in: 0..<1, using: &generator) }
      let sample = try SortedSample(values)
      let interval = try #require(try sample.percentileEstimate(p).interval)
      if (interval.lower ?? -1) <= p, p <= (interval.upper ?? 2) { covered += 1 }
    }
    // 4 standard errors: fails by chance once in 16,000 seeds.
    let error = (level * (1 - level) / Double(trials)).squareRoot()
    #expect(abs(Double(covered) / Double(trials) - level) < 4 * error)
  }

  @Test func manyRuns() throws {
    let limits = try OrderStatisticLimits(probability: 0.99, n: 100_000_000, level: 0.95)
    // The normal approximation: n p ± 1.96 √(n p (1 - p)) = 99,000,000 ± 1950.2
    #expect(abs(try #require(limits.lowerRank) - 98_998_050) < 3)
    #expect(abs(try #require(limits.upperRank) - 99_001_951) < 3)
    // One value more or less is worth 0.00006.
    let level = try #require(limits.achievedLevel)
    #expect(level >= 0.95 && level < 0.9502)
  }
}
