/// A server that runs a model, or a record of one.
public protocol ModelClient: Sendable {
  /// Sends a request and waits for the end of the answer.
  ///
  /// - Parameter onPiece: Called with each piece of text as it comes, also with those of an attempt that
  ///   fails and is made again.
  /// - Throws: ``ModelError``.
  func answer(
    _ request: ModelRequest, onPiece: (String) -> Void
  ) throws(ModelError) -> ModelAnswer
}

extension ModelClient {
  /// As ``answer(_:onPiece:)``, without looking at the pieces.
  public func answer(_ request: ModelRequest) throws(ModelError) -> ModelAnswer {
    try answer(request) { _ in }
  }
}

/// How long a client waits, and for how much.
public struct ClientLimits: Sendable, Equatable {
  /// Until the server takes the connection, in seconds.
  public var connect = 10.0
  /// The longest without a byte, in whole seconds: the load of a large model takes its time.
  public var stall = 120
  /// The largest answer, in bytes as it is sent.
  public var answerBytes = 4 << 20
  /// The most attempts at a call, where what failed may heal.
  public var attempts = 3
  /// The wait before the second attempt, in seconds; each further one is twice as long.
  public var backOff = 0.25

  /// The usual limits.
  public init() {}

  /// The longest that one attempt may take, in seconds: a server that sends a byte now and then does
  /// not stall, and would go on for ever.
  public var total: Int { min(stall, 200_000) * 10 }
}
