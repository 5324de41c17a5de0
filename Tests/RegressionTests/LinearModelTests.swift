import Foundation
import Regression
import TestSupport
import Testing

@Suite("Linear models against certified and closed forms")
struct LinearModelTests {
  @Test("NIST's certified values of Norris")
  func norris() throws {
    let fit = try model([Norris.x], Norris.y)
    let (intercept, slope) = (fit.coefficients[0], fit.coefficients[1])
    #expect(intercept.name == "(Intercept)")
    expectDigits(intercept.estimate, -0.262323073774029, 12, "B0")
    expectDigits(slope.estimate, 1.00211681802045, 13, "B1")
    expectDigits(intercept.standardError, 0.232818234301152, 13, "se of B0")
    expectDigits(slope.standardError, 0.429796848199937E-03, 13, "se of B1")
    expectDigits(fit.sigma, 0.884796396144373, 13, "sigma")
    expectDigits(fit.rSquared, 0.999993745883712, 14, "R²")
    expectDigits(fit.fTest?.f, 5436385.54079785, 13, "F")
    expectDigits(fit.modelSumOfSquares, 4255954.13232369, 13, "model SS")
    expectDigits(fit.residualSumOfSquares, 26.6173985294224, 13, "residual SS")
    #expect(fit.residualDegreesOfFreedom == 34)
    // From 120-digit arithmetic.
    expectDigits(fit.press, 30.4750917859319881640703121965, 12, "PRESS")
    expectDigits(fit.akaikeCriterion, 97.2932355591804048898205457961, 13, "AIC")
    expectDigits(fit.bayesianCriterion, 102.043792374548734894695409946, 13, "BIC")
  }

  @Test("NIST's certified values of NoInt1, a line through the origin")
  func noIntercept() throws {
    let fit = try model(
      [(60...70).map(Double.init)], (130...140).map(Double.init), intercept: false)
    expectDigits(fit.coefficients[0].estimate, 2.07438016528926, 13, "B1")
    expectDigits(fit.coefficients[0].standardError, 0.165289256198347E-01, 13, "se")
    expectDigits(fit.sigma, 3.56753034006338, 13, "sigma")
    expectDigits(fit.rSquared, 0.999365492298663, 13, "R²")
    expectDigits(fit.fTest?.f, 15750.25, 13, "F")
    #expect(fit.modelDegreesOfFreedom == 1)
  }

  @Test("a line through four points by hand")
  func byHand() throws {
    // x = 0, 1, 2, 3; y = 1, 3, 4, 8: mean 4, Sxx 5, Sxy 11, slope 2.2, intercept 0.7.
    let fit = try model([[0, 1, 2, 3]], [1, 3, 4, 8])
    expectDigits(fit.coefficients.compactMap(\.estimate), [0.7, 2.2], 14, "estimates")
    expectDigits(fit.fitted, [0.7, 2.9, 5.1, 7.3], 14, "fitted")
    expectDigits(fit.residuals, [0.3, 0.1, -1.1, 0.7], 14, "residuals")
    expectDigits(fit.leverages, [0.7, 0.3, 0.3, 0.7], 14, "leverages")
    expectDigits(fit.totalSumOfSquares, 26, 14, "total SS")
    expectDigits(fit.residualSumOfSquares, 1.8, 14, "residual SS")
    expectDigits(fit.rSquared, 24.2 / 26, 14, "R²")
    expectDigits(fit.adjustedRSquared, 1 - 0.9 / (26.0 / 3), 14, "adjusted R²")
    let errors = [0.3 / 0.3, 0.1 / 0.7, 1.1 / 0.7, 0.7 / 0.3]
    let press = errors.reduce(0) { $0 + $1 * $1 }
    expectDigits(fit.press, press, 14, "PRESS")
    expectDigits(fit.predictedRSquared, 1 - press / 26, 14, "predicted R²")
    // -n/2 (log 2π + 1 + log(RSS/n)), and three parameters.
    let likelihood = -2 * (log(2 * Double.pi) + 1 + log(0.45))
    expectDigits(fit.logLikelihood, likelihood, 14, "log-likelihood")
    expectDigits(fit.akaikeCriterion, 6 - 2 * likelihood, 14, "AIC")
    expectDigits(fit.bayesianCriterion, 3 * log(4.0) - 2 * likelihood, 14, "BIC")
    // With 2 degrees of freedom the upper tail of t is ½(1 − t / √(2 + t²)).
    let t = 2.2 / (0.9 / 5).squareRoot()
    expectDigits(fit.coefficients[1].t, t, 14, "t")
    expectDigits(fit.coefficients[1].p, 1 - t / (2 + t * t).squareRoot(), 12, "p")
    expectDigits(fit.fTest?.f, t * t, 13, "F = t²")
    expectDigits(fit.fTest?.p, fit.coefficients[1].p, 13, "p of F = p of t")
  }

