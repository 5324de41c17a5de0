import Benchmarks
import Statistics
import Tables

/// The values of one numeric column over the succeeded runs of a table.
public struct ColumnSample: Sendable {
  let path: String
  let name: String
  let unit: Unit?
  let sample: SortedSample
  let missing: Int
  let failed: FailedRows

  /// A column of a table in memory.
  ///
  /// - Throws: `ReadError` for an unknown or non-numeric column.
  public init(_ column: String, _ selection: TableSelection) throws {
    let (values, missing) = try selection.values(column)
    path = selection.run.path
    name = column
    unit = selection.run.columns.first { $0.name == column }?.meaning.unit
    sample = try SortedSample(sorting: values)
    self.missing = missing
    failed = selection.failed
  }

  /// A column of a file. Within `memory` for the whole process a CSV or TSV file is read in parts, with
  /// the same result; others must not be larger.
  ///
  /// - Throws: `ReadError` for the file, for an unknown or non-numeric column, and where `memory` does
  ///   not suffice.
  public init(
    _ column: String, of path: String, keyPath: String? = nil, csv: CSVOptions = CSVOptions(),
    configuration: Configuration = Configuration(), memory: MemoryAllowance
  ) throws {
    guard let parts = try FileInParts(path, csv: csv, allowance: memory) else {
      try self.init(
        column,
        TableSelection(path, keyPath: keyPath, csv: csv, configuration: configuration))
      return
    }
    guard keyPath == nil else {
      throw ReadError(
        file: path, kind: .noTable(found: "the one table of a \(parts.format) file"))
    }
    try self.init(column, parts.runs(configuration), path: path)
  }

  private init(_ column: String, _ runs: RunPasses, path: String) throws {
    let found = try runs.numericColumn(column)
    self.path = path
    name = column
    unit = found.meaning.unit
    sample = try SortedSample(sorting: runs.numbers(found))
    missing = runs.rowCount - runs.failed.count - sample.count
    failed = runs.failed
  }
}
