/// A rank-revealing QR factorization with R's limited pivoting: AP = QR.
///
/// Columns keep their order; one whose norm after projection on the columns before it falls below
/// `tolerance` times its original norm is set aside as aliased. So the first of two collinear
/// columns is the one that stays, as in R's `lm` (`dqrdc2`), and the factorization itself is
/// LAPACK's blocked Householder one (`dgeqrf`) of the columns that stay. XᵀX is never formed.
///
/// Below, n is the number of rows, r the rank. An empty matrix has rank 0.
public struct PivotedQR: Sendable {
  /// The number of rows, n.
  public let rows: Int
  /// The number of columns of the matrix that was factored.
  public let columns: Int
  /// The relative norm below which a column counts as aliased.
  public let tolerance: Double
  /// The numerical rank r, at most min(n, columns).
  public let rank: Int
  /// The indices of all columns: the first `rank` are kept, the others aliased.
  public let pivot: [Int]
  let factor: Householder
  let dependence: Matrix
  let norms: [Double]

  /// Factors `matrix`.
  ///
  /// - Parameter tolerance: the smallest relative norm of a column, after projection on those
  ///   before it, that counts as a direction of its own; R's default.
  /// - Precondition: `tolerance` is not negative.
  /// - Throws: `LinearAlgebraError.nonFinite` for a NaN or an infinity, `.lapack` should LAPACK
  ///   fail.
  /// - Complexity: O(n × columns²), and O(columns³) more for each aliased column.
  public init(_ matrix: Matrix, tolerance: Double = 1e-7) throws {
    precondition(tolerance >= 0, "a tolerance is not negative")
    try matrix.requireFinite()
    let full = try Householder(matrix)
    let upper = full.upper
    let decision = try LimitedPivoting(upper: upper, tolerance: tolerance)
    rows = matrix.rows
    columns = matrix.columns
    self.tolerance = tolerance
    rank = decision.rank
    pivot = decision.order
    let kept = Array(pivot.prefix(rank))
    factor =
      rank == matrix.columns ? full : try Householder(matrix.selectingColumns(kept))
    norms = (0..<columns).map { norm(upper.column($0)) }
    dependence = try Self.dependence(upper: upper, pivot: pivot, rank: rank)
  }

  /// The columns that carry rank, in their original order.
  public var kept: [Int] { Array(pivot.prefix(rank)) }

  /// The columns that are numerically linear combinations of the kept ones.
  public var aliased: [Int] { Array(pivot.dropFirst(rank)) }

  /// The coefficients that write each aliased column by the kept ones: r × aliased.
  private static func dependence(upper: Matrix, pivot: [Int], rank: Int) throws -> Matrix {
    guard rank < pivot.count else { return Matrix(rows: rank, columns: 0) }
    let triangle = try Householder(upper.selectingColumns(pivot)).upper
    let aliased = pivot.indices.dropFirst(rank).map { Array(triangle.column($0).prefix(rank)) }
    return try triangle.solvingUpperTriangle(
      size: rank, Matrix(rows: rank, columns: aliased.count, elements: aliased.flatMap { $0 }))
  }
}
