import LinearAlgebra
import Regression
import ResponseSurface
import TestSupport
import Testing

@Suite("Second-order models against R's figures")
struct SecondOrderModelTests {
  @Test("coefficients")
  func coefficients() throws {
    let fit = try Tuning.model().fit
    let expected: [(String, Double, Double, Double)] = [
      ("(Intercept)", 73.357894736842098, 0.40209515923743755, 9.3880198242515243e-11),
      ("batch", 6.0833333333333339, 0.31999634500836754, 7.4221739668065885e-06),
      ("threads", 3.4833333333333392, 0.31999634500836754, 0.00011364899044623037),
      ("batch:threads", -2.1, 0.39191388241305164, 0.0030434895295387058),
      ("batch^2", -12.44473684210527, 0.49246398408743591, 1.8112922258680739e-06),
      ("threads^2", -7.9447368421052609, 0.49246398408743591, 1.6674933210269931e-05),
    ]
    #expect(fit.coefficients.map(\.name) == expected.map(\.0))
    for (coefficient, row) in zip(fit.coefficients, expected) {
      expectDigits(coefficient.estimate, row.1, 12, row.0)
      expectDigits(coefficient.standardError, row.2, 12, row.0)
      expectDigits(coefficient.p, row.3, 11, row.0)
    }
    expectDigits(fit.rSquared, 0.99708513879633487, 13, "R²")
    expectDigits(fit.press, 9.0014908283368005, 12, "PRESS")
  }

  @Test("analysis of variance with lack of fit")
  func anova() throws {
    let rows = try Tuning.model().anova.rows
    #expect(
      rows.map(\.source) == [
        "first-order", "two-way interactions", "pure quadratic", "residual", "lack of fit",
        "pure error",
      ])
    #expect(rows.map(\.degreesOfFreedom) == [2, 1, 2, 5, 3, 2])
    expectDigits(rows[0].sumOfSquares, 294.8433333333340, 12, "first-order")
    expectDigits(rows[1].sumOfSquares, 17.64, 11, "interactions")
    expectDigits(rows[2].sumOfSquares, 741.40212121212176 - 3.0719298245614248, 12, "squares")
    expectDigits(rows[3].sumOfSquares, 3.0719298245614248, 12, "residual")
    expectDigits(rows[4].sumOfSquares, 0.38526315789473209, 11, "lack of fit")
    expectDigits(rows[5].sumOfSquares, 2.6866666666666927, 12, "pure error")
    expectDigits(rows[0].test?.f, 239.94960022843972, 12, "F of first-order")
    expectDigits(rows[1].test?.p, 0.0030434895295387114, 11, "p of interactions")
    expectDigits(rows[2].test?.f, 600.86837391620008, 12, "F of squares")
    expectDigits(rows[4].test?.f, 0.095598798485044253, 11, "F of lack of fit")
    expectDigits(rows[4].test?.p, 0.95558606173744565, 12, "p of lack of fit")
  }

  @Test("canonical analysis")
  func canonical() throws {
    let model = try Tuning.model()
    let canonical = try #require(model.canonical)
    #expect(model.canonicalObstacle == nil)
    #expect(canonical.kind == .maximum)
    for (curvature, value) in zip(
      canonical.curvatures, [-7.7117950385182334, -12.677678645692296])
    {
      expectDigits(curvature.value, value, 13, "eigenvalue")
      expectDigits(curvature.standardError, 0.47108362992157676, 12, "se of an eigenvalue")
      #expect(curvature.isDistinguishableFromZero == true)
    }
    expectDigits(
      canonical.curvatures[0].vector, [-0.21658354046964734, 0.97626408824540523], 13, "vector")
    expectDigits(
      canonical.stationaryPointCoded, [0.22846503018089628, 0.18902808423026057], 12, "coded")
    expectDigits(canonical.stationaryPoint[0], 42.397020845065093, 13, "batch")
    expectDigits(canonical.stationaryPoint[1], 4.378056168460521, 13, "threads")
    let prediction = try #require(canonical.prediction.estimate)
    expectDigits(prediction.value, 74.382033117010039, 13, "value")
    expectDigits(prediction.standardError, 0.39324325929762033, 12, "se")
    expectDigits(prediction.confidenceInterval?.lower, 73.371169137673149, 13, "lower")
    expectDigits(prediction.predictionInterval?.upper, 76.63628276082386, 13, "upper")
    #expect(canonical.prediction.region.isInside)
    expectDigits(model.region.largestLeverage, 0.79385964912280771, 13, "largest leverage")
  }

  @Test("the surface and the fit predict the same", arguments: [[8.0, 2], [36, 4], [50, 5.5]])
  func surfaceAgrees(point: [Double]) throws {
    let model = try Tuning.model()
    let prediction = try model.predict(at: point)
    let surface = try #require(model.canonical).surface
    expectDigits(surface.value(at: prediction.coded), prediction.estimate?.value, 13, "value")
    #expect(prediction.point == point)
  }

  @Test("the level reaches all intervals", arguments: [0.5, 0.99])
  func level(level: Double) throws {
    let canonical = try #require(try Tuning.model(level: level).canonical)
    #expect(canonical.prediction.estimate?.confidenceInterval?.level == level)
    #expect(canonical.curvatures[0].interval?.level == level)
  }
}

