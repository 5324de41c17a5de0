import Tables

/// One line of a streamed answer.
enum AnswerLine {
  /// The JSON in a line; nil for an empty one.
  ///
  /// - Throws: ``ModelError/invalidUTF8(line:)``, ``ModelError/invalidAnswer(line:reason:)``.
  static func json(_ bytes: ArraySlice<UInt8>, line: Int) throws(ModelError) -> JSONValue? {
    guard bytes.contains(where: { $0 > 0x20 }) else { return nil }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .invalidUTF8(line: line) }
    do {
      return try JSONReader.parse(Array(bytes), file: "answer")
    } catch {
      throw .invalidAnswer(
        line: line,
        reason: (error as? ReadError)?.message ?? "expected JSON, found something else")
    }
  }
}

/// Measures a call from our side.
struct CallWatch {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var first: ContinuousClock.Instant?

  init() { start = clock.now }

  /// A piece of text has come.
  mutating func piece() { if first == nil { first = clock.now } }

  /// Adds what we measured.
  func finish(_ metrics: inout CallMetrics) {
    metrics.elapsed = (clock.now - start).inSeconds
    metrics.timeToFirstToken = first.map { ($0 - start).inSeconds }
    if metrics.total == nil { metrics.total = metrics.elapsed }
  }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
