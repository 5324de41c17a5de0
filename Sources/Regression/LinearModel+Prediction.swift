import LinearAlgebra
import Statistics

/// A linear combination of coefficients with its standard error.
public struct CombinationEstimate: Sendable, Equatable {
  /// The estimate.
  public let value: Double
  /// Its standard error; nil without residual degrees of freedom, 0 for an exact fit.
  public let standardError: Double?
  /// The confidence interval at the model's level; nil without a positive standard error.
  public let interval: Interval?
}

/// The mean response that a model predicts at a point.
public struct Prediction: Sendable, Equatable {
  /// The predicted mean response.
  public let value: Double
  /// x₀ᵀ(XᵀX)⁻¹x₀: the leverage that a run at the point would have without adding itself to the
  /// data.
  public let leverage: Double
  /// The standard error of the mean response; nil without residual degrees of freedom, 0 for an
  /// exact fit.
  public let standardError: Double?
  /// The interval for the mean response at the model's level.
  public let confidenceInterval: Interval?
  /// The interval for one new response at the model's level.
  public let predictionInterval: Interval?
}

extension LinearModel {
  /// Σ cᵢβᵢ with its standard error σ‖R⁻ᵀc‖; nil when aliasing leaves it undetermined.
  ///
  /// - Parameter combination: the cᵢ, one a column of the model matrix.
  /// - Complexity: O(p²).
  public func estimate(_ combination: [Double]) throws -> CombinationEstimate? {
    guard factorization.isEstimable(combination) else { return nil }
    let value = value(of: combination)
    let error = try sigma.map { try $0 * factorization.unscaledStandardError(of: combination) }
    return CombinationEstimate(
      value: value, standardError: error, interval: scale.interval(value, standardError: error))
  }

  /// The mean response at a row of predictors; nil when aliasing leaves it undetermined, as for a
  /// row that breaks a dependence which all rows of the data obey.
  ///
  /// - Parameter row: one number a column of the model matrix, the intercept's 1 included.
  /// - Complexity: O(p²).
  public func predict(_ row: [Double]) throws -> Prediction? {
    guard factorization.isEstimable(row) else { return nil }
    let value = value(of: row)
    let root = try factorization.unscaledStandardError(of: row)
    let error = sigma.map { $0 * root }
    let errorOfOne = sigma.map { $0 * (1 + root * root).squareRoot() }
    return Prediction(
      value: value, leverage: root * root, standardError: error,
      confidenceInterval: scale.interval(value, standardError: error),
      predictionInterval: scale.interval(value, standardError: errorOfOne))
  }

  private func value(of combination: [Double]) -> Double {
    zip(coefficients, combination).reduce(0) { $0 + ($1.0.estimate ?? 0) * $1.1 }
  }

  private var scale: CoefficientScale {
    CoefficientScale(sigma: sigma, degreesOfFreedom: residualDegreesOfFreedom, level: level)
  }
}
