import Glibc

/// The noncentral t distribution: of (Z + δ) / √(χ² / df). What limits of a standardised difference
/// need; relative error about 1e-13 where a tail is above 1e-200.
///
/// By the integral of Φ(t s − δ) over the density of s = √(χ² / df), on the scale of log s, where
/// the trapezoidal rule converges exponentially (L. N. Trefethen, J. A. C. Weideman, SIAM Review 56
/// (2014)). The weights are divided by their own sum, so that no gamma function is needed. Where t is
/// so large that Φ is a step there, by the integral of P(s ≥ (z + δ) / t) over the normal density.
struct NoncentralT {
  let degreesOfFreedom: Double
  let noncentrality: Double

  /// P(T ≤ t) and P(T > t).
  func tails(_ t: Double) -> (lower: Double, upper: Double) {
    guard t >= 0 else {
      let mirrored = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: -noncentrality)
        .tails(-t)
      return (mirrored.upper, mirrored.lower)
    }
    return t < 300 * (2 * degreesOfFreedom).squareRoot() ? overScale(t) : overNormal(t)
  }

  private func overScale(_ t: Double) -> (lower: Double, upper: Double) {
    let df = degreesOfFreedom
    let deviation = 1 / (2 * df).squareRoot()
    let step = min(deviation, 1 / (1 + abs(t) + abs(noncentrality))) / 4
    // The density falls as s^df towards 0 and faster above.
    let start = -min(40 / df + 9 * deviation, 745)
    let end = 0.5 * log1p(12 * deviation + 80 / df)
    var (weights, lower, upper) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for k in Int((start / step).rounded(.down))...Int((end / step).rounded(.up)) {
      let place = Double(k) * step
      let weight = exp(df * (place - expm1(2 * place) / 2))
      let z = (t * exp(place) - noncentrality) * 0.5.squareRoot()
      weights.add(weight)
      lower.add(weight * erfc(-z))
      upper.add(weight * erfc(z))
    }
    return (lower.value / (2 * weights.value), upper.value / (2 * weights.value))
  }

  private func overNormal(_ t: Double) -> (lower: Double, upper: Double) {
    let chi = ChiSquared(degreesOfFreedom: degreesOfFreedom)
    var (weights, lower, upper) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for z in stride(from: -9.0, through: 9, by: 0.125) {
      let weight = exp(-z * z / 2)
      let scale = max(0, (z + noncentrality) / t)
      weights.add(weight)
      lower.add(weight * chi.upperTail(degreesOfFreedom * scale * scale))
      upper.add(weight * chi.cumulative(degreesOfFreedom * scale * scale))
    }
    return (lower.value / weights.value, upper.value / weights.value)
  }

  /// The noncentrality with P(T > t) = q: it grows with q. nil where none is found.
  static func noncentrality(of t: Double, degreesOfFreedom: Double, upperTail q: Double) -> Double?
  {
    func excess(_ noncentrality: Double) -> Double {
      let tails = NoncentralT(degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
        .tails(t)
      // Compared in the smaller tail, which has more digits.
      return q < 0.5 ? tails.upper - q : (1 - q) - tails.lower
    }
    var reach = 4 + abs(t) / degreesOfFreedom.squareRoot()
    var doublings = 0
    while excess(t - reach) > 0 || excess(t + reach) < 0 {
      reach *= 2
      doublings += 1
      if doublings > 12 { return nil }
    }
    var (low, high) = (t - reach, t + reach)
    for _ in 0..<70 where high - low > 1e-15 * max(1, abs(low)) {
      let middle = low + (high - low) / 2
      if excess(middle) < 0 { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }
}
