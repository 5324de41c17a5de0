import Benchmarks
import Statistics
import Tables

/// The values of one numeric column over the succeeded runs of a table.
public struct ColumnSample: Sendable {
  let path: String
  let name: String
  let unit: Unit?
  let failed: FailedRows
  /// The number of succeeded runs, with a value or without.
  private let succeeded: Int
  private let values: Values

  private enum Values: Sendable {
    case sorted(SortedSample)
    /// A file to read when it is known what is wanted.
    case file(RunPasses, RunColumn)
  }

  /// A column of a table in memory.
  ///
  /// - Throws: `ReadError` for an unknown or non-numeric column.
  public init(_ column: String, _ selection: TableSelection) throws {
    let (values, missing) = try selection.values(column)
    path = selection.run.path
    name = column
    unit = try selection.run.column(named: column).meaning.unit
    let sample = try SortedSample(sorting: values)
    self.values = .sorted(sample)
    succeeded = sample.count + missing
    failed = selection.failed
  }

  /// A column of a file. Within `memory` for the whole process a CSV or TSV file is read in parts, with
  /// the same result, and once more for each result where the values of the column have no room; other
  /// files must not be larger.
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
    values =
      runs.hasRoom(found)
      ? .sorted(try SortedSample(sorting: runs.numbers(found))) : .file(runs, found)
    succeeded = runs.rowCount - runs.failed.count
    failed = runs.failed
  }

  /// Percentiles with limits, and how many of the succeeded runs have a value and how many have none.
  ///
  /// - Throws: `StatisticsError` for a probability or level out of range; `ReadError`, where the values
  ///   have no room and the file is read now.
  func percentiles(
    _ probabilities: [Double], method: PercentileMethod, level: Double
  ) throws -> (n: Int, missing: Int, estimates: [PercentileEstimate]) {
    switch values {
    case .sorted(let sample):
      let estimates = try probabilities.map {
        try sample.percentileEstimate($0, method: method, level: level)
      }
      return (sample.count, succeeded - sample.count, estimates)
    case .file(let runs, let column):
      let passes = try runs.streamed(
        [column],
        leastBytes: {
          PercentilePasses.leastBytes(percentiles: probabilities.count, threads: $0)
        },
        start: {
          try PercentilePasses(
            probabilities, method: method, level: level, bytes: $0, threads: $1)
        })
      guard let (n, estimates) = passes[0].estimates else {
        preconditionFailure("passes are complete")
      }
      return (n, succeeded - n, estimates)
    }
  }
}
