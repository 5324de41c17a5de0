/// Where a percentile stands among n ordered values: which of them it needs, and what it is then. Samples
/// in memory and those of which only some values are known share it.
struct PercentilePlace: Sendable {
  /// The ranks of the two neighbours, from 1.
  let below: Int
  let above: Int
  private let position: PercentileMethod.Position

  /// Nil for n = 0. Probabilities are known to be ones.
  init?(_ probability: Double, n: Int, method: PercentileMethod = .hyndmanFan7) {
    guard n > 0 else { return nil }
    position = method.position(of: probability, n: n)
    below = min(max(position.rank, 1), n)
    above = min(max(position.rank + 1, 1), n)
  }

  /// The percentile, from the values at the two ranks; nil between −∞ and ∞. Never outside of the two.
  func value(_ valueAt: (Int) -> Double) -> Double? {
    let (below, above) = (valueAt(below), valueAt(above))
    if position.weight == 0 || below == above { return below }
    if position.weight == 1 { return above }
    if below == -.infinity && above == .infinity { return nil }
    let between = (1 - position.weight) * below + position.weight * above
    return min(max(between, below), above)
  }
}

/// Which values of n in ascending order a percentile and its limits need, and what they are then.
package struct PercentilePlan: Sendable {
  private let probability: Double
  private let n: Int
  private let method: PercentileMethod
  private let level: Double
  private let place: PercentilePlace?
  private let limits: OrderStatisticLimits

  /// - Throws: `StatisticsError.probabilityOutOfRange`, `StatisticsError.levelOutOfRange`.
  package init(
    _ probability: Double, n: Int, method: PercentileMethod, level: Double
  ) throws {
    limits = try OrderStatisticLimits(probability: probability, n: n, level: level)
    place = PercentilePlace(probability, n: n, method: method)
    self.probability = probability
    self.n = n
    self.method = method
    self.level = level
  }

  /// The ranks that are needed, from 1; some may be the same.
  package var ranks: [Int] {
    [place?.below, place?.above, limits.lowerRank, limits.upperRank].compactMap { $0 }
  }

  /// The percentile and its limits from the values at `ranks`.
  package func estimate(_ valueAt: (Int) -> Double) -> PercentileEstimate {
    let interval = limits.achievedLevel.map { achieved in
      Interval(
        lower: limits.lowerRank.map(valueAt), upper: limits.upperRank.map(valueAt),
        level: achieved, requestedLevel: level, method: OrderStatisticLimits.method)
    }
    return PercentileEstimate(
      probability: probability, value: place.flatMap { $0.value(valueAt) }, n: n, method: method,
      interval: interval, runsNeededForLowerLimit: limits.runsNeededForLowerLimit,
      runsNeededForUpperLimit: limits.runsNeededForUpperLimit)
  }
}
