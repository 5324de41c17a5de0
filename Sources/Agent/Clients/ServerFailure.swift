import Tables

/// What a server says where its status is not 200.
enum ServerFailure {
  /// The error of a status and the body that came with it.
  ///
  /// - Parameter secret: What the server was sent and may repeat, and no message may hold.
  static func error(
    status: Int, body: String, url: String, model: String, hiding secret: Secret? = nil
  ) -> ModelError {
    let reason = message(body, hiding: secret)
    let words = reason.lowercased()
    if isOverflow(words) { return .contextOverflow(reason: reason) }
    switch status {
    case 401, 403: return .notAuthorised(url: url, reason: reason)
    case 404: return .unknownModel(name: model, reason: reason)
    case 408, 429, 500...599: return .serverFailed(status: status, reason: reason)
    default:
      return words.contains("model") && words.contains("not") && words.contains("found")
        ? .unknownModel(name: model, reason: reason) : .refused(status: status, reason: reason)
    }
  }

  private static func isOverflow(_ words: String) -> Bool {
    // Go's 'context deadline exceeded' is a time-out.
    words.contains("context") && !words.contains("deadline")
      && ["exceed", "too long", "maximum context", "too large", "overflow"].contains {
        words.contains($0)
      }
  }

  /// The message within a body, through strings that hold JSON themselves, as a server that stands
  /// before another one sends; cut, and on one line.
  static func message(_ body: String, hiding secret: Secret? = nil, depth: Int = 0) -> String {
    if depth < 3, let value = try? JSONReader.parse(Array(body.utf8), file: "answer") {
      let error = value["error"] ?? value
      if let text = error["message"]?.string ?? error.string ?? value["message"]?.string {
        return message(text, hiding: secret, depth: depth + 1)
      }
    }
    // Before anything is cut: a part of a key is one too.
    let text = QuotedText.visible(
      secret.map { body.replacing($0.value, with: "(key)") } ?? body, longest: 300)
    return text.isEmpty ? "no reason given" : text
  }
}
