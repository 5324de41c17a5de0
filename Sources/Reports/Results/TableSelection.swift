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
    guard let values = try run.table.requiredColumn(column).numbers(excluding: failed.rows) else {
      // The error says which value is no number.
      return (try run.table.values(column), 0)
    }
    return (values, run.succeededRows.count - values.count)
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

  /// The failed runs.
  var failed: FailedRows { FailedRows(run) }

  /// What was left out, in words.
  func exclusionNotes(missing: Int) -> [String] { failed.notes(missing: missing) }

  /// What was left out, for JSON.
  func exclusions(missing: Int) -> JSONValue { failed.exclusions(missing: missing) }
}
