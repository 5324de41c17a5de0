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
}

/// A continuous distribution that is symmetric about 0.
public protocol SymmetricDistribution: ContinuousDistribution {}

extension SymmetricDistribution {
  /// P(|X| > |x|): the two-sided p-value of the statistic x.
  ///
  /// - Precondition: x is not NaN.
  public func twoSidedTail(_ x: Double) -> Double { 2 * upperTail(abs(x)) }
}

/// The support of a continuous distribution that is unbounded above: handles its ends and leaves
/// what lies between to Boost.Math.
struct Support {
  let lowerEnd: Double

  func cumulative(_ x: Double, _ interior: (Double) -> Double) -> Double {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    if x <= lowerEnd { return 0 }
    return x == .infinity ? 1 : interior(x)
  }

  func upperTail(_ x: Double, _ interior: (Double) -> Double) -> Double {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    if x <= lowerEnd { return 1 }
    return x == .infinity ? 0 : interior(x)
  }

  func quantile(_ p: Double, _ interior: (Double) -> Double) -> Double {
    precondition(p >= 0 && p <= 1, "a quantile belongs to a probability, found \(p)")
    if p == 0 { return lowerEnd }
    return p == 1 ? .infinity : interior(p)
  }

  func upperQuantile(_ q: Double, _ interior: (Double) -> Double) -> Double {
    precondition(q >= 0 && q <= 1, "a quantile belongs to a probability, found \(q)")
    if q == 0 { return .infinity }
    return q == 1 ? lowerEnd : interior(q)
  }
}
