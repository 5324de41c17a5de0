import ArgumentParser
import BenchStats

/// `bench-stats describe FILE…`
struct DescribeCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Describe the columns of files: type, role, unit and the usual statistics.",
    discussion: """
      The output of a known tool (see 'formats') is recognised by its content and described from \
      its raw samples, with the tool's own figures beside ours.
      """)

  @Argument(
    help: """
      CSV, TSV, JSON or NDJSON files, or outputs of tools, also compressed, or patterns in quotes; \
      '-' is standard input.
      """)
  var files: [String]

  @Flag(help: "Tell the form in which each CSV file was read, choice by choice, and why.")
  var dialect = false

  @OptionGroup var table: TableOptions
  @OptionGroup var memory: MemoryOption
  @OptionGroup var output: OutputOptions

  func execute(isTerminal: Bool) throws -> CommandResult {
    let inputs = try table.inputs(files)
    return try output.result(
      of: ResultDocument(describing: described(inputs), showsDialect: dialect),
      inputs: inputs.files,
      isTerminal: isTerminal)
  }

  private func described(_ inputs: TableInputs) throws -> [DescribedFile] {
    let allowance = try memory.allowance(inputs)
    if inputs.asOne {
      return [try about(inputs.name) { try DescribedFile(asOne: inputs.selection(table)) }]
    }
    let configuration = try table.columns.configuration()
    let csv = try table.csv()
    return try inputs.paths.map { file in
      try about(file) {
        try DescribedFile(
          file, keyPath: table.table, csv: csv, configuration: configuration, memory: allowance)
      }
    }
  }
}