  @Test("PRESS is what leaving each row out and fitting again gives")
  func pressByRefitting() throws {
    let fit = try model([Norris.x], Norris.y)
    var sum = 0.0
    for i in Norris.x.indices {
      var (x, y) = (Norris.x, Norris.y)
      x.remove(at: i)
      y.remove(at: i)
      let prediction = try #require(try model([x], y).predict([1, Norris.x[i]]))
      sum += (Norris.y[i] - prediction.value) * (Norris.y[i] - prediction.value)
    }
    expectDigits(fit.press, sum, 11, "PRESS")
  }

  @Test("an interval's half width is t times the standard error", arguments: [0.5, 0.9, 0.99])
  func intervals(level: Double) throws {
    let fit = try model([[0, 1, 2, 3]], [1, 3, 4, 8], level: level)
    let slope = fit.coefficients[1]
    let interval = try #require(slope.interval)
    // With 2 degrees of freedom the quantile is u √(2 / (1 − u²)) for u = 2p − 1 = level.
    let t = level * (2 / (1 - level * level)).squareRoot()
    let half = try #require(slope.standardError) * t
    expectDigits(interval.lower, 2.2 - half, 12, "lower")
    expectDigits(interval.upper, 2.2 + half, 12, "upper")
    #expect(interval.level == level && interval.requestedLevel == level)
    let prediction = try #require(try fit.predict([1, 5]))
    expectDigits(prediction.value, 11.7, 14, "value")
    expectDigits(prediction.leverage, 0.25 + 12.25 / 5, 14, "leverage")
    expectDigits(prediction.standardError, (0.9 * 2.7).squareRoot(), 13, "se")
    expectDigits(
      prediction.confidenceInterval?.upper, 11.7 + t * (0.9 * 2.7).squareRoot(), 12, "confidence")
    expectDigits(
      prediction.predictionInterval?.lower, 11.7 - t * (0.9 * 3.7).squareRoot(), 12, "prediction")
  }

  @Test("a combination of coefficients has the standard error of its parts' covariance")
  func combinations() throws {
    let fit = try model([[0, 1, 2, 3]], [1, 3, 4, 8])
    // a + b is the mean response at 1: variance σ²(1/4 + 0.25/5).
    let estimate = try #require(try fit.estimate([1, 1]))
    expectDigits(estimate.value, 2.9, 14, "value")
    expectDigits(estimate.standardError, (0.9 * 0.3).squareRoot(), 14, "se")
    #expect(try fit.estimate([1, 1])?.interval == fit.predict([1, 1])?.confidenceInterval)
  }

  @Test("the fit does not depend on the units of a predictor", arguments: [1e-6, 1e6])
  func units(factor: Double) throws {
    let fit = try model([Norris.x], Norris.y)
    let scaled = try model([Norris.x.map { $0 * factor }], Norris.y)
    expectDigits(scaled.rSquared, fit.rSquared, 14, "R²")
    expectDigits(scaled.press, fit.press, 12, "PRESS")
    expectDigits(
      scaled.coefficients[1].estimate.map { $0 * factor }, fit.coefficients[1].estimate, 13, "slope"
    )
    expectDigits(scaled.coefficients[1].t, fit.coefficients[1].t, 13, "t")
  }
}
