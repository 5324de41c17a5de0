import CBoostMath

/// The Poisson distribution: the number of events that happen independently at a rate.
public struct PoissonDistribution: Sendable, Hashable {
  /// The expected number, which is the variance too.
  public let mean: Double

  /// The distribution with a mean.
  ///
  /// - Precondition: it lies in 0...2⁵³, where numbers of events are doubles.
  public init(mean: Double) {
    precondition(mean >= 0 && mean <= 0x1p53, "a Poisson mean lies in 0...2⁵³, found \(mean)")
    self.mean = mean
  }

  /// P(X = count).
  public func probability(_ count: Int) -> Double {
    if count < 0 { return 0 }
    if mean == 0 { return count == 0 ? 1 : 0 }
    return cboost_poisson_probability(Double(count), mean)
  }

  /// P(X ≤ count).
  public func cumulative(_ count: Int) -> Double {
    if count < 0 { return 0 }
    return mean == 0 ? 1 : cboost_poisson_cumulative(Double(count), mean)
  }

  /// P(X > count), with all its digits.
  public func upperTail(_ count: Int) -> Double {
    if count < 0 { return 1 }
    return mean == 0 ? 0 : cboost_poisson_upper_tail(Double(count), mean)
  }

  /// The smallest count with P(X ≤ count) ≥ p, by the double that ``cumulative(_:)`` gives; nil for
  /// p = 1 unless the mean is 0.
  ///
  /// - Precondition: p lies in 0...1.
  /// - Complexity: O(log(mean)) evaluations of `cumulative`.
  public func quantile(_ p: Double) -> Int? {
    precondition(p >= 0 && p <= 1, "a quantile belongs to a probability, found \(p)")
    if mean == 0 { return 0 }
    return p == 1 ? nil : smallest { cumulative($0) >= p }
  }

  /// The smallest count with P(X > count) ≤ q; nil for q = 0 unless the mean is 0.
  ///
  /// - Precondition: q lies in 0...1.
  /// - Complexity: O(log(mean)) evaluations of `upperTail`.
  public func upperQuantile(_ q: Double) -> Int? {
    precondition(q >= 0 && q <= 1, "a quantile belongs to a probability, found \(q)")
    if mean == 0 { return 0 }
    return q == 0 ? nil : smallest { upperTail($0) <= q }
  }

  /// The smallest count from which `holds`: doubles the distance from the mean until it does.
  private func smallest(_ holds: (Int) -> Bool) -> Int {
    let middle = Int(mean)
    if holds(middle) { return first(in: 0...middle, where: holds) }
    var distance = 1 + Int(mean.squareRoot())
    while !holds(middle + distance) { distance *= 2 }
    return first(in: middle...middle + distance, where: holds)
  }
}
