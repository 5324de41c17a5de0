import Statistics
import TestSupport
import Testing

/// Figures of NIST and R as transcribed into Fixtures/oracles/reference.json.
@Suite struct ReferenceFixtureTests {
  private let oracle: JSONOracle

  init() throws { oracle = try JSONOracle(fixture: "oracles/reference.json") }

  @Test func univariateSetsOfNIST() throws {
    let sets = oracle["univariate"].elements
    #expect(sets.count == 3)
    for set in sets {
      let summary = try Summary(set.numbers("values"))
      let name = set["name"].string ?? ""
      for (found, key) in [(summary.mean, "mean"), (summary.standardDeviation, "sd")] {
        // No program that reads the data into doubles reaches more than the digits stated.
        let attainable = set["digits_attainable"].number(key) ?? 14
        expectDigits(
          found, set["certified"].number(key), min(14, attainable - 0.1), "\(name) \(key)")
      }
    }
  }

  @Test func adjustedPValuesOfR() throws {
    let set = try #require(oracle["p_adjust"].elements.first)
    let methods: [(MultipleComparisonMethod, String)] = [
      (.holm, "holm"), (.hochberg, "hochberg"), (.bonferroni, "bonferroni"),
      (.benjaminiHochberg, "BH"), (.benjaminiYekutieli, "BY"),
    ]
    for (method, name) in methods {
      let found = try adjusted(set.numbers("p"), method: method).compactMap { $0 }
      let expected = set["adjusted"].numbers(name)
      #expect(found.count == expected.count && !found.isEmpty)
      for (a, b) in zip(found, expected) { expectDigits(a, b, 14, name) }
    }
  }

  @Test(arguments: ["no_ties", "ties"], [CorrelationMethod.pearson, .spearman, .kendall])
  func correlationTestsOfR(set: String, method: CorrelationMethod) throws {
    let data = oracle["correlation"][set]
    let expected = data[method.rawValue]
    let found = try correlation(data.numbers("x"), data.numbers("y"), method: method)
    expectDigits(found.coefficient, expected.number("estimate"), 14, "estimate")
    expectDigits(found.pValue, expected["p"].number("two_sided"), 12, "p")
    let limits = expected.numbers("confidence95")
    if method == .pearson {
      expectDigits(found.interval?.lower, limits[0], 13, "lower")
      expectDigits(found.interval?.upper, limits[1], 13, "upper")
    }
  }
}
