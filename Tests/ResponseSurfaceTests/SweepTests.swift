import Foundation
import Regression
import ResponseSurface
import TestSupport
import Testing

/// A real sweep of Ollama's parameters, with figures from R.
struct Sweep: Sendable, CustomTestStringConvertible {
  let file: String
  let response: String

  var testDescription: String { "\(file) \(response)" }

  static let names = ["num_gpu", "num_ctx", "temperature"]

  func expected() throws -> JSONOracle {
    try JSONOracle(shared: "data/expected/gemma3-sweeps.json")[file]["SO"][response]
  }

  /// Failed runs have an error text and are left out.
  func model() throws -> SecondOrderModel {
    let columns = try PlainColumns(shared: "data/chimera-101/reports/gemma3/\(file)")
    let runs = columns.rows.filter { $0["error", default: ""].isEmpty }
    func values(_ name: String) -> [Double] { runs.map { $0[name].flatMap(Double.init)! } }
    return try SecondOrderModel(
      names: Self.names, columns: Self.names.map(values), response: values(response))
  }

  static let all = [
    "gemma3_param_tuning.csv", "gemma3_1b-it-qat_param_tuning.csv",
    "gemma3_270m_param_tuning.csv",
  ].flatMap { file in
    ["tokens_s", "ttft_s", "prompt_eval_s", "eval_count"].map { Sweep(file: file, response: $0) }
  }
}

@Suite("Real parameter sweeps against R", .enabled(if: Repository.shared != nil, "needs ../shared"))
struct SweepTests {
  /// Our names and R's.
  static let terms = [
    ("(Intercept)", "(Intercept)"), ("num_gpu", "x1"), ("num_ctx", "x2"), ("temperature", "x3"),
    ("num_gpu:num_ctx", "x1:x2"), ("num_gpu:temperature", "x1:x3"),
    ("num_ctx:temperature", "x2:x3"), ("num_gpu^2", "I(x1^2)"), ("num_ctx^2", "I(x2^2)"),
    ("temperature^2", "I(x3^2)"),
  ]

  @Test("the fit", arguments: Sweep.all)
  func fit(sweep: Sweep) throws {
    let model = try sweep.model()
    let expected = try sweep.expected()
    #expect(model.factors.map(\.centre) == [519.5, 2560, 0.5])
    #expect(model.fit.coefficients.map(\.name) == Self.terms.map(\.0))
    for (coefficient, term) in zip(model.fit.coefficients, Self.terms) {
      expectDigits(coefficient.estimate, expected["coef"].number(term.1), 10, term.0)
      expectDigits(coefficient.standardError, expected["se"].number(term.1), 10, term.0)
      expectDigits(coefficient.t, expected["t"].number(term.1), 10, term.0)
      expectDigits(coefficient.p, expected["p"].number(term.1), 10, term.0)
    }
    let fit = model.fit
    expectDigits(fit.rSquared, expected.number("r2"), 11, "R²")
    expectDigits(fit.adjustedRSquared, expected.number("adj"), 10, "adjusted R²")
    expectDigits(fit.sigma, expected.number("sigma"), 11, "sigma")
    expectDigits(fit.fTest?.f, expected.numbers("F")[0], 10, "F")
    expectDigits(fit.akaikeCriterion, expected.number("aic"), 11, "AIC")
    expectDigits(fit.bayesianCriterion, expected.number("bic"), 11, "BIC")
    expectDigits(fit.press, expected.number("press"), 11, "PRESS")
    expectDigits(model.region.largestLeverage, expected.number("maxhat"), 11, "largest leverage")
  }

  @Test("the canonical analysis", arguments: Sweep.all)
  func canonical(sweep: Sweep) throws {
    let canonical = try #require(try sweep.model().canonical)
    let expected = try sweep.expected()
    expectDigits(
      canonical.curvatures.map(\.value), expected.numbers("eigenvalues"), 11, "eigenvalues")
    expectDigits(
      canonical.stationaryPointCoded, expected.numbers("stationary_coded"), 10, "stationary point")
  }

  @Test("the optimum of num_gpu that nobody measured is outside", arguments: Sweep.all)
  func outside(sweep: Sweep) throws {
    let prediction = try #require(try sweep.model().canonical).prediction
    let leverages = prediction.region.breaches.compactMap { breach -> Double? in
      if case .leverage(let found, _) = breach { found } else { nil }
    }
    #expect(leverages.count == 1)
  }
}
