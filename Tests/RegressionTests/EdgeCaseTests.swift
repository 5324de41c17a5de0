import Regression
import TestSupport
import Testing

@Suite("Linear models at the edges")
struct EdgeCaseTests {
  @Test("no observation throws")
  func noObservations() {
    #expect(throws: RegressionError.noObservations) { _ = try model([[]], []) }
  }

  @Test("a NaN or an infinity throws with its place", arguments: [Double.nan, .infinity])
  func nonFinite(value: Double) {
    #expect(throws: RegressionError.nonFiniteResponse(row: 1)) {
      _ = try model([[1, 2, 3]], [1, value, 2])
    }
    #expect(throws: RegressionError.nonFinitePredictor(row: 2, column: "x2")) {
      _ = try model([[1, 2, 3], [4, 5, value]], [1, 2, 3])
    }
  }

  @Test("squares that overflow throw rather than give infinities")
  func overflow() {
    #expect(throws: RegressionError.responseTooLarge) {
      _ = try model([[1, 2, 4]], [1e200, 2e200, -1e200])
    }
  }

  @Test("a response too small to square gives no infinity either")
  func underflow() throws {
    let fit = try model([[1, 2, 4, 3]], [1e-200, 2e-200, -1e-200, 0])
    #expect(fit.logLikelihood == nil && fit.fTest == nil && fit.rSquared == nil)
    #expect(fit.coefficients.allSatisfy { $0.t == nil })
  }

  @Test("as many coefficients as observations: estimates, but no error and no test")
  func saturated() throws {
    let fit = try model([[1, 2, 4], [0, 1, 1]], [3, 5, 2])
    #expect(fit.rank == 3)
    #expect(fit.residualDegreesOfFreedom == 0)
    #expect(fit.coefficients.allSatisfy { $0.estimate != nil })
    #expect(fit.coefficients.allSatisfy { $0.standardError == nil && $0.t == nil && $0.p == nil })
    #expect(fit.coefficients.allSatisfy { $0.interval == nil })
    #expect(fit.sigma == nil && fit.fTest == nil && fit.adjustedRSquared == nil)
    #expect(fit.residuals == [0, 0, 0])
    #expect(fit.leverages == [1, 1, 1])
    #expect(fit.press == nil && fit.predictedRSquared == nil && fit.logLikelihood == nil)
    #expect(fit.rSquared == 1)
    let prediction = try #require(try fit.predict([1, 4, 1]))
    expectDigits(prediction.value, 2, 13, "value")
    #expect(prediction.standardError == nil && prediction.confidenceInterval == nil)
  }

  @Test("fewer observations than columns", arguments: [1, 2])
  func wide(n: Int) throws {
    let columns = [[1.0, 2], [5, 3], [2, 2]].map { Array($0.prefix(n)) }
    let fit = try model(columns, Array([3.0, 4].prefix(n)))
    #expect(fit.rank == n)
    #expect(fit.aliased.count == 4 - n)
    #expect(fit.coefficients.count == 4)
    #expect(fit.sigma == nil)
    #expect(fit.anova.rows.map(\.degreesOfFreedom) == (n == 1 ? [0, 0, 0, 0] : [1, 0, 0, 0]))
  }

  @Test("a constant response: nothing to explain", arguments: [0.1, 0, -7, 1e9])
  func constant(value: Double) throws {
    // The mean of ten times 0.1 is not 0.1 in doubles.
    let x = (0..<10).map { Double($0 * $0) }
    let fit = try model([x], [Double](repeating: value, count: 10))
    #expect(fit.totalSumOfSquares == 0)
    #expect(fit.isExact)
    #expect(fit.rSquared == nil && fit.adjustedRSquared == nil && fit.predictedRSquared == nil)
    #expect(fit.fTest == nil && fit.logLikelihood == nil)
    #expect(fit.sigma == 0)
    #expect(fit.anova.rows.allSatisfy { $0.sumOfSquares == 0 && $0.test == nil })
    let slope = try #require(fit.coefficients[1].estimate)
    #expect(abs(slope) <= 1e-14 * abs(value))
  }

  @Test("an exact line has residuals of 0 and no tests", arguments: [1, 1e8, 1e-8])
  func exact(factor: Double) throws {
    let x = [0.3, 1.7, 2.2, 3.9, 5.1]
    let fit = try model([x], x.map { factor * (2 - 3 * $0) })
    #expect(fit.isExact)
    #expect(fit.residuals == [0, 0, 0, 0, 0] && fit.residualSumOfSquares == 0)
    #expect(fit.sigma == 0 && fit.press == 0)
    #expect(fit.rSquared == 1 && fit.predictedRSquared == 1)
    #expect(fit.coefficients.allSatisfy { $0.standardError == 0 && $0.t == nil && $0.p == nil })
    expectDigits(fit.coefficients[1].estimate, -3 * factor, 13, "slope")
    #expect(fit.fTest == nil && fit.logLikelihood == nil)
  }

  @Test("a wide exact fit is found exact in spite of rounding")
  func exactWide() throws {
    var state: UInt64 = 5
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 30) - 1
    }
    let columns = (0..<20).map { _ in (0..<2000).map { _ in random() } }
    let y = (0..<2000).map { i in columns.enumerated().reduce(1) { $0 + Double($1.0) * $1.1[i] } }
    #expect(try model(columns, y).isExact)
    // A relative disturbance of 10⁻¹² is no rounding.
    let disturbed = y.enumerated().map { $1 * ($0.isMultiple(of: 2) ? 1 : 1 + 1e-12) }
    #expect(try !model(columns, disturbed).isExact)
  }

  @Test("one row that alone determines a coefficient has leverage 1, hence no PRESS")
  func fullLeverage() throws {
    let fit = try model([[0, 0, 0, 1]], [1, 2, 4, 9])
    #expect(fit.leverages[3] == 1)
    #expect(fit.press == nil && fit.predictedRSquared == nil)
    expectDigits(fit.sigma, (14.0 / 3 / 2).squareRoot(), 14, "sigma")
  }

  @Test("an aliased column leaves all figures as without it")
  func aliased() throws {
    let x = [1.0, 2, 4, 7, 8, 3]
    let z = [1.0, 0, 0, 1, 1, 0]
    let y = [2.0, 1, 5, 3, 8, 4]
    let full = try model([x, x.map { 5 - $0 / 2 }, z], y)
    let reduced = try model([x, z], y)
    #expect(full.aliased == ["x2"])
    #expect(full.rank == 3)
    let gap = full.coefficients[2]
    #expect(gap.estimate == nil && gap.standardError == nil && gap.t == nil && gap.p == nil)
    for (mine, theirs) in [(0, 0), (1, 1), (3, 2)] {
      let (a, b) = (full.coefficients[mine], reduced.coefficients[theirs])
      expectDigits(a.estimate, b.estimate, 12, a.name)
      expectDigits(a.p, b.p, 12, a.name)
    }
    expectDigits(full.press, reduced.press, 12, "PRESS")
    expectDigits(full.fTest?.p, reduced.fTest?.p, 12, "p of F")
    #expect(try full.predict([1, 6, 2, 1]) != nil)
    #expect(try full.predict([1, 6, 3, 1]) == nil)
    #expect(try full.estimate([0, 0, 1, 0]) == nil)
    #expect(try full.estimate([0, 0, 0, 1]) != nil)
  }

  @Test("intercept alone: the mean and its standard error")
  func interceptOnly() throws {
    let fit = try model([], [1, 2, 4, 9])
    expectDigits(fit.coefficients[0].estimate, 4, 14, "mean")
    expectDigits(fit.coefficients[0].standardError, (38.0 / 3 / 4).squareRoot(), 14, "se")
    #expect(fit.modelDegreesOfFreedom == 0 && fit.fTest == nil)
    #expect(try #require(fit.rSquared) == 0)
    #expect(fit.anova.rows.map(\.source) == ["residual"])
  }

  @Test("no column at all: residuals are the response")
  func noColumns() throws {
    let fit = try model([], [1, -2, 3], intercept: false)
    #expect(fit.rank == 0 && fit.coefficients.isEmpty)
    #expect(fit.residuals == [1, -2, 3])
    #expect(fit.press == 14)
  }

  @Test("a single observation fits an intercept and nothing else")
  func single() throws {
    let fit = try model([], [5])
    expectDigits(fit.coefficients[0].estimate, 5, 15, "mean")
    #expect(fit.sigma == nil && fit.rSquared == nil && fit.press == nil)
  }
}
