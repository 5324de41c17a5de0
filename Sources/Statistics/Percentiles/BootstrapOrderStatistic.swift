import Glibc

/// The bootstrap distribution of an order statistic, without drawing a single bootstrap sample.
///
/// The r-th smallest of n draws with replacement is at most x₍ₖ₎ if at least r draws come from the k
/// smallest values: P = P(Binomial(n, k/n) ≥ r), an incomplete beta function. So mean, variance and
/// limits are what infinitely many replicates would give.
///
/// Source: A. D. Hutson, M. D. Ernst, The exact bootstrap mean and variance of an L-estimator, Journal
/// of the Royal Statistical Society B 62 (2000).
public struct BootstrapOrderStatistic: Sendable, Hashable {
  /// The name of the method of the limits, for results.
  public static let method = "exact bootstrap"

  /// r, counted from 1.
  public let rank: Int
  /// The number of values, n.
  public let n: Int
  /// The mean over all bootstrap samples; nil where an infinite value has weight.
  public let mean: Double?
  /// The variance over all bootstrap samples; nil where an infinite value has weight.
  public let variance: Double?

  /// The root of the variance: the bootstrap standard error of the order statistic.
  public var standardError: Double? { variance?.squareRoot() }

  /// The distribution of the r-th smallest value of a bootstrap sample.
  ///
  /// - Precondition: `rank` lies in 1...n.
  /// - Complexity: O(√n) evaluations of the beta distribution.
  public init(_ sample: SortedSample, rank: Int) {
    precondition((1...max(sample.count, 1)).contains(rank), "a rank lies in 1...n")
    precondition(sample.count > 0, "an order statistic needs a value")
    let n = sample.count
    self.rank = rank
    self.n = n
    let values = sample.values
    let weights = BetaWeights(Double(rank), Double(n - rank + 1), parts: n)
    let origin = values[rank - 1]
    let shift = weights.mean { values[$0 - 1] == origin ? 0 : values[$0 - 1] - origin }
    guard origin.isFinite, shift.isFinite else {
      (mean, variance) = (nil, nil)
      return
    }
    mean = origin + shift
    let squares = weights.mean { place in
      let deviation = values[place - 1] - origin - shift
      return deviation * deviation
    }
    variance = squares.isFinite ? squares : nil
  }

  /// P(the order statistic of a bootstrap sample ≤ x₍ₖ₎) for values without ties.
  ///
  /// - Precondition: k lies in 0...n.
  public func cumulative(_ k: Int) -> Double {
    precondition((0...n).contains(k), "there are n values")
    return BetaParts(Double(rank), Double(n - rank + 1), parts: n).below(k)
  }

  /// The ranks between which the middle `level` of the bootstrap distribution lies: the least k with
  /// `cumulative(k)` at least α/2, and the least with at least 1 − α/2.
  ///
  /// - Throws: `StatisticsError.levelOutOfRange`.
  public func limitRanks(level: Double) throws -> ClosedRange<Int> {
    try requireLevel(level)
    let alpha = 1 - level
    let beta = BetaParts(Double(rank), Double(n - rank + 1), parts: n)
    let lower = first(in: 1...n) { beta.below($0) >= alpha / 2 }
    return lower...first(in: lower...n) { beta.above($0) <= alpha / 2 }
  }
}

extension SortedSample {
  /// Exact bootstrap limits of the percentile that is the ⌈n p⌉-th smallest value (type 1).
  ///
  /// The limits are order statistics, so the level that they reach for a continuous population follows
  /// from the binomial distribution and is given: it can be below the one asked for, unlike that of
  /// ``OrderStatisticLimits``, above all for percentiles near an end of the sample.
  /// - Returns: the bootstrap distribution and the limits; nil for n = 0.
  /// - Throws: `StatisticsError.probabilityOutOfRange`, `StatisticsError.levelOutOfRange`.
  public func bootstrapPercentile(
    _ probability: Double, level: Double = 0.95
  ) throws -> (distribution: BootstrapOrderStatistic, interval: Interval)? {
    try requireProbability(probability)
    try requireLevel(level)
    let place = PercentilePlace(probability, n: count, method: .hyndmanFan1)
    guard let place, let value = place.value({ Double($0) }) else { return nil }
    let distribution = BootstrapOrderStatistic(self, rank: Int(value))
    let ranks = try distribution.limitRanks(level: level)
    let binomial = Binomial(trials: count, probability: probability)
    // As many values as the lower rank and fewer than the upper one lie below the percentile.
    let achieved =
      1 - binomial.cumulative(ranks.lowerBound - 1) - binomial.upperTail(ranks.upperBound - 1)
    return (
      distribution,
      Interval(
        lower: values[ranks.lowerBound - 1], upper: values[ranks.upperBound - 1],
        level: max(0, achieved), requestedLevel: level, method: BootstrapOrderStatistic.method)
    )
  }
}
