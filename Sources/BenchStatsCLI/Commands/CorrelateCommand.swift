import ArgumentParser
import BenchStats

/// `bench-stats correlate FILE --columns a,b,c --method pearson`
struct CorrelateCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "correlate",
    abstract: "Correlations of all pairs of columns, with tests adjusted for their number.")

  @Argument(
    help: """
      A CSV, TSV, JSON or NDJSON file, also compressed, or a pattern in quotes; '-' is standard \
      input. Several with --as-one.
      """)
  var files: [String]

  @Option(help: "The columns, with commas between; all settings and metrics where none are named.")
  var columns: CommaList?

  @Option(help: "The measure.")
  var method = CorrelationMethod.pearson

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var table: TableOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard let columns else { return }
    guard columns.parts.count >= 2, Set(columns.parts).count == columns.parts.count else {
      throw ValidationError("--columns takes at least two different columns.")
    }
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let inputs = try table.inputs(files)
    let selection = try inputs.selection(table)
    let named = try columns?.parts ?? allColumns(selection)
    let document = try about(inputs.name) {
      try ResultDocument(
        correlationsOf: named, selection, method: method, confidence: confidence.confidence)
    }
    return try output.result(
      of: document, inputs: inputs.files, isTerminal: isTerminal)
  }

  /// More columns than this are correlated only where they are named: the pairs grow as the square.
  private static let mostColumns = 200

  private func allColumns(_ selection: TableSelection) throws -> [String] {
    let all = (selection.run.numericFactors + selection.run.metrics).map(\.name)
    guard (2...Self.mostColumns).contains(all.count) else {
      throw AnalysisError(
        path: selection.run.path,
        reason: "expected 2 to \(Self.mostColumns) settings and metrics, found \(all.count); name "
          + "columns with --columns")
    }
    return all
  }
}
