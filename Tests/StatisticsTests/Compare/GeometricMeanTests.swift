import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite struct GeometricMeanTests {
  @Test func ratiosAsByHand() throws {
    // exp(mean(log(c(0.9, 1.1, 0.8, 0.95)))) and exp(t.test(log(…))$conf.int) in R 4.2.2.
    let found = try GeometricMeanOfRatios(ratios: [0.9, 1.1, 0.8, 0.95])
    expectDigits(found.estimate, 0.93134845127270038, 14, "estimate")
    expectInterval(found.intervalOverBenchmarks, [0.75474793529455053, 1.1492710309297358], 13)
    #expect(found.interval == nil && found.n == 4)
  }

  @Test func oneBenchmarkIsWelchOfLogarithms() throws {
    let (x, y) = ([1.1, 1.3, 1.25, 1.9], [2.0, 2.2, 1.8])
    let found = try GeometricMeanOfRatios([Stratum(x, y)])
    let welch = try MeanComparison(x.map { log($0) }, y.map { log($0) })
    expectDigits(found.estimate, welch.difference.map { exp($0) }, 14, "estimate")
    expectInterval(
      found.interval, [welch.interval!.lower!, welch.interval!.upper!].map { exp($0) }, 13)
    #expect(found.intervalOverBenchmarks == nil)
  }

  @Test func noiseShrinksWithBenchmarks() throws {
    let one = Stratum([1.1, 1.3, 1.25, 1.9], [2.0, 2.2, 1.8])
    let four = try GeometricMeanOfRatios([one, one, one, one])
    let single = try GeometricMeanOfRatios([one])
    expectDigits(four.estimate, single.estimate, 14, "estimate")
    #expect(four.intervalOverBenchmarks == nil)
    let width = log(four.interval!.upper! / four.interval!.lower!)
    #expect(width < log(single.interval!.upper! / single.interval!.lower!) / 2)
    #expect(width > 0)
  }

  @Test func whatCannotBeSaid() throws {
    #expect(try GeometricMeanOfRatios(ratios: []).estimate == nil)
    #expect(try GeometricMeanOfRatios(ratios: [2]).estimate == 2)
    #expect(try GeometricMeanOfRatios(ratios: [2]).intervalOverBenchmarks == nil)
    #expect(try GeometricMeanOfRatios(ratios: [1, 0]).estimate == nil)
    #expect(try GeometricMeanOfRatios(ratios: [1, .infinity]).ratios == [1, nil])
    let part = try GeometricMeanOfRatios([Stratum([1, 2], [2, 3]), Stratum([], [1])])
    #expect(part.estimate == nil && part.ratios[0] != nil && part.ratios[1] == nil)
    let few = try GeometricMeanOfRatios([Stratum([1, 2], [2])])
    #expect(few.estimate != nil && few.interval == nil)
    #expect(throws: StatisticsError.columnNotANumber(column: 3, index: 0)) {
      try GeometricMeanOfRatios([Stratum([1], [1]), Stratum([1], [.nan])])
    }
    #expect(throws: StatisticsError.notANumber(index: 0)) {
      try GeometricMeanOfRatios(ratios: [.nan])
    }
  }
}
