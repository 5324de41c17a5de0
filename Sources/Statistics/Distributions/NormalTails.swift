import Glibc

/// The standard normal distribution in doubles by the C library, for integrands that need it a
/// hundred thousand times: faster than extended precision, and within a few units of the last place
/// deep into the tails, because the rounding of √½ · x and of x² is put right.
enum NormalTails {
  private static let rootHalf = 0.5.squareRoot()
  /// √½ less its double.
  private static let rootHalfRest = -4.833646656726457e-17
  private static let inverseRootOfTwoPi = 0.3989422804014327

  /// The density at x.
  static func density(_ x: Double) -> Double {
    let square = x * x
    guard square.isFinite else { return 0 }
    let rest = (-square).addingProduct(x, x)
    return inverseRootOfTwoPi * exp(-0.5 * square) * (1 - 0.5 * rest)
  }

  /// P(X > x).
  static func upper(_ x: Double) -> Double {
    let scaled = x * rootHalf
    let value = 0.5 * erfc(scaled)
    guard x > 3, value > 0 else { return value }
    let rest = (-scaled).addingProduct(x, rootHalf) + x * rootHalfRest
    return value - rest * exp(-scaled * scaled) / Double.pi.squareRoot()
  }

  /// P(high − width < X ≤ high) for a width above 0, without cancellation.
  static func below(_ high: Double, width: Double) -> Double {
    let low = high - width
    // The density is even: look at the mirror image if that lies further up.
    if low + high < 0 { return above(-high, -low, width) }
    return above(low, high, width)
  }

  /// The same between limits whose middle is not negative.
  private static func above(_ low: Double, _ high: Double, _ width: Double) -> Double {
    if low <= 0 { return 0.5 * (erf(high * rootHalf) - erf(low * rootHalf)) }
    let middle = 0.5 * (low + high)
    return width * middle > 1
      ? upper(low) - upper(high) : narrow(middle: middle, halfWidth: 0.5 * width)
  }

  /// The integral of the density over a narrow interval by its Taylor series about the middle, whose
  /// coefficients are the Hermite polynomials.
  private static func narrow(middle: Double, halfWidth: Double) -> Double {
    let scale = 2 * halfWidth * density(middle)
    guard scale > 0 else { return 0 }
    var (even, odd) = (1.0, middle)
    var factor = 1.0
    var sum = 1.0
    for order in stride(from: 2.0, to: 60, by: 2) {
      even = middle * odd - (order - 1) * even
      odd = middle * even - order * odd
      factor *= halfWidth * halfWidth / (order * (order + 1))
      sum += factor * even
      if factor * (abs(even) + abs(odd) * halfWidth) < 1e-18 { break }
    }
    return scale * sum
  }
}
