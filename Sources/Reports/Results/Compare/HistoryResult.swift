import Benchmarks
import Facts
import Statistics
import Tables

/// The changes of one metric of one group along the runs.
public struct MetricHistory: Sendable {
  /// A change with its place.
  public struct Change: Sendable {
    /// What changed, and how.
    public let point: ChangePoint
    /// The file of the first run after the change.
    public let file: String
    /// Its line; nil where it isn't known.
    public let line: Int?
    /// Whether it is the first run of its file.
    public let startsFile: Bool
  }

  /// The metric.
  public let metric: String
  /// Its unit; nil where it isn't known.
  public let unit: Benchmarks.Unit?
  /// Whether smaller values are better; nil where that isn't known.
  public let isSmallerBetter: Bool?
  /// The values of the group's columns.
  public let group: [String]
  /// The number of values.
  public let n: Int
  /// The changes, in the order of time.
  public let changes: [Change]
  /// The method in words.
  public let method: String
}

/// Changes along a history of runs: rows in the order of time, of one file or of several as one table.
///
/// Up to ``mostForEnergy`` values a change is looked for by E-divisive (`EnergyChangePoints`), in longer
/// series by PELT on ranks (`RankChangePoints`).
public struct HistoryResult: Sendable {
  /// Longer series are searched by ranks.
  public static let mostForEnergy = 5000

  /// The histories, by metric and then by group.
  public let histories: [MetricHistory]
  /// The columns of which each combination of values is a series by itself.
  public let groupColumns: [String]
  /// The level of each series: 1 − confidence, divided by the number of series unless p-values are not
  /// to be adjusted.
  public let alpha: Double
  let selection: TableSelection

  /// Looks for changes. Rows of failed runs and without a value are left out.
  ///
  /// - Parameter seed: The same seed gives the same result on every machine.
  /// - Throws: ``ComparisonError`` where there is no metric; `ReadError` for a column.
  /// - Precondition: the confidence lies strictly between 0 and 1.
  public init(
    _ selection: TableSelection, options: ComparisonOptions = ComparisonOptions(),
    seed: UInt64 = 1
  ) throws {
    var options = options
    options.isPaired = false
    let tables = try ComparedTables(selection, selection, options)
    let samples = tables.metrics.flatMap { metric in
      tables.groups.map { (metric, $0.labels, tables.values(metric, $0.rows)) }
    }.filter { !$0.2.base.isEmpty }
    guard !samples.isEmpty else {
      throw ComparisonError(path: selection.run.path, reason: "expected values, found none")
    }
    let alpha = options.adjustment == nil ? options.alpha : options.alpha / Double(samples.count)
    histories = try samples.map { metric, group, values in
      try MetricHistory(
        metric, group: group, values, selection.run, options, alpha: alpha, seed: seed)
    }
    groupColumns = tables.groupColumns
    self.alpha = alpha
    self.selection = selection
  }
}

extension MetricHistory {
  fileprivate init(
    _ metric: ComparedMetric, group: [String], _ values: ComparedValues, _ run: RunTable,
    _ options: ComparisonOptions, alpha: Double, seed: UInt64
  ) throws {
    self.metric = metric.name
    unit = metric.unit
    isSmallerBetter = options.isSmallerBetter(metric.name, metric.unit)
    self.group = group
    n = values.base.count
    let points: [ChangePoint]
    if n <= HistoryResult.mostForEnergy {
      // The least p-value is 1 / (permutations + 1): it must lie well below the level.
      let permutations = min(9_999, max(199, Int((4 / alpha).rounded(.up)) - 1))
      points = try EnergyChangePoints(
        values.base, significance: alpha, permutations: permutations, seed: seed
      ).changes
      method = "E-divisive, \(permutations) permutations"
    } else {
      points = try RankChangePoints(values.base, seed: seed).changes
      method = "PELT on normal scores"
    }
    let rows = values.rows.base
    changes = points.map { point in
      let row = rows[point.index]
      let file = run.table.file(ofRow: row)
      return Change(
        point: point, file: file, line: run.table.line(ofRow: row),
        startsFile: run.table.file(ofRow: rows[point.index - 1]) != file)
    }
  }
}

extension ResultDocument {
  /// The changes along a history of runs, with their places.
  public init(_ result: HistoryResult) {
    let groups = result.groupColumns
    let rows = result.histories.flatMap { history in
      history.changes.map { history.cells($0) }
    }
    let table = OutputTable(
      title: "Changes of \(result.selection.run.path)",
      headers: ["metric", "unit"] + groups + [
        "file", "line", "n before", "n after", "median before", "median after", "ratio", "p",
        "direction",
      ], rows: rows)
    let quiet = result.histories.filter(\.changes.isEmpty).map { history in
      "no change: \(history.name), n = \(history.n)"
    }
    self.init(
      kind: "compare",
      members: [
        ("mode", .string("history")), ("file", .string(result.selection.run.path)),
        ("excluded", result.selection.exclusions(missing: 0)), ("alpha", .double(result.alpha)),
        ("groupedBy", .array(groups.map { .string($0) })),
        ("histories", .array(result.histories.map { $0.json(groups) })),
      ], tables: [table],
      notes: result.selection.exclusionNotes(missing: 0) + [
        "the chance to find any change in a series without is at most "
          + NumberText.significant(result.alpha, digits: 2)
          + " where runs don't depend on the ones before"
      ] + quiet, hasFindings: !rows.isEmpty)
  }
}

extension MetricHistory {
  fileprivate var name: String {
    metric + (group.isEmpty ? "" : " [\(group.joined(separator: ", "))]")
  }

  /// After by before; nil unless both medians are positive.
  private func ratio(_ change: Change) -> Double? {
    guard let before = change.point.before.median, let after = change.point.after.median,
      before > 0, after > 0
    else { return nil }
    return after / before
  }

  private func direction(_ change: Change) -> ChangeDirection? {
    guard let smaller = isSmallerBetter, let before = change.point.before.median,
      let after = change.point.after.median, before != after
    else { return nil }
    return (after > before) == smaller ? .worse : .better
  }

  fileprivate func cells(_ change: Change) -> [OutputCell] {
    [.label(metric), .label(unit?.symbol)] + group.map { .label($0) } + [
      .label(change.file), .count(change.line), .count(change.point.before.count),
      .count(change.point.after.count), .number(change.point.before.median),
      .number(change.point.after.median), .number(ratio(change)), .number(change.point.pValue),
      .label(direction(change)?.rawValue),
    ]
  }

  fileprivate func json(_ groups: [String]) -> JSONValue {
    func level(_ level: ChangePoint.Level) -> JSONValue {
      .object([
        ("n", .count(level.count)), ("median", .number(level.median)),
        ("mean", .number(level.mean)),
      ])
    }
    return .object([
      ("metric", .string(metric)), ("unit", .text(unit?.symbol)),
      ("group", .object(zip(groups, group).map { ($0, .string($1)) })), ("n", .count(n)),
      ("method", .string(method)),
      (
        "changes",
        .array(
          changes.map { change in
            .object([
              ("index", .count(change.point.index)), ("file", .string(change.file)),
              ("line", .count(change.line)), ("startsFile", .boolean(change.startsFile)),
              ("p", .number(change.point.pValue)), ("before", level(change.point.before)),
              ("after", level(change.point.after)), ("ratio", .number(ratio(change))),
              ("direction", .text(direction(change)?.rawValue)),
            ])
          })
      ),
    ])
  }
}
