import Foundation
import Statistics
import TestSupport
import Testing

/// Distributions against mpmath, deep into the tails.
@Suite struct DistributionOracleTests {
  private let rows: [JSONOracle]

  init() throws { rows = try JSONOracle(fixture: "oracles/distributions.json")["rows"].elements }

  private func continuous(_ law: String, _ p: [Double]) -> (any ContinuousDistribution)? {
    switch law {
    case "normal": StandardNormal()
    case "student": StudentT(degreesOfFreedom: p[0])
    case "fisher": FDistribution(numerator: p[0], denominator: p[1])
    case "chi_squared": ChiSquared(degreesOfFreedom: p[0])
    case "gamma": GammaDistribution(shape: p[0], scale: p[1])
    case "beta": BetaDistribution(alpha: p[0], beta: p[1])
    default: nil
    }
  }

  @Test func continuousDistributions() throws {
    var (tails, densities, quantiles) = (WorstDigits(), WorstDigits(), WorstDigits())
    for row in rows {
      let name = row["law"].string ?? ""
      guard let law = continuous(name, row.numbers("parameters")) else { continue }
      let x = try #require(row.number("x"))
      let label = "\(name) \(row.numbers("parameters")) at \(x)"
      let lower = try #require(row.number("lower"))
      let upper = try #require(row.number("upper"))
      if lower > 1e-300 { tails.compare(law.cumulative(x), lower, label) }
      if upper > 1e-300 { tails.compare(law.upperTail(x), upper, label) }
      densities.compare(law.density(x), row.number("density"), label)
      // Where the other tail is the larger one, a probability's own rounding moves the quantile.
      if lower < 0.5, lower > 1e-300 { quantiles.compare(law.quantile(lower), x, label) }
      if upper < 0.5, upper > 1e-300 { quantiles.compare(law.upperQuantile(upper), x, label) }
    }
    #expect(tails.digits >= 13 && tails.count > 100, "\(tails)")
    #expect(densities.digits >= 13 && densities.count > 50, "\(densities)")
    #expect(quantiles.digits >= 13 && quantiles.count > 50, "\(quantiles)")
  }

