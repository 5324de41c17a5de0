import ArgumentParser
import BenchStats

/// `bench-stats percentiles FILE --column ttft_s --p 50,90,95,99`
struct PercentilesCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "percentiles",
    abstract: "Percentiles of a column with order-statistic limits.")

  @Argument(
    help: """
      A CSV, TSV, JSON or NDJSON file, also compressed, or a pattern in quotes; '-' is standard \
      input. Several with --as-one.
      """)
  var files: [String]

  @Option(help: "The column.")
  var column: String

  @Option(name: .customLong("p"), help: "The percentiles, in percent, with commas between.")
  var percents: CommaList = CommaList(argument: "50,90,95,99")!

  @Option(help: "The Hyndman-Fan type, 1 to 9.")
  var type = 7

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var table: TableOptions
  @OptionGroup var memory: MemoryOption
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard PercentileMethod(rawValue: type) != nil else {
      throw ValidationError("--type takes a whole number from 1 to 9, not \(type).")
    }
    _ = try probabilities()
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let inputs = try table.inputs(files)
    let document = try about(inputs.name) {
      try ResultDocument(
        percentilesOf: sample(inputs), probabilities: probabilities(),
        method: PercentileMethod(rawValue: type)!, confidence: confidence.confidence)
    }
    return try output.result(
      of: document, inputs: inputs.files, isTerminal: isTerminal)
  }

  private func sample(_ inputs: TableInputs) throws -> ColumnSample {
    guard let allowance = try memory.allowance(inputs) else {
      return try ColumnSample(column, inputs.selection(table))
    }
    return try ColumnSample(
      column, of: inputs.onePath(), keyPath: table.table, csv: table.csv(),
      configuration: table.columns.configuration(), memory: allowance)
  }

  private func probabilities() throws -> [Double] {
    try percents.parts.map { text in
      let number = text.hasPrefix("p") ? String(text.dropFirst()) : text
      guard let percent = Double(number), (0...100).contains(percent) else {
        throw ValidationError("--p takes numbers from 0 to 100, not '\(text)'.")
      }
      return percent / 100
    }
  }
}
