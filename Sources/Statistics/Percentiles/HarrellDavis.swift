/// The percentile of Harrell and Davis: a mean of all order statistics with beta weights.
///
/// It varies less than one order statistic, as it uses the neighbours too. It is the mean of order
/// statistic (n + 1) p over all bootstrap samples, where that is a whole number.
///
/// Its own standard error is the jackknife's. Limits from that hold the percentile too seldom, 91 to 94 of
/// 100 times; so they are made of the standard error of the order statistic that it smooths, from the same
/// weights, and hold it 94.4 to 96.8 of 100 times (simulated with normal, exponential and lognormal values;
/// p50 from n = 20, p90 from 100, p99 from 1000).
///
/// Sources: F. E. Harrell, C. E. Davis, A new distribution-free quantile estimator, Biometrika 69 (1982);
/// J. S. Maritz, R. G. Jarrett, A note on estimating the variance of the sample median, JASA 73 (1978).
public struct HarrellDavisEstimate: Sendable, Hashable {
  /// The name of the method of the limits, for results.
  public static let method = "Harrell–Davis, Maritz–Jarrett"

  /// What the percentile cuts off from below: 0.99 for p99.
  public let probability: Double
  /// The estimate: the least value for probability 0, the greatest for 1. nil for n = 0 and where
  /// −∞ and ∞ both have weight.
  public let value: Double?
  /// The jackknife's standard error; nil for n < 2, for probabilities 0 and 1, and where an infinite
  /// value has weight.
  public let standardError: Double?
  /// √(Σ w x² − (Σ w x)²) with the weights w of the estimate: the standard error of the order statistic
  /// (n + 1) p over all bootstrap samples. nil as `standardError`.
  public let orderStatisticError: Double?
  /// The estimate less and more a t quantile of n − 1 degrees of freedom times `orderStatisticError`;
  /// nil where there is none. Approximate: its level is the one asked for. Take the limits of
  /// ``OrderStatisticLimits`` where n (1 − p) or n p is below about 10.
  public let interval: Interval?
  /// The number of values.
  public let n: Int
}

extension SortedSample {
  /// The percentile of Harrell and Davis with its standard error and limits.
  ///
  /// Ties need no care. Weights at places with less than 10⁻²⁰ beyond them are left out, with infinite
  /// values that may stand there.
  /// - Throws: `StatisticsError.probabilityOutOfRange`, `StatisticsError.levelOutOfRange`.
  /// - Complexity: O(√n) evaluations of the beta distribution.
  public func harrellDavis(
    _ probability: Double, level: Double = 0.95
  ) throws -> HarrellDavisEstimate {
    try requireProbability(probability)
    try requireLevel(level)
    let value = harrellDavisValue(probability)
    let isRegular = count > 1 && probability > 0 && probability < 1 && value?.isFinite ?? false
    let error = isRegular ? jackknifeError(probability) : nil
    let wider = isRegular ? value.flatMap { orderStatisticError(probability, $0) } : nil
    let interval = wider.flatMap { error -> Interval? in
      guard let value else { return nil }
      let margin =
        StudentT(degreesOfFreedom: Double(count - 1)).upperQuantile((1 - level) / 2) * error
      return Interval(
        lower: value - margin, upper: value + margin, level: level, requestedLevel: level,
        method: HarrellDavisEstimate.method)
    }
    return HarrellDavisEstimate(
      probability: probability, value: value, standardError: error, orderStatisticError: wider,
      interval: interval, n: count)
  }

  private func harrellDavisValue(_ probability: Double) -> Double? {
    if probability == 0 { return values.first }
    if probability == 1 { return values.last }
    guard let first = values.first, let last = values.last else { return nil }
    // No rounding of the weights takes it off a constant or out of the range of the values.
    if first == last { return first }
    let whole = Double(count + 1)
    let weights = BetaWeights(whole * probability, whole * (1 - probability), parts: count)
    let mean = weights.mean { values[$0 - 1] }
    return mean.isNaN ? nil : min(max(mean, first), last)
  }

  /// The standard error of the order statistic that the estimate smooths.
  private func orderStatisticError(_ probability: Double, _ estimate: Double) -> Double? {
    let whole = Double(count + 1)
    let weights = BetaWeights(whole * probability, whole * (1 - probability), parts: count)
    let squares = weights.mean { rank in
      let deviation = values[rank - 1] - estimate
      return deviation * deviation
    }
    return squares.isFinite ? squares.squareRoot() : nil
  }

  /// The standard error from the estimates that each leave one value out.
  private func jackknifeError(_ probability: Double) -> Double? {
    if values[0] == values[count - 1] { return 0 }
    let n = Double(count)
    let weights = BetaWeights(n * probability, n * (1 - probability), parts: count - 1)
    let first = weights.first
    let kept = weights.weights.count
    // Without value k those before it keep their place and those after it come one place nearer.
    // Values before or after all weights leave the same estimate, whichever of them is left out.
    var leftOut = [Double](repeating: 0, count: kept + 1)
    var sum = CompensatedSum()
    for offset in 0..<kept {
      sum.add(weights.weights[offset] * values[first - 1 + offset])
      leftOut[offset + 1] = sum.value
    }
    sum = CompensatedSum()
    for offset in stride(from: kept - 1, through: 0, by: -1) {
      sum.add(weights.weights[offset] * values[first + offset])
      leftOut[offset] += sum.value
    }
    let multiplicities = (before: Double(first), after: Double(count - (first + kept - 1)))
    let squares = squaredDeviations(leftOut, multiplicities)
    let error = ((n - 1) / n * squares).squareRoot()
    return error.isFinite ? error : nil
  }

  /// The sum of squared deviations of values of which the first and the last count several times.
  private func squaredDeviations(
    _ estimates: [Double], _ multiplicities: (before: Double, after: Double)
  ) -> Double {
    let last = estimates.count - 1
    func times(_ index: Int) -> Double {
      index == 0 ? multiplicities.before : index == last ? multiplicities.after : 1
    }
    // From the first of them, so that a common level costs no digits.
    let origin = estimates[0]
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    for (index, estimate) in estimates.enumerated() {
      sum.add(times(index) * (estimate - origin))
    }
    let mean = sum.value / Double(count)
    for (index, estimate) in estimates.enumerated() {
      let deviation = estimate - origin - mean
      squares.add(times(index) * deviation * deviation)
    }
    return squares.value
  }
}
