import CBoostMath

/// The gamma distribution: the waiting time for `shape` events at a rate of one in `scale`.
public struct GammaDistribution: ContinuousDistribution, Hashable {
  /// The shape, not necessarily whole.
  public let shape: Double
  /// The scale, one over the rate: the mean is `shape` · `scale`.
  public let scale: Double

  private var support: Support { Support(lowerEnd: 0) }

  /// The gamma distribution with a shape and a scale.
  ///
  /// - Precondition: both are finite and above 0.
  public init(shape: Double, scale: Double = 1) {
    precondition(shape > 0 && shape.isFinite, "gamma has a finite shape above 0")
    precondition(scale > 0 && scale.isFinite, "gamma has a finite scale above 0")
    self.shape = shape
    self.scale = scale
  }

  /// The density at x; at 0 infinite for a shape below 1 and 1 / `scale` for 1.
  public func density(_ x: Double) -> Double {
    support.density(x, atEnd: poleOrLimit(shape: shape, limit: 1 / scale)) {
      cboost_gamma_density($0, shape, scale)
    }
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    support.cumulative(x) { cboost_gamma_cumulative($0, shape, scale) }
  }

  /// P(X > x), with all its digits.
  public func upperTail(_ x: Double) -> Double {
    support.upperTail(x) { cboost_gamma_upper_tail($0, shape, scale) }
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    support.quantile(p) { cboost_gamma_quantile($0, shape, scale) }
  }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double {
    support.upperQuantile(q) { cboost_gamma_upper_quantile($0, shape, scale) }
  }
}
