import Tables
import Yams

/// One configuration of the agent: which model, how it is run, who it is to be.
public struct AgentConfiguration: Sendable, Equatable {
  /// The name that a comparison gives it: that of its file.
  public var name: String
  /// The model; nil is the deterministic narrator.
  public var model: ModelName?
  /// The address of the server; nil is the provider's own.
  public var baseURL: String?
  /// How the model is run.
  public var options = ModelOptions()
  /// How the server is held to the form of an answer.
  public var constraint = ConstraintForm.schema
  /// Whether two personas may speak at once.
  public var isConcurrent = false
  /// How often a task's refused sentences are asked for again.
  public var rewrites = 1
  /// The folder of personas; nil is those that are built in.
  public var personas: String?
  /// The longest without a byte from the server, in seconds.
  public var timeout = 120
  /// How often the whole is repeated, with the seeds that follow.
  public var runs = 1

  /// A configuration without a model.
  public init(name: String = "agent") { self.name = name }

  /// The settings as a report lists them, without any address's secrets.
  var settings: [(name: String, value: String)] {
    [("model", model?.description ?? "none"), ("constraint", constraint.rawValue)]
      + options.named.map { ($0.name, $0.value.shortText) }
      + [("concurrent", isConcurrent ? "yes" : "no"), ("runs", String(runs))]
  }

  /// The size of the context that prompts are made for.
  var contextTokens: Int { max(256, options.numContext ?? 2048) }

  /// The most tokens that an answer takes.
  var answerTokens: Int { options.numPredict ?? min(400, contextTokens * 2 / 5) }
}

extension Double {
  /// A setting as people write it.
  var shortText: String {
    Int64(exactly: self).map { String($0) } ?? "\(self)"
  }
}

/// What is wrong with a configuration of the agent.
public struct AgentConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, with line and column.
  public var place: String
  /// What was expected there.
  public var expected: String
  /// What was found instead.
  public var found: String

  /// One line: `place: expected …, found …`.
  public var description: String { "\(place): expected \(expected), found \(found)" }
}

extension AgentConfiguration {
  /// The configuration in a YAML file, whose keys are the options of the command line.
  ///
  /// ```yaml
  /// model: ollama:gemma3:latest
  /// base-url: http://127.0.0.1:11434
  /// num-ctx: 512
  /// temperature: 0.8
  /// ```
  ///
  /// - Throws: `ReadError` where the file can't be read, ``AgentConfigurationError``.
  public init(contentsOf path: String) throws {
    self.init(name: Self.name(path))
    let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch {
      throw AgentConfigurationError(
        place: path, expected: "YAML", found: String("\(error)".prefix { $0 != "\n" }))
    }
    guard let mapping = node?.mapping else {
      throw AgentConfigurationError(
        place: path, expected: "a mapping of options", found: node == nil ? "nothing" : "other YAML"
      )
    }
    for (key, value) in mapping { try set(key, value, path: path) }
  }

  private static func name(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.split(separator: ".").first.map(String.init) ?? file
  }

  private mutating func set(_ key: Node, _ value: Node, path: String) throws {
    func place(_ node: Node) -> String {
      node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path
    }
    func wanted<Value>(_ expected: String, _ found: Value?) throws -> Value {
      guard let found else {
        throw AgentConfigurationError(
          place: place(value), expected: expected,
          found: value.string.map { QuotedText.quoted($0) } ?? "no plain value")
      }
      return found
    }
    func count(_ least: Int) throws -> Int {
      try wanted("a whole number from \(least)", value.int.flatMap { $0 >= least ? $0 : nil })
    }
    func number() throws -> Double {
      try wanted(
        "a number from 0", value.float.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil })
    }
    switch key.string?.replacing("_", with: "-") {
    case "model":
      model = try wanted("ollama:NAME or openai:NAME", value.string.flatMap(ModelName.init))
    case "base-url": baseURL = try wanted("an address", value.string)
    case "num-gpu": options.numGPU = try count(0)
    case "num-ctx": options.numContext = try count(256)
    case "temperature": options.temperature = try number()
    case "top-p": options.topP = try number()
    case "top-k": options.topK = try count(0)
    case "repeat-penalty": options.repeatPenalty = try number()
    case "seed": options.seed = try count(0)
    case "num-predict": options.numPredict = try count(1)
    case "constraint":
      constraint = try wanted(
        "none, schema or grammar", value.string.flatMap(ConstraintForm.init(rawValue:)))
    case "concurrent": isConcurrent = try wanted("true or false", value.bool)
    case "personas": personas = try wanted("a folder", value.string)
    case "timeout": timeout = try count(1)
    case "runs": runs = try count(1)
    default:
      throw AgentConfigurationError(
        place: place(key), expected: "an option of 'bench-stats agent'",
        found: QuotedText.quoted(key.string ?? ""))
    }
  }
}
