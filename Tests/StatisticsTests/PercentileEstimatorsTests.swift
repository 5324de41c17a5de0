import Glibc
import Statistics
import TestSupport
import Testing

/// Harrell–Davis and the exact bootstrap.
@Suite struct PercentileEstimatorsTests {
  private let oracle: JSONOracle

  init() throws { oracle = try JSONOracle(fixture: "oracles/percentiles.json") }

  @Test func agreeWithMpmath() throws {
    var (values, errors) = (WorstDigits(), WorstDigits())
    for set in oracle["samples"].elements {
      let sample = try SortedSample(set.numbers("values"))
      for test in set["cases"].elements {
        let p = try #require(test.number("probability"))
        let label = "n \(sample.count), p \(p)"
        let estimate = try sample.harrellDavis(p)
        values.compare(estimate.value, test.number("harrell_davis"), label)
        errors.compare(estimate.standardError, test.number("error"), label)
        errors.compare(
          estimate.orderStatisticError, test.number("order_statistic_error"), label)
        let bootstrap = BootstrapOrderStatistic(
          sample, rank: Int(try #require(test.number("rank"))))
        values.compare(bootstrap.mean, test.number("bootstrap_mean"), label)
        errors.compare(bootstrap.variance, test.number("bootstrap_variance"), label)
        #expect(try sample.bootstrapPercentile(p)?.distribution == bootstrap)
      }
    }
    #expect(values.digits >= 14 && values.count == 70, "\(values)")
    #expect(errors.digits >= 12 && errors.count == 105, "\(errors)")
  }

  @Test func fewAndEqualValues() throws {
    let none = try SortedSample([]).harrellDavis(0.5)
    #expect(none.value == nil && none.standardError == nil && none.interval == nil)
    let one = try SortedSample([7]).harrellDavis(0.99)
    #expect(one.value == 7 && one.standardError == nil && one.interval == nil)
    let two = try SortedSample([1, 3]).harrellDavis(0.5)
    #expect(abs(try #require(two.value) - 2) < 1e-15)
    #expect(abs(try #require(two.standardError) - 1) < 1e-15)
    let equal = try SortedSample([0.1, 0.1, 0.1, 0.1, 0.1]).harrellDavis(0.3)
    #expect(equal.value == 0.1 && equal.standardError == 0)
    let ends = try SortedSample([4, 2, 9])
    #expect(try ends.harrellDavis(0).value == 2 && ends.harrellDavis(1).value == 9)
    #expect(try ends.harrellDavis(1).interval == nil)
    #expect(try SortedSample([]).bootstrapPercentile(0.5) == nil)
    let alone = try #require(try SortedSample([7]).bootstrapPercentile(0.5))
    #expect(alone.distribution.mean == 7 && alone.distribution.variance == 0)
    #expect(alone.interval.lower == 7 && alone.interval.upper == 7 && alone.interval.level == 0)
    #expect(throws: StatisticsError.probabilityOutOfRange(2)) { try ends.harrellDavis(2) }
    #expect(throws: StatisticsError.levelOutOfRange(1)) {
      try ends.bootstrapPercentile(0.5, level: 1)
    }
  }

  @Test func infiniteValues() throws {
    let above = try SortedSample([1, 2, 3, .infinity]).harrellDavis(0.5)
    #expect(above.value == .infinity && above.standardError == nil && above.interval == nil)
    #expect(try SortedSample([-.infinity, 2, 3, .infinity]).harrellDavis(0.5).value == nil)
    #expect(BootstrapOrderStatistic(try SortedSample([1, .infinity]), rank: 1).mean == nil)
    // Far from all weight an infinite value changes nothing.
    let many = (0..<2000).map(Double.init)
    let median = try SortedSample(many + [.infinity]).harrellDavis(0.5)
    #expect(abs(try #require(median.value) - 1000) < 1e-9 && median.standardError != nil)
  }

  /// Weights far from the percentile are left out: the estimate must still be that of all.
  @Test func largeSamples() throws {
    let n = 200_000
    let sample = try SortedSample((0..<n).map { Double($0) / Double(n) })
    for p in [0.001, 0.5, 0.999] {
      // The mean of the value at rank (n + 1) p: ranks are evenly spread.
      let value = try #require(try sample.harrellDavis(p).value)
      #expect(abs(value - (p * Double(n) - 0.5) / Double(n)) < 1e-9, "\(value)")
    }
  }

  @Test(arguments: [1, 2, 3, 10, 500])
  func extremeProbabilities(n: Int) throws {
    let sample = try SortedSample((1...n).map(Double.init))
    for tiny in [Double.leastNonzeroMagnitude, 1e-300, 1e-100, 1e-17, 1e-13] {
      let low = try #require(try sample.harrellDavis(tiny).value)
      #expect(abs(low - 1) < 1e-9, "\(tiny): \(low)")
      #expect(try sample.bootstrapPercentile(tiny) != nil)
    }
    let high = try #require(try sample.harrellDavis(1.0.nextDown).value)
    #expect(abs(high - Double(n)) < 1e-9, "\(high)")
  }

  @Test func cumulativeOfTheBootstrapIsBinomial() throws {
    let sample = try SortedSample((1...9).map(Double.init))
    let third = BootstrapOrderStatistic(sample, rank: 3)
    #expect(third.cumulative(0) == 0 && third.cumulative(9) == 1)
    for k in 1..<9 {
      let direct = Binomial(trials: 9, probability: Double(k) / 9).upperTail(2)
      expectDigits(third.cumulative(k), direct, 14, "k \(k)")
    }
    let ranks = try third.limitRanks(level: 0.9)
    #expect(third.cumulative(ranks.lowerBound) >= 0.05)
    #expect(third.cumulative(ranks.lowerBound - 1) < 0.05)
    #expect(third.cumulative(ranks.upperBound) >= 0.95)
    #expect(third.cumulative(ranks.upperBound - 1) < 0.95)
  }

  /// How often the limits hold the percentile of a skewed population.
  @Test(arguments: [(50, 0.5), (200, 0.9)])
  func coverage(n: Int, p: Double) throws {
    var generator = SeededGenerator(seed: 11)
    let truth = -log(1 - p)
    let repetitions = 200
    var (hits, bootstrapHits, level) = (0, 0, 0.0)
    for _ in 0..<repetitions {
      let sample = try SortedSample(
        (0..<n).map { _ in -log(Double.random(in: 0x1p-60..<1, using: &generator)) })
      if try #require(try sample.harrellDavis(p).interval).holds(truth) { hits += 1 }
      let bootstrap = try #require(try sample.bootstrapPercentile(p)).interval
      if bootstrap.holds(truth) { bootstrapHits += 1 }
      level = bootstrap.level
    }
    // Within 3.5 standard deviations of the level, which for the bootstrap is the one achieved.
    let share = Double(hits) / Double(repetitions)
    #expect(share > 0.95 - 0.06 && share < 0.995, "\(share)")
    let bootstrapShare = Double(bootstrapHits) / Double(repetitions)
    #expect(abs(bootstrapShare - level) < 0.055, "\(bootstrapShare) against \(level)")
  }
}

extension Interval {
  /// Whether a value lies between the limits.
  func holds(_ value: Double) -> Bool {
    (lower ?? -.infinity) <= value && value <= (upper ?? .infinity)
  }
}