@Suite("Properties of second-order models")
struct SecondOrderPropertyTests {
  static let levels = [[8.0, 36, 64], [2, 4, 6], [0.2, 0.4, 0.8]]

  /// A noisy surface over a full factorial in three factors.
  static func sample() -> (columns: [[Double]], response: [Double]) {
    let columns = factorial(levels)
    let noise = disturbance(columns[0].count)
    let response = noise.indices.map { i in
      let (a, b, c) = (columns[0][i] / 28 - 1.4, columns[1][i] / 2 - 2.2, columns[2][i] * 3 - 1.6)
      return 50 - 3 * a * a - 2 * b * b - c * c + a * b - 0.5 * b * c + 0.3 * noise[i]
    }
    return (columns, response)
  }

  @Test("the stationary point and what is predicted there don't depend on the code")
  func invariance() throws {
    let (columns, response) = Self.sample()
    let names = ["a", "b", "c"]
    let usual = try SecondOrderModel(names: names, columns: columns, response: response)
    let other = try SecondOrderModel(
      factors: [
        CodedFactor(name: "a", centre: 0, halfWidth: 10),
        CodedFactor(name: "b", centre: 5, halfWidth: 0.7),
        CodedFactor(name: "c", centre: 0.3, halfWidth: 1),
      ], columns: columns, response: response)
    let (one, two) = (try #require(usual.canonical), try #require(other.canonical))
    expectDigits(two.stationaryPoint, one.stationaryPoint, 10, "stationary point")
    #expect(one.kind == .maximum && two.kind == .maximum)
    let (p, q) = (try #require(one.prediction.estimate), try #require(two.prediction.estimate))
    expectDigits(q.value, p.value, 12, "value")
    expectDigits(q.standardError, p.standardError, 10, "se")
    expectDigits(q.leverage, p.leverage, 10, "leverage")
    expectDigits(other.fit.rSquared, usual.fit.rSquared, 12, "R²")
    #expect(abs(two.curvatures[0].value - one.curvatures[0].value) > 0.01)
  }

  @Test("standard errors of eigenvalues equal those of squares in the rotated model")
  func doubleLinearRegression() throws {
    // Bisgaard & Ankenman: refit in z = Wᵀx; the coefficient of z_k² is the eigenvalue.
    let (columns, response) = Self.sample()
    let model = try SecondOrderModel(
      names: ["a", "b", "c"], columns: columns, response: response)
    let canonical = try #require(model.canonical)
    let coded = zip(model.factors, columns).map { factor, column in column.map(factor.code) }
    let rotated = canonical.curvatures.map { curvature in
      response.indices.map { i in
        (0..<3).reduce(0) { $0 + curvature.vector[$1] * coded[$1][i] }
      }
    }
    let unit = (0..<3).map { CodedFactor(name: "z\($0)", centre: 0, halfWidth: 1) }
    let second = try SecondOrderModel(factors: unit, columns: rotated, response: response)
    for (k, curvature) in canonical.curvatures.enumerated() {
      let square = try #require(second.fit.coefficient("z\(k)^2"))
      expectDigits(curvature.value, square.estimate, 11, "eigenvalue")
      expectDigits(curvature.standardError, square.standardError, 11, "se")
      expectDigits(curvature.interval?.upper, square.interval?.upper, 11, "upper")
    }
  }

  @Test("a curvature that is noise can't be told from zero, a real one can")
  func distinguishable() throws {
    let columns = factorial([[-1, 0, 1], [-1, 0, 1], [0, 0]])
    let noise = disturbance(18)
    let response = noise.indices.map { 5 - 2 * columns[0][$0] * columns[0][$0] + 0.5 * noise[$0] }
    let model = try SecondOrderModel(
      names: ["x", "y"], columns: [columns[0], columns[1]], response: response)
    let curvatures = try #require(model.canonical).curvatures
    let steep = try #require(curvatures.last)
    #expect(abs(steep.vector[0]) > 0.9)
    #expect(steep.isDistinguishableFromZero == true)
    #expect(curvatures.first?.isDistinguishableFromZero == false)
    #expect(curvatures.first?.isNegligible == false)
  }
}
