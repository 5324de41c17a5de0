import LinearAlgebra

/// A group of model-matrix columns that enter a model together, such as a factor's indicator
/// columns or all quadratic terms: one row of an analysis of variance.
public struct ModelTerm: Sendable, Equatable {
  /// The term's name in an analysis of variance.
  public let name: String
  /// The names of its columns, which name their coefficients.
  public let columnNames: [String]
  /// The columns, as long as there are observations.
  public let columns: [[Double]]

  /// A term of several columns.
  ///
  /// - Precondition: one name for each column; columns of one length.
  public init(_ name: String, columnNames: [String], columns: [[Double]]) {
    precondition(columnNames.count == columns.count, "one name for each column")
    precondition(
      columns.allSatisfy { $0.count == columns.first?.count }, "columns of one length expected")
    self.name = name
    self.columnNames = columnNames
    self.columns = columns
  }

  /// A term of one column that bears the term's name.
  public init(_ name: String, _ column: [Double]) {
    self.init(name, columnNames: [name], columns: [column])
  }
}

/// The predictors of a linear model: an intercept or none, then the columns of its terms in order.
public struct ModelMatrix: Sendable, Equatable {
  /// The name of the intercept's column and coefficient, as in R.
  public static let interceptName = "(Intercept)"

  /// The columns, the intercept's ones first.
  public let matrix: Matrix
  /// A name for each column.
  public let columnNames: [String]
  /// Whether the first column is an intercept. A constant column in a term does not count as one.
  public let hasIntercept: Bool
  /// The names of the terms in the order in which they enter.
  public let termNames: [String]
  /// For each column the index of its term; nil for the intercept.
  public let termOfColumn: [Int?]

  /// Puts the intercept and the terms side by side.
  ///
  /// - Parameters:
  ///   - rows: the number of observations, which may be 0.
  ///   - intercept: whether a column of ones comes first.
  ///   - terms: the terms in the order in which an analysis of variance is to add them; none is
  ///     fine.
  /// - Precondition: each column holds `rows` numbers.
  public init(rows: Int, intercept: Bool = true, terms: [ModelTerm]) {
    precondition(
      terms.allSatisfy { $0.columns.allSatisfy { $0.count == rows } }, "\(rows) rows expected")
    let ones = intercept ? [[Double](repeating: 1, count: rows)] : []
    let columns = ones + terms.flatMap(\.columns)
    matrix = Matrix(rows: rows, columns: columns.count, elements: columns.flatMap { $0 })
    columnNames = (intercept ? [Self.interceptName] : []) + terms.flatMap(\.columnNames)
    hasIntercept = intercept
    termNames = terms.map(\.name)
    termOfColumn =
      (intercept ? [nil] : [])
      + terms.enumerated().flatMap { index, term in term.columns.map { _ in index } }
  }
}
