import LinearAlgebra

/// A small deterministic generator, so that a failure repeats.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A matrix of uniform numbers in -1...1.
func randomMatrix(rows: Int, columns: Int, seed: UInt64) -> Matrix {
  var generator = SplitMix(state: seed)
  return Matrix(
    rows: rows, columns: columns,
    elements: (0..<rows * columns).map { _ in Double.random(in: -1...1, using: &generator) })
}

/// The largest absolute difference of two lists of one length.
func largestDifference(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).map { abs($0 - $1) }.max() ?? 0
}

/// The columns 1, x, …, x⁵ at 0, 1, …, 20, as in NIST's Wampler data: exact in doubles.
let quinticColumns = (0...5).map { power in
  (0...20).map { x in (0..<power).reduce(1.0) { product, _ in product * Double(x) } }
}

/// Least squares by Gaussian elimination with row pivoting of XᵀXb = Xᵀy: plain loops that share
/// nothing with the library.
func normalEquations(_ x: Matrix, _ y: [Double]) -> [Double] {
  let p = x.columns
  var rows = (0..<p).map { i in
    (0..<p).map { j in zip(x.column(i), x.column(j)).reduce(0) { $0 + $1.0 * $1.1 } }
      + [zip(x.column(i), y).reduce(0) { $0 + $1.0 * $1.1 }]
  }
  for k in 0..<p {
    let best = (k..<p).max { abs(rows[$0][k]) < abs(rows[$1][k]) } ?? k
    rows.swapAt(k, best)
    for i in 0..<p where i != k {
      let ratio = rows[i][k] / rows[k][k]
      for j in k...p { rows[i][j] -= ratio * rows[k][j] }
    }
  }
  return (0..<p).map { rows[$0][p] / rows[$0][$0] }
}
