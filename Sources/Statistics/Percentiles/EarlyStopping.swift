import Glibc

/// How many of n runs may exceed a latency that still bounds a percentile with a given confidence:
/// the rule by which MLPerf's load generator may stop early.
///
/// With t runs over the latency L of n, the percentile p of the population is at most L unless
/// P(Binomial(n, 1 − p) ≤ t) was larger than 1 − confidence. So p99 at confidence 0.99 takes 459 runs
/// with none over, 662 with one; p90 takes 64 with one.
///
/// It is the one-sided order statistic limit. The number of runs must not be chosen by looking at the
/// outcome again and again: the confidence holds for one look.
///
/// Sources: MLCommons, MLPerf Inference load generator, early stopping (its tolerance d is 0 here);
/// G. J. Hahn, W. Q. Meeker, Statistical Intervals, Wiley 1991, chapter 5.
public struct EarlyStopping: Sendable, Hashable {
  /// The name of the method, for results.
  public static let method = "early stopping"

  /// What the percentile cuts off from below: 0.99 for p99.
  public let probability: Double
  /// The confidence that the bound holds.
  public let confidence: Double

  /// The rule for a percentile.
  ///
  /// - Throws: `StatisticsError.probabilityOutOfRange`, `StatisticsError.levelOutOfRange` for a
  ///   confidence not strictly between 0 and 1.
  public init(percentile probability: Double, confidence: Double = 0.99) throws {
    try requireProbability(probability)
    try requireLevel(confidence)
    self.probability = probability
    self.confidence = confidence
  }

  /// The most runs of n that may lie over the bound; nil where not even none over gives one.
  ///
  /// - Precondition: n is not negative.
  /// - Complexity: O(log n) evaluations of the binomial distribution.
  public func allowedOver(n: Int) -> Int? {
    precondition(n >= 0, "no negative number of runs")
    guard n > 0, suffices(n: n, over: 0) else { return nil }
    // All n over can't bound anything.
    return first(in: 1...n) { $0 == n || !suffices(n: n, over: $0) } - 1
  }

  /// The fewest runs that allow `over` of them over the bound; nil where no number does: p = 1, or so
  /// near to 1 that it is no whole number below 2⁵³.
  ///
  /// - Precondition: `over` is not negative.
  /// - Complexity: O(log n) evaluations of the binomial distribution.
  public func runsNeeded(over: Int) -> Int? {
    precondition(over >= 0, "no negative number of runs")
    let largest = 1 << 53
    guard probability < 1, over < largest / 2 else { return nil }
    var most = over + 1
    while most < largest, !suffices(n: most, over: over) { most *= 2 }
    guard most < largest else { return nil }
    return first(in: (over + 1)...most) { suffices(n: $0, over: over) }
  }

  /// The confidence with which `over` runs of n over a latency leave the percentile below it.
  ///
  /// - Precondition: `over` lies in 0...n.
  public func achievedConfidence(n: Int, over: Int) -> Double {
    precondition((0...max(n, 0)).contains(over), "as many runs as there are, at most")
    return Binomial(trials: n, probability: 1 - probability).upperTail(over)
  }

  private func suffices(n: Int, over: Int) -> Bool {
    // In terms of successes of probability p, which loses no digits of 1 − p.
    let missed = Binomial(trials: n, probability: probability).upperTail(n - over - 1)
    return missed <= (1 - confidence) * (1 + 1e-13)
  }
}

/// What a sample guarantees of a percentile by ``EarlyStopping``.
public struct EarlyStoppingBound: Sendable, Hashable {
  /// The number of runs.
  public let n: Int
  /// How many of them may lie over the bound; nil where n is too small for any bound.
  public let allowedOver: Int?
  /// The (n − allowedOver)-th smallest value: the percentile is at most this; nil where n is too
  /// small.
  public let bound: Double?
  /// The confidence reached, at least the one asked for; nil where n is too small.
  public let achievedConfidence: Double?
  /// The fewest runs that allow one more over the bound than now (none at first), and so may lower
  /// it; nil where no number does.
  public let runsNeededForNext: Int?
}

extension SortedSample {
  /// The upper bound of a percentile that early stopping guarantees.
  ///
  /// Ties can only raise the confidence. For n = 0 there is none.
  /// - Complexity: O(log n) evaluations of the binomial distribution.
  public func bound(_ rule: EarlyStopping) -> EarlyStoppingBound {
    let over = rule.allowedOver(n: count)
    return EarlyStoppingBound(
      n: count, allowedOver: over, bound: over.map { values[count - $0 - 1] },
      achievedConfidence: over.map { rule.achievedConfidence(n: count, over: $0) },
      runsNeededForNext: rule.runsNeeded(over: (over ?? -1) + 1))
  }
}
