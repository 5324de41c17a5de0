import Facts
import Tables

/// Collect → analyse → write, by one model in the parts of its personas; what it writes is checked
/// before it stands anywhere.
public struct AgentWorkflow: Sendable {
  /// The facts.
  public let analysis: FolderAnalysis
  /// The configuration.
  public let configuration: AgentConfiguration
  /// The personas, in the order of their stages.
  public let personas: [Persona]
  private let client: any ModelClient
  private let check: SentenceCheck

  /// A workflow.
  ///
  /// - Complexity: O(facts).
  public init(
    _ analysis: FolderAnalysis, _ configuration: AgentConfiguration, personas: [Persona],
    client: any ModelClient
  ) {
    self.analysis = analysis
    self.configuration = configuration
    self.personas = personas
    self.client = client
    check = SentenceCheck(analysis.sheet)
  }

  /// Runs the workflow once.
  ///
  /// - Parameter run: Which run it is, from 0: added to the seed.
  /// - Throws: ``ModelError``, where a call gave nothing that could be used.
  public func run(_ run: Int = 0) throws -> AgentRun {
    let clock = ContinuousClock()
    let start = clock.now
    let writer = TaskWriter(
      client: client, configuration: configuration, sheet: analysis.sheet, check: check,
      seed: configuration.options.seed.map { $0 &+ run })
    var tasks: [WrittenTask] = []
    // Who writes the report speaks when the others have spoken; these need nothing of each other.
    let early = personas.filter { $0.stage != .write }
    let late = personas.filter { $0.stage == .write }
    if configuration.isConcurrent {
      tasks = try parallelMap(early.count, threads: 2) { i in
        try write(early[i], writer, told: [])
      }.flatMap { $0 }
    } else {
      for persona in early { tasks += try write(persona, writer, told: []) }
    }
    let told = Set(
      tasks.filter { $0.kind != .recommendations && $0.kind != .risks }
        .flatMap { $0.sentences.flatMap(\.references) })
    for persona in late { tasks += try write(persona, writer, told: told) }
    return AgentRun(tasks: tasks, elapsed: (clock.now - start).inSeconds)
  }

  /// All tasks of a persona; facts that were told already come last.
  private func write(
    _ persona: Persona, _ writer: TaskWriter, told: Set<String>
  ) throws -> [WrittenTask] {
    let topics = persona.topics.compactMap(Fact.Topic.init(rawValue:))
    let ordered = Salience.ordered(analysis.sheet, topics: topics)
    var told = told
    return try persona.tasks.map { task in
      let candidates = Self.candidates(ordered, for: task, told: told)
      let written = try writer.write(persona, task, candidates: candidates)
      if task.kind == .analysis || task.kind == .executiveSummary {
        told.formUnion(written.sentences.flatMap(\.references))
      }
      return written
    }
  }
}

extension AgentWorkflow {
  /// The facts for a task. Risks and recommendations stand on findings, where there are enough of
  /// them: a median is no risk.
  private static func candidates(
    _ ordered: [Fact], for task: Persona.Task, told: Set<String>
  ) -> [Fact] {
    switch task.kind {
    case .comparisons: return ordered
    case .risks, .recommendations:
      let findings = ordered.filter { $0.topic == .audit }
      if findings.count >= task.count { return newFirst(findings, told) }
    case .inventory, .executiveSummary, .analysis: break
    }
    return newFirst(ordered, told)
  }

  private static func newFirst(_ facts: [Fact], _ told: Set<String>) -> [Fact] {
    facts.filter { !told.contains($0.id) } + facts.filter { told.contains($0.id) }
  }
}

/// One run of the workflow.
public struct AgentRun: Sendable {
  /// What each task came to, in order.
  public var tasks: [WrittenTask]
  /// The whole run, in seconds.
  public var elapsed: Double

  /// All calls, in order.
  public var calls: [CallMetrics] { tasks.flatMap(\.calls) }

  /// How many sentences came to that.
  public func count(_ fate: WrittenSentence.Fate) -> Int {
    tasks.reduce(0) { $0 + $1.sentences.count { $0.fate == fate } }
  }

  /// Tokens written per second of writing, over the calls that tell both; nil where none does.
  public var throughput: Double? {
    var together = CallMetrics()
    for call in calls where call.throughput != nil {
      together.generatedTokens = (together.generatedTokens ?? 0) + (call.generatedTokens ?? 0)
      together.evaluation = (together.evaluation ?? 0) + (call.evaluation ?? 0)
    }
    return together.throughput
  }

  /// The figures of a run: of its calls taken together, what any of them knows. The time to the first
  /// token is that of the first call.
  public var totals: CallMetrics {
    var totals = CallMetrics()
    func sum<Value: AdditiveArithmetic>(_ path: KeyPath<CallMetrics, Value?>) -> Value? {
      let known = calls.compactMap { $0[keyPath: path] }
      return known.isEmpty ? nil : known.reduce(.zero, +)
    }
    totals.promptTokens = sum(\.promptTokens)
    totals.generatedTokens = sum(\.generatedTokens)
    totals.load = sum(\.load)
    totals.promptEvaluation = sum(\.promptEvaluation)
    totals.evaluation = sum(\.evaluation)
    totals.total = sum(\.total)
    totals.elapsed = sum(\.elapsed)
    totals.timeToFirstToken = calls.first?.timeToFirstToken
    return totals
  }
}
