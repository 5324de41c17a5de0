import CBoostMath

/// The binomial distribution: the number of successes in independent trials.
public struct Binomial: Sendable, Hashable {
  /// The number of trials.
  public let trials: Int
  /// The probability of a success in each.
  public let probability: Double

  /// The distribution of successes in `trials` trials.
  ///
  /// - Precondition: `trials` is not negative and `probability` lies in 0...1.
  public init(trials: Int, probability: Double) {
    precondition(trials >= 0, "no negative number of trials")
    precondition(probability >= 0 && probability <= 1, "a probability lies in 0...1")
    self.trials = trials
    self.probability = probability
  }

  /// P(X = successes): 0 below 0 and above `trials`.
  public func probability(_ successes: Int) -> Double {
    if successes < 0 || successes > trials { return 0 }
    // Boost's density is 0 · ∞ at these ends.
    if probability == 0 { return successes == 0 ? 1 : 0 }
    if probability == 1 { return successes == trials ? 1 : 0 }
    return cboost_binomial_probability(Double(successes), Double(trials), probability)
  }

  /// P(X ≤ successes): 0 below 0, 1 from `trials` on.
  public func cumulative(_ successes: Int) -> Double {
    if successes < 0 { return 0 }
    if successes >= trials { return 1 }
    return cboost_binomial_cumulative(Double(successes), Double(trials), probability)
  }

  /// P(X > successes), without the loss of digits of 1 − cumulative: 1 below 0, 0 from `trials` on.
  public func upperTail(_ successes: Int) -> Double {
    if successes < 0 { return 1 }
    if successes >= trials { return 0 }
    return cboost_binomial_upper_tail(Double(successes), Double(trials), probability)
  }

  /// The smallest number of successes k with P(X ≤ k) ≥ p.
  ///
  /// - Precondition: p lies in 0...1.
  /// - Complexity: O(log trials) evaluations of `cumulative`.
  public func quantile(_ p: Double) -> Int {
    precondition(p >= 0 && p <= 1, "a quantile belongs to a probability, found \(p)")
    return first(in: 0...trials) { cumulative($0) >= p }
  }

  /// The smallest number of successes k with P(X > k) ≤ q.
  ///
  /// - Precondition: q lies in 0...1.
  /// - Complexity: O(log trials) evaluations of `upperTail`.
  public func upperQuantile(_ q: Double) -> Int {
    precondition(q >= 0 && q <= 1, "a quantile belongs to a probability, found \(q)")
    return first(in: 0...trials) { upperTail($0) <= q }
  }
}

/// The smallest element of `range` from which `holds` is true, by bisection: `holds` is false up to
/// some element and true from there on, and true at the last one, which isn't evaluated.
func first(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
  var low = range.lowerBound
  var high = range.upperBound
  while low < high {
    let middle = low + (high - low) / 2
    if holds(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
