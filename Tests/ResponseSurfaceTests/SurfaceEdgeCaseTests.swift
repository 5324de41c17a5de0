import LinearAlgebra
import Regression
import ResponseSurface
import TestSupport
import Testing

@Suite("Second-order models at the edges")
struct SurfaceEdgeCaseTests {
  @Test("known surfaces are recovered without noise", arguments: KnownSurface.all)
  func recovered(known: KnownSurface) throws {
    let columns = factorial([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
    let surface = try known.surface()
    let response = (0..<27).map { i in surface.value(at: columns.map { $0[i] }) }
    let model = try SecondOrderModel(names: ["a", "b", "c"], columns: columns, response: response)
    let canonical = try #require(model.canonical)
    #expect(canonical.kind == known.kind)
    #expect(model.fit.isExact)
    expectClose(canonical.curvatures.map(\.value), known.eigenvalues, 1e-13)
    for curvature in canonical.curvatures {
      #expect(curvature.standardError == 0 && curvature.interval == nil)
      #expect(curvature.isDistinguishableFromZero == !curvature.isNegligible)
    }
    if known.kind != .ridge {
      expectClose(canonical.stationaryPoint, KnownSurface.point, 1e-10)
      #expect(canonical.prediction.region.isInside)
    }
  }

  @Test("a two-level factor has no square, hence no canonical analysis")
  func twoLevels() throws {
    let columns = factorial([[1, 2, 3], [10, 20], [0, 0]])
    let model = try SecondOrderModel(
      names: ["a", "b"], columns: [columns[0], columns[1]], response: disturbance(12))
    #expect(model.canonical == nil)
    #expect(model.canonicalObstacle == .aliasedTerms(["b^2"]))
    #expect(model.fit.rank == 5)
    #expect(model.anova.row("pure quadratic")?.degreesOfFreedom == 1)
    // At the levels run the response is determined, between them it is not.
    let run = try model.predict(at: [2, 20])
    #expect(run.estimate != nil && run.region.isInside)
    let between = try model.predict(at: [2, 15])
    #expect(between.estimate == nil)
    #expect(between.region.breaches == [.notEstimable])
  }

  @Test("fewer runs than terms", arguments: [1, 2, 5])
  func fewRuns(n: Int) throws {
    let factors = ["a", "b"].map { CodedFactor(name: $0, centre: 0, halfWidth: 1) }
    let columns = [[-1.0, 1, 0, 0.5, -0.2], [0.3, -1, 1, 0, 0.8]].map { Array($0.prefix(n)) }
    let model = try SecondOrderModel(
      factors: factors, columns: columns, response: disturbance(n))
    #expect(model.fit.rank == n)
    #expect(model.canonical == nil)
    guard case .aliasedTerms(let names) = model.canonicalObstacle else {
      Issue.record("aliased terms expected")
      return
    }
    #expect(names.count == 6 - n)
  }

  @Test("as many runs as terms: a shape without standard errors")
  func saturated() throws {
    let columns = [[-1.0, 1, -1, 1, 0, 0.7], [-1, -1, 1, 1, 0, 0.2]]
    let model = try SecondOrderModel(
      names: ["a", "b"], columns: columns, response: [1, 2, 3, 5, 9, 8])
    let canonical = try #require(model.canonical)
    for curvature in canonical.curvatures {
      #expect(curvature.standardError == nil && curvature.interval == nil)
      #expect(curvature.isDistinguishableFromZero == nil)
    }
    #expect(canonical.prediction.estimate?.standardError == nil)
    #expect(model.anova.rows.map(\.source).last == "residual")
  }

  @Test("two factors that vary together are told as aliased")
  func identicalFactors() throws {
    let a = [1.0, 2, 3, 4, 5, 1, 2, 3]
    let model = try SecondOrderModel(
      names: ["a", "b"], columns: [a, a.map { 10 * $0 }], response: disturbance(8))
    #expect(model.canonicalObstacle == .aliasedTerms(["b", "a^2", "b^2"]))
  }

  @Test("one factor: a parabola and its vertex")
  func oneFactor() throws {
    let x = [0.0, 10, 20, 30, 40]
    let model = try SecondOrderModel(
      names: ["x"], columns: [x], response: x.map { 7 - 0.02 * ($0 - 25) * ($0 - 25) })
    #expect(model.fit.coefficients.map(\.name) == ["(Intercept)", "x", "x^2"])
    #expect(model.anova.rows.map(\.source) == ["first-order", "pure quadratic", "residual"])
    let canonical = try #require(model.canonical)
    #expect(canonical.kind == .maximum)
    expectClose(canonical.stationaryPoint, [25], 1e-11)
    expectClose([canonical.curvatures[0].value], [-0.02 * 400], 1e-12)
    #expect(canonical.curvatures[0].vector == [1])
  }

  @Test("a constant response is flat")
  func constantResponse() throws {
    let columns = factorial([[1, 2, 3], [10, 20, 30]])
    let model = try SecondOrderModel(
      names: ["a", "b"], columns: columns, response: [Double](repeating: 4.2, count: 9))
    #expect(model.fit.rSquared == nil)
    #expect(model.fit.isExact)
    expectDigits(try model.predict(at: [2.5, 12]).estimate?.value, 4.2, 13, "value")
  }

  @Test("bad data throw")
  func badData() {
    #expect(throws: ResponseSurfaceError.constantFactor(factor: "b", level: 5)) {
      _ = try SecondOrderModel(
        names: ["a", "b"], columns: [[1, 2, 3], [5, 5, 5]], response: [1, 2, 3])
    }
    #expect(throws: ResponseSurfaceError.noLevels(factor: "a")) {
      _ = try SecondOrderModel(names: ["a"], columns: [[]], response: [])
    }
    let factor = CodedFactor(name: "a", centre: 0, halfWidth: 1)
    #expect(throws: RegressionError.noObservations) {
      _ = try SecondOrderModel(factors: [factor], columns: [[]], response: [])
    }
    #expect(throws: RegressionError.nonFinitePredictor(row: 1, column: "a")) {
      _ = try SecondOrderModel(factors: [factor], columns: [[1, .nan]], response: [1, 2])
    }
    #expect(throws: RegressionError.nonFiniteResponse(row: 0)) {
      _ = try SecondOrderModel(factors: [factor], columns: [[1, 2]], response: [.nan, 2])
    }
  }
}
