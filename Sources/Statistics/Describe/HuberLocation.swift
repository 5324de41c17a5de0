import Glibc

/// Huber's M-estimate of location: the mean after values further than k scales away have been moved to
/// that distance.
///
/// Source: P. J. Huber, Robust Statistics (1981), sections 6.3 and 6.4 (proposal 2); MASS's `huber` and
/// `hubers` are the same estimates stopped at a tolerance of 1e-6, here solved to the last digits.
public struct HuberLocation: Sendable, Hashable {
  /// How the scale is found.
  public enum Scale: String, CaseIterable, Sendable {
    /// 1.4826 times the median absolute deviation, fixed (MASS's `huber`).
    case medianAbsoluteDeviation
    /// Together with the location: the winsorised sample has the variance that it has for normal values
    /// (Huber's proposal 2, MASS's `hubers`).
    case proposal2
  }

  /// The estimate.
  public let location: Double
  /// The scale; for normal values the standard deviation.
  public let scale: Double
  /// How many values were moved.
  public let winsorized: Int

  /// The estimate for a sample.
  ///
  /// - Parameters:
  ///   - k: where moving starts, in scales, above 0; 1.5 keeps 96 % of the mean's efficiency.
  /// - Returns: nil for n = 0, for an infinite value, and where the median absolute deviation is 0
  ///   while not all values are equal: there is no scale. Constant values (or one) are the location
  ///   with scale 0.
  /// - Precondition: k > 0 and finite.
  /// - Complexity: O(n) an iteration; some 20 of them for k = 1.5, more for small k.
  public init?(_ sample: SortedSample, k: Double = 1.5, scale: Scale = .medianAbsoluteDeviation) {
    precondition(k > 0 && k.isFinite, "values are moved from k > 0 scales on")
    guard let low = sample.values.first, let high = sample.values.last, low.isFinite, high.isFinite,
      let centre = sample.median, let start = sample.scaledMedianAbsoluteDeviation, start.isFinite
    else { return nil }
    guard start > 0 else {
      guard low == high else { return nil }
      (location, self.scale, winsorized) = (low, 0, 0)
      return
    }
    // About the median: small numbers that lose nothing to a large location.
    let values = sample.values.map { $0 - centre }
    var state = (location: 0.0, scale: start)
    for _ in 0..<10_000 {
      let next = Self.improve(state, values, k, scale)
      let change = max(abs(next.location - state.location), abs(next.scale - state.scale))
      state = next
      if !(change > 1e-15 * state.scale) { break }
    }
    guard state.scale > 0, state.scale.isFinite else { return nil }
    (location, self.scale) = (centre + state.location, state.scale)
    winsorized = values.count { abs($0 - state.location) > k * state.scale }
  }

  /// One step: the mean of the winsorised values, and their standard deviation for proposal 2.
  private static func improve(
    _ state: (location: Double, scale: Double), _ values: [Double], _ k: Double, _ scale: Scale
  ) -> (location: Double, scale: Double) {
    let reach = k * state.scale
    func moved(_ value: Double) -> Double { min(reach, max(-reach, value - state.location)) }
    var sum = CompensatedSum()
    for value in values { sum.add(moved(value)) }
    let n = Double(values.count)
    let shift = sum.value / n
    switch scale {
    case .medianAbsoluteDeviation: return (state.location + shift, state.scale)
    case .proposal2:
      var squares = CompensatedSum()
      for value in values {
        let rest = moved(value) - shift
        squares.add(rest * rest)
      }
      return (
        state.location + shift,
        (squares.value / (n - 1) / varianceOfWinsorized(k)).squareRoot()
      )
    }
  }

  /// The variance of a standard normal variable winsorised at ±k.
  private static func varianceOfWinsorized(_ k: Double) -> Double {
    let inside = erf(k / 2.0.squareRoot())
    return inside + k * k * erfc(k / 2.0.squareRoot()) - 2 * k * NormalTails.density(k)
  }
}
