import CLAPACKE

/// An unpivoted Householder factorization A = QR as LAPACK's `dgeqrf` leaves it: R on and above
/// the diagonal, the reflectors below it.
struct Householder: Sendable {
  /// R and the reflectors, in the shape of A.
  let packed: Matrix
  /// The scalar factors of the reflectors.
  let scales: [Double]

  /// Factors `matrix`, whose elements are finite.
  init(_ matrix: Matrix) throws {
    var packed = matrix
    var scales = [Double](repeating: 0, count: min(matrix.rows, matrix.columns))
    if !scales.isEmpty {
      try LinearAlgebraError.check(
        LAPACKE_dgeqrf(
          LAPACK_COL_MAJOR, Int32(packed.rows), Int32(packed.columns), &packed.elements,
          Int32(packed.rows), &scales), "dgeqrf")
    }
    self.packed = packed
    self.scales = scales
  }

  /// R: min(rows, columns) × columns, zeros below the diagonal.
  var upper: Matrix {
    var result = Matrix(rows: scales.count, columns: packed.columns)
    for j in 0..<packed.columns {
      for i in 0..<min(j + 1, scales.count) { result[i, j] = packed[i, j] }
    }
    return result
  }

  /// Qy or Qᵀy for the square Q, by `dormqr`.
  func multiplyingQ(_ vector: [Double], transposed: Bool) throws -> [Double] {
    var result = vector
    guard !scales.isEmpty else { return result }
    try LinearAlgebraError.check(
      LAPACKE_dormqr(
        LAPACK_COL_MAJOR, letter("L"), letter(transposed ? "T" : "N"), Int32(packed.rows), 1,
        Int32(scales.count), packed.elements, Int32(packed.rows), scales, &result,
        Int32(packed.rows)), "dormqr")
    return result
  }

  /// The first min(rows, columns) columns of Q, by `dorgqr`.
  func thinQ() throws -> Matrix {
    var result = packed.selectingColumns(Array(0..<scales.count))
    guard !scales.isEmpty else { return result }
    try LinearAlgebraError.check(
      LAPACKE_dorgqr(
        LAPACK_COL_MAJOR, Int32(result.rows), Int32(result.columns), Int32(scales.count),
        &result.elements, Int32(result.rows), scales), "dorgqr")
    return result
  }
}

/// A letter as LAPACKE takes its options.
func letter(_ option: Unicode.Scalar) -> CChar { CChar(UInt8(ascii: option)) }
