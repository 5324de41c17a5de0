import TestSupport
import Testing

@testable import Statistics

/// Figures of SciPy and mpmath in Fixtures/oracles/comparison_scipy.json.
@Suite struct EffectSizeOracleTests {
  private let oracle: JSONOracle

  init() throws { oracle = try JSONOracle(fixture: "oracles/comparison_scipy.json")["pairs"] }

  private func pair(_ name: String) -> (x: [Double], y: [Double], expected: JSONOracle) {
    (oracle[name].numbers("x"), oracle[name].numbers("y"), oracle[name])
  }

  @Test(arguments: ["small", "ties"])
  func hedgesG(name: String) throws {
    let (x, y, oracle) = pair(name)
    let found = try HedgesG(x, y)
    let expected = oracle["hedges"]
    expectDigits(found.cohensD, expected.number("d"), 13, "d")
    expectDigits(found.estimate, expected.number("g"), 13, "g")
    expectInterval(
      found.interval, [expected.number("lower")!, expected.number("upper")!], 11)
  }

  @Test(arguments: [3.0, 20, 150, 199, 201, 300, 5000])
  func unbiasingFactorsAgree(freedom: Double) {
    // J(f) J(f + 1) = (f − 1) / √(f (f + 1)) by the recurrence of the gamma function.
    let product =
      HedgesG.unbiasing(degreesOfFreedom: freedom)
      * HedgesG.unbiasing(degreesOfFreedom: freedom + 1)
    expectDigits(
      product, (freedom - 1) / (freedom * (freedom + 1)).squareRoot(), 12.5, "\(freedom)")
  }

  @Test(arguments: ["small", "ties"])
  func permutations(name: String) throws {
    let (x, y, oracle) = pair(name)
    let found = try PermutationTest(x, y)
    #expect(found.isExact)
    expectPValues(found.pValues, oracle["permutation"], 14)
    let mirrored = try PermutationTest(y, x)
    #expect(mirrored.pValues?.less == found.pValues?.greater)
    let drawn = try PermutationTest(x, y, permutations: 2000, seed: 3, exactUpTo: 100)
    #expect(!drawn.isExact && drawn.permutations == 2000)
    let (p, exact) = (drawn.pValues!.less, found.pValues!.less)
    #expect(abs(p - exact) < 5 * (exact * (1 - exact) / 2000).squareRoot() + 0.001)
    #expect(try PermutationTest(x, y, permutations: 2000, seed: 3, exactUpTo: 100) == drawn)
    #expect(try PermutationTest(x, y, permutations: 2000, seed: 4, exactUpTo: 100) != drawn)
  }

  @Test(arguments: ["small", "ties"])
  func cliffsDelta(name: String) throws {
    let (x, y, oracle) = pair(name)
    let found = try CliffsDelta(x, y)
    let expected = oracle["cliff"]
    expectDigits(found.estimate, expected.number("delta"), 14, "delta")
    expectDigits(found.standardError, expected.number("se"), 13, "standard error")
    expectInterval(
      found.interval, [expected.number("lower")!, expected.number("upper")!], 12)
  }

  @Test(arguments: ["small", "ties"])
  func brunnerMunzel(name: String) throws {
    let (x, y, oracle) = pair(name)
    let found = try BrunnerMunzelTest(x, y)
    let expected = oracle["brunner_munzel"]
    expectDigits(found.statistic, expected.number("statistic"), 12.5, "statistic")
    expectDigits(found.pValues?.twoSided, expected.number("two_sided"), 12, "p")
    // SciPy was given y first.
    expectDigits(found.pValues?.less, expected.number("greater"), 12, "less")
    expectDigits(found.pValues?.greater, expected.number("less"), 12, "greater")
  }
}
