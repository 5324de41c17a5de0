import ArgumentParser
import BenchStats

/// `bench-stats surface FILE --response tokens_s --factors num_gpu,num_ctx,temperature`
struct SurfaceCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "surface",
    abstract: "Fit a full second-order response surface in coded units.")

  @Argument(
    help: """
      A CSV, TSV, JSON or NDJSON file, also compressed, or a pattern in quotes; '-' is standard \
      input. Several with --as-one.
      """)
  var files: [String]

  @Option(help: "The column to explain.")
  var response: String

  @Option(help: "The factors, with commas between.")
  var factors: CommaList

  @Option(
    help: ArgumentHelp(
      "The coding of a factor; its extreme levels become -1 and 1 where none is given. May be "
        + "repeated.", valueName: "factor=centre:half-width"))
  var code: [String] = []

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var table: TableOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard Set(factors.parts).count == factors.parts.count else {
      throw ValidationError("--factors takes different columns.")
    }
    guard !factors.parts.contains(response) else {
      throw ValidationError("The response '\(response)' can't be one of the factors.")
    }
    _ = try coding()
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let inputs = try table.inputs(files)
    let document = try about(inputs.name) {
      try ResultDocument(
        surfaceOf: response, factors: factors.parts, inputs.selection(table), coding: coding(),
        confidence: confidence.confidence)
    }
    return try output.result(
      of: document, inputs: inputs.files, isTerminal: isTerminal)
  }

  private func coding() throws -> [CodedFactor] {
    try code.map { text in
      let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
      let numbers = (sides.count == 2 ? sides[1].split(separator: ":") : []).map { Double($0) }
      guard numbers.count == 2, let centre = numbers[0], let halfWidth = numbers[1],
        centre.isFinite, halfWidth.isFinite, halfWidth > 0
      else {
        throw ValidationError(
          "--code takes FACTOR=CENTRE:HALF-WIDTH, such as num_gpu=519.5:479.5, not '\(text)'.")
      }
      guard factors.parts.contains(sides[0]) else {
        throw ValidationError("--code names '\(sides[0])', which is none of the factors.")
      }
      return CodedFactor(name: sides[0], centre: centre, halfWidth: halfWidth)
    }
  }
}
