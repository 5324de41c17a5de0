import LinearAlgebra

/// Columns with what other columns explain of them by straight lines taken away.
struct Residuals: Sendable {
  /// How many of the columns given carry information of their own: constants and those that follow
  /// from others don't.
  let controls: Int
  /// The residuals of each column, centred and scaled by a power of two; nil where the column is
  /// constant, infinite, or explained but for rounding.
  let columns: [[Double]?]

  /// What a residual may be beside its column and still be taken for rounding.
  private static let rounding = 1e-12

  /// Least squares by a rank-revealing QR factorization of the given columns, centred and scaled.
  ///
  /// - Complexity: O(n k (k + columns)) for k given columns.
  init(of columns: [[Double]], given: [[Double]]) throws {
    let centred = given.compactMap(centredColumn)
    let units = centred.map { column in
      let length = norm(column)
      return column.map { $0 / length }
    }
    guard let n = columns.first?.count, n > 0, !units.isEmpty else {
      controls = 0
      self.columns = columns.map(centredColumn)
      return
    }
    let ones = [Double](repeating: 1 / Double(n).squareRoot(), count: n)
    let factors = try PivotedQR(Matrix(columns: [ones] + units))
    controls = max(0, factors.rank - 1)
    self.columns = try columns.map { column in
      guard let column = centredColumn(column) else { return nil }
      let residuals = try factors.residuals(effects: factors.effects(column))
      return norm(residuals) > Self.rounding * norm(column) ? residuals : nil
    }
  }
}

/// A column less its mean, scaled by a power of two; nil as ``ColumnScale``.
func centredColumn(_ column: [Double]) -> [Double]? {
  ColumnScale(column).map { $0.applied(to: column) }
}
