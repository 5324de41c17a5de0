import ArgumentParser
import BenchStats

/// `bench-stats report DIR --output report.md --facts facts.json`
struct ReportCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write a report about a folder in which every number is a fact.")

  @Argument(help: "The folder.")
  var folder: String

  @Option(help: "Write the facts to this file as JSON.")
  var facts: String?

  @Flag(inversion: .prefixedNo, help: "Write the block of times and durations.")
  var times = true

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var columns: ColumnOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard output.format == nil || output.format == .markdown else {
      throw ValidationError("A report is written as markdown; see 'facts' for other forms.")
    }
    guard facts != "" else { throw ValidationError("--facts takes the name of a file.") }
    if let facts, let output = output.output, OutputFile.areOne(facts, output) {
      throw ValidationError("--output and --facts take different files.")
    }
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    var timed = try TimedAnalysis(folder, columns, confidence: confidence.confidence)
    let clock = ContinuousClock()
    let start = clock.now
    let report = MarkdownReport(timed.analysis)
    timed.times.report = (clock.now - start).seconds
    let sheet = timed.analysis.sheet
    let runFacts = times ? timed.times.facts : []
    let json = facts.map { _ in JSONWriter.text(sheet.json(times: runFacts)) }
    let inputs = InputFiles(timed.analysis.folder, and: columns.files)
    if let facts { try inputs.refuse(facts) }
    var result = try output.deliver(
      report.text(times: runFacts), inputs: inputs)
    if let facts, let json {
      try OutputFile.write(json, to: facts)
      if !output.quiet { result.remarks.append("wrote \(facts)") }
    }
    if output.strict, !sheet.facts(.audit).isEmpty { result.status = .findings }
    return result
  }
}
