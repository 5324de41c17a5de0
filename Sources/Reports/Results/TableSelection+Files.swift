import Benchmarks
import Tables

extension TableSelection {
  /// The tables of several files as one, with a column of their paths; see
  /// `Table(contentsOfFiles:)`. The files are read as plain tables: what a tool's format knows of
  /// its columns is not asked for.
  ///
  /// - Parameters:
  ///   - name: What the table is called in results.
  ///   - ownOutputs: The files that were passed over because bench-stats wrote them; of each a notice
  ///     tells.
  /// - Throws: `ReadError`; also for a table without rows.
  public init(
    files: [String], named name: String, keyPath: String? = nil, csv: CSVOptions = CSVOptions(),
    configuration: Configuration = Configuration(), passingOver ownOutputs: [String] = []
  ) throws {
    let table = try Table(contentsOfFiles: files, named: name, keyPath: keyPath, csv: csv)
      .adding(ownOutputs.map { ReadNotice(.ownOutput(path: $0)) })
    try self.init(table, path: name, dictionary: configuration.dictionary())
  }
}

extension DescribedFile {
  /// A table of several files, as if it stood in one.
  ///
  /// - Throws: `StatisticsError`, should a statistic refuse its values.
  public init(asOne selection: TableSelection) throws {
    path = selection.run.path
    tool = nil
    tables = [try TableDescription(selection)]
    readings = []
  }
}
