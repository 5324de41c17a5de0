import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct StudentizedRangeTests {
  /// Tails by mpmath, of another formula and rule.
  @Test func agreesWithMpmath() throws {
    let points = try JSONOracle(fixture: "oracles/studentized_range.json")["points"].elements
    #expect(points.count == 17)
    var worst = WorstDigits()
    for point in points {
      let q = try #require(point.number("q"))
      let groups = Int(try #require(point.number("groups")))
      let law = StudentizedRange(
        groups: groups, degreesOfFreedom: try #require(point.number("degrees_of_freedom")))
      let label = "q = \(q), \(groups) groups, \(law.degreesOfFreedom) degrees of freedom"
      worst.compare(law.cumulative(q), point.number("lower"), label)
      worst.compare(law.upperTail(q), point.number("upper"), label)
    }
    #expect(worst.digits >= 13, "\(worst)")
  }

  @Test(arguments: [0.3, 1, 2.5, 7, 30, 1000, 1e9])
  func twoGroupsAreStudentsT(degreesOfFreedom: Double) {
    let range = StudentizedRange(groups: 2, degreesOfFreedom: degreesOfFreedom)
    let t = StudentT(degreesOfFreedom: degreesOfFreedom)
    for x in [1e-6, 0.5, 3, 12] {
      let q = x * 2.0.squareRoot()
      #expect(correctDigits(range.upperTail(q), t.twoSidedTail(x)) >= 13)
      #expect(correctDigits(range.quantile(0.95), 2.0.squareRoot() * t.quantile(0.975)) >= 13)
    }
  }

  @Test(arguments: [2, 3, 10, 50, 300], [0.5, 2, 30, 1e20, .infinity])
  func tailsAreComplementsAndQuantilesInvert(groups: Int, degreesOfFreedom: Double) {
    let law = StudentizedRange(groups: groups, degreesOfFreedom: degreesOfFreedom)
    for q in [0.01, 0.5, 4, 9] {
      let (lower, upper) = (law.cumulative(q), law.upperTail(q))
      #expect(abs(lower + upper - 1) < 1e-14)
      let step = 1e-4 * q
      let slope =
        lower < 0.5
        ? (law.cumulative(q + step) - law.cumulative(q - step)) / (2 * step)
        : (law.upperTail(q - step) - law.upperTail(q + step)) / (2 * step)
      if slope > 1e-250 { #expect(abs(law.density(q) / slope - 1) < 1e-3) }
    }
    for p in [1e-10, 0.05, 0.5] {
      #expect(correctDigits(law.cumulative(law.quantile(p)), p) >= 12)
      #expect(correctDigits(law.upperTail(law.upperQuantile(p)), p) >= 12)
    }
    #expect(law.quantile(0.95) == law.upperQuantile(1 - 0.95))
  }

  @Test func ends() {
    let law = StudentizedRange(groups: 4, degreesOfFreedom: 9)
    #expect(law.cumulative(0) == 0 && law.upperTail(-3) == 1 && law.density(-1) == 0)
    #expect(law.density(0) == 0 && law.density(.infinity) == 0)
    #expect(law.cumulative(.infinity) == 1 && law.upperTail(.infinity) == 0)
    #expect(law.quantile(0) == 0 && law.quantile(1) == .infinity)
    #expect(law.upperQuantile(1) == 0 && law.upperQuantile(0) == .infinity)
    for q in [1e-300, 1e-20, 1e20, 1e300] {
      for degreesOfFreedom in [1e-300, 1e-3, 1, 1e300] {
        let odd = StudentizedRange(groups: 3, degreesOfFreedom: degreesOfFreedom)
        #expect((0...1).contains(odd.cumulative(q)) && (0...1).contains(odd.upperTail(q)))
        #expect(odd.density(q) >= 0)
      }
    }
    #expect(!StudentizedRange(groups: 3, degreesOfFreedom: 1e-3).quantile(0.3).isNaN)
  }

  /// R's own algorithm is off by 1e-4 with 2 degrees of freedom (see the t distribution above), by
  /// 5e-7 with 5, and less with more.
  @Test(.enabled(if: Repository.shared != nil, "../shared is absent"))
  func agreesWithRAsFarAsThatGoes() throws {
    let oracle = try JSONOracle(shared: "reference/r-reference/distributions_R.json")
    let result = try oracle.caseNamed("ptukey")["result"]
    let expected = result.numbers("p_upper")
    #expect(expected.count == 120)
    for (i, df) in result.optionals("df").enumerated() {
      let law = StudentizedRange(
        groups: Int(result.numbers("k")[i]), degreesOfFreedom: df ?? .infinity)
      let q = result.numbers("q")[i]
      let tolerance = df == 2 ? 2e-4 : 1e-6
      #expect(abs(law.upperTail(q) - expected[i]) < tolerance, "\(law) at \(q)")
    }
  }

  @Test func programmerErrorsStop() async {
    await #expect(processExitsWith: .failure) {
      _ = StudentizedRange(groups: 1, degreesOfFreedom: 3)
    }
    await #expect(processExitsWith: .failure) {
      _ = StudentizedRange(groups: 3, degreesOfFreedom: 0)
    }
  }
}
