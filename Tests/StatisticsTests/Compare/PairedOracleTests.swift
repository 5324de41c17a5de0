import TestSupport
import Testing

@testable import Statistics

/// Tests of paired differences against R, whose figures stand in Fixtures/oracles/comparison.json.
@Suite struct PairedOracleTests {
  static let names = ["small", "ties", "zeros", "large", "large_ties"]
  private let oracle: JSONOracle

  init() throws { oracle = try JSONOracle(fixture: "oracles/comparison.json")["one_sample"] }

  @Test(arguments: names)
  func signedRanksAsR(name: String) throws {
    let expected = oracle[name]
    let differences = expected.numbers("d")
    let found = try SignedRankTest(differences: differences, distribution: .asR)
    #expect(found.v == expected.number("v"))
    expectPValues(found.pValues, expected["p"], 12)
    #expect(found.method == (name == "small" ? .exact : .normal))
    for (zeros, key) in [(ZeroDifferences.leftOut, "conditional"), (.rankedFirst, "pratt")]
    where expected[key].exists {
      let exact = try SignedRankTest(differences: differences, zeros: zeros)
      expectDigits(exact.pValues?.less, expected[key].number("less"), 13, key + " less")
      expectDigits(exact.pValues?.greater, expected[key].number("greater"), 13, key + " greater")
    }
  }

  @Test(arguments: names)
  func pseudoMediansAsR(name: String) throws {
    let expected = oracle[name]
    let found = try HodgesLehmannPseudoMedian(differences: expected.numbers("d"))
    expectDigits(found.estimate, expected.number("pseudo_median"), 14, "pseudo-median")
    expectInterval(found.interval, expected.numbers("limits"), 14)
  }

  @Test(arguments: names)
  func signAndTAsR(name: String) throws {
    let expected = oracle[name]
    let differences = expected.numbers("d")
    expectPValues(try SignTest(differences: differences).pValues, expected["sign_p"], 13)
    let t = try PairedT(differences: differences)
    expectDigits(t.t, expected.number("t"), 13, "t")
    expectDigits(t.pValues?.twoSided, expected.number("t_p"), 12, "p")
    expectInterval(t.interval, expected.numbers("t_limits"), 12.5)
  }
}
