/// The bootstrap of the coefficients of all pairs of columns: whole rows are drawn, the same for all
/// pairs.
///
/// Replicate i draws n rows by stream i of the seed (see ``RandomStream``). Columns given are drawn
/// with the others, and their influence is taken away anew.
///
/// The distance correlation of a resample lies above that of the data where rows are drawn twice: near
/// independence its limits are open or nil, and a permutation tells more.
///
/// Source: B. Efron, Better bootstrap confidence intervals, JASA 82 (1987).
public struct CorrelationBootstrap: Sendable, Hashable {
  /// Up to so many rows there is a jackknife, which BCa limits need.
  public static let mostJackknifedRows = 5_000

  /// The number of rows.
  public let n: Int
  private let columns: Int
  private let bootstraps: [Bootstrap]

  /// Draws B resamples of the rows.
  ///
  /// - Parameters:
  ///   - given: as in ``CorrelationMatrix``.
  ///   - count: the number of resamples, B.
  ///   - seed: what the random numbers depend on.
  /// - Throws: `StatisticsError.columnNotANumber`, `.unequalLengths`.
  /// - Precondition: `count` is not negative; the method has a partial form, or no column is given.
  /// - Complexity: B + n times that of the coefficients, for more than 5000 rows B times.
  public init(
    columns: [[Double]], method: CorrelationMethod = .pearson, given: [[Double]] = [],
    replicates count: Int, seed: UInt64
  ) throws {
    precondition(count >= 0, "no negative number of replicates")
    precondition(given.isEmpty || method.hasPartialForm, "\(method.rawValue) has no partial form")
    try requireEqualColumns(columns + given)
    let rows = ResampledRows(columns: columns, given: given, method: method)
    n = rows.n
    self.columns = columns.count
    let threads = rows.n * columns.count * count < 1 << 16 ? 1 : processors()
    let estimates = rows.coefficients(of: nil)
    let replicates = mapConcurrently(rows.n > 0 ? count : 0, threads: threads) {
      rows.resampled(RandomStream(seed: seed, index: UInt64($0)))
    }
    let hasJackknife = (2...Self.mostJackknifedRows).contains(rows.n)
    let without = mapConcurrently(hasJackknife ? rows.n : 0, threads: threads) {
      rows.coefficients(without: $0)
    }
    bootstraps = estimates.indices.map { pair in
      Bootstrap(
        estimate: estimates[pair], replicates: replicates.map { $0[pair] },
        influences: Self.influences(without.map { $0[pair] }))
    }
  }

  /// The bootstrap of the coefficient of two columns, in either order.
  ///
  /// - Precondition: `i != j`, and both are columns.
  public func pair(_ i: Int, _ j: Int) -> Bootstrap {
    precondition(i != j, "a pair has two columns")
    precondition((0..<columns).contains(i) && (0..<columns).contains(j), "no such column")
    let (first, second) = (min(i, j), max(i, j))
    return bootstraps[first * (2 * columns - first - 1) / 2 + second - first - 1]
  }

  /// BCa limits of a coefficient; percentile limits for more than 5000 rows. What `Interval.method` says.
  ///
  /// - Returns: nil as ``Bootstrap/interval(_:level:ties:expandedFor:)``.
  /// - Throws: `StatisticsError.levelOutOfRange`.
  public func interval(_ i: Int, _ j: Int, level: Double = 0.95) throws -> Interval? {
    try pair(i, j).interval(n > Self.mostJackknifedRows ? .percentile : .bca, level: level)
  }

  private static func influences(_ without: [Double?]) -> [Double] {
    let values = without.compactMap { $0 }
    guard values.count == without.count, !values.isEmpty else { return [] }
    let n = Double(values.count)
    let mean = CompensatedSum(values).value / n
    return values.map { (n - 1) / n * (mean - $0) }
  }
}

/// Columns whose rows are drawn.
private struct ResampledRows: Sendable {
  let columns: [[Double]]
  let given: [[Double]]
  let method: CorrelationMethod

  var n: Int { columns.first?.count ?? 0 }

  func resampled(_ stream: RandomStream) -> [Double?] {
    var stream = stream
    return coefficients(of: (0..<n).map { _ in stream.index(below: n) })
  }

  func coefficients(without row: Int) -> [Double?] {
    coefficients(of: (0..<n).filter { $0 != row })
  }

  /// The coefficients of all pairs on some rows, all where nil.
  func coefficients(of rows: [Int]?) -> [Double?] {
    func chosen(_ columns: [[Double]]) -> [[Double]] {
      rows.map { rows in columns.map { column in rows.map { column[$0] } } } ?? columns
    }
    let table = try? CoefficientTable(
      chosen(columns), given: chosen(given), method, threads: 1, isTesting: false)
    return columns.indices.flatMap { first in
      columns.indices.dropFirst(first + 1).map { table?.coefficients[first][$0] ?? nil }
    }
  }
}
