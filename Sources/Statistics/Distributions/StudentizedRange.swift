import Glibc

/// The range of the means of k groups of normal values in units of an independent estimate of their
/// standard error: the law of Tukey's honest significant difference.
///
/// Both tails by the trapezoidal rule on positive integrands, to about 1e-13 relative deep into the
/// tails (until they underflow) for up to some hundred groups; with 2 groups it's √2 |t|.
///
/// Source: J. W. Tukey (1953); H. L. Harter, Annals of Mathematical Statistics 31 (1960).
public struct StudentizedRange: ContinuousDistribution, Hashable {
  /// The number of groups, k.
  public let groups: Int
  /// The degrees of freedom of the error, not necessarily whole; infinite where it is known.
  public let degreesOfFreedom: Double

  private var support: Support { Support(lowerEnd: 0) }

  /// The distribution for the given numbers of groups and degrees of freedom.
  ///
  /// - Precondition: at least 2 groups and more than 0 degrees of freedom.
  public init(groups: Int, degreesOfFreedom: Double) {
    precondition(groups > 1, "a range belongs to at least 2 groups")
    precondition(degreesOfFreedom > 0, "the error has more than 0 degrees of freedom")
    self.groups = groups
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var range: NormalRange { NormalRange(count: groups) }
  private var mixture: ScaleMixture {
    ScaleMixture(degreesOfFreedom: degreesOfFreedom, groups: Double(groups))
  }

  /// P(X ≤ x).
  ///
  /// - Complexity: some 10⁴ evaluations of the error function.
  public func cumulative(_ x: Double) -> Double {
    support.cumulative(x) { x in
      let range = range
      if degreesOfFreedom == .infinity { return min(1, range.cumulative(x)) }
      return min(1, mixture.mean(near: 0) { range.cumulative(x * $0) })
    }
  }

  /// P(X > x), with all its digits.
  public func upperTail(_ x: Double) -> Double {
    support.upperTail(x) { x in
      let range = range
      if degreesOfFreedom == .infinity { return min(1, range.upperTail(x)) }
      return min(
        1,
        mixture.mean(near: deepPeak(x), oneBelow: flatEnd(x)) { range.upperTail(x * $0) })
    }
  }

  /// The density at x; 0 below 0.
  ///
  /// - Precondition: x is not NaN.
  public func density(_ x: Double) -> Double {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    if x < 0 || x == .infinity { return 0 }
    let range = range
    if degreesOfFreedom == .infinity { return range.density(x) }
    return mixture.mean(near: deepPeak(x)) { $0 * range.density(x * $0) }
  }

  /// The x with P(X ≤ x) = p.
  public func quantile(_ p: Double) -> Double {
    support.quantile(p) { p <= 0.5 ? lowerRoot($0) : upperRoot(1 - $0) }
  }

  /// The x with P(X > x) = q.
  public func upperQuantile(_ q: Double) -> Double {
    support.upperQuantile(q) { q <= 0.5 ? upperRoot($0) : lowerRoot(1 - $0) }
  }
}

extension StudentizedRange {
  /// The logarithm of the standard deviation from where the bulk of a deep upper tail at x comes:
  /// there the densities of deviation and range, e^(−x²s²/4), balance.
  private func deepPeak(_ x: Double) -> Double {
    max(-700, -log(hypot(1, x / (2 * degreesOfFreedom).squareRoot())))
  }

  /// The logarithm of a standard deviation below which a range above x is certain.
  private func flatEnd(_ x: Double) -> Double {
    let k = Double(groups)
    return (log(1e-17) - log(k)) / (k - 1) - log(0.4) - log(x)
  }

  /// What x would be if all pairs of groups were apart from each other: an upper limit, exact for two
  /// groups and in the limit of small tails.
  private func bonferroni(_ q: Double) -> Double {
    let share = q / (Double(groups) * Double(groups - 1))
    let z =
      degreesOfFreedom == .infinity
      ? StandardNormal().upperQuantile(share)
      : StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile(share)
    return 2.0.squareRoot() * z
  }

  private func upperRoot(_ q: Double) -> Double {
    logarithmicNewton(from: bonferroni(q), target: q, sign: -1) { upperTail($0) }
  }

  private func lowerRoot(_ p: Double) -> Double {
    logarithmicNewton(from: bonferroni(0.5), target: p, sign: 1) { cumulative($0) }
  }

  /// The root of log tail(x) = log target by Newton's method in log x, where tails are concave: from
  /// the one side it approaches monotonically, from the other after one step.
  ///
  /// - Parameter sign: 1 for a tail that grows with x, −1 for one that falls.
  private func logarithmicNewton(
    from start: Double, target: Double, sign: Double, _ tail: (Double) -> Double
  ) -> Double {
    var x = min(start, 1e300)
    var sound: Double?
    for _ in 0..<200 {
      let value = tail(x)
      guard value > 0 else {
        // Too far: half way back to where there was something.
        x = sound.map { $0.squareRoot() * x.squareRoot() } ?? x * exp(sign)
        continue
      }
      sound = x
      let step = (log(target) - log(value)) / (sign * density(x) * x / value)
      let bounded = step.isNaN ? 0 : min(20, max(-20, step))
      x *= exp(bounded)
      if abs(bounded) < 1e-9 || x == 0 || !x.isFinite { break }
    }
    return x
  }
}
