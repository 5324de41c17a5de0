/// Parses JSON after RFC 8259, and bare `NaN`, `Infinity` and `-Infinity` as some tools write them;
/// each error names its line and column.
///
/// A number beyond the range of doubles becomes an infinity, one below it a zero; a whole number
/// beyond 64 bits becomes a double. Of a key that stands twice in an object the last value counts,
/// at the place of the first. ``DataFile/notices`` tells of all these but the zeros and infinities.
public enum JSONReader {
  /// Arrays and objects may nest this deep.
  public static let depthLimit = 512

  /// The value in a file.
  ///
  /// - Throws: ``ReadError`` with file, line and column; ``ReadError/Kind/empty`` where the file
  ///   holds white space alone.
  public static func read(_ path: String) throws -> JSONValue {
    try parse(FileBytes.content(path), file: path)
  }

  /// The value in bytes that were read from `file`.
  ///
  /// - Throws: as ``read(_:)``.
  /// - Complexity: O(n).
  public static func parse(_ bytes: [UInt8], file: String) throws -> JSONValue {
    try parse(bytes, file: file, findings: nil)
  }

  /// The value in bytes that were read from `file`, with what the parser forgave.
  ///
  /// - Throws: as ``read(_:)``.
  package static func document(_ bytes: [UInt8], file: String) throws -> JSONDocument {
    let findings = JSONFindings()
    return JSONDocument(
      root: try parse(bytes, file: file, findings: findings), findings: findings)
  }

  static func parse(
    _ bytes: [UInt8], file: String, findings: JSONFindings?
  ) throws -> JSONValue {
    let text = try TextBytes.utf8(bytes, file: file)
    return try text.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer, range: 0..<buffer.count, findings: findings)
      do {
        guard !parser.isAtEndAfterSpace() else { throw ReadError(file: file, kind: .empty) }
        return try parser.document()
      } catch let error as JSONScanError {
        throw ReadError(file: file, bytes: buffer, offset: error.offset, kind: error.kind)
      }
    }
  }
}

/// A parsed JSON text.
package struct JSONDocument {
  /// The value.
  package let root: JSONValue
  /// What the parser forgave.
  let findings: JSONFindings
}

/// What breaks the form of a JSON text, by byte offset.
struct JSONScanError: Error {
  var offset: Int
  var kind: ReadError.Kind
}

/// A recursive-descent parser over bytes: no I/O.
struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  private let end: Int
  private(set) var position: Int
  private var line: Int
  private let isOneLine: Bool
  private var depth = 0
  private let findings: JSONFindings?

  /// A parser of the bytes in `range`, whose first byte stands on `line`.
  ///
  /// - Parameter isOneLine: Whether all of `range` stands on that line, carriage returns or not.
  init(
    bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, line: Int = 1, isOneLine: Bool = false,
    findings: JSONFindings? = nil
  ) {
    self.isOneLine = isOneLine
    self.bytes = bytes
    self.findings = findings
    position = range.lowerBound
    end = range.upperBound
    self.line = line
  }

  /// One value with nothing but white space after it.
  mutating func document() throws(JSONScanError) -> JSONValue {
    let result = try value()
    guard isAtEndAfterSpace() else { throw unexpected("the end of the document") }
    return result
  }

  /// Passes over white space; whether nothing follows.
  mutating func isAtEndAfterSpace() -> Bool {
    skipSpace()
    return position == end
  }

  private mutating func value() throws(JSONScanError) -> JSONValue {
    skipSpace()
    guard position < end else { throw unexpected("a value") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try nested { (p) throws(JSONScanError) in try p.object() }
    case UInt8(ascii: "["): return try nested { (p) throws(JSONScanError) in try p.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .boolean(true))
    case UInt8(ascii: "f"): return try literal("false", .boolean(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "N"): return try bareNumber("NaN", .nan)
    case UInt8(ascii: "I"): return try bareNumber("Infinity", .infinity)
    case UInt8(ascii: "-") where position + 1 < end && bytes[position + 1] == UInt8(ascii: "I"):
      return try bareNumber("-Infinity", -.infinity)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw unexpected("a value")
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONScanError) -> JSONValue
  ) throws(JSONScanError) -> JSONValue {
    guard depth < JSONReader.depthLimit else {
      throw JSONScanError(offset: position, kind: .tooDeep(limit: JSONReader.depthLimit))
    }
    depth += 1
    defer { depth -= 1 }
    return try body(&self)
  }

  private mutating func object() throws(JSONScanError) -> JSONValue {
    var object = JSONObject(members: [], line: Int32(clamping: line))
    var keys = JSONKeys()
    position += 1
    skipSpace()
    if take("}") { return .object(object) }
    while true {
      skipSpace()
      guard position < end, bytes[position] == UInt8(ascii: "\"") else {
        throw unexpected("a key in quotes")
      }
      let keyLine = line
      let key = try string()
      skipSpace()
      guard take(":") else { throw unexpected("':'") }
      let member = JSONObject.Member(key: key, value: try value())
      if let first = keys.firstIndex(of: key, in: object.members) {
        findings?.addDuplicate(key, line: keyLine)
        object.members[first].value = member.value
      } else {
        object.members.append(member)
      }
      skipSpace()
      if take("}") { return .object(object) }
      guard take(",") else { throw unexpected("',' or '}'") }
    }
  }

  private mutating func array() throws(JSONScanError) -> JSONValue {
    var elements: [JSONValue] = []
    position += 1
    skipSpace()
    if take("]") { return .array(elements) }
    while true {
      elements.append(try value())
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw unexpected("',' or ']'") }
    }
  }

  private mutating func literal(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONScanError) -> JSONValue {
    let length = word.utf8CodeUnitCount
    for i in 0..<length {
      guard position + i < end, bytes[position + i] == word.utf8Start[i] else {
        position = min(position + i, end)
        throw unexpected("'\(word)'")
      }
    }
    position += length
    return value
  }

  private mutating func bareNumber(
    _ word: StaticString, _ value: Double
  ) throws(JSONScanError) -> JSONValue {
    let result = try literal(word, .double(value))
    findings?.addWord(line: line)
    return result
  }

  private mutating func number() throws(JSONScanError) -> JSONValue {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if take("0") {
      if position < end, isDigit(bytes[position]) { throw unexpected("no digit after a leading 0") }
    } else {
      try digits()
    }
    var isWhole = true
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    if isWhole, let integer = NumberParser.integer(bytes, start..<position) {
      return .integer(integer)
    }
    guard let double = NumberParser.double(bytes, start..<position) else {
      position = start
      throw unexpected("a number")
    }
    if isWhole { findings?.addBigInteger(double) }
    return .double(double)
  }

  private mutating func digits() throws(JSONScanError) {
    guard position < end, isDigit(bytes[position]) else { throw unexpected("a digit") }
    while position < end, isDigit(bytes[position]) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < end {
      switch bytes[position] {
      case 0x0A, 0x0D: if !isOneLine, isLineBreak(bytes, position) { line += 1 }
      case 0x20, 0x09: break
      default: return
      }
      position += 1
    }
  }

  private func unexpected(_ expected: String) -> JSONScanError {
    let atEnd = end == bytes.count ? "the end of the file" : "the end of the line"
    let found = position < end ? character(bytes[position]) : atEnd
    return JSONScanError(offset: position, kind: .json(expected: expected, found: found))
  }
}

