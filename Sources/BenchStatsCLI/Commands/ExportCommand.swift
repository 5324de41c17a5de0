import ArgumentParser
import BenchStats

/// `bench-stats export DIR --output notebooks-export/NAME`
struct ExportCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write tidy CSV tables, facts.json and a notebook that shows them.")

  @Argument(help: "The folder.")
  var folder: String

  @Option(help: "The folder to write to; it is made where it does not exist.")
  var output: String

  @Flag(help: "Say nothing but errors on standard error.")
  var quiet = false

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var columns: ColumnOptions

  func validate() throws {
    guard output != "" else { throw ValidationError("--output takes the name of a folder.") }
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let timed = try TimedAnalysis(folder, columns, confidence: confidence.confidence)
    let files = NotebookExport(timed.analysis).files
    let inputs = InputFiles(timed.analysis.folder, and: columns.files)
    for file in files { try inputs.refuse("\(output)/\(file.name)") }
    try OutputFile.makeDirectory(output)
    for file in files { try OutputFile.write(file.text, to: "\(output)/\(file.name)") }
    return CommandResult(remarks: quiet ? [] : files.map { "wrote \(output)/\($0.name)" })
  }
}
