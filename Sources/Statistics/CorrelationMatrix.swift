import LinearAlgebra

/// The correlation of two columns with what is known of its uncertainty.
public struct CorrelationPair: Sendable, Hashable {
  /// The index of the first column, counted from 0; the smaller one.
  public let first: Int
  /// The index of the second column.
  public let second: Int
  /// The number of rows.
  public let n: Int
  /// The coefficient in −1...1; nil where a column is constant (n < 2 among that), for Pearson also
  /// where a value is infinite.
  public let coefficient: Double?
  /// The two-sided p-value of independence; nil without coefficient, for Pearson also for n < 3.
  public let pValue: Double?
  /// How `pValue` was calculated; nil where it is nil.
  public let test: CorrelationTest?
  /// Limits by Fisher's z: approximate, for normal data. nil for biweight and distance, n < 4 (Kendall:
  /// 5; one more for each column given) and rank coefficients of ±1. See
  /// ``CorrelationBootstrap`` for others.
  public let interval: Interval?
  /// `pValue` adjusted for all pairs of the matrix by Holm's method.
  public fileprivate(set) var holmPValue: Double?
  /// `pValue` adjusted for all pairs of the matrix by Benjamini and Hochberg's method.
  public fileprivate(set) var benjaminiHochbergPValue: Double?
}

/// The correlations of all pairs of columns.
public struct CorrelationMatrix: Sendable, Hashable {
  /// The measure.
  public let method: CorrelationMethod
  /// The names of the columns.
  public let names: [String]
  /// The number of rows.
  public let n: Int
  /// All pairs with `first < second`: (0, 1), (0, 2), … (1, 2), …
  public let pairs: [CorrelationPair]
  /// How many of the columns given carry information of their own; see ``PartialCorrelation``.
  public let controls: Int
  /// Whether a column correlates with itself: neither constant nor, for Pearson, infinite.
  private let varies: [Bool]

  /// The correlations of `columns`.
  ///
  /// Pearson: the columns are centred by compensated means and scaled by powers of two, multiplied by
  /// `dsyrk` in blocks of rows with compensated totals, and divided by their lengths. Spearman: the
  /// same of midranks. Kendall: Knight's algorithm. Biweight: as Pearson, of the columns of
  /// ``BiweightColumn``. Distance: see ``DistanceCorrelation``. Tests as R's `cor.test`, see `CorrelationTest`.
  /// - Parameters:
  ///   - columns: equally long, without missing values.
  ///   - names: one for each column; "column 1" and so on if nil.
  ///   - method: the measure.
  ///   - given: columns whose influence is taken from all others first, which makes the coefficients
  ///     partial ones; see ``PartialCorrelation``. Errors count them after the others.
  ///   - level: the level of `CorrelationPair.interval`.
  /// - Throws: `StatisticsError.columnNotANumber`, `.unequalLengths`, `.unequalNames`,
  ///   `.levelOutOfRange`.
  /// - Precondition: the method has a partial form, or no column is given.
  /// - Complexity: for n rows and k columns O(n k²), Kendall and distance O(n log n k²). Threads share
  ///   the work of large tables; their number changes no result.
  public init(
    columns: [[Double]], names: [String]? = nil, method: CorrelationMethod = .pearson,
    given: [[Double]] = [], level: Double = 0.95
  ) throws {
    precondition(given.isEmpty || method.hasPartialForm, "\(method.rawValue) has no partial form")
    try Self.check(columns, names, given, level)
    self.method = method
    self.names = names ?? columns.indices.map { "column \($0 + 1)" }
    n = columns.first?.count ?? 0
    let tested = try PairTests(columns, given: given, method)
    varies = tested.varies
    controls = tested.controls
    let used = n - controls
    let plain = columns.indices.flatMap { first in
      columns.indices.dropFirst(first + 1).map { second in
        let pair = tested.pair(first, second)
        let interval = pair.flatMap {
          coefficientLimits($0.coefficient, n: used, method: method, level: level)
        }
        return CorrelationPair(
          first: first, second: second, n: columns[first].count, tested: pair, interval: interval)
      }
    }
    pairs = try Self.withAdjustedPValues(plain)
  }

  /// The correlations of the columns of a matrix; everything else as for an array of columns.
  public init(
    _ matrix: Matrix, names: [String]? = nil, method: CorrelationMethod = .pearson,
    level: Double = 0.95
  ) throws {
    try self.init(
      columns: (0..<matrix.columns).map(matrix.column), names: names, method: method, level: level)
  }

  /// The pair of two columns, in either order.
  ///
  /// - Precondition: `i != j`, and both are columns.
  public func pair(_ i: Int, _ j: Int) -> CorrelationPair {
    precondition(i != j, "a pair has two columns")
    precondition(names.indices.contains(i) && names.indices.contains(j), "no such column")
    let (first, second) = (min(i, j), max(i, j))
    return pairs[first * (2 * names.count - first - 1) / 2 + second - first - 1]
  }

  /// The coefficient of columns i and j: exactly 1 for i == j; nil where a column is constant.
  ///
  /// - Precondition: both are columns.
  public subscript(i: Int, j: Int) -> Double? {
    i == j ? (varies[i] ? 1 : nil) : pair(i, j).coefficient
  }

  private static func check(
    _ columns: [[Double]], _ names: [String]?, _ given: [[Double]], _ level: Double
  ) throws {
    try requireLevel(level)
    if let names, names.count != columns.count {
      throw StatisticsError.unequalNames(expected: columns.count, found: names.count)
    }
    for (index, column) in (columns + given).enumerated() where column.count != columns.first?.count
    {
      throw StatisticsError.unequalLengths(
        column: index, expected: columns.first?.count ?? 0, found: column.count)
    }
  }

  private static func withAdjustedPValues(
    _ pairs: [CorrelationPair]
  ) throws -> [CorrelationPair] {
    let pValues = pairs.map(\.pValue)
    let holm = try adjusted(pValues, method: .holm)
    let benjaminiHochberg = try adjusted(pValues, method: .benjaminiHochberg)
    return pairs.indices.map { index in
      var pair = pairs[index]
      pair.holmPValue = holm[index]
      pair.benjaminiHochbergPValue = benjaminiHochberg[index]
      return pair
    }
  }
}

extension CorrelationPair {
  fileprivate init(
    first: Int, second: Int, n: Int, tested: TestedCoefficient?, interval: Interval?
  ) {
    self.first = first
    self.second = second
    self.n = n
    coefficient = tested?.coefficient
    pValue = tested?.pValue
    test = tested?.test
    self.interval = interval
  }
}

/// The correlation of two columns; its adjusted p-values equal the plain one.
///
/// - Throws: as `CorrelationMatrix.init`.
public func correlation(
  _ x: [Double], _ y: [Double], method: CorrelationMethod = .pearson, level: Double = 0.95
) throws -> CorrelationPair {
  try CorrelationMatrix(columns: [x, y], method: method, level: level).pairs[0]
}
