import Synchronization

/// Answers from a record, in order, whatever is asked: a model without a server, for tests.
public final class ReplayClient: ModelClient {
  private let transcript: Transcript
  private let next = Mutex(0)

  /// A client of a record.
  public init(_ transcript: Transcript) { self.transcript = transcript }

  /// The next answer of the record.
  public func answer(
    _ request: ModelRequest, onPiece: (String) -> Void
  ) throws(ModelError) -> ModelAnswer {
    let index = next.withLock { next in
      next += 1
      return next - 1
    }
    guard index < transcript.calls.count else {
      throw .notRecorded(reason: "it holds \(transcript.calls.count) calls and was asked for more")
    }
    let answer = transcript.calls[index].answer
    guard !answer.text.isEmpty else { throw .empty }
    onPiece(answer.text)
    return answer
  }
}

/// Records what another client is asked and answers.
public final class RecordingClient: ModelClient {
  private let client: any ModelClient
  private let record: Mutex<Transcript>

  /// A client around another.
  public init(_ client: any ModelClient, model: String) {
    self.client = client
    record = Mutex(Transcript(model: model))
  }

  /// What was recorded so far.
  public var transcript: Transcript { record.withLock { $0 } }

  /// The other client's answer, which is recorded.
  public func answer(
    _ request: ModelRequest, onPiece: (String) -> Void
  ) throws(ModelError) -> ModelAnswer {
    let answer = try client.answer(request, onPiece: onPiece)
    record.withLock { $0.calls.append(.init(messages: request.messages, answer: answer)) }
    return answer
  }
}
