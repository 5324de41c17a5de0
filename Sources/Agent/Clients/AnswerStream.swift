/// The lines of an answer, put together as they come.
protocol AnswerStream {
  /// Whether the last line has come.
  var isComplete: Bool { get }

  /// Takes a line; the piece of text in it, if any.
  mutating func take(_ bytes: ArraySlice<UInt8>) throws(ModelError) -> String?

  /// The whole answer.
  ///
  /// - Throws: ``ModelError`` where it is not whole, or empty.
  func answer() throws(ModelError) -> ModelAnswer
}

extension HTTPPost {
  /// Sends the request and puts its answer together, with the times of its pieces.
  ///
  /// - Parameters:
  ///   - model: The model that was asked, for errors.
  ///   - onPiece: Called with each piece of text as it comes.
  func answer(
    _ stream: some AnswerStream, model: String, onPiece: (String) -> Void
  ) throws(ModelError) -> ModelAnswer {
    var stream = stream
    var watch = CallWatch()
    let end = try send { line throws(ModelError) in
      if let piece = try stream.take(line) {
        watch.piece()
        onPiece(piece)
      }
      return !stream.isComplete
    }
    guard end.status == 200 else {
      throw ServerFailure.error(
        status: end.status, body: end.failure, url: shownURL, model: model, hiding: secret)
    }
    var answer = try stream.answer()
    watch.finish(&answer.metrics)
    return answer
  }
}
