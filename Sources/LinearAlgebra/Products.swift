import COpenBLAS

extension Matrix {
  /// The matrix product, by `dgemm`.
  ///
  /// - Precondition: `left.columns == right.rows`.
  /// - Complexity: O(rows × columns × inner).
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(left.columns == right.rows, "inner sizes of a product agree")
    var result = Matrix(rows: left.rows, columns: right.columns)
    guard !result.elements.isEmpty, left.columns > 0 else { return result }
    cblas_dgemm(
      CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(left.rows), Int32(right.columns),
      Int32(left.columns), 1, left.elements, Int32(left.rows), right.elements, Int32(right.rows),
      0, &result.elements, Int32(left.rows))
    return result
  }

  /// The matrix-vector product, by `dgemv`.
  ///
  /// - Precondition: `left.columns == right.count`.
  /// - Complexity: O(rows × columns).
  public static func * (left: Matrix, right: [Double]) -> [Double] {
    precondition(left.columns == right.count, "inner sizes of a product agree")
    var result = [Double](repeating: 0, count: left.rows)
    guard left.rows > 0, left.columns > 0 else { return result }
    cblas_dgemv(
      CblasColMajor, CblasNoTrans, Int32(left.rows), Int32(left.columns), 1, left.elements,
      Int32(left.rows), right, 1, 0, &result, 1)
    return result
  }

  /// AᵀA, by `dsyrk`: all pairs of columns at once; symmetric to the bit.
  ///
  /// For correlations of centred columns. Never to be inverted for least squares: that squares the
  /// condition number.
  /// - Complexity: O(rows × columns²).
  public var crossProduct: Matrix {
    var result = Matrix(rows: columns, columns: columns)
    guard rows > 0, columns > 0 else { return result }
    cblas_dsyrk(
      CblasColMajor, CblasUpper, CblasTrans, Int32(columns), Int32(rows), 1, elements,
      Int32(rows), 0, &result.elements, Int32(columns))
    for j in 0..<columns { for i in 0..<j { result[j, i] = result[i, j] } }
    return result
  }
}
