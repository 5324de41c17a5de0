import Tables

/// A record of calls of a model: what was asked and what was answered.
public struct Transcript: Sendable, Equatable {
  /// The name of the published form.
  public static let schema = "bench-stats/transcript/1"

  /// One call.
  public struct Call: Sendable, Equatable {
    /// What was asked.
    public var messages: [ModelMessage]
    /// What came.
    public var answer: ModelAnswer

    /// A call.
    public init(messages: [ModelMessage], answer: ModelAnswer) {
      self.messages = messages
      self.answer = answer
    }
  }

  /// The model.
  public var model: String
  /// The calls, in order.
  public var calls: [Call]

  /// A record.
  public init(model: String, calls: [Call] = []) {
    self.model = model
    self.calls = calls
  }

  /// The record in a file.
  ///
  /// - Throws: `ReadError` where it can't be read or is none.
  public init(contentsOf path: String) throws {
    let value = try JSONReader.read(path)
    guard value["schema"]?.string == Self.schema, let calls = value["calls"]?.array else {
      throw ReadError(
        file: path, kind: .format(expected: "a record after \(Self.schema)", found: "other JSON"))
    }
    self.init(model: value["model"]?.string ?? "", calls: calls.map(Call.init))
  }

  /// The record as JSON.
  public var json: JSONValue {
    .object([
      ("schema", .string(Self.schema)), ("model", .string(model)),
      ("calls", .array(calls.map(\.json))),
    ])
  }
}

extension Transcript.Call {
  fileprivate init(_ value: JSONValue) {
    messages = (value["messages"]?.array ?? []).map { message in
      ModelMessage(
        ModelMessage.Role(rawValue: message["role"]?.string ?? "") ?? .user,
        message["content"]?.string ?? "")
    }
    var metrics = CallMetrics()
    metrics.promptTokens = value["promptTokens"]?.integer.map(Int.init)
    metrics.generatedTokens = value["generatedTokens"]?.integer.map(Int.init)
    metrics.load = value["load"]?.number
    metrics.promptEvaluation = value["promptEvaluation"]?.number
    metrics.evaluation = value["evaluation"]?.number
    metrics.total = value["total"]?.number
    metrics.timeToFirstToken = value["timeToFirstToken"]?.number
    metrics.elapsed = value["elapsed"]?.number
    answer = ModelAnswer(
      text: value["text"]?.string ?? "", model: value["model"]?.string,
      ending: value["ending"]?.string, metrics: metrics)
  }

  fileprivate var json: JSONValue {
    let metrics = answer.metrics
    return .object([
      ("messages", .array(messages.map(\.json))), ("text", .string(answer.text)),
      ("model", .text(answer.model)), ("ending", .text(answer.ending)),
      ("promptTokens", .count(metrics.promptTokens)),
      ("generatedTokens", .count(metrics.generatedTokens)), ("load", .number(metrics.load)),
      ("promptEvaluation", .number(metrics.promptEvaluation)),
      ("evaluation", .number(metrics.evaluation)), ("total", .number(metrics.total)),
      ("timeToFirstToken", .number(metrics.timeToFirstToken)),
      ("elapsed", .number(metrics.elapsed)),
    ])
  }
}
