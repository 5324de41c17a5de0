/// Where a field stands in the bytes; quotes around it are not part of it.
struct CSVField: Equatable {
  /// The first byte.
  var start: Int
  /// One past the last byte.
  var end: Int
  /// Whether the field stood in quotes.
  var isQuoted: Bool
  /// Whether doubled quotes stand within it.
  var hasDoubledQuotes: Bool
}

/// What breaks the form of a CSV text, by byte offset.
enum CSVScanError: Error, Equatable {
  case unclosedQuote(offset: Int)
  case textAfterQuote(offset: Int)
}

/// Whether a line ends with byte `i`: an LF, or a CR without an LF after it.
func isLineBreak(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
  switch bytes[i] {
  case UInt8(ascii: "\n"): true
  case UInt8(ascii: "\r"): i + 1 == bytes.count || bytes[i + 1] != UInt8(ascii: "\n")
  default: false
  }
}

/// Splits bytes into records and fields after RFC 4180: no I/O, no types.
///
/// Beyond the RFC: a line ends with CRLF, LF or CR, a quote inside an unquoted field is that
/// character, and blank lines are passed over.
struct CSVScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let delimiter: UInt8
  /// The byte that begins and ends a quoted field; 0 where there are no quotes.
  private let quote: UInt8
  /// Lines that begin with this byte are passed over; 0 where none is.
  private let comment: UInt8
  /// Where the next record begins.
  private(set) var position = 0
  /// The line on which it begins.
  private(set) var line = 1
  /// The line on which the last record began, counted from 1.
  private(set) var recordLine = 1
  /// The offset at which the last record began.
  private(set) var recordStart = 0
  /// The comments that were passed over, and the line of the first.
  private(set) var commentLines = 0
  private(set) var firstComment = 0
  /// Where the last blank line or comment ends that is whole beyond doubt, the line behind it, and
  /// the comments up to there.
  private(set) var passed = (end: 0, line: 1, comments: 0)

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, quote: UInt8 = UInt8(ascii: "\""),
    comment: UInt8 = 0
  ) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.quote = quote
    self.comment = comment
  }

  /// Puts the fields of the next record into `fields`; false at the end of the text.
  mutating func nextRecord(into fields: inout [CSVField]) throws(CSVScanError) -> Bool {
    fields.removeAll(keepingCapacity: true)
    skipBlankLinesAndComments()
    guard position < bytes.count else { return false }
    recordLine = line
    recordStart = position
    while true {
      let field = try nextField()
      fields.append(field)
      guard position < bytes.count else { return true }
      if bytes[position] == delimiter {
        position += 1
        // A delimiter as the very last byte is followed by one empty field.
        if position == bytes.count {
          fields.append(
            CSVField(start: position, end: position, isQuoted: false, hasDoubledQuotes: false))
          return true
        }
      } else {
        skipLineEnd()
        return true
      }
    }
  }

  private mutating func nextField() throws(CSVScanError) -> CSVField {
    if quote != 0, bytes[position] == quote { return try quotedField() }
    let start = position
    while position < bytes.count, bytes[position] != delimiter, !isLineEnd(position) {
      position += 1
    }
    return CSVField(start: start, end: position, isQuoted: false, hasDoubledQuotes: false)
  }

  private mutating func quotedField() throws(CSVScanError) -> CSVField {
    let opening = position
    var hasDoubled = false
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == quote {
        if position + 1 < bytes.count, bytes[position + 1] == quote {
          hasDoubled = true
          position += 2
          continue
        }
        let end = position
        position += 1
        if position < bytes.count, bytes[position] != delimiter, !isLineEnd(position) {
          throw .textAfterQuote(offset: position)
        }
        return CSVField(
          start: opening + 1, end: end, isQuoted: true, hasDoubledQuotes: hasDoubled)
      }
      if isLineBreak(bytes, position) { line += 1 }
      position += 1
    }
    throw .unclosedQuote(offset: opening)
  }

  private func isLineEnd(_ i: Int) -> Bool {
    bytes[i] == UInt8(ascii: "\n") || bytes[i] == UInt8(ascii: "\r")
  }

  private mutating func skipLineEnd() {
    position += isLineBreak(bytes, position) ? 1 : 2
    line += 1
  }

  private mutating func skipBlankLinesAndComments() {
    while position < bytes.count {
      if comment != 0, bytes[position] == comment {
        if commentLines == 0 { firstComment = line }
        commentLines += 1
        while position < bytes.count, !isLineEnd(position) { position += 1 }
      }
      guard position < bytes.count, isLineEnd(position) else { return }
      skipLineEnd()
      // A carriage return as the last byte may be half of a line end.
      if position < bytes.count || bytes[position - 1] == UInt8(ascii: "\n") {
        passed = (position, line, commentLines)
      }
    }
  }
}
