import TestSupport
import Testing

@testable import Statistics

/// Tests of two samples against R, whose figures stand in Fixtures/oracles/comparison.json.
@Suite struct TwoSampleOracleTests {
  static let names = ["small", "small_ties", "uneven", "middle", "large", "large_ties"]
  private let oracle: JSONOracle

  init() throws { oracle = try JSONOracle(fixture: "oracles/comparison.json")["two_samples"] }

  private func pair(_ name: String) -> (x: [Double], y: [Double], expected: JSONOracle) {
    (oracle[name].numbers("x"), oracle[name].numbers("y"), oracle[name])
  }

  @Test(arguments: names, VarianceAssumption.allCases)
  func meansAsR(name: String, variances: VarianceAssumption) throws {
    let (x, y, oracle) = pair(name)
    let expected = oracle[variances == .unequal ? "welch" : "student"]
    let found = try MeanComparison(x, y, variances: variances)
    expectDigits(found.t, expected.number("t"), 12.5, "t")
    expectDigits(found.degreesOfFreedom, expected.number("df"), 13, "df")
    expectDigits(found.standardError, expected.number("se"), 13, "standard error")
    expectPValues(found.pValues, expected["p"], 12)
    expectInterval(found.interval, expected.numbers("limits"), 12)
  }

  @Test(arguments: names)
  func rankSumsAsR(name: String) throws {
    let (x, y, oracle) = pair(name)
    let expected = oracle["rank_sum"]
    let found = try MannWhitneyTest(x, y, distribution: .asR)
    #expect(found.u == expected.number("w"))
    expectPValues(found.pValues, expected["p"], 12)
    let normal = try MannWhitneyTest(x, y, distribution: .normal)
    expectPValues(normal.pValues, expected["p_normal"], 12)
    let mirrored = try MannWhitneyTest(y, x)
    let plain = try MannWhitneyTest(x, y)
    expectDigits(mirrored.pValues?.less, plain.pValues?.greater, 13, "mirrored")
    guard expected["conditional"].exists else { return }
    expectDigits(plain.pValues?.less, expected["conditional"].number("less"), 13, "less")
    expectDigits(plain.pValues?.greater, expected["conditional"].number("greater"), 13, "greater")
  }

  @Test(arguments: names)
  func shiftsAsR(name: String) throws {
    let (x, y, oracle) = pair(name)
    let expected = oracle["rank_sum"]
    let found = try HodgesLehmannShift(x, y)
    expectDigits(found.estimate, expected.number("shift"), 14, "shift")
    expectInterval(found.interval, expected.numbers("limits"), 14)
    expectDigits(found.interval?.level, expected.number("achieved"), 12, "level")
    if expected["limits_90"].exists {
      let narrow = try HodgesLehmannShift(x, y, level: 0.9)
      expectInterval(narrow.interval, expected.numbers("limits_90"), 14)
    }
    let isPositive = x.allSatisfy { $0 > 0 }
    expectDigits(
      try HodgesLehmannRatio(x, y).estimate, isPositive ? expected.number("ratio") : nil, 13,
      "ratio")
  }

  @Test(arguments: names)
  func distributionsAsR(name: String) throws {
    let (x, y, oracle) = pair(name)
    let expected = oracle["smirnov"]
    let exact = try KolmogorovSmirnovTest(x, y, exact: true)
    expectDigits(exact.d, expected.number("d"), 13, "D")
    expectDigits(exact.pValue, expected.number("p_exact"), 12, "exact p")
    let limit = try KolmogorovSmirnovTest(x, y, exact: false)
    // R stops its series after one term of 1e-6.
    expectDigits(limit.pValue, expected.number("p_limit"), 4.5, "limit p")
  }

  // scipy.special.kolmogorov
  @Test(arguments: [
    (0.3, 0.9999906941986655), (0.7, 0.7112351950296893), (0.999, 0.27107316411506394),
    (1.0, 0.26999967167735456), (1.36, 0.049485876755377876), (2.5, 7.453306344157342e-06),
    (6.0, 1.0760372320042276e-31),
  ])
  func limitLawOfKolmogorov(x: Double, tail: Double) {
    expectDigits(KolmogorovSmirnovTest.limitTail(x), tail, 13, "P(K > \(x))")
  }
}

func expectPValues(
  _ found: PValues?, _ expected: JSONOracle, _ digits: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for (value, name) in [
    (found?.twoSided, "two_sided"), (found?.less, "less"), (found?.greater, "greater"),
  ] {
    expectDigits(value, expected.number(name), digits, name, sourceLocation: sourceLocation)
  }
}

func expectInterval(
  _ found: Interval?, _ expected: [Double], _ digits: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(expected.count == 2, sourceLocation: sourceLocation)
  expectDigits(found?.lower, expected.first, digits, "lower", sourceLocation: sourceLocation)
  expectDigits(found?.upper, expected.last, digits, "upper", sourceLocation: sourceLocation)
}
