import ArgumentParser
import BenchStats
import Glibc

/// `bench-stats agent DIR --model ollama:NAME --output report.md`
struct AgentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent",
    abstract: "Let a model write the words of a report in which every number is a fact.",
    subcommands: [AgentRunCommand.self, AgentCompareCommand.self, AgentPersonasCommand.self],
    defaultSubcommand: AgentRunCommand.self)
}

/// `bench-stats agent DIR`, the report itself.
struct AgentRunCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Write a report, its facts and their digests (the default).",
    discussion: """
      Beside report.md stand report.facts.json and report.digests.json. The key of an \
      OpenAI-compatible server is taken from OPENAI_API_KEY.
      """)

  @Argument(help: "The folder.")
  var folder: String

  @Option(help: ArgumentHelp("The report.", valueName: "report.md"))
  var output: String

  @Flag(help: "Fail where the model does, instead of writing the report without its words.")
  var noFallback = false

  @Flag(inversion: .prefixedNo, help: "Write the block of times and durations.")
  var times = true

  @Flag(help: "Say nothing but errors on standard error.")
  var quiet = false

  @Option(
    help: ArgumentHelp(
      "The role and unit of a column, such as latency=metric:ms; may be repeated.",
      valueName: "name=role:unit"))
  var columnRole: [String] = []

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var agent: AgentOptions

  func validate() throws {
    guard output != "" else { throw ValidationError("--output takes the name of a file.") }
    _ = try columns()
  }

  private func columns() throws -> ColumnOptions {
    let options = ColumnOptions.alone(columnRole)
    try options.validate()
    return options
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let configuration = try agent.configuration()
    let personas = try Persona.all(in: configuration.personas)
    let files = ReportFiles(report: output)
    var timed = try TimedAnalysis(folder, columns(), confidence: confidence.confidence)
    let inputs = try InputFiles(
      timed.analysis.folder,
      and: [agent.config].compactMap(\.self) + Persona.files(in: configuration.personas))
    for path in files.paths { try inputs.refuse(path) }
    try files.refuseUnwritable()
    let clock = ContinuousClock()
    let start = clock.now
    let (runs, failure) = try runs(timed.analysis, configuration, personas)
    timed.times.report = (clock.now - start).seconds
    let report = AgentReport(
      timed.analysis, configuration: configuration, personas: personas, runs: runs,
      failure: failure, times: times ? timed.times.facts : [])
    try files.write(report, timed.analysis.folder)
    var result = CommandResult()
    if !quiet {
      if let failure {
        let model = configuration.model!
        let what =
          runs.isEmpty
          ? "the report has no words of \(model)"
          : "only \(runs.count) of \(configuration.runs ?? 1) runs of \(model) came to their end"
        result.remarks.append("\(what): \(failure.description)")
      }
      result.remarks += files.paths.map { "wrote \($0)" }
    }
    return result
  }

  /// The runs of the model, and why they ended early.
  private func runs(
    _ analysis: FolderAnalysis, _ configuration: AgentConfiguration, _ personas: [Persona]
  ) throws -> ([AgentRun], ModelError?) {
    guard let model = configuration.model else { return ([], nil) }
    let workflow = AgentWorkflow(
      analysis, configuration, personas: personas, client: modelClient(model, configuration))
    var runs: [AgentRun] = []
    do {
      for i in 0..<(configuration.runs ?? 1) { runs.append(try workflow.run(i)) }
    } catch let error as ModelError {
      guard !noFallback else { throw AgentFailure(model: model.description, reason: error) }
      return (runs, error)
    }
    return (runs, nil)
  }
}

/// `bench-stats agent personas`
struct AgentPersonasCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "personas",
    abstract: "Print the personas that are built in, or write them to a folder to be changed.")

  @Option(help: ArgumentHelp("Write them to this folder.", valueName: "dir"))
  var output: String?

  func validate() throws {
    guard output != "" else { throw ValidationError("--output takes the name of a folder.") }
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    guard let output else {
      return CommandResult(stdout: Persona.builtIn.map(\.source).joined(separator: "\n"))
    }
    try OutputFile.makeDirectory(output)
    let files = Persona.builtIn.map { (path: "\(output)/\($0.name).md", text: $0.source) }
    // What somebody changed there is not written over, and none is written then.
    for file in files where access(file.path, F_OK) == 0 {
      guard (try? FileBytes.read(file.path)) == Array(file.text.utf8) else {
        throw OutputError(path: file.path, reason: "it is there already, with another content")
      }
    }
    for file in files { try OutputFile.write(file.text, to: file.path) }
    return CommandResult(remarks: files.map { "wrote \($0.path)" })
  }
}
