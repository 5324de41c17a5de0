import ArgumentParser
import BenchStats

/// `bench-stats appendix REPORT --data DIR`
struct AppendixCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "appendix",
    abstract: "Append key metrics, verdicts, methods and file digests to a report.",
    discussion: "The report itself is never changed: the result goes to standard output or a file.")

  @Argument(help: "The report, in Markdown.")
  var report: String

  @Option(help: "The folder that the report is about.")
  var data: String

  @Option(help: "Write to this file instead of standard output.")
  var output: String?

  @Flag(help: "Say nothing but errors on standard error.")
  var quiet = false

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var columns: ColumnOptions

  func validate() throws {
    guard output != "" else { throw ValidationError("--output takes the name of a file.") }
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let source = try GroundingSource(
      data: data, facts: nil, columns, confidence: confidence.confidence)
    let markdown = try reportText(report)
    let verification = Verifier(data: source.data).verify(markdown, name: report)
    let text = ReportAppendix(verification, source.analysis!).appended
    guard let output else { return CommandResult(stdout: text) }
    try source.inputs(with: [report]).refuse(output)
    try OutputFile.write(text, to: output)
    return CommandResult(remarks: quiet ? [] : ["wrote \(output)"])
  }
}
