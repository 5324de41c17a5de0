/// What two sorted samples say of each other: found by one merge, in O(n + m).
struct MergedSamples {
  /// Twice the number of pairs with x > y, a tie counted as half.
  private(set) var doubledWins = 0
  /// How many pairs are equal.
  private(set) var tiedPairs = 0
  /// The sum of t³ − t over groups of t equal values.
  private(set) var tieCorrection = 0.0
  /// Whether two values are equal, within a sample or between both.
  private(set) var hasTies = false

  /// - Precondition: both ascend, without NaN.
  init(_ x: [Double], _ y: [Double]) {
    forEachGroup(x, y) { i, j, inX, inY in
      doubledWins += inX * (2 * j + inY)
      tiedPairs += inX * inY
      let size = Double(inX + inY)
      if inX + inY > 1 { hasTies = true }
      tieCorrection += size * (size - 1) * (size + 1)
    }
  }
}

/// Calls `body` for each distinct value of two ascending samples with how many values of each sample
/// lie below, and how many equal it.
@inline(__always)
func forEachGroup(
  _ x: [Double], _ y: [Double], _ body: (_ i: Int, _ j: Int, _ inX: Int, _ inY: Int) -> Void
) {
  var (i, j) = (0, 0)
  while i < x.count || j < y.count {
    let value = i < x.count ? (j < y.count ? min(x[i], y[j]) : x[i]) : y[j]
    let (startX, startY) = (i, j)
    while i < x.count, x[i] == value { i += 1 }
    while j < y.count, y[j] == value { j += 1 }
    body(startX, startY, i - startX, j - startY)
  }
}
