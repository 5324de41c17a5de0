import Regression
import TestSupport
import Testing

/// NIST's Norris and Longley as transcribed into Fixtures/oracles/reference.json: certified values,
/// and figures from 120-digit arithmetic.
@Suite struct CertifiedFixtureTests {
  @Test(arguments: [0, 1])
  func linear(index: Int) throws {
    let oracle = try JSONOracle(fixture: "oracles/reference.json")["linear"].elements[index]
    let terms = oracle["predictors"].elements.enumerated().map { i, column in
      ModelTerm("x\(i + 1)", column.elements.compactMap(\.number))
    }
    let response = oracle.numbers("response")
    let fit = try LinearModel(
      ModelMatrix(rows: response.count, terms: terms), response: response)
    let certified = oracle["certified"]
    let coefficients = certified.numbers("coef")
    #expect(fit.coefficients.count == coefficients.count && coefficients.count >= 2)
    for (found, (estimate, error)) in zip(
      fit.coefficients, zip(coefficients, certified.numbers("se")))
    {
      expectDigits(found.estimate, estimate, 14, found.name)
      expectDigits(found.standardError, error, 12, "standard error of \(found.name)")
    }
    expectDigits(fit.sigma, certified.number("residual_sd"), 12, "residual sd")
    expectDigits(fit.rSquared, certified.number("r_squared"), 12, "R squared")
    expectDigits(fit.fTest?.f, certified.number("F"), 12, "F")
    let derived = oracle["derived"]
    expectDigits(fit.press, derived.number("press"), 12, "PRESS")
    expectDigits(fit.akaikeCriterion, derived.number("aic"), 12, "AIC")
    expectDigits(fit.bayesianCriterion, derived.number("bic"), 12, "BIC")
    expectDigits(fit.leverages, derived.numbers("hat"), 12, "leverages")
  }
}
