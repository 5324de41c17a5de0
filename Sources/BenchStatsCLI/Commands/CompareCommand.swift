import ArgumentParser
import BenchStats

extension ComparisonTest: ExpressibleByArgument {}

/// `bench-stats compare BASE NEW --threshold 1% --fail-on regression`
struct CompareCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two tables of runs metric by metric: ratios, tests, verdicts.",
    discussion: """
      Of each metric that both have, ratio (or difference) with limits, p-value adjusted for the \
      number of comparisons, effect size and one of three verdicts: changed (better or worse), \
      unchanged, undecided. One FILE alone, or --noise FILE, is compared with itself; --history \
      FILES looks for changes along the runs of several files in the order of time.
      """)

  @Argument(
    help: """
      The base and the new table: CSV, TSV, JSON or NDJSON files, or outputs of tools, also \
      compressed; '-' is standard input. Each may be a folder or a pattern in quotes with --as-one.
      """)
  var files: [String]

  @Option(help: "The metrics, with commas between; all that both have where none are named.")
  var metric: CommaList?

  @Option(
    help: """
      Columns of which each combination of values is compared by itself, with commas between; \
      'none' for all rows together. Without it the columns of what runs are about. With --paired the \
      columns that tell which rows belong together.
      """)
  var by: CommaList?

  @Option(help: "The test.")
  var test = ComparisonTest.mannWhitney

  @Flag(help: "Compare row by row, in their order or as --by tells.")
  var paired = false

  @Option(help: "How p-values are adjusted for the number of comparisons.")
  var adjust = AdjustmentChoice.holm

  @Option(help: "What makes no difference in practice, such as 1% or 0.01.")
  var threshold = FractionOption(0.01)

  @Option(help: "Columns of which less is better, with commas between, where units don't tell.")
  var lowerIsBetter: CommaList?

  @Option(help: "Columns of which more is better, with commas between.")
  var higherIsBetter: CommaList?

  @Option(help: "Exit with 3 where a metric got worse beyond the threshold, or changed.")
  var failOn: FailureCondition?

  @Flag(help: "Compare one table with itself: the noise floor and the share of false alarms.")
  var noise = false

  @Flag(help: "Look for changes along the runs of files in the order of time.")
  var history = false

  @Option(help: "How often --noise splits each sample.")
  var splits = 1000

  @Option(help: "What the random numbers of --noise and --history depend on.")
  var seed: UInt64 = 1

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var table: TableOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    let both = Set(lowerIsBetter?.parts ?? []).intersection(higherIsBetter?.parts ?? [])
    guard !(noise && history) else {
      throw ValidationError("--noise and --history can't be combined.")
    }
    guard both.isEmpty else {
      throw ValidationError("--lower-is-better and --higher-is-better take different columns.")
    }
    guard Set(metric?.parts ?? []).count == metric?.parts.count ?? 0 else {
      throw ValidationError("--metric takes different columns.")
    }
    guard !paired || test.hasPairedForm else {
      throw ValidationError("--paired takes --test mann-whitney (signed rank) or welch (paired t).")
    }
    guard !paired || files.count == 2 else { throw ValidationError("--paired takes two tables.") }
    guard (1...1_000_000).contains(splits) else {
      throw ValidationError("--splits takes a number from 1 to 1000000.")
    }
    guard failOn == nil || !isNoise && !history else {
      throw ValidationError("--fail-on takes two tables.")
    }
    guard history || files.count <= (noise ? 1 : 2) else {
      throw ValidationError(
        noise
          ? "--noise takes one table."
          : "Expected a base and a new table, found \(files.count) (--as-one reads folders and "
            + "patterns as one).")
    }
    guard files.count(where: { $0 == "-" }) <= 1 else {
      throw ValidationError("Standard input is one table.")
    }
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    if history { return try changes(isTerminal) }
    let base = try table.inputs([files[0]])
    if isNoise {
      let result = try about(base.name) {
        try NoiseResult(base.selection(table), options: options, splits: splits, seed: seed)
      }
      return try output.result(
        of: ResultDocument(result), inputs: base.files, isTerminal: isTerminal)
    }
    let new = try table.inputs([files[1]])
    let result = try about(new.name) {
      try TableComparison(
        base: base.selection(table), new: new.selection(table), options: options)
    }
    var answer = try output.result(
      of: ResultDocument(result),
      inputs: InputFiles(base.paths + new.paths + table.columns.files), isTerminal: isTerminal)
    if failOn?.holds(result) == true { answer.status = .findings }
    return answer
  }

  private func changes(_ isTerminal: Bool) throws -> CommandResult {
    let inputs = try TableInputs(files, asOne: files.count > 1 || table.asOne)
    let result = try about(inputs.name) {
      try HistoryResult(inputs.selection(table), options: options, seed: seed)
    }
    return try output.result(
      of: ResultDocument(result), inputs: InputFiles(inputs.paths + table.columns.files),
      isTerminal: isTerminal)
  }

  private var isNoise: Bool { noise || (files.count == 1 && !history) }

  private var options: ComparisonOptions {
    var options = ComparisonOptions()
    options.metrics = metric?.parts
    options.groupColumns = by?.parts == ["none"] ? [] : by?.parts
    options.test = test
    options.isPaired = paired
    options.adjustment = adjust.method
    options.threshold = threshold.fraction
    options.confidence = confidence.confidence
    options.smallerIsBetter = lowerIsBetter?.parts ?? []
    options.largerIsBetter = higherIsBetter?.parts ?? []
    return options
  }
}

/// What makes `compare` exit with 3.
enum FailureCondition: String, ExpressibleByArgument, CaseIterable {
  case regression
  case change

  func holds(_ result: TableComparison) -> Bool {
    self == .regression ? result.hasRegression : result.hasChange
  }
}

/// A method of adjusting p-values, or none.
struct AdjustmentChoice: ExpressibleByArgument {
  let method: MultipleComparisonMethod?

  static let holm = AdjustmentChoice(method: .holm)
  static let allValueStrings = ["none"] + MultipleComparisonMethod.allCases.map(\.rawValue)

  var defaultValueDescription: String { method?.rawValue ?? "none" }

  init(method: MultipleComparisonMethod?) { self.method = method }

  init?(argument: String) {
    guard argument != "none" else {
      method = nil
      return
    }
    guard let method = MultipleComparisonMethod(rawValue: argument) else { return nil }
    self.method = method
  }
}

/// A fraction below 1, or a percentage.
struct FractionOption: ExpressibleByArgument {
  let fraction: Double

  var defaultValueDescription: String { "\(NumberText.plain(100 * fraction))%" }

  init(_ fraction: Double) { self.fraction = fraction }

  init?(argument: String) {
    if argument.hasSuffix("%") {
      guard let percent = Double(argument.dropLast()), percent >= 0, percent.isFinite else {
        return nil
      }
      fraction = percent / 100
    } else {
      // What is no percentage and 1 or more was most likely meant as one.
      guard let value = Double(argument), value >= 0, value < 1 else { return nil }
      fraction = value
    }
  }
}
