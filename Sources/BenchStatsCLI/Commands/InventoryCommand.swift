import ArgumentParser
import BenchStats

/// `bench-stats inventory DIR`
struct InventoryCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "inventory",
    abstract: "Count what stands in a folder: types, bytes, duplicates, problems, gaps.")

  @Argument(help: "The folder.")
  var folder: String

  @OptionGroup var columns: ColumnOptions
  @OptionGroup var output: OutputOptions

  func execute(isTerminal: Bool) throws -> CommandResult {
    let folder = try readFolder(folder, columns)
    let document = ResultDocument(Inventory(folder), folder: folder)
    return try output.result(
      of: document, inputs: InputFiles(folder, and: columns.files), isTerminal: isTerminal)
  }
}
