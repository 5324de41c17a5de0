/// A dense matrix of doubles in column-major order, as BLAS and LAPACK take it.
public struct Matrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The elements, column after column: element (i, j) stands at `j * rows + i`.
  public internal(set) var elements: [Double]

  /// A matrix whose elements all equal `value`.
  ///
  /// - Precondition: both sizes are not negative.
  public init(rows: Int, columns: Int, repeating value: Double = 0) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative size")
    self.rows = rows
    self.columns = columns
    elements = [Double](repeating: value, count: rows * columns)
  }

  /// A matrix from its elements in column-major order.
  ///
  /// - Precondition: `elements.count == rows * columns`.
  public init(rows: Int, columns: Int, elements: [Double]) {
    precondition(elements.count == rows * columns, "\(rows) x \(columns) elements expected")
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// A matrix from its columns; no column gives the 0 × 0 matrix.
  ///
  /// - Precondition: all columns are equally long.
  public init(columns: [[Double]]) {
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "columns of one length expected")
    self.init(rows: rows, columns: columns.count, elements: columns.flatMap { $0 })
  }

  /// The n × n identity.
  public static func identity(_ n: Int) -> Matrix {
    var result = Matrix(rows: n, columns: n)
    for i in 0..<n { result[i, i] = 1 }
    return result
  }

  /// Element (row, column), both counted from 0.
  public subscript(row: Int, column: Int) -> Double {
    get { elements[column * rows + row] }
    set { elements[column * rows + row] = newValue }
  }

  /// The elements of column `j`, counted from 0.
  public func column(_ j: Int) -> [Double] { Array(elements[j * rows..<(j + 1) * rows]) }

  /// The elements of row `i`, counted from 0.
  public func row(_ i: Int) -> [Double] { (0..<columns).map { self[i, $0] } }

  /// The transpose.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for j in 0..<columns { for i in 0..<rows { result[j, i] = self[i, j] } }
    return result
  }

  /// The matrix of the named columns, in the order given.
  public func selectingColumns(_ indices: [Int]) -> Matrix {
    Matrix(rows: rows, columns: indices.count, elements: indices.flatMap { column($0) })
  }
}
