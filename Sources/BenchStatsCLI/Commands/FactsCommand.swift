import ArgumentParser
import BenchStats

/// `bench-stats facts DIR`
struct FactsCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    abstract: "Compute every fact about a folder.",
    discussion: "JSON, the default, follows the published schema facts-1.schema.json.")

  @Argument(help: "The folder.")
  var folder: String

  @Flag(inversion: .prefixedNo, help: "Write the block of times and durations.")
  var times = true

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var columns: ColumnOptions
  @OptionGroup var output: OutputOptions

  func execute(isTerminal: Bool) throws -> CommandResult {
    let timed = try TimedAnalysis(folder, columns, confidence: confidence.confidence)
    let sheet = timed.analysis.sheet
    let document = ResultDocument(sheet)
    let inputs = InputFiles(timed.analysis.folder, and: columns.files)
    guard (output.format ?? .json) == .json else {
      return try output.result(of: document, inputs: inputs, isTerminal: isTerminal)
    }
    var result = try output.deliver(
      JSONWriter.text(sheet.json(times: times ? timed.times.facts : [])), inputs: inputs)
    if output.strict, document.hasFindings { result.status = .findings }
    return result
  }
}

/// A folder read and analysed, with the time that took.
struct TimedAnalysis {
  let analysis: FolderAnalysis
  var times: RunTimes

  init(_ path: String, _ columns: ColumnOptions, confidence: Double) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let folder = try readFolder(path, columns)
    let read = clock.now
    analysis = try about(path) {
      try FolderAnalysis(folder, options: AnalysisOptions(confidence: confidence))
    }
    times = RunTimes(ingest: (read - start).seconds, analysis: (clock.now - read).seconds)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
