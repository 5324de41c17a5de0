/// A least-squares solution and its residuals.
public struct LeastSquaresSolution: Sendable, Equatable {
  /// One coefficient a column of the matrix; nil for an aliased one.
  public let coefficients: [Double?]
  /// Response minus fitted, one a row.
  public let residuals: [Double]
}

extension PivotedQR {
  /// The least-squares solution, refined: up to two steps of iterative refinement of the augmented
  /// system in coefficients *and* residuals, with its right-hand sides summed in twice the
  /// precision.
  ///
  /// Coefficients come out right to about the last digit as long as the columns are not collinear
  /// to 10 digits or so, also when the residuals are large, where the plain solution loses up to
  /// twice the digits of the condition number. A step that does not at least halve the correction
  /// is dropped. Björck, Numerical Methods for Least Squares Problems (1996), section 2.9.
  /// - Parameters:
  ///   - matrix: the matrix that was factored.
  ///   - response: one number a row.
  /// - Precondition: sizes agree.
  /// - Throws: as `effects(_:)`.
  /// - Complexity: O(n × r), some ten times the work of a product with the matrix.
  public func refinedSolution(of matrix: Matrix, response: [Double]) throws -> LeastSquaresSolution
  {
    precondition(matrix.rows == rows && matrix.columns == columns, "the matrix that was factored")
    let keptMatrix = aliased.isEmpty ? matrix : matrix.selectingColumns(kept)
    let effects = try effects(response)
    var solution = try coefficients(effects: effects).compactMap { $0 }
    var residuals = try residuals(effects: effects)
    var lastCorrection = norm(effects)
    for _ in 0..<2 {
      let step = try refinement(keptMatrix, response, solution, residuals)
      guard step.size <= lastCorrection / 2 else { break }
      lastCorrection = step.size
      for j in solution.indices { solution[j] += step.coefficients[j] }
      for i in residuals.indices { residuals[i] += step.residuals[i] }
    }
    return LeastSquaresSolution(coefficients: spread(solution), residuals: residuals)
  }

  /// One correction of coefficients x and residuals e: from the errors f = y − e − Ax and
  /// g = −Aᵀe, with h = R⁻ᵀg and d = Qᵀf, x changes by R⁻¹(d₁ − h) and e by Q(h, d₂).
  private func refinement(
    _ matrix: Matrix, _ response: [Double], _ solution: [Double], _ residuals: [Double]
  ) throws -> (coefficients: [Double], residuals: [Double], size: Double) {
    let h = try factor.packed.solvingUpperTriangle(
      size: rank, columnErrors(matrix, residuals), transposed: true
    ).elements
    let d = try factor.multiplyingQ(
      rowErrors(matrix, response, solution, residuals), transposed: true)
    let change = zip(d, h).map { $0 - $1 }
    let coefficients = try factor.packed.solvingUpperTriangle(
      size: rank, Matrix(rows: rank, columns: 1, elements: change))
    let residualChange = try factor.multiplyingQ(h + d.dropFirst(rank), transposed: false)
    return (coefficients.elements, residualChange, norm(change))
  }

  /// y − e − Ax, each summed in twice the precision.
  private func rowErrors(
    _ matrix: Matrix, _ response: [Double], _ solution: [Double], _ residuals: [Double]
  ) -> [Double] {
    var sums = response.map(DoubleDouble.init)
    for i in sums.indices { sums[i].add(-residuals[i]) }
    for (j, coefficient) in solution.enumerated() {
      let start = j * rows
      for i in sums.indices { sums[i].addProduct(matrix.elements[start + i], -coefficient) }
    }
    return sums.map(\.rounded)
  }

  /// −Aᵀe as a column, each summed in twice the precision.
  private func columnErrors(_ matrix: Matrix, _ residuals: [Double]) -> Matrix {
    let sums = (0..<matrix.columns).map { j in
      let start = j * rows
      var sum = DoubleDouble(0)
      for i in residuals.indices { sum.addProduct(matrix.elements[start + i], -residuals[i]) }
      return sum.rounded
    }
    return Matrix(rows: matrix.columns, columns: 1, elements: sums)
  }
}
