import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct DistributionsTests {
  // Values by mpmath with 50 digits.
  @Test(arguments: [
    (-30.0, 4.9067139271481870595e-198, 14), (-8.3, 5.2055697448902540246e-17, 14),
    (-3.0, 1.3498980316300945267e-3, 14), (0, 0.5, 16), (1.96, 0.97500210485177956379, 15),
  ])
  func normal(x: Double, lower: Double, digits: Double) {
    let normal = StandardNormal()
    #expect(correctDigits(normal.cumulative(x), lower) >= digits)
    #expect(normal.upperTail(-x) == normal.cumulative(x))
  }

  @Test(arguments: [
    (1e-300, -37.047096299361199237), (1e-20, -9.2623400897984075796),
    (0.025, -1.9599639845400542118), (0.7, 0.52440051270804065631),
  ])
  func normalQuantile(p: Double, z: Double) {
    #expect(correctDigits(StandardNormal().quantile(p), z) >= 15)
    #expect(correctDigits(StandardNormal().upperQuantile(p), -z) >= 15)
  }

  @Test func closedForms() {
    // t with 1 degree of freedom is Cauchy, with 2: 1/2 + x / (2 √(2 + x²)).
    for x in [0.1, 0.5, 3, 40] {
      #expect(
        correctDigits(
          StudentT(degreesOfFreedom: 1).cumulative(x), 0.5 + atan(x) / .pi) >= 15)
      #expect(
        correctDigits(
          StudentT(degreesOfFreedom: 2).cumulative(-x), 0.5 - x / (2 * (2 + x * x).squareRoot()))
          >= 12)
      // Chi-squared with 2 degrees of freedom is exponential.
      #expect(
        correctDigits(ChiSquared(degreesOfFreedom: 2).upperTail(x), exp(-x / 2)) >= 15)
      // The square of t is F.
      #expect(
        correctDigits(
          FDistribution(numerator: 1, denominator: 7).upperTail(x * x),
          StudentT(degreesOfFreedom: 7).twoSidedTail(x)) >= 14)
      #expect(
        correctDigits(
          StudentT(degreesOfFreedom: .infinity).upperTail(x), StandardNormal().upperTail(x)) >= 14)
    }
  }

  @Test(arguments: [1e-300, 1e-20, 1e-10, 1e-3, 1, 1e5, 1e10, 1e300])
  func cauchyKeepsItsDigits(x: Double) {
    let t = StudentT(degreesOfFreedom: 1)
    #expect(correctDigits(t.upperTail(x), atan2(1, x) / .pi) >= 15)
    #expect(correctDigits(t.cumulative(x), atan2(1, -x) / .pi) >= 15)
    let f = FDistribution(numerator: 1, denominator: 1)
    #expect(correctDigits(f.upperTail(x), 2 / .pi * atan2(1, x.squareRoot())) >= 15)
    #expect(correctDigits(f.cumulative(x), 2 / .pi * atan(x.squareRoot())) >= 15)
  }

  @Test func manyDegreesOfFreedomReachTheLimit() {
    let chiSquared = ChiSquared(degreesOfFreedom: 3)
    for many in [1e17, 1e300, .infinity] {
      let f = FDistribution(numerator: 3, denominator: many)
      #expect(correctDigits(f.upperTail(2), chiSquared.upperTail(6)) >= 14)
      #expect(correctDigits(f.quantile(0.1), chiSquared.quantile(0.1) / 3) >= 14)
      let inverse = FDistribution(numerator: many, denominator: 3)
      #expect(correctDigits(inverse.quantile(0.1), 1 / f.quantile(0.9)) >= 14)
    }
  }

  /// No Boost error leaks out as NaN, however odd the parameters.
  @Test(arguments: [1e-300, 1e-5, 0.5, 1, 30, 1e5, 1e10, 1e300])
  func neverNaN(degreesOfFreedom: Double) {
    let distributions: [any ContinuousDistribution] = [
      StudentT(degreesOfFreedom: degreesOfFreedom), ChiSquared(degreesOfFreedom: degreesOfFreedom),
      FDistribution(numerator: degreesOfFreedom, denominator: 5),
      FDistribution(numerator: 3, denominator: degreesOfFreedom),
    ]
    for distribution in distributions {
      for p in [1e-300, 1e-10, 0.1, 0.5, 1 - 1e-16] {
        #expect(!distribution.quantile(p).isNaN && !distribution.upperQuantile(p).isNaN)
      }
      for x in [1e-300, 1e-10, 1, 1e10, 1e308] {
        #expect((0...1).contains(distribution.cumulative(x)))
        #expect((0...1).contains(distribution.upperTail(x)))
      }
    }
  }

  static let distributions: [any ContinuousDistribution] = [
    StandardNormal(), StudentT(degreesOfFreedom: 0.7), StudentT(degreesOfFreedom: 30),
    FDistribution(numerator: 3, denominator: 12.5), ChiSquared(degreesOfFreedom: 0.5),
    ChiSquared(degreesOfFreedom: 100),
  ]

  @Test(arguments: distributions)
  func quantileInverts(_ distribution: any ContinuousDistribution) {
    for p in [1e-12, 1e-3, 0.1, 0.5, 0.975] {
      let x = distribution.quantile(p)
      #expect(correctDigits(distribution.cumulative(x), p) >= 11, "p = \(p)")
      let y = distribution.upperQuantile(p)
      #expect(correctDigits(distribution.upperTail(y), p) >= 11, "q = \(p)")
      #expect(correctDigits(distribution.cumulative(x) + distribution.upperTail(x), 1) >= 15)
    }
  }

  @Test(arguments: distributions)
  func endsOfTheSupport(_ distribution: any ContinuousDistribution) {
    #expect(distribution.cumulative(-.infinity) == 0 && distribution.upperTail(-.infinity) == 1)
    #expect(distribution.cumulative(.infinity) == 1 && distribution.upperTail(.infinity) == 0)
    #expect(distribution.quantile(1) == .infinity && distribution.upperQuantile(0) == .infinity)
    let lowerEnd = distribution is any SymmetricDistribution ? -Double.infinity : 0
    #expect(distribution.quantile(0) == lowerEnd && distribution.upperQuantile(1) == lowerEnd)
  }

  @Test func medianOfTheNormal() { #expect(StandardNormal().quantile(0.5) == 0) }

  @Test func nothingBelowZero() {
    #expect(ChiSquared(degreesOfFreedom: 3).cumulative(-1) == 0)
    #expect(FDistribution(numerator: 2, denominator: 3).upperTail(-1) == 1)
  }

  @Test func binomial() {
    // 10 fair coins: 1, 10, 45, 120 … of 1024.
    let coins = Binomial(trials: 10, probability: 0.5)
    #expect(coins.cumulative(2) == 56.0 / 1024 && coins.upperTail(7) == 56.0 / 1024)
    #expect(coins.cumulative(-1) == 0 && coins.upperTail(-1) == 1)
    #expect(coins.cumulative(10) == 1 && coins.upperTail(10) == 0)
    #expect(coins.quantile(56.0 / 1024) == 2 && coins.quantile(0.06) == 3)
    #expect(coins.quantile(0) == 0 && coins.quantile(1) == 10)
    #expect(Binomial(trials: 0, probability: 0.3).cumulative(0) == 1)
    #expect(Binomial(trials: 5, probability: 1).cumulative(4) == 0)
    #expect(Binomial(trials: 5, probability: 0).cumulative(0) == 1)
    #expect(
      correctDigits(Binomial(trials: 299, probability: 0.99).upperTail(298), pow(0.99, 299)) >= 13)
  }

  @Test func programmerErrorsStop() async {
    await #expect(processExitsWith: .failure) { _ = StandardNormal().cumulative(.nan) }
    await #expect(processExitsWith: .failure) { _ = StudentT(degreesOfFreedom: 0) }
    await #expect(processExitsWith: .failure) { _ = StandardNormal().quantile(1.5) }
  }

  @Test(.enabled(if: Repository.shared != nil, "../shared is absent"))
  func agreesWithMpmath() throws {
    let oracle = try JSONOracle(shared: "reference/python-reference/distributions.json")
    let result = try #require(oracle["cases"].elements.first)["result"]
    var worst = WorstDigits()
    func compare(_ key: String, _ want: String, _ evaluate: (JSONOracle) -> Double) {
      for row in result[key].elements {
        // What underflows a double, or isn't a normal one, has no digits to compare; nor has the
        // median of the normal distribution, which the file gives as 1.7e-51.
        guard let expected = row[want].number, abs(expected) > 1e-300 else { continue }
        if key == "normal_quantile", row["p"].number == 0.5 { continue }
        worst.compare(
          evaluate(row), expected, "\(key) \(want) at \(row["x"].number ?? row["p"].number ?? .nan)"
        )
      }
    }
    func number(_ row: JSONOracle, _ key: String) -> Double { row[key].number ?? .nan }
    func t(_ row: JSONOracle) -> StudentT { StudentT(degreesOfFreedom: number(row, "df")) }
    func f(_ row: JSONOracle) -> FDistribution {
      FDistribution(numerator: number(row, "df1"), denominator: number(row, "df2"))
    }
    compare("normal", "cdf") { StandardNormal().cumulative(number($0, "x")) }
    compare("normal", "sf") { StandardNormal().upperTail(number($0, "x")) }
    compare("normal_quantile", "z") { StandardNormal().quantile(number($0, "p")) }
    compare("t", "sf") { t($0).upperTail(number($0, "x")) }
    compare("t", "two_sided") { t($0).twoSidedTail(number($0, "x")) }
    compare("t_quantile", "t") { t($0).quantile(number($0, "p")) }
    compare("F", "sf") { f($0).upperTail(number($0, "x")) }
    compare("F_quantile", "f") { f($0).quantile(number($0, "p")) }
    compare("chi2", "sf") {
      ChiSquared(degreesOfFreedom: number($0, "df")).upperTail(number($0, "x"))
    }
    #expect(worst.digits >= 14, "\(worst)")
    #expect(worst.count > 60, "\(worst)")
  }
}
