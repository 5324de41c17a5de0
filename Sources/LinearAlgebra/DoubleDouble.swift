/// A running sum held as the unevaluated sum of two doubles, some 106 bits.
///
/// Each term is added without error up to the last of those bits (Knuth's two-sum; products by a
/// fused multiply-add). Ogita, Rump & Oishi, SIAM J. Sci. Comput. 26 (2005) 1955–1988.
struct DoubleDouble {
  private var high: Double
  private var low: Double

  /// A sum that starts at `value`.
  init(_ value: Double) {
    high = value
    low = 0
  }

  /// The sum, rounded once.
  var rounded: Double { high + low }

  /// Adds a number.
  mutating func add(_ term: Double) {
    let sum = high + term
    let part = sum - high
    low += (high - (sum - part)) + (term - part)
    high = sum
  }

  /// Adds an exact product.
  mutating func addProduct(_ left: Double, _ right: Double) {
    let product = left * right
    add(product)
    low += (-product).addingProduct(left, right)
  }
}
