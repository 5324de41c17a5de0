import Statistics

/// A factor one level of which stands at the first run after each change of the other factors, and
/// so carries the loading of the model.
///
/// A first run is the first of the table, or one in which a factor other than the innermost (the
/// one that changes most often from run to run) differs from the run before. A first run is cold
/// where its loading time is more than ``threshold`` times the median of the other runs'.
public struct ColdStarts: Sendable, Equatable {
  /// The innermost factor.
  public let factor: String
  /// Its level at the first runs.
  public let level: Double
  /// The succeeded first runs.
  public let firstRuns: Int
  /// How many of them have `level`.
  public let firstRunsAtLevel: Int
  /// The runs at `level`.
  public let runsAtLevel: Int
  /// The time that tells a cold run: `load_s`, or the time to first token where there is none.
  public let metric: String
  /// Its unit.
  public let unit: Unit?
  /// The median of the metric over the cold runs.
  public let coldMedian: Double
  /// The median of the metric over all runs that are no first runs.
  public let warmMedian: Double
  /// The rows of the cold runs, in order.
  public let coldRows: [Int]
  /// The succeeded rows that are not cold, in order.
  public let warmRows: [Int]

  /// A run is cold from this multiple of the others' median on.
  public static let threshold = 3.0

  /// Finds the cold starts of a table; nil where it has fewer than two varying factors, no time
  /// that tells, or no cold first run, or where the first runs are spread over the levels.
  ///
  /// - Complexity: O(rows × factors).
  public init?(_ table: RunTable) {
    let order = Array(0..<table.table.rowCount)
    let factors = table.numericFactors.map { ($0.name, table.values($0, rows: order)) }
      .filter { Set($0.1.compactMap { $0 }).count > 1 }
    guard factors.count >= 2, let metric = Self.metric(table) else { return nil }
    func changes(_ values: [Double?]) -> Int {
      zip(values, values.dropFirst()).count { $0 != $1 }
    }
    let innermost = factors.max { changes($0.1) < changes($1.1) }!
    let outer = factors.filter { $0.0 != innermost.0 }
    let isFirst = order.map { row in row == 0 || outer.contains { $0.1[row] != $0.1[row - 1] } }
    let succeeded = table.succeededRows
    let firstRows = succeeded.filter { isFirst[$0] }
    let time = table.values(metric, rows: order)
    let warm = succeeded.filter { !isFirst[$0] }.compactMap { time[$0] }
    guard firstRows.count >= 2, warm.count >= 2,
      let warmMedian = try? SortedSample(warm).median
    else { return nil }
    let cold = firstRows.filter { (time[$0] ?? 0) > Self.threshold * warmMedian }
    let byLevel = Dictionary(grouping: firstRows) { innermost.1[$0] }
    guard let (level, atLevel) = byLevel.max(by: { $0.value.count < $1.value.count }),
      let level, 10 * atLevel.count >= 9 * firstRows.count, 2 * cold.count >= firstRows.count,
      let coldMedian = try? SortedSample(cold.compactMap { time[$0] }).median
    else { return nil }
    factor = innermost.0
    self.level = level
    firstRuns = firstRows.count
    firstRunsAtLevel = atLevel.count
    runsAtLevel = succeeded.count { innermost.1[$0] == level }
    self.metric = metric.name
    unit = metric.meaning.unit
    self.coldMedian = coldMedian
    self.warmMedian = warmMedian
    coldRows = cold
    let coldSet = Set(cold)
    warmRows = succeeded.filter { !coldSet.contains($0) }
  }

  /// The time that tells whether a run loaded the model; nil where the table has none.
  public static func metric(_ table: RunTable) -> RunColumn? {
    ["load_s", "load_ms", "load_duration", "ttft_s", "ttft_ms"].lazy
      .compactMap { name in table.metrics.first { $0.name == name } }.first
  }
}
