import Glibc
import LinearAlgebra

extension LinearModel {
  /// n − rank.
  public var residualDegreesOfFreedom: Int { observations - rank }

  /// The rank without the intercept's part in it.
  public var modelDegreesOfFreedom: Int { rank - (modelMatrix.hasIntercept ? 1 : 0) }

  /// The residual standard error √(RSS / (n − rank)); nil without residual degrees of freedom, 0
  /// for an exact fit.
  public var sigma: Double? {
    guard residualDegreesOfFreedom > 0 else { return nil }
    return (residualSumOfSquares / Double(residualDegreesOfFreedom)).squareRoot()
  }

  /// The sum of squares that the terms explain, from the effects; 0 when the response does not
  /// vary.
  public var modelSumOfSquares: Double {
    guard totalSumOfSquares > 0 else { return 0 }
    return effects[(modelMatrix.hasIntercept ? 1 : 0)..<rank].reduce(0) { $0 + $1 * $1 }
  }

  /// The share of the total sum of squares that the model explains: about the mean with an
  /// intercept, about 0 without one (as R has it). Nil when the response does not vary.
  public var rSquared: Double? {
    guard totalSumOfSquares > 0 else { return nil }
    return modelSumOfSquares / (modelSumOfSquares + residualSumOfSquares)
  }

  /// R² with sums of squares replaced by mean squares; nil without residual degrees of freedom or
  /// when R² is.
  public var adjustedRSquared: Double? {
    guard let rSquared, residualDegreesOfFreedom > 0 else { return nil }
    let total = Double(observations - (modelMatrix.hasIntercept ? 1 : 0))
    return 1 - (1 - rSquared) * total / Double(residualDegreesOfFreedom)
  }

  /// The test of all terms at once; nil without terms or residual degrees of freedom and for an
  /// exact fit.
  public var fTest: FTest? {
    FTest(
      numerator: modelSumOfSquares, degreesOfFreedom: modelDegreesOfFreedom,
      denominator: residualSumOfSquares, denominatorDegreesOfFreedom: residualDegreesOfFreedom)
  }

  /// The sum of squared errors of predicting each row by the fit to the others, Σ(e / (1 − h))²
  /// (Allen 1974); nil when a leverage is 1, because that row can't be predicted by the others.
  public var press: Double? {
    guard !leverages.contains(1) else { return nil }
    return zip(residuals, leverages).reduce(0) { sum, row in
      let error = row.0 / (1 - row.1)
      return sum + error * error
    }
  }

  /// 1 − PRESS / total sum of squares; negative when predicting by the mean is better; nil where
  /// either is.
  public var predictedRSquared: Double? {
    guard let press, totalSumOfSquares > 0 else { return nil }
    return 1 - press / totalSumOfSquares
  }

  /// The normal log-likelihood at the maximum-likelihood variance RSS / n; nil for an exact fit,
  /// where it has no bound.
  public var logLikelihood: Double? {
    guard !isExact else { return nil }
    let n = Double(observations)
    return -n / 2 * (log(2 * Double.pi) + 1 - log(n) + log(residualSumOfSquares))
  }

  /// Akaike's criterion −2 log L + 2k; k counts the coefficients and sigma, as in R.
  public var akaikeCriterion: Double? {
    logLikelihood.map { -2 * $0 + 2 * Double(rank + 1) }
  }

  /// Schwarz's Bayesian criterion −2 log L + k log n; k counts the coefficients and sigma, as in R.
  public var bayesianCriterion: Double? {
    logLikelihood.map { -2 * $0 + log(Double(observations)) * Double(rank + 1) }
  }
}
