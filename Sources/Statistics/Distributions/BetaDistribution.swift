import CBoostMath

/// The beta distribution on 0...1, proportional to xᵅ⁻¹ (1 − x)ᵝ⁻¹.
public struct BetaDistribution: ContinuousDistribution, Hashable {
  /// The shape at 0, α.
  public let alpha: Double
  /// The shape at 1, β.
  public let beta: Double

  private var support: Support { Support(lowerEnd: 0, upperEnd: 1) }

  /// The beta distribution with two shapes.
  ///
  /// - Precondition: both are above 0 and at most 1e15, where Boost.Math still converges.
  public init(alpha: Double, beta: Double) {
    precondition(
      alpha > 0 && beta > 0 && alpha <= 1e15 && beta <= 1e15, "beta has shapes above 0, to 1e15")
    self.alpha = alpha
    self.beta = beta
  }

  /// The density at x; infinite at the end of a shape below 1, the other shape at the end of shape 1.
  public func density(_ x: Double) -> Double {
    support.density(
      x, atEnd: poleOrLimit(shape: alpha, limit: beta),
      atUpperEnd: poleOrLimit(shape: beta, limit: alpha)
    ) { cboost_beta_density($0, alpha, beta) }
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    support.cumulative(x) { cboost_beta_cumulative($0, alpha, beta) }
  }

  /// P(X > x), with all its digits.
  public func upperTail(_ x: Double) -> Double {
    support.upperTail(x) { cboost_beta_upper_tail($0, alpha, beta) }
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    support.quantile(p) { cboost_beta_quantile($0, alpha, beta) }
  }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double {
    support.upperQuantile(q) { cboost_beta_upper_quantile($0, alpha, beta) }
  }
}