  @Test func discreteDistributions() throws {
    var worst = WorstDigits()
    for row in rows {
      let p = row.numbers("parameters")
      let k = Int(try #require(row.number("x")))
      let found: [Double]
      switch row["law"].string {
      case "binomial":
        let law = Binomial(trials: Int(p[0]), probability: p[1])
        found = [law.probability(k), law.cumulative(k), law.upperTail(k)]
        expectInverse(k, found) { (law.quantile($0), law.upperQuantile($0)) }
      case "poisson":
        let law = PoissonDistribution(mean: p[0])
        found = [law.probability(k), law.cumulative(k), law.upperTail(k)]
        expectInverse(k, found) { (law.quantile($0), law.upperQuantile($0)) }
      default: continue
      }
      for (value, key) in zip(found, ["density", "lower", "upper"]) {
        let expected = try #require(row.number(key))
        if expected > 1e-300 { worst.compare(value, expected, "\(key) \(p) at \(k)") }
      }
    }
    #expect(worst.digits >= 13 && worst.count > 50, "\(worst)")
  }

  /// The quantile of a tail is the place of the tail: a little more needs one more, a little less
  /// doesn't.
  private func expectInverse(
    _ k: Int, _ values: [Double], _ quantiles: (Double) -> (lower: Int?, upper: Int?)
  ) {
    let (lower, upper) = (values[1], values[2])
    if values[0] > 1e-12 * lower, lower < 1 {
      #expect(quantiles(lower).lower == k && quantiles(lower.nextUp).lower == k + 1)
    }
    if values[0] > 1e-12 * upper, upper > 0 {
      #expect(quantiles(upper).upper == k && quantiles(upper.nextDown).upper == k + 1)
    }
  }

  @Test func densityAtEnds() {
    #expect(ChiSquared(degreesOfFreedom: 1).density(0) == .infinity)
    #expect(ChiSquared(degreesOfFreedom: 2).density(0) == 0.5)
    #expect(ChiSquared(degreesOfFreedom: 3).density(0) == 0)
    #expect(FDistribution(numerator: 2, denominator: 7).density(0) == 1)
    #expect(FDistribution(numerator: 1, denominator: 7).density(0) == .infinity)
    #expect(GammaDistribution(shape: 1, scale: 4).density(0) == 0.25)
    #expect(GammaDistribution(shape: 0.5).density(0) == .infinity)
    let beta = BetaDistribution(alpha: 1, beta: 3)
    #expect(beta.density(0) == 3 && beta.density(1) == 0 && beta.density(1.5) == 0)
    #expect(BetaDistribution(alpha: 3, beta: 1).density(1) == 3)
    #expect(BetaDistribution(alpha: 3, beta: 0.5).density(1) == .infinity)
    #expect(beta.cumulative(1) == 1 && beta.upperTail(2) == 0 && beta.quantile(1) == 1)
    #expect(beta.upperQuantile(0) == 1 && beta.upperQuantile(1) == 0)
    let t = StudentT(degreesOfFreedom: .infinity)
    #expect(t.density(1) == StandardNormal().density(1) && t.density(.infinity) == 0)
    #expect(t.quantile(0.9) == StandardNormal().quantile(0.9))
    #expect(t.upperQuantile(0.9) == StandardNormal().upperQuantile(0.9))
    #expect(correctDigits(StudentT(degreesOfFreedom: 1).density(1), 0.5 / .pi) >= 15)
    #expect(correctDigits(FDistribution(numerator: 1, denominator: 1).density(1), 0.5 / .pi) >= 15)
  }

  @Test(arguments: [1e-300, 1e-5, 0.5, 1, 30, 1e5, 1e10, 1e300])
  func neverNaN(parameter: Double) {
    let laws: [any ContinuousDistribution] = [
      StudentT(degreesOfFreedom: parameter), ChiSquared(degreesOfFreedom: parameter),
      FDistribution(numerator: parameter, denominator: 5),
      FDistribution(numerator: 3, denominator: parameter), GammaDistribution(shape: parameter),
      GammaDistribution(shape: 2, scale: parameter),
      BetaDistribution(alpha: min(1e15, parameter), beta: 2),
      BetaDistribution(alpha: 2, beta: min(1e15, parameter)),
      BetaDistribution(alpha: min(1e10, parameter), beta: min(1e10, parameter)),
    ]
    for law in laws {
      for p in [1e-300, 1e-10, 0.1, 0.5, 1 - 1e-16] {
        #expect(!law.quantile(p).isNaN && !law.upperQuantile(p).isNaN, "\(law) quantile \(p)")
      }
      for x in [1e-300, 1e-10, 0.3, 1, 1e10, 1e308] {
        #expect((0...1).contains(law.cumulative(x)), "\(law) at \(x)")
        #expect((0...1).contains(law.upperTail(x)), "\(law) at \(x)")
        #expect(law.density(x) >= 0, "\(law) density at \(x)")
      }
    }
  }

  @Test func discreteEnds() {
    let none = PoissonDistribution(mean: 0)
    #expect(none.probability(0) == 1 && none.cumulative(0) == 1 && none.upperTail(0) == 0)
    #expect(none.quantile(1) == 0 && none.upperQuantile(0) == 0 && none.upperTail(-1) == 1)
    let law = PoissonDistribution(mean: 2.5)
    #expect(law.probability(-1) == 0 && law.quantile(0) == 0 && law.quantile(1) == nil)
    #expect(law.upperQuantile(0) == nil && law.upperQuantile(1) == 0)
    #expect(PoissonDistribution(mean: 1e6).quantile(0.5) == 1_000_000)
    let certain = Binomial(trials: 4, probability: 1)
    #expect(certain.probability(4) == 1 && certain.probability(3) == 0)
    #expect(Binomial(trials: 4, probability: 0).probability(0) == 1)
    #expect(Binomial(trials: 0, probability: 0.5).probability(0) == 1)
    #expect(Binomial(trials: 4, probability: 0.5).probability(5) == 0)
    #expect(Binomial(trials: 4, probability: 0.5).upperQuantile(0) == 4)
  }

  @Test(.enabled(if: Repository.shared != nil, "../shared is absent"))
  func agreesWithTheReference() throws {
    let oracle = try JSONOracle(shared: "reference/python-reference/distributions.json")
    let result = try oracle.caseNamed("dist_a")["result"]
    var worst = WorstDigits()
    for row in result["beta_cdf"].elements {
      let numbers = ["a", "b", "x"].compactMap { row.number($0) }
      let law = BetaDistribution(alpha: numbers[0], beta: numbers[1])
      worst.compare(law.cumulative(numbers[2]), row.number("cdf"), "beta \(numbers)")
    }
    for row in result["gamma_sf"].elements {
      let numbers = ["shape", "x"].compactMap { row.number($0) }
      let law = GammaDistribution(shape: numbers[0])
      worst.compare(law.upperTail(numbers[1]), row.number("sf"), "gamma \(numbers)")
    }
    #expect(worst.digits >= 13.5 && worst.count == 8, "\(worst)")
  }
}
