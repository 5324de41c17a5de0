import Glibc

/// The range of independent standard normal variables, by their largest value z:
/// P(W ≤ w) = k ∫ φ(z) (Φ(z) − Φ(z − w))ᵏ⁻¹ dz, and the like for the other tail and the density.
///
/// Each integrand is entire, positive, log-concave and falls as e^(−z²/2): there the trapezoidal rule
/// converges exponentially. Both tails are integrals of positive terms, so that neither cancels.
///
/// Source: H. O. Hartley, The range in random samples, Biometrika 32 (1942); for the rule
/// L. N. Trefethen, J. A. C. Weideman, SIAM Review 56 (2014).
struct NormalRange {
  /// How many variables, k.
  let count: Double
  /// About where the largest of them lies.
  private let largest: Double
  private let step: Double
  /// The integrand of the upper tail stays as wide as the distribution of the largest.
  private let upperStep = 0.125

  /// The range of `count` variables, at least 2.
  init(count: Int) {
    self.count = Double(count)
    largest = StandardNormal().upperQuantile(1 / Double(count))
    // The integrands grow narrow as 1/√k; a power of two keeps the nodes exact.
    step = min(0.25, exp2(floor(log2(0.6 / Double(count).squareRoot()))))
  }

  /// P(W ≤ w) for w > 0.
  func cumulative(_ w: Double) -> Double {
    count
      * trapezoidalSum(near: min(w / 2, largest), step: step) { z in
        NormalTails.density(z) * pow(NormalTails.below(z, width: w), count - 1)
      }
  }

  /// P(W > w) for w > 0.
  func upperTail(_ w: Double) -> Double {
    count
      * trapezoidalSum(near: max(w / 2, largest), step: upperStep) { z in
        let below = NormalTails.upper(-z)
        let far = NormalTails.upper(w - z)
        guard below > 0 else { return 0 }
        return NormalTails.density(z) * pow(below, count - 1)
          * -expm1((count - 1) * log1p(-min(1, far / below)))
      }
  }

  /// The density of W at w > 0.
  func density(_ w: Double) -> Double {
    count * (count - 1)
      * trapezoidalSum(near: w / 2, step: step) { z in
        NormalTails.density(z) * NormalTails.density(z - w)
          * pow(NormalTails.below(z, width: w), count - 2)
      }
  }
}

/// The integral of a function with one peak over all numbers by the trapezoidal rule on the
/// multiples of `step`, from `start` outwards until terms no longer count.
@inline(__always)
func trapezoidalSum(near start: Double, step: Double, _ value: (Double) -> Double) -> Double {
  let centre = (start / step).rounded()
  var sum = 0.0
  for direction in [1.0, -1.0] {
    var place = direction > 0 ? centre : centre - 1
    var before = 0.0
    var term = value(place * step)
    // Up to where it falls and is so small that what follows is lost in rounding.
    while term > before || term > 1e-18 * sum {
      sum += term
      before = term
      place += direction
      term = value(place * step)
    }
  }
  return sum * step
}
