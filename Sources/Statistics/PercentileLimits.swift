import Glibc

/// An end of an interval.
public enum LimitSide: String, Sendable, CaseIterable {
  /// The end that bounds from below.
  case lower
  /// The end that bounds from above.
  case upper
}

/// Which order statistics bound a percentile of the population, whatever its distribution.
///
/// The number of values below the percentile p is binomial (n, p). So x₍ᵣ₎ lies above it with
/// probability P(X ≤ r − 1), and x₍ₛ₎ below it with probability P(X ≥ s): the two ways to miss.
///
/// 1. What the level leaves over, α, is split evenly between both ends.
/// 2. Where the sample can't give one end at α/2, that end takes what its extreme value costs, pⁿ
///    above or (1 − p)ⁿ below, and leaves the other end the rest.
/// 3. Where both extremes together cost more than α, only the cheaper one is given, with all of α
///    (the upper one if they cost the same); where it costs too much as well, neither.
///
/// The level achieved follows from the binomial and is exact for a continuous distribution; ties
/// can only raise it. It is at least the level asked for (to within rounding).
///
/// Sources: G. J. Hahn, W. Q. Meeker, Statistical Intervals, Wiley 1991, chapter 5; H. A. David,
/// H. N. Nagaraja, Order Statistics, 3rd edition, Wiley 2003, section 7.1. The uneven split of
/// point 2 is ours.
public struct OrderStatisticLimits: Sendable, Hashable {
  /// The name of the method, for results.
  public static let method = "order statistics"

  /// r: the lower limit is the r-th smallest value, counted from 1; nil where there is none.
  public let lowerRank: Int?
  /// s: the upper limit is the s-th smallest value, counted from 1; nil where there is none.
  public let upperRank: Int?
  /// The level that the limits reach; nil where there is neither.
  public let achievedLevel: Double?
  /// The smallest n that gives the lower limit; nil where there is one and where no n gives it.
  public let runsNeededForLowerLimit: Int?
  /// The smallest n that gives the upper limit; nil where there is one and where no n gives it.
  public let runsNeededForUpperLimit: Int?

  /// The limits for the percentile that cuts off `probability` from below, of n values.
  ///
  /// - Throws: `StatisticsError.probabilityOutOfRange`, `StatisticsError.levelOutOfRange` for a
  ///   level not strictly between 0 and 1.
  /// - Precondition: n is not negative.
  /// - Complexity: O(log n) evaluations of the binomial distribution.
  public init(probability: Double, n: Int, level: Double) throws {
    try requireProbability(probability)
    try requireLevel(level)
    precondition(n >= 0, "no negative number of values")
    let costs = ExtremeCosts(probability: probability)
    let alpha = 1 - level
    let shares = costs.shares(n: n, alpha: alpha)
    let binomial = Binomial(trials: n, probability: probability)
    lowerRank = shares.lower.map { share in
      first(in: 1...n) { exceeds(binomial.cumulative($0), share) }
    }
    upperRank = shares.upper.map { share in
      first(in: 1...n) { !exceeds(binomial.upperTail($0 - 1), share) }
    }
    achievedLevel =
      lowerRank == nil && upperRank == nil
      ? nil
      : 1 - (lowerRank.map { binomial.cumulative($0 - 1) } ?? 0)
        - (upperRank.map { binomial.upperTail($0 - 1) } ?? 0)
    runsNeededForLowerLimit = lowerRank == nil ? costs.runsNeeded(.lower, alpha: alpha) : nil
    runsNeededForUpperLimit = upperRank == nil ? costs.runsNeeded(.upper, alpha: alpha) : nil
  }
}

/// The smallest number of runs whose most extreme value bounds a percentile from one side.
///
/// From above it is the smallest n with pⁿ ≤ 1 − confidence: 299 for p99 at 95 %. From below, with
/// (1 − p)ⁿ.
/// - Returns: nil where no number of runs does it: p = 1 from above, p = 0 from below.
/// - Throws: `StatisticsError.probabilityOutOfRange`, `StatisticsError.levelOutOfRange`.
public func runsNeeded(
  toBoundPercentile probability: Double, from side: LimitSide = .upper, confidence: Double = 0.95
) throws -> Int? {
  try requireProbability(probability)
  try requireLevel(confidence)
  let costs = ExtremeCosts(probability: probability)
  return costs.oneSidedRuns(side == .upper ? probability : 1 - probability, 1 - confidence)
}

/// Whether a probability is larger than its allowance by more than rounding.
private func exceeds(_ probability: Double, _ allowance: Double) -> Bool {
  probability > allowance * (1 + 1e-13)
}

/// What it costs of α to take the extreme values of a sample as limits of a percentile.
private struct ExtremeCosts {
  let probability: Double

  /// P(all n values lie below the percentile): the cost of the maximum as upper limit.
  func upper(_ n: Int) -> Double { pow(probability, Double(n)) }

  /// P(all n values lie above the percentile): the cost of the minimum as lower limit.
  func lower(_ n: Int) -> Double { pow(1 - probability, Double(n)) }

  /// The side whose extreme costs less; the upper one for the median.
  var cheaperSide: LimitSide { probability > 0.5 ? .lower : .upper }

  /// How much of α each end gets; nil for an end that the sample can't give.
  func shares(n: Int, alpha: Double) -> (lower: Double?, upper: Double?) {
    // Without values there is no extreme, whatever it would cost.
    guard n > 0 else { return (nil, nil) }
    let (below, above) = (lower(n), upper(n))
    if !exceeds(below + above, alpha) {
      if exceeds(above, alpha / 2) { return (max(alpha - above, below), above) }
      if exceeds(below, alpha / 2) { return (below, max(alpha - below, above)) }
      return (alpha / 2, alpha / 2)
    }
    switch cheaperSide {
    case .lower: return exceeds(below, alpha) ? (nil, nil) : (alpha, nil)
    case .upper: return exceeds(above, alpha) ? (nil, nil) : (nil, alpha)
    }
  }

  /// The smallest n for which `shares` gives this side something.
  func runsNeeded(_ side: LimitSide, alpha: Double) -> Int? {
    guard var n = oneSidedRuns(side == .upper ? probability : 1 - probability, alpha) else {
      return nil
    }
    guard side != cheaperSide else { return n }
    while exceeds(lower(n) + upper(n), alpha) { n += 1 }
    return n
  }

  /// The smallest n ≥ 1 with chanceⁿ ≤ α; nil for chance 1.
  func oneSidedRuns(_ chance: Double, _ alpha: Double) -> Int? {
    guard chance < 1 else { return nil }
    var n = chance > 0 ? max(1, Int((log(alpha) / log(chance)).rounded(.up))) : 1
    while n > 1, !exceeds(pow(chance, Double(n - 1)), alpha) { n -= 1 }
    while exceeds(pow(chance, Double(n)), alpha) { n += 1 }
    return n
  }
}
