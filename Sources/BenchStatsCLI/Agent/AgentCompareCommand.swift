import ArgumentParser
import BenchStats

/// `bench-stats agent compare baseline.yaml tuned.yaml DIR`
struct AgentCompareCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Hold two configurations of the agent against each other on one folder.",
    discussion: """
      The two take turns, so that a drift of the machine falls on both. A configuration that says \
      nothing about runs has six: the fewest that give limits of a median at 95 %.
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
    try AgentOptions.check("runs", runs)
    guard output != "" else { throw ValidationError("--output takes the name of a file.") }
  }

  /// The fewest runs with limits of a median at 95 %.
  private static let usualRuns = 6

  /// The two configurations, with the names and runs that the comparison gives them.
  private func configurations() throws -> [AgentConfiguration] {
    let paths = [baseline, tuned]
    var result = try paths.map(AgentConfiguration.init(contentsOf:))
    for side in 0..<2 {
      guard result[side].model != nil else {
        throw AnalysisError(
          path: paths[side], reason: "expected a configuration with a model, found none")
      }
      try result[side].check()
      result[side].runs = runs ?? result[side].runs ?? Self.usualRuns
    }
    if result[0].name == result[1].name {
      for side in 0..<2 { result[side].name = paths[side] }
    }
    return result
  }

  /// The runs of each, in turn.
  private func run(
    _ configurations: [AgentConfiguration], on analysis: FolderAnalysis
  ) throws -> [[AgentRun]] {
    let workflows = try configurations.map { configuration in
      AgentWorkflow(
        analysis, configuration, personas: try Persona.all(in: configuration.personas),
        client: modelClient(configuration.model!, configuration))
    }
    var results: [[AgentRun]] = [[], []]
    let counts = configurations.map { $0.runs ?? 1 }
    for run in 0..<counts.max()! {
      for side in 0..<2 where run < counts[side] {
        do { results[side].append(try workflows[side].run(run)) } catch let error as ModelError {
          throw AgentFailure(model: configurations[side].model!.description, reason: error)
        }
      }
    }
    return results
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let configurations = try configurations()
    let analysis = try TimedAnalysis(folder, ColumnOptions.alone([]), confidence: 0.95).analysis
    let files = output.map { ReportFiles(report: $0) }
    let inputs = try InputFiles(
      analysis.folder,
      and: [baseline, tuned] + configurations.flatMap { try Persona.files(in: $0.personas) })
    for path in files?.paths ?? [] { try inputs.refuse(path) }
    try files?.refuseUnwritable()
    let results = try run(configurations, on: analysis)
    let comparison = ConfigurationComparison(
      analysis, baseline: (configurations[0], results[0]), tuned: (configurations[1], results[1]))
    guard let files else { return CommandResult(stdout: comparison.markdown) }
    try files.write(
      report: comparison.markdown, facts: comparison.factsJSON, of: analysis.folder)
    return CommandResult(remarks: quiet ? [] : files.paths.map { "wrote \($0)" })
  }
}
