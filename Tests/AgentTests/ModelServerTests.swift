import Facts
import Foundation
import TestSupport
import Testing

@testable import Agent

/// With a real model; `make test-model` starts the server and names it.
@Suite(
  .enabled(
    if: ModelServer.ollama != nil, "BENCH_STATS_OLLAMA names no server; see 'make test-model'"),
  .serialized)
struct ModelServerTests {
  private let ask = [ModelMessage(.user, "Describe the result of a benchmark in a few words.")]

  private func options(_ tokens: Int, seed: Int = 1) -> ModelOptions {
    var options = ModelOptions()
    options.numPredict = tokens
    options.seed = seed
    options.temperature = 0.8
    return options
  }

  @Test(arguments: ModelName.Provider.allCases)
  func streamsAndMeasures(provider: ModelName.Provider) throws {
    let client = ModelServer.client(provider)
    var pieces = 0
    let answer = try client.answer(ModelRequest(messages: ask, options: options(24))) { _ in
      pieces += 1
    }
    #expect(pieces > 5)
    #expect(answer.metrics.generatedTokens == 24 || answer.ending == "stop")
    #expect(answer.metrics.promptTokens ?? 0 > 5)
    let throughput = try #require(answer.metrics.throughput)
    #expect(throughput > 0.5 && throughput < 10_000)
    let first = try #require(answer.metrics.timeToFirstToken)
    let elapsed = try #require(answer.metrics.elapsed)
    #expect(first < elapsed)
    #expect(answer.metrics.evaluation ?? 0 <= elapsed)
  }

  @Test func theSameSeedGivesTheSameText() throws {
    for provider in ModelName.Provider.allCases {
      let client = ModelServer.client(provider)
      let texts = try [1, 1, 2].map { seed in
        try client.answer(ModelRequest(messages: ask, options: options(16, seed: seed))).text
      }
      #expect(texts[0] == texts[1])
      #expect(texts[0] != texts[2])
    }
  }

  @Test func anUnknownModelIsNamed() {
    let client = OllamaClient(model: "nosuch", address: ModelServer.ollama!)
    do throws(ModelError) {
      _ = try client.answer(ModelRequest(messages: ask))
      Issue.record("an answer of no model")
    } catch {
      guard case .unknownModel(name: "nosuch", _) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(arguments: ModelName.Provider.allCases)
  func aPromptThatDoesNotFitIsSaid(provider: ModelName.Provider) {
    let long = String(repeating: "benchmark ", count: 6000)
    do throws(ModelError) {
      _ = try ModelServer.client(provider).answer(
        ModelRequest(messages: [ModelMessage(.user, long)], options: options(4)))
      Issue.record("an answer to a prompt of thousands of tokens")
    } catch {
      guard case .contextOverflow = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  /// The form is kept, whatever a small model would rather write.
  @Test(arguments: [
    (ModelName.Provider.ollama, ConstraintForm.schema), (.openai, .schema), (.openai, .grammar),
  ])
  func answersKeepTheirForm(provider: ModelName.Provider, form: ConstraintForm) throws {
    let facts = Array(
      Salience.ordered(chatModels.sheet, topics: [.performance]).prefix(4))
    let names = Set(facts.map(\.id))
    let constraint: OutputConstraint =
      form == .schema
      ? .schema(OutputForm.schema(facts, [], count: 2))
      : .grammar(OutputForm.grammar(facts, [], count: 2))
    let request = ModelRequest(
      messages: [ModelMessage(.user, "Write 1234567890 and ５ and ⅕ in two sentences of numbers.")],
      options: options(160), constraint: constraint)
    let answer = try ModelServer.client(provider).answer(request)
    let sentences = AnswerReader.sentences(answer.text, count: 9)
    #expect(!sentences.isEmpty)
    for sentence in sentences {
      #expect(names.isSuperset(of: sentence.references))
      #expect(!sentence.words.contains { $0.isNumber }, "\(sentence.text)")
    }
  }

  /// The whole workflow in a context of 512 tokens, and no number without a fact.
  @Test func aReportOfASmallModelHoldsNothingWrong() throws {
    var configuration = AgentConfiguration()
    configuration.model = ModelName("ollama:smollm2-135m")
    configuration.options = options(80)
    configuration.options.numContext = 512
    let recorder = RecordingClient(
      RetryingClient(ModelServer.client(.ollama)), model: "smollm2-135m")
    let run = try AgentWorkflow(
      chatModels, configuration, personas: Persona.builtIn, client: recorder
    ).run()
    let report = AgentReport(
      chatModels, configuration: configuration, personas: Persona.builtIn, runs: [run])
    #expect(run.calls.count >= 5)
    #expect(try ReportScript.check(report, chatModels).status == 0)
    if let path = ProcessInfo.processInfo.environment["BENCH_STATS_RECORD"] {
      try Data(recorder.text.utf8).write(to: URL(fileURLWithPath: path))
    }
  }

  /// Both providers, held to a form in both ways, three runs of each in turn: one short task.
  @Test func twoConfigurationsOfBothProvidersAreCompared() throws {
    let persona = try Persona(
      """
      ---
      name: short
      stage: write
      topics: [performance]
      ---
      You describe benchmark results in plain sentences.

      ## analysis: 1
      Describe one result.
      """, file: "short.md")
    var baseline = AgentConfiguration(name: "baseline")
    baseline.model = ModelName("ollama:smollm2-135m")
    baseline.options = options(48)
    baseline.options.numContext = 512
    baseline.rewrites = 0
    baseline.runs = 3
    var tuned = baseline
    tuned.name = "tuned"
    tuned.model = ModelName("openai:smollm2-135m")
    tuned.baseURL = ModelServer.openAI
    tuned.constraint = .grammar
    func workflow(_ configuration: AgentConfiguration) -> AgentWorkflow {
      AgentWorkflow(
        chatModels, configuration, personas: [persona],
        client: RetryingClient(ModelServer.client(configuration.model!.provider)))
    }
    var runs: [[AgentRun]] = [[], []]
    for run in 0..<3 {
      runs[0].append(try workflow(baseline).run(run))
      runs[1].append(try workflow(tuned).run(run))
    }
    #expect(runs.joined().allSatisfy { $0.calls.count == 1 && $0.throughput ?? 0 > 0.5 })
    let comparison = ConfigurationComparison(
      chatModels, baseline: (baseline, runs[0]), tuned: (tuned, runs[1]))
    let check = try ReportScript.check(comparison.markdown, comparison.factsJSON, chatModels)
    #expect(check.status == 0, "\(check.output)")
    #expect(comparison.markdown.contains("| Throughput in tokens/s |"))
    #expect(comparison.markdown.contains("`512 (not sent)`"))
    let report = AgentReport(
      chatModels, configuration: baseline, personas: [persona], runs: runs[0])
    #expect(try ReportScript.check(report, chatModels).status == 0)
    #expect(report.markdown.contains("[3 runs](#run_repetitions)"))
  }
}

/// The server that `make test-model` started.
enum ModelServer {
  static let ollama = ProcessInfo.processInfo.environment["BENCH_STATS_OLLAMA"]
  static let openAI = ProcessInfo.processInfo.environment["BENCH_STATS_OPENAI"]

  static func client(_ provider: ModelName.Provider) -> any ModelClient {
    switch provider {
    case .ollama: OllamaClient(model: "smollm2-135m", address: ollama!)
    case .openai: OpenAIClient(model: "smollm2-135m", address: openAI!)
    }
  }
}
