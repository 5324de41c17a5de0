import TestSupport
import Testing

@testable import Statistics

@Suite struct MedianBootstrapTests {
  /// Every resample one by one, counted in Python.
  @Test(arguments: 0..<7)
  func distributionAsResampleByResample(index: Int) throws {
    let oracle = try JSONOracle(fixture: "oracles/comparison_scipy.json")["medians"].elements
    let bootstrap = try MedianBootstrap(oracle[index].numbers("values"))
    let medians = oracle[index].numbers("medians")
    // Means of two values may differ in rounding only.
    #expect(bootstrap.distribution.values == medians)
    expectDigits(
      bootstrap.distribution.masses, oracle[index].numbers("probabilities"), 13.5, "\(index)")
  }

  @Test(arguments: [30, 31, 200, 201])
  func simulationFollowsTheDistribution(n: Int) throws {
    var generator = SeededGenerator(seed: 5)
    let values = randomValues(n, ties: n == 200, using: &generator).sorted()
    let exact = try MedianBootstrap(values)
    let drawn = try Bootstrap(values, replicates: 1999, seed: 1) { resample in
      try? SortedSample(Array(resample)).median
    }
    let quick = exact.simulated(replicates: 1999, seed: 1)
    for bootstrap in [drawn, quick] {
      #expect(bootstrap.estimate == exact.estimate)
      for p in [0.05, 0.3, 0.5, 0.8, 0.975] {
        let value = exact.distribution.quantile(p)
        let share = Double(bootstrap.replicates.count { $0 <= value }) / 1999
        let chance = exact.distribution.cumulatives[
          exact.distribution.values.firstIndex(of: value)!]
        #expect(abs(share - chance) < 4.5 * (chance * (1 - chance) / 1999).squareRoot())
      }
    }
    expectDigits(drawn.influences, exact.influences, 14, "influences")
    #expect(exact.simulated(replicates: 1999, seed: 1) == quick)
    #expect(exact.simulated(replicates: 1999, seed: 2) != quick)
  }

  @Test func smallAndConstantSamples() throws {
    #expect(try MedianBootstrap([]).estimate == nil)
    #expect(try MedianBootstrap([]).interval() == nil)
    #expect(try MedianBootstrap([4]).interval() == nil)
    #expect(try MedianBootstrap([4]).interval(.percentile)?.upper == 4)
    let constant = try #require(try MedianBootstrap([3, 3, 3, 3]).interval())
    #expect(constant.lower == 3 && constant.upper == 3)
    #expect(throws: StatisticsError.notANumber(index: 1)) { try MedianBootstrap([1, .nan]) }
    #expect(throws: StatisticsError.levelOutOfRange(1)) {
      try MedianBootstrap([1, 2]).interval(level: 1)
    }
    let open = try #require(try MedianBootstrap([1, 2, 3, .infinity, 4]).interval(.percentile))
    #expect(open.lower == 1 && open.upper == nil)
    #expect(try MedianBootstrap([-.infinity, .infinity]).estimate == nil)
  }
}
