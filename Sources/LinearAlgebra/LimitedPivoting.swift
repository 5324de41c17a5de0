/// Which columns of a matrix carry rank, decided on its R factor by R's rule of *limited* pivoting
/// (the LINPACK variant `dqrdc2` behind R's `lm`).
///
/// Columns keep their order. A column whose norm after projection on the columns kept before it is
/// below `tolerance` times its original norm moves to the end, behind those moved there earlier.
struct LimitedPivoting {
  /// All columns: those kept in their order, then those never looked at because the rank had
  /// reached the number of rows, then those set aside.
  let order: [Int]
  /// How many columns of `order` are kept.
  let rank: Int

  /// Decides from R, which has the norms and the inner products of the columns of A = QR.
  ///
  /// - Complexity: O(columns³) for each column that is set aside.
  init(upper: Matrix, tolerance: Double) throws {
    var order = Array(0..<upper.columns)
    let norms = order.map { norm(upper.column($0)) }
    var triangle = upper
    var candidates = upper.columns
    var next = 0
    while next < min(candidates, triangle.rows) {
      let original = norms[order[next]]
      if original > 0, abs(triangle[next, next]) >= tolerance * original {
        next += 1
      } else {
        order.append(order.remove(at: next))
        candidates -= 1
        triangle = try Householder(upper.selectingColumns(order)).upper
      }
    }
    self.order = order
    rank = next
  }
}
