import Statistics
import TestSupport
import Testing

@Suite struct EarlyStoppingTests {
  @Test func knownNumbersOfRuns() throws {
    let p99 = try EarlyStopping(percentile: 0.99, confidence: 0.99)
    #expect(p99.runsNeeded(over: 0) == 459 && p99.runsNeeded(over: 1) == 662)
    #expect(try EarlyStopping(percentile: 0.9).runsNeeded(over: 1) == 64)
    #expect(p99.allowedOver(n: 458) == nil && p99.allowedOver(n: 459) == 0)
    #expect(p99.allowedOver(n: 661) == 0 && p99.allowedOver(n: 662) == 1)
  }

  @Test func agreesWithSciPy() throws {
    let cases = try JSONOracle(fixture: "oracles/percentiles.json")["early_stopping"].elements
    #expect(cases.count == 12)
    for test in cases {
      let rule = try EarlyStopping(
        percentile: #require(test.number("probability")),
        confidence: #require(test.number("confidence")))
      for (over, needed) in test.numbers("needed").enumerated() {
        #expect(rule.runsNeeded(over: over) == Int(needed))
        #expect(rule.allowedOver(n: Int(needed)) == over)
        #expect(rule.allowedOver(n: Int(needed) - 1) == (over == 0 ? nil : over - 1))
      }
    }
  }

  @Test func boundIsTheOneSidedOrderStatisticLimit() throws {
    let sample = try SortedSample((1...700).map(Double.init))
    let bound = sample.bound(try EarlyStopping(percentile: 0.99))
    #expect(bound.n == 700 && bound.allowedOver == 1 && bound.bound == 699)
    #expect(try #require(bound.achievedConfidence) >= 0.99)
    #expect(bound.runsNeededForNext == 838)
    let few = try SortedSample([1, 2, 3]).bound(EarlyStopping(percentile: 0.99))
    #expect(few.allowedOver == nil && few.bound == nil && few.achievedConfidence == nil)
    #expect(few.runsNeededForNext == 459)
    #expect(try SortedSample([]).bound(EarlyStopping(percentile: 0.5)).bound == nil)
  }

  @Test func extremeProbabilities() throws {
    let all = try EarlyStopping(percentile: 1)
    #expect(all.allowedOver(n: 1000) == nil && all.runsNeeded(over: 0) == nil)
    let none = try EarlyStopping(percentile: 0)
    #expect(none.runsNeeded(over: 0) == 1 && none.allowedOver(n: 10) == 9)
    let near = try EarlyStopping(percentile: 1.0.nextDown)
    #expect(near.runsNeeded(over: 0) == nil)
    let large = try EarlyStopping(percentile: 0.99).allowedOver(n: 1_000_000_000)
    #expect(try #require(large) > 9_990_000 && #require(large) < 10_000_000)
    #expect(throws: StatisticsError.levelOutOfRange(1)) {
      try EarlyStopping(percentile: 0.9, confidence: 1)
    }
    #expect(throws: StatisticsError.probabilityOutOfRange(-1)) {
      try EarlyStopping(percentile: -1)
    }
  }
}
