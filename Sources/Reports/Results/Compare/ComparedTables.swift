import Benchmarks
import Facts
import Statistics
import Tables

/// One of two tables that are compared, with the rows of a group.
struct ComparedRows {
  var base: [Int] = []
  var new: [Int] = []
}

/// A metric that both tables have.
struct ComparedMetric {
  let name: String
  let unit: Benchmarks.Unit?
  let base: RunColumn
  let new: RunColumn
}

/// Two tables laid side by side: the metrics and the groups of rows that both have.
struct ComparedTables {
  let base: TableSelection
  let new: TableSelection
  let metrics: [ComparedMetric]
  /// The columns that make the groups.
  let groupColumns: [String]
  /// The groups of both tables, in order of appearance.
  let groups: [(labels: [String], rows: ComparedRows)]
  /// The groups that one table has alone.
  let onlyInBase: [String], onlyInNew: [String]

  /// - Throws: ``ComparisonError`` where they have no metric or no group in common, or different units;
  ///   `ReadError` for a column that is missing or not numeric.
  init(_ base: TableSelection, _ new: TableSelection, _ options: ComparisonOptions) throws {
    self.base = base
    self.new = new
    for run in [base.run, new.run] where run.succeededRows.isEmpty {
      throw ComparisonError(
        path: run.path,
        reason: "expected runs that succeeded, found " + counted(run.failed.count, "failed run"))
    }
    metrics = try Self.metrics(base.run, new.run, options.metrics)
    for name in options.smallerIsBetter + options.largerIsBetter {
      _ = try base.run.column(named: name)
    }
    groupColumns = try Self.groupColumns(base.run, new.run, options)
    let ofBase = try Self.rows(base.run, groupColumns, base.run.succeededRows)
    let ofNew = try Self.rows(new.run, groupColumns, new.run.succeededRows)
    let (rowsOfBase, rowsOfNew) = (ofBase.rows, ofNew.rows)
    groups = ofBase.order.compactMap { key in
      rowsOfNew[key].map { (key.labels, ComparedRows(base: rowsOfBase[key]!, new: $0)) }
    }
    onlyInBase = ofBase.order.filter { rowsOfNew[$0] == nil }.map(\.text)
    onlyInNew = ofNew.order.filter { rowsOfBase[$0] == nil }.map(\.text)
    guard !groups.isEmpty else {
      func listed(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.prefix(5).joined(separator: "; ")
      }
      throw ComparisonError(
        path: new.run.path,
        reason: "expected a group by \(groupColumns.joined(separator: ", ")) that "
          + "\(base.run.path) has too (\(listed(onlyInBase))), found \(listed(onlyInNew)); "
          + "--by names other columns, --by none compares all rows together")
    }
  }

  private static func metrics(
    _ base: RunTable, _ new: RunTable, _ named: [String]?
  ) throws -> [ComparedMetric] {
    let inNew = Set(new.metrics.map { TextKey($0.name) })
    let names = named ?? base.metrics.map(\.name).filter { inNew.contains(TextKey($0)) }
    guard !names.isEmpty else {
      func listed(_ run: RunTable) -> String {
        run.metrics.isEmpty ? "none" : run.metrics.prefix(10).map(\.name).joined(separator: ", ")
      }
      throw ComparisonError(
        path: new.path,
        reason: "expected a metric that \(base.path) has too (\(listed(base))), found "
          + listed(new))
    }
    return try names.map { name in
      let (inBase, inNew) = (try numeric(name, base), try numeric(name, new))
      let units = (inBase.meaning.unit, inNew.meaning.unit)
      if let first = units.0, let second = units.1, first != second {
        throw ComparisonError(
          path: new.path,
          reason: "expected column '\(name)' in \(first) as in \(base.path), found \(second)")
      }
      return ComparedMetric(name: name, unit: units.0 ?? units.1, base: inBase, new: inNew)
    }
  }

  private static func numeric(_ name: String, _ run: RunTable) throws -> RunColumn {
    let column = try run.column(named: name)
    if !run.table.columns[column.index].isNumeric { _ = try run.table.values(name) }
    return column
  }

  /// The columns asked for; else the entity columns of both that tell rows of either apart.
  private static func groupColumns(
    _ base: RunTable, _ new: RunTable, _ options: ComparisonOptions
  ) throws -> [String] {
    if let named = options.groupColumns, !options.isPaired {
      for name in named {
        _ = try base.column(named: name)
        _ = try new.column(named: name)
      }
      return named
    }
    let telling = Set((base.tellingEntities + new.tellingEntities).map { TextKey($0.name) })
    let others = Set(new.columns(.entity).map { TextKey($0.name) })
    return base.columns(.entity).map(\.name).filter { name in
      let key = TextKey(name)
      return telling.contains(key) && others.contains(key)
        && !(options.groupColumns ?? []).contains { $0.isSame(as: name) }
        && base.table.sourceColumn != name && new.table.sourceColumn != name
    }
  }

  /// Rows by the values of some columns, in order of appearance.
  static func rows(
    _ run: RunTable, _ names: [String], _ rows: [Int]
  ) throws -> (order: [RowKey], rows: [RowKey: [Int]]) {
    guard !names.isEmpty else {
      return rows.isEmpty ? ([], [:]) : ([RowKey([])], [RowKey([]): rows])
    }
    let columns = try names.map { run.table.columns[try run.column(named: $0).index] }
    var order: [RowKey] = []
    var found: [RowKey: [Int]] = [:]
    for row in rows {
      let key = RowKey(
        columns.map { column in
          // A whole number is the same value in a column of doubles.
          column.double(at: row).map(shortest) ?? column.text(at: row) ?? "none"
        })
      if found[key] == nil { order.append(key) }
      found[key, default: []].append(row)
    }
    return (order, found)
  }
}

/// The values that make a group of rows.
struct RowKey: Hashable {
  let labels: [String]
  private let keys: [TextKey]

  init(_ labels: [String]) {
    self.labels = labels
    keys = labels.map { TextKey($0) }
  }

  /// The values in words.
  var text: String { labels.joined(separator: ", ") }

  static func == (a: RowKey, b: RowKey) -> Bool { a.keys == b.keys }
  func hash(into hasher: inout Hasher) { hasher.combine(keys) }
}