/// Finds keys that an object has already.
private struct JSONKeys {
  /// The places of the keys; made when there are many.
  private var places: [TextKey: Int] = [:]
  /// As few are compared one by one.
  private static let few = 12

  /// The place of a key among the members; nil for a new one, which is then added behind them.
  mutating func firstIndex(of key: String, in members: [JSONObject.Member]) -> Int? {
    if members.count < Self.few { return members.firstIndex { $0.key.isSame(as: key) } }
    while places.count < members.count { places[TextKey(members[places.count].key)] = places.count }
    return places[TextKey(key)]
  }
}

// MARK: - Strings

extension JSONParser {
  fileprivate mutating func string() throws(JSONScanError) -> String {
    position += 1
    let start = position
    while position < end {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: bytes[start..<position - 1], as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") { return try stringWithEscapes(from: start) }
      guard byte >= 0x20 else { throw unexpected("an escape for a control character") }
      position += 1
    }
    throw unexpected("a closing quote")
  }

  private mutating func stringWithEscapes(from start: Int) throws(JSONScanError) -> String {
    var text = Array(bytes[start..<position])
    while position < end {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        if text.withUnsafeBufferPointer({ CombiningRun.first(in: $0) }) != nil {
          throw JSONScanError(offset: start, kind: .tooManyMarks)
        }
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20:
        position -= 1
        throw unexpected("an escape for a control character")
      default: text.append(byte)
      }
    }
    throw unexpected("a closing quote")
  }

  private mutating func escape() throws(JSONScanError) -> Unicode.Scalar {
    guard position < end else { throw unexpected("an escape") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default:
      position -= 1
      throw unexpected("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
    }
  }

  private mutating func unicodeEscape() throws(JSONScanError) -> Unicode.Scalar {
    let high = try fourHexadecimalDigits()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard high < 0xDC00 else {
      position -= 4
      throw unexpected("the first half of a surrogate pair before the second")
    }
    let atLow = position
    if take("\\"), take("u") {
      let low = try fourHexadecimalDigits()
      if (0xDC00...0xDFFF).contains(low),
        let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
      {
        return scalar
      }
    }
    position = atLow
    throw unexpected("the second half of a surrogate pair")
  }

  private mutating func fourHexadecimalDigits() throws(JSONScanError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < end, let digit = hexadecimalValue(bytes[position]) else {
        throw unexpected("four hexadecimal digits")
      }
      value = value << 4 | digit
      position += 1
    }
    return value
  }

  private func hexadecimalValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
