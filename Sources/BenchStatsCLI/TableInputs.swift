import ArgumentParser
import BenchStats

/// The files of a command, patterns and folders taken for what they mean.
struct TableInputs {
  /// What the user called them.
  let name: String
  let paths: [String]
  let asOne: Bool
  /// The files of folders that were passed over because bench-stats wrote them.
  let ownOutputs: [String]
  /// What else is read.
  private let others: [String]

  /// - Throws: `ReadError` for a pattern or folder that means no file.
  init(_ arguments: [String], asOne: Bool, and others: [String] = []) throws {
    name = arguments.joined(separator: " ")
    (paths, ownOutputs) = try InputPaths.found(arguments, opensFolders: asOne)
    self.asOne = asOne
    self.others = others
  }

  /// The files, for an output that must not take the place of one.
  var files: InputFiles { InputFiles(paths + others) }

  /// The one table that is meant.
  ///
  /// - Throws: `ReadError`; ``AnalysisError`` for several files that are not to be read as one.
  func selection(_ options: TableOptions) throws -> TableSelection {
    let configuration = try options.columns.configuration()
    if asOne {
      return try TableSelection(
        files: paths, named: name, keyPath: options.table, csv: options.csv(),
        configuration: configuration, passingOver: ownOutputs)
    }
    return try TableSelection(
      onePath(), keyPath: options.table, csv: options.csv(), configuration: configuration)
  }

  /// The one file that is meant.
  ///
  /// - Throws: ``AnalysisError`` for several.
  func onePath() throws -> String {
    guard paths.count == 1 else {
      throw AnalysisError(
        path: name,
        reason: "expected one file, found \(paths.count) (--as-one reads them as one table)")
    }
    return paths[0]
  }
}
