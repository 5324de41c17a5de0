import ArgumentParser
import BenchStats

/// `bench-stats formats`
struct FormatsCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "List the tools whose output is recognised, with the rules of their figures.")

  @OptionGroup var output: OutputOptions

  func execute(isTerminal: Bool) throws -> CommandResult {
    try output.result(
      of: ResultDocument(formats: ToolFormats.all), inputs: InputFiles([]), isTerminal: isTerminal)
  }
}
