/// The mean of finite values as an unevaluated sum of two doubles, from which deviations keep all
/// their digits even where they are a 10⁻¹² part of the values.
struct SplitMean {
  /// The mean, rounded.
  let high: Double
  /// What rounding took away.
  let low: Double

  /// The mean of finite values of which there is at least one. O(n), two passes.
  init(_ values: some Collection<Double>) {
    var sums = MeanSums()
    for value in values { sums.add(value, count: 1) }
    // A constant is its own mean, whatever sums round to.
    let centre = sums.minimum == sums.maximum ? sums.minimum ?? 0 : sums.mean
    var rest = CompensatedSum()
    for value in values { rest.add(value - centre) }
    // Halves of the largest doubles may differ by more than a double holds.
    let low = rest.value / Double(values.count)
    (self.high, self.low) = (centre, low.isFinite ? low : 0)
  }

  /// x less the mean.
  @inline(__always) func deviation(_ x: Double) -> Double { (x - high) - low }

  /// This mean less another one.
  func deviation(from other: SplitMean) -> Double { (high - other.high) + (low - other.low) }

  /// Σ (x − mean)²; infinite where it overflows. O(n).
  func sumOfSquares(_ values: some Collection<Double>) -> Double {
    var sum = CompensatedSum()
    for value in values {
      let deviation = deviation(value)
      sum.add(deviation * deviation)
    }
    return sum.value
  }
}
