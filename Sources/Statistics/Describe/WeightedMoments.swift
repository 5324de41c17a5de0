/// What a weight stands for, which decides the denominator of the variance.
public enum WeightKind: String, CaseIterable, Sendable {
  /// How often a value occurred: the variance is that of the repeated values, Σw (x − x̄)² / (Σw − 1).
  case frequency
  /// How reliable a value is, in any unit: Σw (x − x̄)² / (Σw − Σw² / Σw), unbiased where the variance of
  /// each value is the same.
  case reliability
}

/// The weighted mean and variance of a sample.
///
/// Values of weight 0 count for nothing, infinite ones included. An infinite value of some weight makes
/// mean and variance nil.
public struct WeightedMoments: Sendable, Hashable {
  /// The number of values with a weight above 0.
  public let count: Int
  /// What the weights stand for.
  public let kind: WeightKind
  /// Σw.
  public let totalWeight: Double
  /// The effective number of values, (Σw)² / Σw² (Kish 1965); nil where no value has weight.
  public let effectiveCount: Double?
  /// Σw x / Σw; nil where no value has weight.
  public let mean: Double?
  /// The variance by `kind`; nil where its denominator isn't above 0 (one value, or frequencies that sum
  /// to 1 or less).
  public let variance: Double?

  /// The square root of `variance`.
  public var standardDeviation: Double? { variance.map { $0.squareRoot() } }

  /// The moments of `values`. O(n), compensated sums.
  ///
  /// - Throws: `StatisticsError.notANumber` for NaN, `unequalLengths` where there are not as many
  ///   weights as values, `weightOutOfRange` for a weight that is negative, infinite or NaN.
  public init(_ values: [Double], weights: [Double], kind: WeightKind) throws {
    try requireNumbers(values)
    guard values.count == weights.count else {
      throw StatisticsError.unequalLengths(
        column: 1, expected: values.count, found: weights.count)
    }
    if let index = weights.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
      throw StatisticsError.weightOutOfRange(index: index, weights[index])
    }
    self.kind = kind
    count = weights.count { $0 > 0 }
    totalWeight = CompensatedSum(weights).value
    let largest = weights.max() ?? 0
    let used = weights.indices.filter { weights[$0] > 0 }
    // Relative to the largest, neither sums nor squares of weights overflow.
    let shares = used.map { weights[$0] / largest }
    let total = CompensatedSum(shares).value
    let squares = CompensatedSum(shares.map { $0 * $0 }).value
    effectiveCount = used.isEmpty ? nil : total * total / squares
    guard !used.isEmpty, used.allSatisfy({ values[$0].isFinite }) else {
      (mean, variance) = (nil, nil)
      return
    }
    let sums = Self.centred(used.map { values[$0] }, shares, total)
    mean = sums.mean
    let denominator =
      switch kind {
      case .frequency: total - 1 / largest
      case .reliability: total - squares / total
      }
    variance =
      denominator > 0 && !(kind == .reliability && count < 2) ? sums.squares / denominator : nil
  }

  /// The weighted mean, and the weighted sum of squared deviations from it.
  private static func centred(
    _ values: [Double], _ weights: [Double], _ total: Double
  ) -> (mean: Double, squares: Double) {
    func weighted(_ term: (Double) -> Double) -> Double {
      var sum = CompensatedSum()
      for (value, weight) in zip(values, weights) { sum.add(weight * term(value)) }
      return sum.value
    }
    // Twice: the second time corrects the rounding of products.
    let first = values[0] + weighted { $0 - values[0] } / total
    let rest = weighted { $0 - first } / total
    return (first + rest, weighted { (($0 - first) - rest) * (($0 - first) - rest) })
  }
}
