import Foundation
import Regression
import TestSupport
import Testing

/// A model of r-reference/lm.json: how to build it from the columns of its data set.
struct ReferenceModel: Sendable, CustomTestStringConvertible {
  let id: String
  let file: String
  let response: String
  let columns: [String]
  var intercept = true
  var logResponse = false
  let terms: @Sendable ([[String: Double]]) -> [ModelTerm]

  var testDescription: String { id }

  /// A model whose terms are the columns themselves.
  init(_ id: String, _ file: String, _ response: String, plain columns: [String]) {
    self.init(id, file, response, columns) { rows in
      columns.map { name in ModelTerm(name, rows.map { $0[name]! }) }
    }
  }

  init(
    _ id: String, _ file: String, _ response: String, _ columns: [String], intercept: Bool = true,
    logResponse: Bool = false, terms: @escaping @Sendable ([[String: Double]]) -> [ModelTerm]
  ) {
    self.id = id
    self.file = file
    self.response = response
    self.columns = columns
    self.intercept = intercept
    self.logResponse = logResponse
    self.terms = terms
  }

  func fit() throws -> LinearModel {
    let rows = try PlainColumns(shared: "reference/r-reference/data/\(file).csv")
      .complete(columns + [response])
    let y = rows.map { logResponse ? log($0[response]!) : $0[response]! }
    return try LinearModel(
      ModelMatrix(rows: rows.count, intercept: intercept, terms: terms(rows)), response: y)
  }

  static let all = [
    ReferenceModel("mtcars1", "mtcars", "mpg", plain: ["wt", "hp", "qsec"]),
    ReferenceModel("mtcars2", "mtcars", "mpg", ["wt", "cyl"], terms: weightByCylinders),
    ReferenceModel("mtcars3", "mtcars", "mpg", ["hp"], logResponse: true) { rows in
      let powers = (1...3).map { power in rows.map { pow($0["hp"]!, Double(power)) } }
      return [ModelTerm("cubic", columnNames: ["hp", "hp^2", "hp^3"], columns: powers)]
    },
    ReferenceModel(
      "mtcars_all", "mtcars", "mpg",
      plain: ["cyl", "disp", "hp", "drat", "wt", "qsec", "vs", "am", "gear", "carb"]),
    ReferenceModel(
      "stackloss", "stackloss", "stack.loss", plain: ["Air.Flow", "Water.Temp", "Acid.Conc."]),
    ReferenceModel("airquality", "airquality", "Ozone", plain: ["Solar.R", "Wind", "Temp"]),
    ReferenceModel("faithful", "faithful", "eruptions", plain: ["waiting"]),
    ReferenceModel("cars_noint", "cars", "dist", ["speed"], intercept: false) { rows in
      [ModelTerm("speed", rows.map { $0["speed"]! })]
    },
    ReferenceModel("women_poly", "women", "weight", ["height"]) { rows in
      let height = rows.map { $0["height"]! }
      return [ModelTerm("height", height), ModelTerm("height^2", height.map { $0 * $0 })]
    },
    ReferenceModel("engel_ols", "engel", "foodexp", plain: ["income"]),
  ]

  private static func weightByCylinders(_ rows: [[String: Double]]) -> [ModelTerm] {
    let weight = rows.map { $0["wt"]! }
    let levels = [6.0, 8].map { level in rows.map { $0["cyl"] == level ? 1.0 : 0 } }
    return [
      ModelTerm("wt", weight),
      ModelTerm("cyl", columnNames: ["cyl6", "cyl8"], columns: levels),
      ModelTerm(
        "wt:cyl", columnNames: ["wt:cyl6", "wt:cyl8"],
        columns: levels.map { zip(weight, $0).map { $0 * $1 } }),
    ]
  }
}

@Suite("Linear models against R", .enabled(if: Repository.shared != nil, "needs ../shared"))
struct ReferenceModelTests {
  private func result(_ id: String) throws -> JSONOracle {
    try JSONOracle(shared: "reference/r-reference/lm.json").caseNamed(id)["result"]
  }

  @Test("coefficients, tests and intervals", arguments: ReferenceModel.all)
  func coefficients(model: ReferenceModel) throws {
    let fit = try model.fit()
    let expected = try result(model.id)
    for (i, coefficient) in fit.coefficients.enumerated() {
      let row = expected["coefficients"].row(i)
      expectDigits(coefficient.estimate, row[0], 10, "\(coefficient.name) estimate")
      expectDigits(coefficient.standardError, row[1], 10, "\(coefficient.name) standard error")
      expectDigits(coefficient.t, row[2], 10, "\(coefficient.name) t")
      expectDigits(coefficient.p, row[3], 10, "\(coefficient.name) p")
      let limits = expected["confint95"].row(i)
      expectDigits(coefficient.interval?.lower, limits[0], 10, "\(coefficient.name) lower")
      expectDigits(coefficient.interval?.upper, limits[1], 10, "\(coefficient.name) upper")
    }
  }

