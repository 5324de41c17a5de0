import Tables

/// A server with OpenAI's `/v1/chat/completions`: events with JSON, and llama.cpp's `timings` where
/// the server gives them.
public struct OpenAIClient: ModelClient {
  /// Where OpenAI listens.
  public static let defaultAddress = "https://api.openai.com/v1"

  /// The name of the model.
  public let model: String
  /// The address of the server, with or without `/v1`.
  public let address: String
  /// How long is waited, and for how much.
  public let limits: ClientLimits
  /// Sent with each request and shown nowhere.
  private let key: Secret?

  /// A client of one model on one server.
  public init(
    model: String, address: String = defaultAddress, key: String? = nil,
    limits: ClientLimits = ClientLimits()
  ) {
    self.model = model
    self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
    self.limits = limits
    // A line end would begin a header of its own.
    self.key = key.flatMap { key in
      let clean = key.filter { $0.isASCII && !$0.isNewline }
      return clean.isEmpty ? nil : Secret(value: clean)
    }
  }

  /// As the protocol says.
  public func answer(
    _ request: ModelRequest, onPiece: (String) -> Void
  ) throws(ModelError) -> ModelAnswer {
    let base = address.hasSuffix("/v1") ? address : address + "/v1"
    let post = HTTPPost(
      url: base + "/chat/completions",
      headers: key.map { ["Authorization: Bearer \($0.value)"] } ?? [],
      body: JSONWriter.compactText(body(request)), limits: limits, secret: key)
    return try post.answer(OpenAIStream(secret: key), model: model, onPiece: onPiece)
  }

  private static func isOpenAI(_ address: String) -> Bool {
    address.contains("://api.openai.com")
  }

  /// What such a server calls the options, by Ollama's names; those it does not know are missing.
  static func optionNames(_ address: String) -> [String: String] {
    let names = ["temperature": "temperature", "top_p": "top_p", "seed": "seed"]
    return names.merging(
      isOpenAI(address)
        ? ["num_predict": "max_completion_tokens"]
        : ["num_predict": "max_tokens", "top_k": "top_k", "repeat_penalty": "repeat_penalty"]
    ) { a, _ in a }
  }

  /// The request as such servers take it. What only llama.cpp's server knows is left out for
  /// OpenAI's own, which refuses unknown members.
  func body(_ request: ModelRequest) -> JSONValue {
    let names = Self.optionNames(address)
    var members: [(String, JSONValue)] = [
      ("model", .string(model)), ("messages", .array(request.messages.map(\.json))),
      ("stream", .boolean(true)),
      ("stream_options", .object([("include_usage", .boolean(true))])),
    ]
    for (name, value) in request.options.named {
      if let theirs = names[name] { members.append((theirs, number(value))) }
    }
    if !Self.isOpenAI(address) {
      // The same seed gives the same text only where nothing is kept of an earlier prompt.
      members.append(("cache_prompt", .boolean(false)))
      members.append(("timings_per_token", .boolean(false)))
    }
    switch request.constraint {
    case .none: break
    case .schema(let schema):
      members.append(
        (
          "response_format",
          .object([
            ("type", .string("json_schema")),
            (
              "json_schema",
              .object([
                ("name", .string("sentences")), ("strict", .boolean(true)), ("schema", schema),
              ])
            ),
          ])
        ))
    case .grammar(let grammar): members.append(("grammar", .string(grammar)))
    }
    return .object(members)
  }
}

/// A text that no description shows.
struct Secret: Sendable, CustomStringConvertible, CustomReflectable {
  let value: String
  var description: String { "(secret)" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

/// The events of an answer, put together.
struct OpenAIStream: AnswerStream {
  private var text = ""
  private var line = 0
  private var model: String?
  private var ending: String?
  private var usage: JSONValue?
  private var timings: JSONValue?
  private let secret: Secret?

  init(secret: Secret? = nil) { self.secret = secret }

  /// Whether the last event has come.
  private(set) var isComplete = false

  /// Takes a line; the piece of text in it, if any.
  mutating func take(_ bytes: ArraySlice<UInt8>) throws(ModelError) -> String? {
    line += 1
    let prefixes = [Array("data:".utf8), Array("error:".utf8)]
    guard let prefix = prefixes.first(where: { bytes.starts(with: $0) }) else {
      // Comments and other fields of an event; anything else is no event stream.
      let isField = bytes.prefix { $0 != UInt8(ascii: ":") }.count < bytes.count
      let isBlank = !bytes.contains { $0 > 0x20 }
      guard isBlank || (isField && bytes.first != UInt8(ascii: "{")) else {
        if let value = try AnswerLine.json(bytes, line: line) { return try whole(value) }
        return nil
      }
      return nil
    }
    let content = bytes.dropFirst(prefix.count)
    if content.elementsEqual(Array(" [DONE]".utf8))
      || content.filter({ $0 > 0x20 }).elementsEqual(Array("[DONE]".utf8))
    {
      isComplete = true
      return nil
    }
    guard let value = try AnswerLine.json(content, line: line) else { return nil }
    return try piece(value)
  }

  private mutating func piece(_ value: JSONValue) throws(ModelError) -> String? {
    if let error = value["error"], error != .null {
      throw ServerFailure.error(
        status: 500, body: JSONWriter.compactText(value), url: "", model: "", hiding: secret)
    }
    model = value["model"]?.string ?? model
    if let given = value["usage"], given.object != nil { usage = given }
    timings = value["timings"] ?? timings
    guard let choice = value["choices"]?.array?.first else { return nil }
    ending = choice["finish_reason"]?.string ?? ending
    guard let piece = choice["delta"]?["content"]?.string, !piece.isEmpty else { return nil }
    text += piece
    return piece
  }

  /// A server that does not stream.
  private mutating func whole(_ value: JSONValue) throws(ModelError) -> String? {
    _ = try piece(value)
    guard let content = value["choices"]?.array?.first?["message"]?["content"]?.string else {
      throw .invalidAnswer(line: line, reason: "expected an event 'data: …', found other JSON")
    }
    isComplete = true
    text += content
    return content
  }

  /// The whole answer.
  ///
  /// - Throws: ``ModelError/brokenOff(reason:)`` before the last event, ``ModelError/empty``.
  func answer() throws(ModelError) -> ModelAnswer {
    guard isComplete || ending != nil else {
      throw .brokenOff(reason: "the server ended after \(line) lines, without the last event")
    }
    guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
    func seconds(_ name: String) -> Double? { timings?[name]?.number.map { $0 / 1000 } }
    func count(_ theirs: String, _ timing: String) -> Int? {
      usage?[theirs]?.tokenCount ?? timings?[timing]?.tokenCount
    }
    var metrics = CallMetrics()
    metrics.promptTokens = count("prompt_tokens", "prompt_n")
    metrics.generatedTokens = count("completion_tokens", "predicted_n")
    metrics.promptEvaluation = seconds("prompt_ms")
    metrics.evaluation = seconds("predicted_ms")
    return ModelAnswer(text: text, model: model, ending: ending, metrics: metrics)
  }
}
