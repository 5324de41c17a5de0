import LinearAlgebra
import Regression
import ResponseSurface
import TestSupport
import Testing

/// A second-order case of rsm/rsm.json.
struct ReferenceSurface: Sendable, CustomTestStringConvertible {
  let id: String
  let file: String
  let factors: [String]
  let response: String
  let kind: SurfaceKind

  var testDescription: String { id }

  func oracle() throws -> JSONOracle {
    try JSONOracle(shared: "reference/rsm/rsm.json").caseNamed(id)
  }

  /// The data set's coded columns are fitted as they stand; natural units come from the codings.
  func model() throws -> SecondOrderModel {
    let rows = try PlainColumns(shared: "reference/rsm/data/\(file).csv")
      .complete(factors + [response])
    return try SecondOrderModel(
      factors: factors.map { CodedFactor(name: $0, centre: 0, halfWidth: 1) },
      columns: factors.map { name in rows.map { $0[name]! } },
      response: rows.map { $0[response]! })
  }

  private static let two = ["x1", "x2"]
  private static let three = ["x1", "x2", "x3"]

  static let all = [
    ReferenceSurface(
      id: "codata_SO", file: "codata", factors: two, response: "y", kind: .saddle),
    ReferenceSurface(
      id: "nist_uniformity_SO", file: "nist_cci_uniformity", factors: two,
      response: "Uniformity", kind: .saddle),
    ReferenceSurface(
      id: "sas_smell_SO", file: "sas_smell", factors: three, response: "Odor", kind: .minimum),
    ReferenceSurface(
      id: "bbd_rapeseed_SO", file: "bbd_rapeseed", factors: three, response: "y",
      kind: .maximum),
    ReferenceSurface(
      id: "ccd_blackpepper_SO", file: "ccd_blackpepper", factors: three, response: "y",
      kind: .saddle),
  ]
}

@Suite("Response surfaces against rsm", .enabled(if: Repository.shared != nil, "needs ../shared"))
struct ReferenceSurfaceTests {
  @Test("the fit", arguments: ReferenceSurface.all)
  func fit(surface: ReferenceSurface) throws {
    let fit = try surface.model().fit
    let expected = try surface.oracle()["result"]
    #expect(fit.coefficients.map(\.name) == expected["coefficients"].strings("rows"))
    for (i, coefficient) in fit.coefficients.enumerated() {
      let row = expected["coefficients"].row(i)
      expectDigits(coefficient.estimate, row[0], 10, "\(coefficient.name) estimate")
      expectDigits(coefficient.standardError, row[1], 10, "\(coefficient.name) standard error")
      expectDigits(coefficient.t, row[2], 10, "\(coefficient.name) t")
      expectDigits(coefficient.p, row[3], 10, "\(coefficient.name) p")
    }
    expectDigits(fit.sigma, expected.number("sigma"), 11, "sigma")
    expectDigits(fit.rSquared, expected.number("r_squared"), 11, "R²")
    expectDigits(fit.adjustedRSquared, expected.number("adj_r_squared"), 11, "adjusted R²")
    expectDigits(fit.fTest?.p, expected["f"].number("p"), 10, "p of F")
    expectDigits(fit.press, expected.number("press"), 10, "PRESS")
    expectDigits(fit.leverages, expected.numbers("hat"), 11, "leverages")
    expectDigits(fit.residuals, expected.numbers("residuals"), 11, "residuals")
  }

  @Test("the analysis of variance with lack of fit", arguments: ReferenceSurface.all)
  func anova(surface: ReferenceSurface) throws {
    let rows = try surface.model().anova.rows
    let expected = try surface.oracle()["result"]["anova"]
    #expect(rows.map { Double($0.degreesOfFreedom) } == expected.numbers("Df"))
    let (f, p) = (expected.optionals("F value"), expected.optionals("Pr(>F)"))
    for (i, row) in rows.enumerated() {
      expectDigits(row.sumOfSquares, expected.numbers("Sum Sq")[i], 10, "\(row.source) SS")
      expectDigits(row.test?.f, f[i], 10, "\(row.source) F")
      expectDigits(row.test?.p, p[i], 10, "\(row.source) p")
    }
  }

  @Test("the canonical analysis", arguments: ReferenceSurface.all)
  func canonical(surface: ReferenceSurface) throws {
    let canonical = try #require(try surface.model().canonical)
    let expected = try surface.oracle()["result"]["canonical"]
    #expect(canonical.kind == surface.kind)
    #expect(canonical.kind.rawValue == expected["nature"].string)
    expectDigits(
      canonical.curvatures.map(\.value), expected.numbers("eigenvalues"), 11, "eigenvalues")
    let point = surface.factors.map { expected["xs"].number($0)! }
    expectDigits(canonical.stationaryPointCoded, point, 10, "stationary point")
    expectDigits(
      canonical.prediction.estimate?.value, expected.number("yhat_at_xs"), 11, "value there")
    for (k, curvature) in canonical.curvatures.enumerated() {
      let vector = surface.factors.indices.map { expected["eigenvectors"].row($0)[k] }
      expectDigits(curvature.vector.map(abs), vector.map(abs), 10, "eigenvector")
    }
  }

  @Test(
    "the canonical analysis of blocked fits",
    arguments: ["ChemReact_SO_block", "bake_anal7_SO_block"])
  func blocked(id: String) throws {
    let result = try JSONOracle(shared: "reference/rsm/rsm.json").caseNamed(id)["result"]
    let names = result["B"].strings("rows")
    let surface = try QuadraticSurface(
      intercept: result["coefficients"].row(0)[0], slopes: names.map { result["b"].number($0)! },
      curvature: Matrix(columns: names.indices.map { result["B"].row($0) }))
    let expected = result["canonical"]
    #expect(surface.kind.rawValue == expected["nature"].string)
    expectDigits(surface.eigen.values, expected.numbers("eigenvalues"), 11, "eigenvalues")
    let point = names.map { expected["xs"].number($0)! }
    expectDigits(surface.stationaryPoint, point, 10, "stationary point")
    expectDigits(
      surface.value(at: surface.stationaryPoint), expected.number("yhat_at_xs"), 11, "value")
  }
}
