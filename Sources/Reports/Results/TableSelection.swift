import Benchmarks
import Tables

/// A table of runs as a command asks for it: failed runs set apart, and said so.
public struct TableSelection: Sendable {
  /// The table.
  public let run: RunTable

  /// The table of a file; for the output of a known tool that of its raw samples.
  ///
  /// - Throws: `ReadError`; also for a table without rows.
  public init(
    _ path: String, keyPath: String? = nil, csv: CSVOptions = CSVOptions(),
    configuration: Configuration = Configuration()
  ) throws {
    try self.init(
      BenchmarkFile(path, csv: csv).table(keyPath: keyPath), path: path,
      configuration: configuration)
  }

  /// A table that was read already.
  ///
  /// - Throws: `ReadError` for a table without rows.
  init(_ table: ToolTable, path: String, configuration: Configuration) throws {
    try self.init(
      table.table, path: path, dictionary: configuration.dictionary(table.meanings))
  }

  /// A table whose columns mean what the dictionary says.
  ///
  /// - Throws: `ReadError` for a table without rows.
  init(_ table: Table, path: String, dictionary: ColumnDictionary) throws {
    guard table.rowCount > 0 else {
      throw ReadError(file: path, line: 1, kind: .headerOnly(columns: table.columns.count))
    }
    run = RunTable(name: path, path: path, table: table, dictionary: dictionary)
  }

  /// The values of a numeric column over the succeeded runs, missing ones left out; and how many
  /// were missing.
  ///
  /// - Throws: `ReadError` for an unknown or non-numeric column.
  public func values(_ column: String) throws -> (values: [Double], missing: Int) {
    let all = try run.table.numbers(column)
    let rows = run.succeededRows.filter { all[$0].map { !$0.isNaN } ?? false }
    return (rows.map { all[$0]! }, run.succeededRows.count - rows.count)
  }

  /// The rows of succeeded runs in which every one of the columns has a finite value, and those
  /// values column by column.
  ///
  /// - Throws: `ReadError` for an unknown or non-numeric column.
  public func completeRows(_ columns: [String]) throws -> (rows: [Int], values: [[Double]]) {
    let all = try columns.map { try run.table.numbers($0) }
    let rows = run.succeededRows.filter { row in all.allSatisfy { $0[row]?.isFinite ?? false } }
    return (rows, all.map { column in rows.map { column[$0]! } })
  }

  /// What was left out, in words.
  func exclusionNotes(missing: Int) -> [String] {
    var notes: [String] = []
    if !run.failed.isEmpty {
      let lines = run.failed.prefix(10).compactMap { failed in
        failed.line.map { line in
          run.table.sourceColumn == nil
            ? "\(line)" : "\(line) of \(run.table.file(ofRow: failed.row))"
        }
      }
      let more = run.failed.count > lines.count ? " …" : ""
      let places = lines.isEmpty ? "" : " (line \(lines.joined(separator: ", "))\(more))"
      notes.append(counted(run.failed.count, "failed run") + " left out" + places)
    }
    if missing > 0 { notes.append(counted(missing, "row") + " without a value left out") }
    return notes
  }

  /// What was left out, for JSON.
  func exclusions(missing: Int) -> JSONValue {
    .object([("failed", .count(run.failed.count)), ("missing", .count(missing))])
  }
}
