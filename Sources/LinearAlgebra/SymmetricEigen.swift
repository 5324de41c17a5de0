import CLAPACKE

/// The eigenvalues and eigenvectors of a symmetric matrix, by LAPACK's `dsyevd`.
public struct SymmetricEigen: Sendable, Equatable {
  /// The eigenvalues in descending order (by value, not by magnitude).
  public let values: [Double]
  /// The orthonormal eigenvectors; column k belongs to `values[k]`.
  ///
  /// Signs are deterministic: the component of largest magnitude is positive, the first of them
  /// where several agree to 1 part in 10⁹. Vectors of equal eigenvalues are any basis of their
  /// space.
  public let vectors: Matrix

  /// Decomposes `matrix`, of which only the upper triangle is read.
  ///
  /// The 0 × 0 matrix has no eigenvalue.
  /// - Precondition: `matrix` is square.
  /// - Throws: `LinearAlgebraError.nonFinite` for a NaN or an infinity, `.lapack` when the
  ///   iteration does not converge.
  /// - Complexity: O(n³).
  public init(_ matrix: Matrix) throws {
    precondition(matrix.rows == matrix.columns, "a square matrix expected")
    try matrix.requireFinite()
    let n = matrix.rows
    var ascending = matrix
    var values = [Double](repeating: 0, count: n)
    if n > 0 {
      try LinearAlgebraError.check(
        LAPACKE_dsyevd(
          LAPACK_COL_MAJOR, letter("V"), letter("U"), Int32(n), &ascending.elements, Int32(n),
          &values), "dsyevd")
    }
    self.values = values.reversed()
    vectors = Matrix(
      rows: n, columns: n,
      elements: (0..<n).reversed().flatMap { Self.oriented(ascending.column($0)) })
  }

  /// The vector or its negative, such that its first component of largest magnitude is positive.
  private static func oriented(_ vector: [Double]) -> [Double] {
    let largest = vector.map(abs).max() ?? 0
    let leading = vector.first { abs($0) >= largest * (1 - 1e-9) } ?? 0
    return leading < 0 ? vector.map { -$0 } : vector
  }
}
