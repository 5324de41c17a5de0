/// A record as it stands, with what is wrong about it.
struct LenientRecord {
  /// A field, quotes with it.
  struct Field {
    var range: Range<Int>
    /// Whether its quotes are characters.
    var isBroken = false

    var isEmpty: Bool { range.isEmpty }
  }

  var start: Int
  /// Where the last field ends, and where the line end behind it does.
  var contentEnd: Int
  var end: Int
  var line: Int
  var fields: [Field] = []
  /// Quotes that are never closed, and fields with text behind the closing quote.
  var unclosed = 0
  var textAfter = 0
  /// Whether it is a blank line or a comment.
  var isBlank = false
}

/// Splits a text into records like ``CSVScanner``, but takes quotes that break the form for
/// characters.
struct LenientScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let form: CSVForm
  private var position = 0
  private var line = 1
  /// From here on no quote is closed that is not opened behind it.
  private var lastQuote: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ form: CSVForm) {
    self.bytes = bytes
    self.form = form
    lastQuote = form.quote == 0 ? -1 : bytes.lastIndex(of: form.quote) ?? -1
  }

  /// The next record, blank line or comment; nil at the end.
  mutating func nextRecord() -> LenientRecord? {
    guard position < bytes.count else { return nil }
    var record = LenientRecord(start: position, contentEnd: position, end: position, line: line)
    if isLineEnd(position) || (form.comment != 0 && bytes[position] == form.comment) {
      record.isBlank = true
      while position < bytes.count, !isLineEnd(position) { position += 1 }
    } else {
      while true {
        record.fields.append(nextField(&record))
        guard position < bytes.count, bytes[position] == form.delimiter else { break }
        position += 1
      }
    }
    record.contentEnd = position
    if position < bytes.count {
      position += isLineBreak(bytes, position) ? 1 : 2
      line += 1
    }
    record.end = position
    return record
  }

  private mutating func nextField(_ record: inout LenientRecord) -> LenientRecord.Field {
    let start = position
    if form.quote != 0, position < bytes.count, bytes[position] == form.quote {
      let close = closingQuote(start)
      let breaks = close.map { (start..<$0).count { isLineBreak(bytes, $0) } } ?? 0
      if let close, isEnd(close + 1) {
        line += breaks
        position = close + 1
        return LenientRecord.Field(range: start..<position)
      }
      // A quote on a later line with text behind it is another field's.
      if let close, breaks == 0 {
        record.textAfter += 1
        position = close + 1
      } else {
        record.unclosed += 1
      }
      skipToEnd()
      return LenientRecord.Field(range: start..<position, isBroken: true)
    }
    skipToEnd()
    return LenientRecord.Field(range: start..<position)
  }

  private mutating func skipToEnd() {
    while position < bytes.count, bytes[position] != form.delimiter, !isLineEnd(position) {
      position += 1
    }
  }

  /// The quote that closes the one at `start`.
  private mutating func closingQuote(_ start: Int) -> Int? {
    var i = start + 1
    while i <= lastQuote {
      if bytes[i] == form.quote {
        guard i < lastQuote, bytes[i + 1] == form.quote else { return i }
        i += 1
      }
      i += 1
    }
    return nil
  }

  private func isEnd(_ i: Int) -> Bool {
    i == bytes.count || bytes[i] == form.delimiter || isLineEnd(i)
  }

  private func isLineEnd(_ i: Int) -> Bool {
    bytes[i] == UInt8(ascii: "\n") || bytes[i] == UInt8(ascii: "\r")
  }
}
