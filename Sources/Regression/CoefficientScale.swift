import Statistics

/// Sigma and its degrees of freedom: what turns an estimate and its unscaled standard error into a
/// test and an interval.
struct CoefficientScale {
  let sigma: Double?
  let degreesOfFreedom: Int
  let level: Double

  /// `value ± t · standardError` at the level; nil without a positive standard error.
  func interval(_ value: Double, standardError: Double?) -> Interval? {
    guard let standardError, standardError > 0, degreesOfFreedom > 0 else { return nil }
    let distribution = StudentT(degreesOfFreedom: Double(degreesOfFreedom))
    let half = distribution.upperQuantile((1 - level) / 2) * standardError
    return Interval(
      lower: value - half, upper: value + half, level: level, requestedLevel: level,
      method: "Student t, \(degreesOfFreedom) degrees of freedom")
  }

  /// The two-sided p-value of `t`.
  func p(_ t: Double) -> Double {
    StudentT(degreesOfFreedom: Double(degreesOfFreedom)).twoSidedTail(t)
  }

  func coefficient(_ name: String, _ estimate: Double?, _ unscaled: Double?) -> Coefficient {
    guard let estimate, let unscaled, let sigma else {
      return Coefficient(
        name: name, estimate: estimate, standardError: nil, t: nil, p: nil, interval: nil)
    }
    let standardError = sigma * unscaled
    let t = standardError > 0 ? estimate / standardError : nil
    return Coefficient(
      name: name, estimate: estimate, standardError: standardError, t: t, p: t.map(p),
      interval: interval(estimate, standardError: standardError))
  }
}
