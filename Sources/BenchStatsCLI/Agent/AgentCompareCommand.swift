import ArgumentParser
import BenchStats

/// `bench-stats agent compare baseline.yaml tuned.yaml DIR`
struct AgentCompareCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Hold two configurations of the agent against each other on one folder.",
    discussion: """
      The two take turns, so that a drift of the machine falls on both. Where a configuration says \
      nothing about runs, each has six: the fewest that give limits of a median at 95 %.
      """)

  @Argument(help: "The configuration that is the baseline, a YAML file.")
  var baseline: String

  @Argument(help: "The configuration that is held against it, a YAML file.")
  var tuned: String

  @Argument(help: "The folder.")
  var folder: String

  @Option(help: "How often each configuration runs.")
  var runs: Int?

  @Option(help: ArgumentHelp("The report; standard output without it.", valueName: "report.md"))
  var output: String?

  @Flag(help: "Say nothing but errors on standard error.")
  var quiet = false

  func validate() throws {
    if let runs, runs < 1 { throw ValidationError("--runs takes a whole number from 1.") }
    guard output != "" else { throw ValidationError("--output takes the name of a file.") }
  }

  /// The fewest runs with limits of a median at 95 %.
  private static let usualRuns = 6

  func execute(isTerminal: Bool) throws -> CommandResult {
    let configurations = try [baseline, tuned].map(AgentConfiguration.init(contentsOf:))
    let analysis = try TimedAnalysis(folder, ColumnOptions.none, confidence: 0.95).analysis
    let files = output.map { ReportFiles(report: $0) }
    let inputs = InputFiles(analysis.folder)
    for path in files?.paths ?? [] { try inputs.refuse(path) }
    let workflows = try configurations.map { configuration in
      guard let model = configuration.model else {
        throw AnalysisError(
          path: configuration.name, reason: "expected a configuration with a model, found none")
      }
      return AgentWorkflow(
        analysis, configuration, personas: try Persona.all(in: configuration.personas),
        client: modelClient(model, configuration))
    }
    var results: [[AgentRun]] = [[], []]
    let counts = configurations.map { runs ?? ($0.runs > 1 ? $0.runs : Self.usualRuns) }
    for run in 0..<counts.max()! {
      for side in 0..<2 where run < counts[side] {
        do { results[side].append(try workflows[side].run(run)) } catch let error as ModelError {
          throw AgentFailure(model: configurations[side].model!.description, reason: error)
        }
      }
    }
    let comparison = ConfigurationComparison(
      analysis, baseline: (configurations[0], results[0]), tuned: (configurations[1], results[1]))
    guard let files else { return CommandResult(stdout: comparison.markdown) }
    try files.write(
      report: comparison.markdown, facts: comparison.factsJSON, of: analysis.folder)
    return CommandResult(remarks: quiet ? [] : files.paths.map { "wrote \($0)" })
  }
}

extension ColumnOptions {
  /// Nothing said about columns.
  static var none: ColumnOptions {
    var options = ColumnOptions()
    options.columnRole = []
    options.config = nil
    return options
  }
}