  @Test("figures of the whole fit", arguments: ReferenceModel.all)
  func summary(model: ReferenceModel) throws {
    let fit = try model.fit()
    let expected = try result(model.id)
    #expect(Double(fit.observations) == expected.number("n"))
    #expect(Double(fit.rank) == expected.number("rank"))
    #expect(Double(fit.residualDegreesOfFreedom) == expected.number("df_residual"))
    expectDigits(fit.sigma, expected.number("sigma"), 11, "sigma")
    expectDigits(fit.residualSumOfSquares, expected.number("rss"), 11, "RSS")
    expectDigits(fit.rSquared, expected.number("r_squared"), 11, "R²")
    expectDigits(fit.adjustedRSquared, expected.number("adj_r_squared"), 11, "adjusted R²")
    expectDigits(fit.fTest?.f, expected["f"].number("value"), 11, "F")
    expectDigits(fit.fTest?.p, expected["f"].number("p"), 10, "p of F")
    expectDigits(fit.logLikelihood, expected.number("loglik"), 11, "log-likelihood")
    expectDigits(fit.akaikeCriterion, expected.number("aic"), 11, "AIC")
    expectDigits(fit.bayesianCriterion, expected.number("bic"), 11, "BIC")
    expectDigits(fit.press, expected.number("press"), 11, "PRESS")
    expectDigits(fit.fitted, expected.numbers("fitted"), 11, "fitted")
    expectDigits(fit.residuals, expected.numbers("residuals"), 11, "residuals")
    expectDigits(fit.leverages, expected.numbers("hat"), 11, "leverages")
  }

  @Test("sequential analysis of variance", arguments: ReferenceModel.all)
  func anova(model: ReferenceModel) throws {
    let rows = try model.fit().anova.rows
    let expected = try result(model.id)["anova_sequential"]
    #expect(rows.map { Double($0.degreesOfFreedom) } == expected.numbers("Df"))
    let (f, p) = (expected.optionals("F value"), expected.optionals("Pr(>F)"))
    for (i, row) in rows.enumerated() {
      expectDigits(row.sumOfSquares, expected.numbers("Sum Sq")[i], 10, "\(row.source) SS")
      expectDigits(row.meanSquare, expected.numbers("Mean Sq")[i], 10, "\(row.source) MS")
      expectDigits(row.test?.f, f[i], 10, "\(row.source) F")
      expectDigits(row.test?.p, p[i], 10, "\(row.source) p")
    }
  }

  @Test("predictions with both intervals", arguments: ["mtcars1", "faithful"])
  func predictions(id: String) throws {
    let model = try #require(ReferenceModel.all.first { $0.id == id })
    let fit = try model.fit()
    let expected = try result(id)["predict"]
    for i in 0..<2 {
      let row = [1] + model.columns.map { expected["newdata"].numbers($0)[i] }
      let prediction = try #require(try fit.predict(row))
      expectDigits(prediction.value, expected.numbers("fit")[i], 11, "value")
      expectDigits(prediction.standardError, expected.numbers("se_fit")[i], 11, "se")
      for (interval, name) in [
        (prediction.confidenceInterval, "conf95"), (prediction.predictionInterval, "pred95"),
      ] {
        expectDigits(interval?.lower, expected[name].row(i)[0], 11, "\(name) lower")
        expectDigits(interval?.upper, expected[name].row(i)[1], 11, "\(name) upper")
      }
    }
  }

  @Test("an exactly collinear column is the one that R drops")
  func rankDeficient() throws {
    let model = ReferenceModel("", "mtcars", "mpg", ["wt", "hp"]) { rows in
      let weight = rows.map { $0["wt"]! }
      return [
        ModelTerm("wt", weight), ModelTerm("wt2", weight.map { 2 * $0 }),
        ModelTerm("hp", rows.map { $0["hp"]! }),
      ]
    }
    let fit = try model.fit()
    let expected = try result("mtcars_rank_deficient")
    #expect(fit.aliased == ["wt2"])
    #expect(Double(fit.rank) == expected.number("rank"))
    expectDigits(fit.residualSumOfSquares, expected.number("rss"), 11, "RSS")
    for (i, name) in expected["coefficients"].strings("rows").enumerated() {
      let coefficient = try #require(fit.coefficient(name))
      let row = expected["coefficients"].row(i)
      expectDigits(coefficient.estimate, row[0], 11, name)
      expectDigits(coefficient.standardError, row[1], 11, name)
      expectDigits(coefficient.t, row[2], 11, name)
      expectDigits(coefficient.p, row[3], 11, name)
    }
  }
}
