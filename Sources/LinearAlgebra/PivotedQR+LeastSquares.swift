extension PivotedQR {
  /// The effects Qᵀy: n numbers, of which the first r belong to the kept columns, in `kept`'s
  /// order, and the others span the residuals.
  ///
  /// The square of an effect is the sum of squares that its column adds to those before it.
  /// - Precondition: `response.count == rows`.
  /// - Throws: `LinearAlgebraError.nonFinite` (column 0) for a NaN or an infinity in `response`,
  ///   `.lapack` should LAPACK fail.
  /// - Complexity: O(n × r).
  public func effects(_ response: [Double]) throws -> [Double] {
    precondition(response.count == rows, "one response for each row")
    try Matrix(rows: rows, columns: 1, elements: response).requireFinite()
    return try factor.multiplyingQ(response, transposed: true)
  }

  /// The least-squares coefficients, one a column of the original matrix; nil for an aliased one.
  ///
  /// - Parameter effects: what `effects(_:)` returned.
  /// - Complexity: O(r²).
  public func coefficients(effects: [Double]) throws -> [Double?] {
    precondition(effects.count == rows, "one effect for each row")
    let leading = Matrix(rows: rank, columns: 1, elements: Array(effects.prefix(rank)))
    let solution = try factor.packed.solvingUpperTriangle(size: rank, leading)
    return spread(solution.elements)
  }

  /// The least-squares coefficients for `response`: `coefficients(effects: effects(response))`.
  public func solve(_ response: [Double]) throws -> [Double?] {
    try coefficients(effects: effects(response))
  }

  /// The fitted values: the effects beyond the rank set to zero and multiplied back by Q.
  ///
  /// - Parameter effects: what `effects(_:)` returned.
  /// - Complexity: O(n × r).
  public func fitted(effects: [Double]) throws -> [Double] {
    precondition(effects.count == rows, "one effect for each row")
    return try factor.multiplyingQ(
      effects.prefix(rank) + [Double](repeating: 0, count: rows - rank), transposed: false)
  }

  /// The residuals: the effects within the rank set to zero and multiplied back by Q, which keeps
  /// digits that `response - fitted` would cancel.
  ///
  /// - Parameter effects: what `effects(_:)` returned.
  /// - Complexity: O(n × r).
  public func residuals(effects: [Double]) throws -> [Double] {
    precondition(effects.count == rows, "one effect for each row")
    return try factor.multiplyingQ(
      [Double](repeating: 0, count: rank) + effects.dropFirst(rank), transposed: false)
  }

  /// The leverages, the diagonal of the hat matrix: row sums of squares of the thin Q. Their sum is
  /// the rank; a leverage within 10 rounding units of 1 is given as 1, as R does.
  ///
  /// - Complexity: O(n × r²).
  public func leverages() throws -> [Double] {
    let thin = try factor.thinQ()
    var result = [Double](repeating: 0, count: rows)
    for j in 0..<rank { for i in 0..<rows { result[i] += thin[i, j] * thin[i, j] } }
    return result.map { $0 > 1 - 10 * Double.ulpOfOne ? 1 : $0 }
  }

  /// The unscaled standard error of each coefficient: √ of the diagonal of (XᵀX)⁻¹, which is the
  /// norm of the row of R⁻¹ that belongs to it; nil for an aliased column.
  ///
  /// - Complexity: O(r³).
  public func unscaledStandardErrors() throws -> [Double?] {
    let square = factor.upper.selectingColumns(Array(0..<rank))
    let inverse = try square.invertingUpperTriangle()
    return spread((0..<rank).map { norm(inverse.row($0)) })
  }

  /// √(cᵀ(XᵀX)⁻¹c) = ‖R⁻ᵀc‖ for a combination `c` of the coefficients, by a triangular solve: times
  /// sigma it is the standard error of the combination. Of a row of a model matrix it is the square
  /// root of that row's leverage.
  ///
  /// - Parameter combination: one number a column of the original matrix; those of aliased columns
  ///   are not used, see `isEstimable(_:)`.
  /// - Complexity: O(r²).
  public func unscaledStandardError(of combination: [Double]) throws -> Double {
    precondition(combination.count == columns, "one number for each column")
    let right = Matrix(rows: rank, columns: 1, elements: kept.map { combination[$0] })
    let solved = try factor.packed.solvingUpperTriangle(size: rank, right, transposed: true)
    return norm(solved.elements)
  }

  /// Whether the data determine the combination `c` of the coefficients: whether `c` lies in the
  /// row space of the matrix. Always so when no column is aliased.
  ///
  /// For a row of a model matrix: whether it obeys the dependences between columns that made some
  /// of them aliased. The test is relative to the sizes of the columns, to `max(tolerance, 1e-7)`.
  public func isEstimable(_ combination: [Double]) -> Bool {
    precondition(combination.count == columns, "one number for each column")
    return aliased.enumerated().allSatisfy { index, column in
      var sum = -combination[column]
      var scale = abs(combination[column])
      for (i, keptColumn) in kept.enumerated() {
        let weight = combination[keptColumn]
        sum += weight * dependence[i, index]
        scale += abs(weight) * (abs(dependence[i, index]) + norms[column] / norms[keptColumn])
      }
      return abs(sum) <= max(tolerance, 1e-7) * scale
    }
  }

  /// Values of the kept columns at their original places, nil elsewhere.
  func spread(_ values: [Double]) -> [Double?] {
    var result = [Double?](repeating: nil, count: columns)
    for (value, column) in zip(values, kept) { result[column] = value }
    return result
  }
}
