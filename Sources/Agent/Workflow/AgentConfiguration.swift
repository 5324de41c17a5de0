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
  /// How often the whole is repeated, with the seeds that follow; nil is once, or as often as a
  /// comparison needs.
  public var runs: Int?

  /// A configuration without a model.
  public init(name: String = "agent") { self.name = name }

  /// The settings as a report lists them, without any address's secrets.
  var settings: [(name: String, value: String)] {
    [("model", model?.description ?? "none"), ("constraint", constraint.rawValue)]
      + options.named.map { name, value in
        (name, value.shortText + (sends(name) ? "" : " (not sent)"))
      }
      + [
        ("concurrent", isConcurrent ? "yes" : "no"), ("personas", personas ?? "built in"),
        ("runs", String(runs ?? 1)),
      ]
  }

  /// Whether the server of the model gets an option: OpenAI's protocol has no name for some.
  private func sends(_ name: String) -> Bool {
    guard model?.provider == .openai else { return true }
    return OpenAIClient.optionNames(baseURL ?? OpenAIClient.defaultAddress)[name] != nil
  }

  /// Refuses what the server of the model can't be held to.
  ///
  /// - Throws: ``AgentFileError``.
  public func check() throws {
    if model?.provider == .ollama, constraint == .grammar {
      throw AgentFileError(
        place: name, expected: "'constraint' schema or none for a model of Ollama's",
        found: "grammar, which its servers don't take")
    }
  }

  /// The whole numbers that an option takes. The upper ends are beyond any use, and far from where
  /// computing with them would overflow.
  public static let bounds: [String: ClosedRange<Int>] = [
    "num-gpu": 0...most, "num-ctx": 256...most, "top-k": 0...most, "seed": 0...most,
    "num-predict": 1...most, "timeout": 1...200_000, "runs": 1...10_000,
  ]
  private static let most = 1 << 31

  /// The size of the context that prompts are made for.
  var contextTokens: Int { max(256, options.numContext ?? 2048) }

  /// The most tokens that an answer takes.
  var answerTokens: Int { options.numPredict ?? min(400, contextTokens / 5 * 2) }
}

extension Double {
  /// A setting as people write it.
  var shortText: String {
    Int64(exactly: self).map { String($0) } ?? "\(self)"
  }
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
  /// - Throws: `ReadError` where the file can't be read, ``AgentFileError``.
  public init(contentsOf path: String) throws {
    self.init(name: Self.name(path))
    let text = try AgentFile.read(path)
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch {
      throw AgentFileError(
        place: path, expected: "YAML", found: String("\(error)".prefix { $0 != "\n" }))
    }
    guard let mapping = node?.mapping else {
      throw AgentFileError(
        place: path, expected: "a mapping of options", found: node == nil ? "nothing" : "other YAML"
      )
    }
    for (key, value) in mapping { try set(key, value, path: path) }
  }

  /// The name that a file gives: without its folders and what follows the first dot.
  private static func name(_ path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.split(separator: ".").first.map(String.init) ?? file
  }

  private mutating func set(_ key: Node, _ value: Node, path: String) throws {
    let name = key.string?.replacing("_", with: "-") ?? ""
    func place(_ node: Node) -> String {
      node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path
    }
    func wanted<Value>(_ expected: String, _ found: Value?) throws -> Value {
      guard let found else {
        throw AgentFileError(
          place: place(value), expected: expected,
          found: value.string.map { QuotedText.quoted($0) } ?? "no plain value")
      }
      return found
    }
    func count() throws -> Int {
      let range = Self.bounds[name] ?? 0...Int.max
      // The text itself: YAML knows octal numbers and such to the base 60.
      return try wanted(
        "a whole number from \(range.lowerBound) to \(range.upperBound)",
        value.string.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil })
    }
    func number() throws -> Double {
      try wanted(
        "a number from 0", value.float.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil })
    }
    switch name {
    case "model":
      model = try wanted("ollama:NAME or openai:NAME", value.string.flatMap(ModelName.init))
    case "base-url": baseURL = try wanted("an address", value.string)
    case "num-gpu": options.numGPU = try count()
    case "num-ctx": options.numContext = try count()
    case "temperature": options.temperature = try number()
    case "top-p": options.topP = try number()
    case "top-k": options.topK = try count()
    case "repeat-penalty": options.repeatPenalty = try number()
    case "seed": options.seed = try count()
    case "num-predict": options.numPredict = try count()
    case "constraint":
      constraint = try wanted(
        "none, schema or grammar", value.string.flatMap(ConstraintForm.init(rawValue:)))
    case "concurrent": isConcurrent = try wanted("true or false", value.bool)
    case "personas": personas = try wanted("a folder", value.string)
    case "timeout": timeout = try count()
    case "runs": runs = try count()
    default:
      throw AgentFileError(
        place: place(key), expected: "an option of 'bench-stats agent'",
        found: QuotedText.quoted(key.string ?? ""))
    }
  }
}
