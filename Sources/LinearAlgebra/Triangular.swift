import CLAPACKE

extension Matrix {
  /// X with RX = B, or RᵀX = B, where R is the leading `size` × `size` upper triangle of this
  /// matrix and B holds `size` rows; by `dtrtrs`.
  ///
  /// A zero on the diagonal of R throws `LinearAlgebraError.lapack`.
  func solvingUpperTriangle(size: Int, _ right: Matrix, transposed: Bool = false) throws -> Matrix {
    precondition(right.rows == size && size <= min(rows, columns), "a right-hand side of R's size")
    var result = right
    guard size > 0, right.columns > 0 else { return result }
    try LinearAlgebraError.check(
      LAPACKE_dtrtrs(
        LAPACK_COL_MAJOR, letter("U"), letter(transposed ? "T" : "N"), letter("N"), Int32(size),
        Int32(right.columns), elements, Int32(rows), &result.elements, Int32(size)), "dtrtrs")
    return result
  }

  /// The inverse of the upper triangle of this square matrix, by `dtrtri`; zeros below.
  ///
  /// A zero on the diagonal throws `LinearAlgebraError.lapack`.
  func invertingUpperTriangle() throws -> Matrix {
    precondition(rows == columns, "a square matrix expected")
    var result = self
    guard rows > 0 else { return result }
    try LinearAlgebraError.check(
      LAPACKE_dtrtri(
        LAPACK_COL_MAJOR, letter("U"), letter("N"), Int32(rows), &result.elements, Int32(rows)),
      "dtrtri")
    return result
  }
}
