/// Splits CSV text into records of text fields after RFC 4180, without types: quotes are taken off,
/// blank lines passed over. Only what recognises and reads the files of tools needs it; tables of
/// typed columns come from `CSVReader`.
struct TextRecords {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var line = 1

  /// The text in `bytes`, UTF-8.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The next record and the line on which it begins; nil at the end. A quote that is never closed
  /// ends with the text.
  mutating func next() -> (line: Int, fields: [String])? {
    while position < bytes.endIndex, isLineEnd { skipLineEnd() }
    guard position < bytes.endIndex else { return nil }
    let start = line
    var fields = [field()]
    while position < bytes.endIndex, bytes[position] == UInt8(ascii: ",") {
      position += 1
      fields.append(field())
    }
    skipLineEnd()
    return (start, fields)
  }

  /// The fields of a line; empty for an empty one.
  static func fields(of line: String) -> [String] {
    var records = TextRecords(Array(line.utf8)[...])
    return records.next()?.fields ?? []
  }

  /// Whether no record follows.
  var isAtEnd: Bool { position >= bytes.endIndex }

  private var isLineEnd: Bool {
    bytes[position] == UInt8(ascii: "\n") || bytes[position] == UInt8(ascii: "\r")
  }

  private mutating func skipLineEnd() {
    guard position < bytes.endIndex, isLineEnd else { return }
    let isCarriageReturn = bytes[position] == UInt8(ascii: "\r")
    position += 1
    line += 1
    if isCarriageReturn, position < bytes.endIndex, bytes[position] == UInt8(ascii: "\n") {
      position += 1
    }
  }

  private mutating func field() -> String {
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") else {
      return plainField()
    }
    position += 1
    var text: [UInt8] = []
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < bytes.endIndex, bytes[position] == byte else { break }
        position += 1
      } else if byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r") && !(position < bytes.endIndex && bytes[position] == 0x0A)
      {
        line += 1
      }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self) + plainField()
  }

  private mutating func plainField() -> String {
    let start = position
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: ","), !isLineEnd {
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
