import CBoostMath

/// The normal distribution with mean 0 and variance 1.
public struct StandardNormal: SymmetricDistribution, Hashable {
  private var support: Support { Support(lowerEnd: -.infinity) }

  /// The standard normal distribution.
  public init() {}

  /// The density at x.
  public func density(_ x: Double) -> Double {
    support.density(x, cboost_normal_density)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    support.cumulative(x, cboost_normal_cumulative)
  }

  /// P(X > x), with all its digits.
  public func upperTail(_ x: Double) -> Double {
    support.upperTail(x, cboost_normal_upper_tail)
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    support.quantile(p, cboost_normal_quantile)
  }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double {
    support.upperQuantile(q, cboost_normal_upper_quantile)
  }
}

/// Student's t distribution.
public struct StudentT: SymmetricDistribution, Hashable {
  /// The degrees of freedom, not necessarily whole; infinite for the standard normal distribution.
  public let degreesOfFreedom: Double

  private var support: Support { Support(lowerEnd: -.infinity) }

  /// The t distribution with the given degrees of freedom.
  ///
  /// - Precondition: they are above 0.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "t has more than 0 degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The density at x.
  public func density(_ x: Double) -> Double {
    support.density(x) { cboost_student_t_density($0, degreesOfFreedom) }
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    support.cumulative(x) { cboost_student_t_cumulative($0, degreesOfFreedom) }
  }

  /// P(X > x), with all its digits.
  public func upperTail(_ x: Double) -> Double {
    support.upperTail(x) { cboost_student_t_upper_tail($0, degreesOfFreedom) }
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    support.quantile(p) { cboost_student_t_quantile($0, degreesOfFreedom) }
  }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double {
    support.upperQuantile(q) { cboost_student_t_upper_quantile($0, degreesOfFreedom) }
  }
}

/// Fisher's F distribution: the ratio of two mean squares of normal errors.
public struct FDistribution: ContinuousDistribution, Hashable {
  /// The degrees of freedom of the numerator.
  public let numerator: Double
  /// The degrees of freedom of the denominator.
  public let denominator: Double

  private var support: Support { Support(lowerEnd: 0) }

  /// The F distribution with the given degrees of freedom, not necessarily whole.
  ///
  /// Infinitely many give the limit: chi-squared / `numerator` for an infinite denominator.
  /// - Precondition: both are above 0.
  public init(numerator: Double, denominator: Double) {
    precondition(numerator > 0 && denominator > 0, "F has more than 0 degrees of freedom")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// From 1e16 degrees of freedom on the limit is reached to the last digit; Boost fails far above.
  private var m: Double { min(numerator, 1e16) }
  private var n: Double { min(denominator, 1e16) }

  /// The density at x; at 0 infinite for a numerator below 2 and 1 for 2.
  public func density(_ x: Double) -> Double {
    support.density(x, atEnd: poleOrLimit(shape: m / 2, limit: 1)) {
      cboost_f_density($0, m, n)
    }
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    support.cumulative(x) { cboost_f_cumulative($0, m, n) }
  }

  /// P(X > x), with all its digits.
  public func upperTail(_ x: Double) -> Double {
    support.upperTail(x) { cboost_f_upper_tail($0, m, n) }
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    support.quantile(p) { cboost_f_quantile($0, m, n) }
  }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double {
    support.upperQuantile(q) { cboost_f_upper_quantile($0, m, n) }
  }
}

/// The chi-squared distribution.
public struct ChiSquared: ContinuousDistribution, Hashable {
  /// The degrees of freedom, not necessarily whole.
  public let degreesOfFreedom: Double

  private var support: Support { Support(lowerEnd: 0) }

  /// The chi-squared distribution with the given degrees of freedom.
  ///
  /// - Precondition: they are finite and above 0.
  public init(degreesOfFreedom: Double) {
    precondition(
      degreesOfFreedom > 0 && degreesOfFreedom.isFinite,
      "chi-squared has more than 0 degrees of freedom, finitely many")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The density at x; at 0 infinite below 2 degrees of freedom and 1/2 for 2.
  public func density(_ x: Double) -> Double {
    support.density(x, atEnd: poleOrLimit(shape: degreesOfFreedom / 2, limit: 0.5)) {
      cboost_chi_squared_density($0, degreesOfFreedom)
    }
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    support.cumulative(x) { cboost_chi_squared_cumulative($0, degreesOfFreedom) }
  }

  /// P(X > x), with all its digits.
  public func upperTail(_ x: Double) -> Double {
    support.upperTail(x) { cboost_chi_squared_upper_tail($0, degreesOfFreedom) }
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    support.quantile(p) { cboost_chi_squared_quantile($0, degreesOfFreedom) }
  }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double {
    support.upperQuantile(q) { cboost_chi_squared_upper_quantile($0, degreesOfFreedom) }
  }
}
