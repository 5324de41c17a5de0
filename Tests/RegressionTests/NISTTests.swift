import Foundation
import Regression
import TestSupport
import Testing

/// A linear data set of NIST's Statistical Reference Datasets and the digits that we promise on it.
struct NISTDataset: Sendable, CustomTestStringConvertible {
  let name: String
  /// The degree of the polynomial; nil for a plain model in the file's columns.
  var degree: Int?
  var intercept = true
  var tolerance = 1e-7
  let coefficientDigits: Double
  let errorDigits: Double

  var testDescription: String { name }

  func fit() throws -> LinearModel {
    let folder = try #require(Repository.shared)
    let url = folder.appendingPathComponent("reference/nist/linear/\(name).dat")
    // Data stand on line 61 and below, the response first.
    let rows = try String(contentsOf: url, encoding: .utf8).components(separatedBy: .newlines)
      .dropFirst(60)
      .map { $0.split(whereSeparator: \.isWhitespace).compactMap { Double($0) } }
      .filter { !$0.isEmpty }
    let columns =
      degree.map { degree in (1...degree).map { k in rows.map { pow($0[1], Double(k)) } } }
      ?? (1..<rows[0].count).map { j in rows.map { $0[j] } }
    let terms = columns.enumerated().map { ModelTerm("x\($0 + 1)", $1) }
    return try LinearModel(
      ModelMatrix(rows: rows.count, intercept: intercept, terms: terms),
      response: rows.map { $0[0] }, tolerance: tolerance)
  }

  /// The certified figures, of 15 digits.
  func certified() throws -> JSONOracle {
    try JSONOracle(shared: "reference/nist/linear/\(name).json")["certified"]
  }
}

@Suite("NIST linear data sets", .enabled(if: Repository.shared != nil, "needs ../shared"))
struct NISTTests {
  static let datasets = [
    NISTDataset(name: "Norris", coefficientDigits: 14, errorDigits: 13),
    NISTDataset(name: "NoInt1", intercept: false, coefficientDigits: 14, errorDigits: 14),
    NISTDataset(name: "Longley", coefficientDigits: 14, errorDigits: 12),
    NISTDataset(name: "Wampler3", degree: 5, coefficientDigits: 14, errorDigits: 13),
    NISTDataset(name: "Wampler5", degree: 5, coefficientDigits: 14, errorDigits: 13),
    // x¹⁰ alone keeps 10⁻⁹ or so of its norm beside the lower powers: below R's tolerance. Rounding
    // the powers to doubles costs the other digits.
    NISTDataset(
      name: "Filip", degree: 10, tolerance: 1e-10, coefficientDigits: 7, errorDigits: 7),
  ]

  @Test("certified values", arguments: datasets)
  func certified(dataset: NISTDataset) throws {
    let fit = try dataset.fit()
    let certified = try dataset.certified()
    let (coefficients, errors) = (certified.numbers("coef"), certified.numbers("se"))
    let digits = dataset.errorDigits
    for (i, coefficient) in fit.coefficients.enumerated() {
      expectDigits(
        coefficient.estimate, coefficients[i], dataset.coefficientDigits, coefficient.name)
      expectDigits(coefficient.standardError, errors[i], digits, "se of \(coefficient.name)")
    }
    expectDigits(fit.sigma, certified.number("residual_sd"), digits, "sigma")
    expectDigits(fit.rSquared, certified.number("r_squared"), digits, "R²")
    expectDigits(fit.fTest?.f, certified.number("F"), digits, "F")
    expectDigits(fit.residualSumOfSquares, certified.number("ss_res"), digits, "residual SS")
    expectDigits(fit.modelSumOfSquares, certified.number("ss_reg"), digits, "model SS")
  }

  @Test("Wampler1 is an exact fit: zero standard errors and no F")
  func exactFit() throws {
    let fit = try NISTDataset(name: "Wampler1", degree: 5, coefficientDigits: 14, errorDigits: 0)
      .fit()
    for coefficient in fit.coefficients {
      expectDigits(coefficient.estimate, 1, 14, coefficient.name)
    }
    #expect(fit.isExact)
    #expect(fit.coefficients.allSatisfy { $0.standardError == 0 && $0.t == nil })
    #expect(fit.rSquared == 1)
    #expect(fit.fTest == nil)
    #expect(fit.logLikelihood == nil)
  }

  @Test("Filip loses its last power at R's tolerance")
  func filipAtDefaultTolerance() throws {
    let fit = try NISTDataset(name: "Filip", degree: 10, coefficientDigits: 0, errorDigits: 0).fit()
    #expect(fit.rank == 10)
    #expect(fit.aliased == ["x10"])
  }

  @Test("a hat value, PRESS and the information criteria of Norris from 120-digit arithmetic")
  func derived() throws {
    let fit = try NISTTests.datasets[0].fit()
    let expected = try JSONOracle(shared: "reference/nist/linear/Norris.json")["derived_mp"]
    expectDigits(fit.leverages, expected.numbers("hat"), 13, "leverages")
    expectDigits(fit.residuals, expected.numbers("residuals"), 12, "residuals")
    expectDigits(fit.press, expected.number("press"), 12, "PRESS")
    expectDigits(fit.logLikelihood, expected.number("loglik"), 13, "log-likelihood")
    expectDigits(fit.akaikeCriterion, expected.number("aic"), 13, "AIC")
    expectDigits(fit.bayesianCriterion, expected.number("bic"), 13, "BIC")
  }
}
