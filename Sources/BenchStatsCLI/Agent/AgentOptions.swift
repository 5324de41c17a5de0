import ArgumentParser
import BenchStats
import Glibc

extension ConstraintForm: ExpressibleByArgument {}

/// Which model, and how it is run: the options that a configuration file has too.
struct AgentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The model; without one the report is written from the facts alone.",
      discussion: "Such as ollama:gemma3:latest or openai:NAME.",
      valueName: "provider:name"))
  var model: String?

  @Option(help: ArgumentHelp("The address of the server.", valueName: "url"))
  var baseURL: String?

  @Option(help: ArgumentHelp("Layers on the GPU (Ollama).", valueName: "count"))
  var numGpu: Int?

  @Option(help: ArgumentHelp("The size of the context, from 256.", valueName: "tokens"))
  var numCtx: Int?

  @Option(help: "The temperature of the sampling.")
  var temperature: Double?

  @Option(help: "Nucleus sampling: the probability kept.")
  var topP: Double?

  @Option(help: "The number of likeliest tokens kept.")
  var topK: Int?

  @Option(help: "The penalty on repetition.")
  var repeatPenalty: Double?

  @Option(help: "The seed of the sampling; that of each further run is one more.")
  var seed: Int?

  @Option(help: ArgumentHelp("The most tokens of an answer.", valueName: "tokens"))
  var numPredict: Int?

  @Option(help: "How the server is held to the form of an answer.")
  var constraint: ConstraintForm?

  @Flag(help: "Let two personas speak at once.")
  var concurrent = false

  @Option(help: "How often the model writes; the report has the statistics.")
  var runs: Int?

  @Option(help: ArgumentHelp("A YAML file with any of these options.", valueName: "file"))
  var config: String?

  @Option(help: ArgumentHelp("A folder of personas; see 'agent personas'.", valueName: "dir"))
  var personas: String?

  @Option(
    help: ArgumentHelp("The longest without a byte from the server.", valueName: "seconds"))
  var timeout: Int?

  func validate() throws {
    if let model, ModelName(model) == nil {
      throw ValidationError("--model takes ollama:NAME or openai:NAME, not '\(model)'.")
    }
    for (name, value) in [
      ("num-gpu", numGpu), ("num-ctx", numCtx), ("top-k", topK), ("seed", seed),
      ("num-predict", numPredict), ("runs", runs), ("timeout", timeout),
    ] {
      try Self.check(name, value)
    }
    for (name, value) in [
      ("temperature", temperature), ("top-p", topP), ("repeat-penalty", repeatPenalty),
    ] {
      if let value, !(value >= 0 && value.isFinite) {
        throw ValidationError("--\(name) takes a number from 0, not '\(value)'.")
      }
    }
  }

  /// Refuses a whole number that an option does not take.
  static func check(_ name: String, _ value: Int?) throws {
    guard let value, let bounds = AgentConfiguration.bounds[name], !bounds.contains(value) else {
      return
    }
    throw ValidationError(
      "--\(name) takes a whole number from \(bounds.lowerBound) to \(bounds.upperBound), "
        + "not '\(value)'.")
  }

  /// The configuration of the file, with what the command line says instead.
  func configuration() throws -> AgentConfiguration {
    var result = try config.map(AgentConfiguration.init(contentsOf:)) ?? AgentConfiguration()
    if let model { result.model = ModelName(model) }
    result.baseURL = baseURL ?? result.baseURL
    result.options.numGPU = numGpu ?? result.options.numGPU
    result.options.numContext = numCtx ?? result.options.numContext
    result.options.temperature = temperature ?? result.options.temperature
    result.options.topP = topP ?? result.options.topP
    result.options.topK = topK ?? result.options.topK
    result.options.repeatPenalty = repeatPenalty ?? result.options.repeatPenalty
    result.options.seed = seed ?? result.options.seed
    result.options.numPredict = numPredict ?? result.options.numPredict
    result.constraint = constraint ?? result.constraint
    result.isConcurrent = concurrent || result.isConcurrent
    result.runs = runs ?? result.runs
    result.personas = personas ?? result.personas
    result.timeout = timeout ?? result.timeout
    try result.check()
    return result
  }
}

/// A client of the configuration's model. The key for OpenAI-compatible servers is taken from the
/// environment and goes nowhere else.
func modelClient(_ model: ModelName, _ configuration: AgentConfiguration) -> any ModelClient {
  var limits = ClientLimits()
  limits.stall = configuration.timeout
  let key = getenv("OPENAI_API_KEY").map { String(cString: $0) }
  return model.client(address: configuration.baseURL, key: key, limits: limits)
}

/// Why a model gave no report that was asked for without the deterministic one in its place.
struct AgentFailure: Error, CustomStringConvertible {
  var model: String
  var reason: ModelError
  var description: String { "\(model): \(reason.description)" }
}
