/// Why a model gave no answer that can be used.
public enum ModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's libcurl can't be loaded.
  case noHTTPLibrary(reason: String)
  /// No connection with the server.
  case unreachable(url: String, reason: String)
  /// No answer within the time allowed: no connection, no further byte, or no end.
  case timedOut(url: String, reason: String)
  /// The server does not have the model.
  case unknownModel(name: String, reason: String)
  /// The server does not accept the key, or wants one.
  case notAuthorised(url: String, reason: String)
  /// The prompt does not fit into the model's context.
  case contextOverflow(reason: String)
  /// The server refuses the request.
  case refused(status: Int, reason: String)
  /// The server fails.
  case serverFailed(status: Int, reason: String)
  /// The answer ends before its end.
  case brokenOff(reason: String)
  /// The answer is not UTF-8.
  case invalidUTF8(line: Int)
  /// The answer is not what the protocol says.
  case invalidAnswer(line: Int, reason: String)
  /// The answer has no end within the bytes allowed.
  case tooLong(bytes: Int)
  /// The answer holds no text.
  case empty
  /// The record holds no such request.
  case notRecorded(reason: String)
  /// The address is none.
  case badAddress(url: String, reason: String)

  /// Whether the same request may succeed when it is sent again.
  public var mayHeal: Bool {
    switch self {
    case .unreachable, .timedOut, .serverFailed, .brokenOff, .invalidUTF8, .invalidAnswer, .empty:
      true
    case .noHTTPLibrary, .unknownModel, .notAuthorised, .contextOverflow, .refused, .tooLong,
      .notRecorded, .badAddress:
      false
    }
  }

  /// One line: what was expected and what happened.
  public var description: String {
    switch self {
    case .noHTTPLibrary(let reason):
      "talking to a model needs libcurl (Debian: libcurl4): \(reason)"
    case .unreachable(let url, let reason): "no server at \(url): \(reason)"
    case .timedOut(let url, let reason): "the server at \(url) does not answer in time: \(reason)"
    case .unknownModel(let name, let reason): "the server has no model '\(name)': \(reason)"
    case .notAuthorised(let url, let reason):
      "the server at \(url) does not accept the key (OPENAI_API_KEY): \(reason)"
    case .contextOverflow(let reason): "the prompt does not fit into the model's context: \(reason)"
    case .refused(let status, let reason):
      "the server refuses the request (status \(status)): \(reason)"
    case .serverFailed(let status, let reason): "the server fails (status \(status)): \(reason)"
    case .brokenOff(let reason): "the answer breaks off: \(reason)"
    case .invalidUTF8(let line): "line \(line) of the answer: expected UTF-8"
    case .invalidAnswer(let line, let reason): "line \(line) of the answer: \(reason)"
    case .tooLong(let bytes): "the answer has no end within \(bytes) bytes"
    case .empty: "the answer holds no text"
    case .notRecorded(let reason): "the record of a model has no answer: \(reason)"
    case .badAddress(let url, let reason): "'\(url)' is no address of a server: \(reason)"
    }
  }
}
