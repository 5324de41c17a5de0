import LinearAlgebra
import Testing

@Suite("Matrix and its products")
struct MatrixTests {
  let a = Matrix(columns: [[1, 2, 3], [4, 5, 6]])

  @Test("elements are column-major")
  func layout() {
    #expect(a.elements == [1, 2, 3, 4, 5, 6])
    #expect(a[2, 0] == 3)
    #expect(a.row(1) == [2, 5])
    #expect(a.column(1) == [4, 5, 6])
    #expect(a.selectingColumns([1, 0, 1]).elements == [4, 5, 6, 1, 2, 3, 4, 5, 6])
  }

  @Test("transposing twice gives the matrix back")
  func transpose() {
    #expect(a.transposed == Matrix(columns: [[1, 4], [2, 5], [3, 6]]))
    #expect(a.transposed.transposed == a)
  }

  @Test("products against sums by hand")
  func products() {
    #expect(a.transposed * a == Matrix(columns: [[14, 32], [32, 77]]))
    #expect(a.crossProduct == Matrix(columns: [[14, 32], [32, 77]]))
    #expect(a * [1, -1] == [-3, -3, -3])
    #expect(Matrix.identity(3) * a == a)
  }

  @Test("empty sizes", arguments: [(0, 0), (0, 3), (3, 0)])
  func empty(rows: Int, columns: Int) {
    let empty = Matrix(rows: rows, columns: columns)
    #expect(empty.transposed.rows == columns)
    #expect(empty.crossProduct == Matrix(rows: columns, columns: columns))
    #expect(
      empty * [Double](repeating: 1, count: columns) == [Double](repeating: 0, count: rows))
    #expect(Matrix(columns: []) == Matrix(rows: 0, columns: 0))
  }

  @Test("a non-finite element is named by its place", arguments: [Double.nan, .infinity])
  func nonFinite(value: Double) {
    var bad = a
    bad[1, 1] = value
    #expect(throws: LinearAlgebraError.nonFinite(row: 1, column: 1)) { try bad.requireFinite() }
    #expect(throws: Never.self) { try a.requireFinite() }
  }

  @Test("the norm neither overflows nor underflows")
  func norms() {
    #expect(norm([]) == 0)
    #expect(norm([3, -4]) == 5)
    #expect(abs(norm([3e200, 4e200]) / 5e200 - 1) < 1e-15)
    #expect(abs(norm([3e-200, 4e-200]) / 5e-200 - 1) < 1e-15)
  }

  @Test("errors are readable")
  func descriptions() {
    #expect(
      LinearAlgebraError.lapack(routine: "dgeqrf", info: -4).description
        == "LAPACK's dgeqrf failed with info = -4")
    #expect(
      LinearAlgebraError.nonFinite(row: 2, column: 0).description
        == "the element in row 2, column 0 (from 0) is not a finite number")
  }
}
