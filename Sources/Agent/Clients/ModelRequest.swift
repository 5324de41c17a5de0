import Tables

/// One message of a conversation with a model.
public struct ModelMessage: Sendable, Equatable {
  /// Who speaks.
  public enum Role: String, Sendable { case system, user, assistant }

  /// Who speaks.
  public var role: Role
  /// What is said.
  public var content: String

  /// A message.
  public init(_ role: Role, _ content: String) {
    self.role = role
    self.content = content
  }
}

/// How a model is run. What is nil is left to the server.
public struct ModelOptions: Sendable, Equatable {
  /// Layers on the GPU (Ollama).
  public var numGPU: Int?
  /// The size of the context in tokens: what the model sees and writes together.
  public var numContext: Int?
  /// The temperature of the sampling.
  public var temperature: Double?
  /// Nucleus sampling: the probability kept.
  public var topP: Double?
  /// The number of likeliest tokens kept.
  public var topK: Int?
  /// The penalty on repetition.
  public var repeatPenalty: Double?
  /// The seed of the sampling.
  public var seed: Int?
  /// The most tokens that are written.
  public var numPredict: Int?

  /// Options; all are left to the server.
  public init() {}

  /// The options that are set, by the names that Ollama gives them, in a fixed order.
  public var named: [(name: String, value: Double)] {
    let all: [(String, Double?)] = [
      ("num_gpu", numGPU.map(Double.init)), ("num_ctx", numContext.map(Double.init)),
      ("temperature", temperature), ("top_p", topP), ("top_k", topK.map(Double.init)),
      ("repeat_penalty", repeatPenalty), ("seed", seed.map(Double.init)),
      ("num_predict", numPredict.map(Double.init)),
    ]
    return all.compactMap { name, value in value.map { (name, $0) } }
  }
}

/// What form an answer must have.
public enum OutputConstraint: Sendable, Equatable {
  /// Any text.
  case none
  /// JSON after a schema.
  case schema(JSONValue)
  /// Text after a GBNF grammar, which llama.cpp's server takes.
  case grammar(String)
}

/// What a model is asked.
public struct ModelRequest: Sendable, Equatable {
  /// The conversation so far.
  public var messages: [ModelMessage]
  /// How the model is run.
  public var options: ModelOptions
  /// The form of the answer.
  public var constraint: OutputConstraint

  /// A request.
  public init(
    messages: [ModelMessage], options: ModelOptions = ModelOptions(),
    constraint: OutputConstraint = .none
  ) {
    self.messages = messages
    self.options = options
    self.constraint = constraint
  }
}
