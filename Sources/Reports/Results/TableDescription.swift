import Benchmarks
import Statistics
import Tables

/// A table in figures, for `describe`: what is left when its values are gone.
struct TableDescription: Sendable {
  /// The file.
  let path: String
  /// The table without columns and rows: its key path, notices and form.
  let model: Table
  let rowCount: Int
  let failed: FailedRows
  let mixed: [MixedColumn]
  let columns: [ColumnDescription]

  /// A table in memory. The columns are described on several threads.
  init(_ selection: TableSelection) throws {
    let run = selection.run
    path = run.path
    model = run.table.withoutColumns
    rowCount = run.table.rowCount
    failed = FailedRows(run)
    mixed = MixedColumn.search(run.table)
    let failed = failed.rows
    columns = try parallelMap(run.columns.count) { index in
      let column = run.columns[index]
      let data = run.table.columns[column.index]
      let missing = data.missingCount(excluding: failed)
      return ColumnDescription(
        column: column, type: data.type,
        n: data.count - failed.count - missing, missing: missing,
        summary: try data.numbers(excluding: failed).map { try Summary(sorting: $0) })
    }
  }

  /// A table that is read in parts.
  init(_ passes: RunPasses, path: String) throws {
    self.path = path
    model = passes.model.withoutColumns
    rowCount = passes.rowCount
    failed = passes.failed
    mixed = passes.mixed
    let succeeded = passes.rowCount - passes.failed.count
    var summaries: [Int: Summary] = [:]
    let numeric = passes.columns.filter { passes.model.columns[$0.index].isNumeric }
    var plan = passes.readings(of: numeric)
    while let reading = plan.next() {
      let found = try Self.summaries(passes, reading)
      for (column, summary) in zip(reading.kept + reading.counted, found) {
        summaries[column.index] = summary
      }
      plan.takeBack(reading.counted.filter { summaries[$0.index] == nil })
    }
    let large = plan.withoutRoom
    for (column, summary) in zip(large, try Self.streamedSummaries(passes, large)) {
      summaries[column.index] = summary
    }
    columns = passes.columns.map { column in
      let summary = summaries[column.index]
      let missing = passes.missing(column) ?? succeeded - (summary?.n ?? 0)
      return ColumnDescription(
        column: column, type: passes.model.columns[column.index].type, n: succeeded - missing,
        missing: missing, summary: summary)
    }
  }

  /// The figures of the columns of a reading; nil for one that was to be counted and has too many different
  /// values.
  private static func summaries(
    _ passes: RunPasses, _ reading: ColumnReading
  ) throws -> [Summary?] {
    let (kept, counts) = try passes.numbers(reading)
    let values = OwnedValues(consume kept)
    return try parallelMap(reading.kept.count + counts.count) { index in
      if index < reading.kept.count { return try Summary(sorting: values.take(index)) }
      let counts = counts[index - reading.kept.count]
      return counts.areFew ? Summary(counts) : nil
    }
  }

  /// The figures of columns whose values have no room.
  private static func streamedSummaries(
    _ passes: RunPasses, _ columns: [RunColumn]
  ) throws -> [Summary?] {
    guard !columns.isEmpty else { return [] }
    return try passes.streamed(columns, leastBytes: SummaryPasses.leastBytes) {
      SummaryPasses(bytes: $0, threads: $1)
    }.map(\.summary)
  }

  /// The name of the table among others.
  var name: String { path + (model.keyPath.map { $0.isEmpty ? "" : ":\($0)" } ?? "") }

  var title: String { "\(name): " + counted(rowCount, "row") }

  /// What was left out, and which columns are not what they seem.
  var notes: [String] { mixed.map(\.statement) + failed.notes(missing: 0) }
}

extension Table {
  /// What is said about the table as a whole, without its columns.
  fileprivate var withoutColumns: Table {
    Table(
      columns: [], file: file, keyPath: keyPath, notices: notices, units: units, dialect: dialect)
  }
}

extension FailedRows {
  /// What was left out, in words.
  func notes(missing: Int) -> [String] {
    var notes: [String] = []
    if count > 0 {
      let more = count > places.count ? " …" : ""
      let listed = places.isEmpty ? "" : " (line \(places.joined(separator: ", "))\(more))"
      notes.append(counted(count, "failed run") + " left out" + listed)
    }
    if missing > 0 { notes.append(counted(missing, "row") + " without a value left out") }
    return notes
  }

  /// What was left out, for JSON.
  func exclusions(missing: Int) -> JSONValue {
    .object([("failed", .count(count)), ("missing", .count(missing))])
  }
}

/// The values of columns, each of which goes to one that may sort it where it stands. Different columns
/// may be taken on different threads.
private final class OwnedValues: @unchecked Sendable {
  private let columns: UnsafeMutableBufferPointer<[Double]>

  init(_ values: consuming [[Double]]) {
    columns = .allocate(capacity: values.count)
    // The last owner of each is the one who takes it.
    while let column = values.popLast() {
      (columns.baseAddress! + values.count).initialize(to: column)
    }
  }

  deinit {
    columns.deinitialize()
    columns.deallocate()
  }

  func take(_ index: Int) -> [Double] {
    var column: [Double] = []
    swap(&column, &columns[index])
    return column
  }
}

/// One column of a table in figures.
struct ColumnDescription: Sendable {
  static let headers = [
    "column", "type", "role", "unit", "n", "missing", "mean", "sd", "min", "median", "max", "mad",
  ]

  let column: RunColumn
  let type: ColumnType
  let n: Int
  let missing: Int
  let summary: Summary?

  var cells: [OutputCell] {
    [
      .label(column.name), .label(type.rawValue), .label(column.meaning.role.rawValue),
      .label(column.meaning.unit?.symbol), .count(n), .count(missing),
    ]
      + [
        summary?.mean, summary?.standardDeviation, summary?.minimum, summary?.median,
        summary?.maximum, summary?.medianAbsoluteDeviation,
      ].map { .number($0) }
  }

  var json: JSONValue {
    .object([
      ("name", .string(column.name)), ("type", .string(type.rawValue)),
      ("role", .string(column.meaning.role.rawValue)), ("unit", .text(column.meaning.unit?.symbol)),
      ("n", .count(n)), ("missing", .count(missing)), ("mean", .number(summary?.mean)),
      ("sd", .number(summary?.standardDeviation)), ("min", .number(summary?.minimum)),
      ("median", .number(summary?.median)), ("max", .number(summary?.maximum)),
      ("mad", .number(summary?.medianAbsoluteDeviation)),
    ])
  }
}
