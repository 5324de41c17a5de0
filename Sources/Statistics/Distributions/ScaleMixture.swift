import Glibc

/// The mean of a function of an estimated standard deviation s, in units of the true one:
/// ν s² is chi-squared with ν degrees of freedom. By the trapezoidal rule in u = log s, where the
/// density is proportional to e^(−ν (e²ᵘ − 1 − 2u) / 2).
struct ScaleMixture {
  private let degreesOfFreedom: Double
  private let step: Double
  /// What the sum to the left grows by beyond a term where only e^(νu) is left.
  private let remainder: Double

  init(degreesOfFreedom: Double, groups: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    // A Gaussian peak of width 1/√(2ν) allows 0.7 of it; with few degrees of freedom the strip in
    // which the integrand falls, |Im u| < π/4, is the limit.
    step = 0.6 / (2 * (degreesOfFreedom + groups) + 24).squareRoot()
    remainder = exp(-degreesOfFreedom * step) / -expm1(-degreesOfFreedom * step)
  }

  /// The mean of `value`.
  ///
  /// - Parameters:
  ///   - start: a logarithm near that of where density times value peaks.
  ///   - flat: a logarithm below which `value` is 1 to the last digit.
  func mean(
    near start: Double, oneBelow flat: Double = -.infinity, _ value: (Double) -> Double
  ) -> Double {
    let whole = sum(near: 0, oneBelow: .infinity) { _ in 1 }
    return sum(near: start, oneBelow: flat, value) / whole
  }

  /// The sum from `start` outwards until terms no longer count.
  @inline(__always)
  private func sum(
    near start: Double, oneBelow flat: Double, _ value: (Double) -> Double
  ) -> Double {
    let centre = (start / step).rounded()
    func term(_ place: Double) -> Double {
      let u = place * step
      return weight(u) * (u < flat ? 1 : value(exp(u)))
    }
    var sum = 0.0
    for direction in [1.0, -1.0] {
      var place = direction > 0 ? centre : centre - 1
      var before = 0.0
      var current = term(place)
      let loss = direction > 0 ? 1 : max(1, remainder)
      while current > before || current * loss > 1e-18 * sum {
        sum += current
        if direction < 0, place * step < flat, onlyPowerIsLeft(place * step) {
          return sum + current * remainder
        }
        before = current
        place += direction
        current = term(place)
      }
    }
    return sum
  }

  /// Whether the weights are e^(νu) from here downwards.
  private func onlyPowerIsLeft(_ u: Double) -> Bool { degreesOfFreedom * exp(2 * u) < 1e-17 }

  private func weight(_ u: Double) -> Double {
    exp(-0.5 * degreesOfFreedom * exponentialBeyondLine(2 * u))
  }
}

/// eˣ − 1 − x with all its digits.
private func exponentialBeyondLine(_ x: Double) -> Double {
  guard abs(x) < 0.5 else { return expm1(x) - x }
  var sum = 0.0
  for order in stride(from: 18.0, through: 3, by: -1) { sum = (sum + 1) * x / order }
  return 0.5 * x * x * (1 + sum)
}
