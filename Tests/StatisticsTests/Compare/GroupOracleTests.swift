import TestSupport
import Testing

@testable import Statistics

/// Tests of several samples against R, whose figures stand in Fixtures/oracles/comparison.json.
@Suite struct GroupOracleTests {
  static let names = ["plain", "ties"]
  private let oracle: JSONOracle

  init() throws { oracle = try JSONOracle(fixture: "oracles/comparison.json") }

  private func samples(_ name: String) -> (samples: [[Double]], expected: JSONOracle) {
    let expected = oracle["several"][name]
    return (expected["samples"].keys.map { expected["samples"].numbers($0) }, expected)
  }

  @Test(arguments: names)
  func locationAsR(name: String) throws {
    let (samples, expected) = samples(name)
    let welch = try #require(try welchAnova(samples))
    expectDigits(welch.f, expected["welch"].number("f"), 12.5, "F")
    let freedom = [welch.numeratorDegreesOfFreedom, welch.denominatorDegreesOfFreedom]
    expectDigits(freedom, expected["welch"].numbers("df"), 13, "df")
    expectDigits(welch.pValue, expected["welch"].number("p"), 12, "p")
    let kruskal = try #require(try kruskalWallisTest(samples))
    expectDigits(kruskal.statistic, expected["kruskal"].number("h"), 13, "H")
    expectDigits(kruskal.pValue, expected["kruskal"].number("p"), 12.5, "p")
  }

  @Test(arguments: names, LeveneCentre.allCases)
  func spreadAsR(name: String, centre: LeveneCentre) throws {
    let (samples, expected) = samples(name)
    let levene = try #require(try leveneTest(samples, centre: centre))
    expectDigits(levene.f, expected["levene_\(centre)"].number("f"), 12, "F")
    expectDigits(levene.pValue, expected["levene_\(centre)"].number("p"), 12, "p")
  }

  @Test(arguments: names)
  func pairsAsR(name: String) throws {
    let (samples, expected) = samples(name)
    let dunn = try dunnTest(samples)
    expectDigits(dunn.map(\.z), expected["dunn"].numbers("z"), 13, "z")
    for (pair, p) in zip(dunn, expected["dunn"].numbers("p")) {
      expectDigits(pair.pValue, p, 12, "Dunn")
    }
    #expect(dunn.map(\.adjustedPValue) == (try adjusted(dunn.map(\.pValue), method: .holm)))
    let howell = try gamesHowellTest(samples)
    let oracle = expected["howell"]
    expectDigits(howell.map(\.difference), oracle.numbers("difference"), 13, "difference")
    expectDigits(howell.map(\.degreesOfFreedom), oracle.numbers("df"), 12, "df")
    // R's ptukey and qtukey are themselves good to some seven and four digits.
    for (pair, p) in zip(howell, oracle.numbers("p")) {
      #expect(abs(pair.adjustedPValue - p) < 1e-7)
    }
    for (pair, reach) in zip(howell, oracle.numbers("reach")) {
      expectDigits(pair.interval.upper.map { $0 - pair.difference }, reach, 4, "reach")
    }
  }

  @Test(arguments: names)
  func honestDifferencesAsR(name: String) throws {
    let (samples, expected) = samples(name)
    let tukey = try tukeyHonestDifferences(samples)
    let oracle = expected["tukey"]
    #expect(tukey.count == samples.count * (samples.count - 1) / 2)
    expectDigits(tukey.map(\.difference), oracle.numbers("difference"), 13, "difference")
    expectDigits(tukey.compactMap(\.interval.lower), oracle.numbers("lower"), 5, "lower")
    expectDigits(tukey.compactMap(\.interval.upper), oracle.numbers("upper"), 5, "upper")
    for (pair, p) in zip(tukey, oracle.numbers("p")) {
      #expect(abs(pair.adjustedPValue - p) < 1e-8)
    }
  }

  @Test func blocksAsR() throws {
    let expected = oracle["friedman"]
    let friedman = try #require(
      try friedmanTest(expected["blocks"].rows.map { $0.compactMap { $0 } }))
    expectDigits(friedman.statistic, expected.number("q"), 13, "Q")
    expectDigits(friedman.pValue, expected.number("p"), 12.5, "p")
    let strata = oracle["elteren"]["strata"]
    let test = try StratifiedRankTest(
      strata.keys.map { Stratum(strata[$0].numbers("x"), strata[$0].numbers("y")) })
    expectDigits(test.z, oracle["elteren"].number("z"), 13, "z")
    expectDigits(test.pValues?.twoSided, oracle["elteren"].number("p"), 12.5, "p")
  }

  @Test func oneStratumIsTheRankSumTest() throws {
    var generator = SeededGenerator(seed: 8)
    for ties in [false, true] {
      let x = randomValues(60, ties: ties, using: &generator)
      let y = randomValues(75, ties: ties, using: &generator)
      let test = try StratifiedRankTest([Stratum(x, y), Stratum([], [1, 2]), Stratum([4], [])])
      #expect(test.strata == 1)
      let shift = try HodgesLehmannShift(x, y)
      #expect(test.shift == shift.estimate)
      // One rank apart at most: no correction for continuity.
      let sums = SortedSums(differencesOf: x.sorted(), and: y.sorted())
      for side in [\Interval.lower, \.upper] {
        let found = sums.counts(of: try #require(test.interval?[keyPath: side]))
        let expected = sums.counts(of: try #require(shift.interval?[keyPath: side]))
        #expect(found.atMost >= expected.atMost - 1 && found.below <= expected.below + 1)
      }
    }
  }

  @Test func tooFewAndConstant() throws {
    #expect(try welchAnova([]) == nil)
    #expect(try welchAnova([[1, 2], [3]]) == nil)
    #expect(try welchAnova([[1, 2], [3, 3]]) == nil)
    #expect(try welchAnova([[1, 2], [3, .infinity]]) == nil)
    #expect(try leveneTest([[1, 2], []]) == nil)
    #expect(try leveneTest([[1], [3]]) == nil)
    #expect(try leveneTest([[1, 2], [3, 4]]) == nil)
    #expect(try leveneTest([[1, 1], [3, 3]], centre: .mean) == nil)
    #expect(try kruskalWallisTest([[1, 1], [1]]) == nil)
    #expect(try kruskalWallisTest([[1, 2], []]) == nil)
    #expect(try kruskalWallisTest([[1], [.infinity]])?.statistic == 1)
    #expect(try dunnTest([[1, 1], [1]]).isEmpty)
    #expect(try tukeyHonestDifferences([[1, 1], [2, 2]]).isEmpty)
    #expect(try tukeyHonestDifferences([[1, 2]]).isEmpty)
    #expect(try gamesHowellTest([[1, 2], [3], [5, 9]]).map(\.second) == [2])
    #expect(try friedmanTest([]) == nil)
    #expect(try friedmanTest([[], []]) == nil)
    #expect(try friedmanTest([[1], [2]]) == nil)
    #expect(try friedmanTest([[1, 1], [2, 2]]) == nil)
    #expect(throws: StatisticsError.unequalLengths(column: 1, expected: 2, found: 1)) {
      try friedmanTest([[1, 2], [3]])
    }
    #expect(throws: StatisticsError.columnNotANumber(column: 1, index: 0)) {
      try kruskalWallisTest([[1, 2], [.nan]])
    }
    let none = try StratifiedRankTest([])
    #expect(none.z == nil && none.shift == nil && none.interval == nil)
    let equal = try StratifiedRankTest([Stratum([1, 1], [1])])
    #expect(equal.z == nil && equal.shift == 0)
  }
}
