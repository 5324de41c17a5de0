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

  @Option(
    help: """
      Columns whose influence is taken from all others first, with commas between: partial \
      correlations (pearson, spearman).
      """)
  var given: CommaList?

  @Option(help: "Limits by the bootstrap, from so many resamples of the rows.")
  var bootstrap: Int?

  @Option(help: "What the random numbers of --bootstrap depend on.")
  var seed: UInt64 = 1

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var table: TableOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let bootstrap, !Self.resamples.contains(bootstrap) {
      throw ValidationError(
        "--bootstrap takes a number from \(Self.resamples.lowerBound) to "
          + "\(Self.resamples.upperBound), such as 2000.")
    }
    try validateGiven()
    guard let columns else { return }
    guard columns.parts.count >= 2, Set(columns.parts).count == columns.parts.count else {
      throw ValidationError("--columns takes at least two different columns.")
    }
  }

  /// Fewer resamples have no 95 % limits; more take long and say no more.
  private static let resamples = 100...1_000_000

  private func validateGiven() throws {
    guard let given else { return }
    guard method.hasPartialForm else {
      throw ValidationError("--given goes with --method pearson or spearman.")
    }
    guard Set(given.parts).count == given.parts.count,
      Set(given.parts).isDisjoint(with: columns?.parts ?? [])
    else { throw ValidationError("--given takes different columns, none of those of --columns.") }
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let inputs = try table.inputs(files)
    let selection = try inputs.selection(table)
    let named = try columns?.parts ?? allColumns(selection)
    let document = try about(inputs.name) {
      try ResultDocument(
        correlationsOf: named, selection,
        CorrelationRequest(
          method: method, given: given?.parts ?? [], confidence: confidence.confidence,
          resamples: bootstrap, seed: seed))
    }
    return try output.result(
      of: document, inputs: inputs.files, isTerminal: isTerminal)
  }

  /// More columns than this are correlated only where they are named: the pairs grow as the square.
  private static let mostColumns = 200

  private func allColumns(_ selection: TableSelection) throws -> [String] {
    let all = (selection.run.numericFactors + selection.run.metrics).map(\.name)
      .filter { !(given?.parts.contains($0) ?? false) }
    guard (2...Self.mostColumns).contains(all.count) else {
      throw AnalysisError(
        path: selection.run.path,
        reason: "expected 2 to \(Self.mostColumns) settings and metrics, found \(all.count); name "
          + "columns with --columns")
    }
    return all
  }
}
