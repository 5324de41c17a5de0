/// A continuous probability distribution.
///
/// Small tails keep their digits: ask for `upperTail`, never for `1 - cumulative`. Evaluated by
/// Boost.Math in extended precision; relative error about 1e-15 except where a tail underflows.
public protocol ContinuousDistribution: Sendable {
  /// P(X ≤ x). At ±∞ its limits 0 and 1.
  ///
  /// - Precondition: x is not NaN.
  func cumulative(_ x: Double) -> Double
  /// P(X > x). At ±∞ its limits 1 and 0.
  ///
  /// - Precondition: x is not NaN.
  func upperTail(_ x: Double) -> Double
  /// The x with P(X ≤ x) = p; for 0 and 1 the ends of the support.
  ///
  /// - Precondition: p lies in 0...1.
  func quantile(_ p: Double) -> Double
  /// The x with P(X > x) = q; for 0 and 1 the ends of the support.
  ///
  /// - Precondition: q lies in 0...1.
  func upperQuantile(_ q: Double) -> Double
  /// The density at x; 0 outside of the support and at ±∞, infinite at a pole.
  ///
  /// - Precondition: x is not NaN.
  func density(_ x: Double) -> Double
}

/// A continuous distribution that is symmetric about 0.
public protocol SymmetricDistribution: ContinuousDistribution {}

extension SymmetricDistribution {
  /// P(|X| > |x|): the two-sided p-value of the statistic x.
  ///
  /// - Precondition: x is not NaN.
  public func twoSidedTail(_ x: Double) -> Double { 2 * upperTail(abs(x)) }
}

/// The support of a continuous distribution: handles its ends and leaves what lies between to the
/// evaluation of the interior.
struct Support {
  let lowerEnd: Double
  var upperEnd = Double.infinity

  /// - Parameters:
  ///   - lower: the density at a finite lower end, where that takes a limit of its own.
  ///   - upper: that at a finite upper end.
  func density(
    _ x: Double, atEnd lower: Double? = nil, atUpperEnd upper: Double? = nil,
    _ interior: (Double) -> Double
  ) -> Double {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    if x < lowerEnd || x > upperEnd || x.isInfinite { return 0 }
    if x == lowerEnd, let lower { return lower }
    if x == upperEnd, let upper { return upper }
    return interior(x)
  }

  func cumulative(_ x: Double, _ interior: (Double) -> Double) -> Double {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    if x <= lowerEnd { return 0 }
    return x >= upperEnd ? 1 : interior(x)
  }

  func upperTail(_ x: Double, _ interior: (Double) -> Double) -> Double {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    if x <= lowerEnd { return 1 }
    return x >= upperEnd ? 0 : interior(x)
  }

  func quantile(_ p: Double, _ interior: (Double) -> Double) -> Double {
    precondition(p >= 0 && p <= 1, "a quantile belongs to a probability, found \(p)")
    if p == 0 { return lowerEnd }
    return p == 1 ? upperEnd : interior(p)
  }

  func upperQuantile(_ q: Double, _ interior: (Double) -> Double) -> Double {
    precondition(q >= 0 && q <= 1, "a quantile belongs to a probability, found \(q)")
    if q == 0 { return upperEnd }
    return q == 1 ? lowerEnd : interior(q)
  }
}

/// The density of a distribution that goes as xˢ⁻¹ at the end of its support: infinite for s < 1, a
/// limit for s = 1, and 0 above.
func poleOrLimit(shape: Double, limit: Double) -> Double {
  shape < 1 ? .infinity : shape == 1 ? limit : 0
}
