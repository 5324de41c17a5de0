import Tables

/// Ollama's `/api/chat`: a line of JSON for each piece, durations in nanoseconds in the last one.
public struct OllamaClient: ModelClient {
  /// Where Ollama listens unless it is told otherwise.
  public static let defaultAddress = "http://127.0.0.1:11434"

  /// The name of the model, such as `gemma3:latest`.
  public let model: String
  /// The address of the server, without the path.
  public let address: String
  /// How long is waited, and for how much.
  public let limits: ClientLimits

  /// A client of one model on one server.
  public init(
    model: String, address: String = defaultAddress, limits: ClientLimits = ClientLimits()
  ) {
    self.model = model
    self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    self.limits = limits
  }

  /// As the protocol says.
  public func answer(
    _ request: ModelRequest, onPiece: (String) -> Void
  ) throws(ModelError) -> ModelAnswer {
    let post = HTTPPost(
      url: address + "/api/chat", body: JSONWriter.compactText(body(request)), limits: limits)
    return try post.answer(OllamaStream(), model: model, onPiece: onPiece)
  }

  /// The request as Ollama takes it.
  func body(_ request: ModelRequest) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("model", .string(model)),
      ("messages", .array(request.messages.map(\.json))), ("stream", .boolean(true)),
    ]
    let options = request.options.named
    if !options.isEmpty {
      members.append(("options", .object(options.map { ($0.name, number($0.value)) })))
    }
    if case .schema(let schema) = request.constraint { members.append(("format", schema)) }
    return .object(members)
  }
}

/// A number for a server: whole ones without a fraction.
func number(_ value: Double) -> JSONValue {
  Int64(exactly: value).map { .integer($0) } ?? .double(value)
}

extension JSONValue {
  /// A number of tokens; nil for what no server can mean.
  var tokenCount: Int? { integer.flatMap { (0...1 << 32).contains($0) ? Int($0) : nil } }
}

extension ModelMessage {
  var json: JSONValue {
    .object([("role", .string(role.rawValue)), ("content", .string(content))])
  }
}

/// The lines of an answer of Ollama's, put together.
struct OllamaStream: AnswerStream {
  private var text = ""
  private var last: JSONValue?
  private var line = 0
  private var model: String?

  /// Whether the last line has come.
  var isComplete: Bool { last != nil }

  /// Takes a line; the piece of text in it, if any.
  mutating func take(_ bytes: ArraySlice<UInt8>) throws(ModelError) -> String? {
    line += 1
    guard let value = try AnswerLine.json(bytes, line: line) else { return nil }
    if let error = value["error"], error != .null {
      throw ServerFailure.error(
        status: 500, body: error.string ?? "the stream holds an error", url: "", model: "")
    }
    model = value["model"]?.string ?? model
    guard let done = value["done"]?.boolean else {
      throw .invalidAnswer(line: line, reason: "expected the member 'done', found none")
    }
    if done { last = value }
    guard let piece = value["message"]?["content"]?.string ?? value["response"]?.string,
      !piece.isEmpty
    else { return nil }
    text += piece
    return piece
  }

  /// The whole answer.
  ///
  /// - Throws: ``ModelError/brokenOff(reason:)`` before the last line, ``ModelError/empty``.
  func answer() throws(ModelError) -> ModelAnswer {
    guard let last else {
      throw .brokenOff(reason: "the server ended after \(line) lines, without the last one")
    }
    guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    func seconds(_ name: String) -> Double? { last[name]?.number.map { $0 / 1e9 } }
    func count(_ name: String) -> Int? { last[name]?.tokenCount }
    var metrics = CallMetrics()
    metrics.promptTokens = count("prompt_eval_count")
    metrics.generatedTokens = count("eval_count")
    metrics.load = seconds("load_duration")
    metrics.promptEvaluation = seconds("prompt_eval_duration")
    metrics.evaluation = seconds("eval_duration")
    metrics.total = seconds("total_duration")
    return ModelAnswer(
      text: text, model: model, ending: last["done_reason"]?.string, metrics: metrics)
  }
}
