/// How a percentile of weighted values is found.
public enum WeightedPercentileMethod: String, CaseIterable, Sendable {
  /// The least value up to which the weights reach p of their sum: the inverse of the weighted
  /// empirical distribution function, as type 1 of Hyndman and Fan. For any kind of weights.
  case inverse
  /// As `inverse`, with the mean of two neighbours where the weights up to the first are exactly p of
  /// their sum, as type 2. For any kind of weights.
  case averagedInverse
  /// As type 7 of the values each repeated as often as its weight says. For frequencies: their scale
  /// matters. Weights that are not whole are taken as parts of a repetition.
  case frequency
}

/// A sample in which each value counts as much as its weight says, sorted once.
///
/// Sources: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician
/// 50 (1996), definitions 1, 2 and 7, of the weighted distribution function; for frequencies as
/// `wtd.quantile` of F. E. Harrell's Hmisc.
public struct WeightedSample: Sendable, Hashable {
  /// The values with a weight above 0, in ascending order.
  public let values: [Double]
  /// The sum of the weights up to each value.
  public let cumulativeWeights: [Double]

  /// The number of values with a weight above 0.
  public var count: Int { values.count }

  /// The sum of all weights; 0 without values.
  public var totalWeight: Double { cumulativeWeights.last ?? 0 }

  /// Sorts values with their weights. Values without weight are left out. O(n log n).
  ///
  /// - Throws: `StatisticsError.unequalLengths`, `StatisticsError.notANumber` for a value,
  ///   `StatisticsError.weightOutOfRange` for a weight that is negative, infinite or NaN.
  public init(_ values: [Double], weights: [Double]) throws {
    guard values.count == weights.count else {
      throw StatisticsError.unequalLengths(
        column: 1, expected: values.count, found: weights.count)
    }
    try requireNumbers(values)
    for (index, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw StatisticsError.weightOutOfRange(index: index, weight)
    }
    let order = values.indices.filter { weights[$0] > 0 }.sorted { values[$0] < values[$1] }
    self.values = order.map { values[$0] }
    var sum = CompensatedSum()
    cumulativeWeights = order.map { index in
      sum.add(weights[index])
      return sum.value
    }
  }

  /// The percentile that cuts off `probability` of the weight from below. O(log n).
  ///
  /// A sum of weights within 4 ulps of the place looked for is taken to reach it.
  /// - Returns: nil without weight, between −∞ and ∞, and by frequencies with a sum below 1; the only
  ///   value for n = 1.
  /// - Throws: `StatisticsError.probabilityOutOfRange`.
  public func percentile(
    _ probability: Double, method: WeightedPercentileMethod = .inverse
  ) throws -> Double? {
    try requireProbability(probability)
    guard count > 0 else { return nil }
    switch method {
    case .inverse: return values[place(probability * totalWeight)]
    case .averagedInverse:
      let goal = probability * totalWeight
      let place = place(goal)
      let isExact = abs(cumulativeWeights[place] - goal) <= 4 * goal.ulp
      return isExact ? between(place, min(place + 1, count - 1), 0.5) : values[place]
    case .frequency:
      guard totalWeight >= 1 else { return nil }
      let position = 1 + (totalWeight - 1) * probability
      let whole = position.rounded(.down)
      let above = place(min(whole + 1, totalWeight))
      return between(place(whole), above, position - whole)
    }
  }

  /// The first value with which the weights reach `goal`.
  private func place(_ goal: Double) -> Int {
    first(in: 0...(count - 1)) { cumulativeWeights[$0] >= goal - 4 * goal.ulp }
  }

  private func between(_ below: Int, _ above: Int, _ weight: Double) -> Double? {
    let (low, high) = (values[below], values[above])
    if weight == 0 || low == high { return low }
    if low == -.infinity && high == .infinity { return nil }
    return min(max((1 - weight) * low + weight * high, low), high)
  }
}
