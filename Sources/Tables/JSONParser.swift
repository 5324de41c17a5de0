/// A recursive-descent parser over bytes: no I/O. Whole values become trees; or a caller takes what it
/// needs, member by member, and passes over the rest, with the same errors.
package struct JSONParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let end: Int
  var position: Int
  var line: Int
  private let isOneLine: Bool
  /// The arrays and objects that are open.
  var depth = 0
  /// Whether the array or the object that was just opened has no element yet.
  var isFirst = false
  let findings: JSONFindings?

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
    try document { (parser) throws(JSONScanError) in try parser.value() }
  }

  /// What `body` makes of one value with nothing but white space after it.
  mutating func document<Result>(
    _ body: (inout JSONParser) throws(JSONScanError) -> Result
  ) throws(JSONScanError) -> Result {
    let result = try body(&self)
    guard isAtEndAfterSpace() else { throw unexpected("the end of the document") }
    return result
  }

  /// Passes over white space; whether nothing follows.
  mutating func isAtEndAfterSpace() -> Bool {
    skipSpace()
    return position == end
  }

  mutating func value() throws(JSONScanError) -> JSONValue {
    skipSpace()
    guard position < end else { throw unexpected("a value") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try literal("true")
      return .boolean(true)
    case UInt8(ascii: "f"):
      try literal("false")
      return .boolean(false)
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    default: return try number()
    }
  }

  private mutating func object() throws(JSONScanError) -> JSONValue {
    var object = JSONObject(members: [], line: Int32(clamping: line))
    var keys = JSONKeys()
    try open()
    while try isAtKey() {
      let keyLine = line
      let key = try string()
      try passColon()
      let member = JSONObject.Member(key: key, value: try value())
      if let first = keys.firstIndex(of: key, in: object.members) {
        findings?.addDuplicate(key, line: keyLine)
        object.members[first].value = member.value
      } else {
        object.members.append(member)
      }
    }
    return .object(object)
  }

  private mutating func array() throws(JSONScanError) -> JSONValue {
    var elements: [JSONValue] = []
    try open()
    while try isAtElement() { elements.append(try value()) }
    return .array(elements)
  }

  mutating func literal(_ word: StaticString) throws(JSONScanError) {
    let length = word.utf8CodeUnitCount
    for i in 0..<length {
      guard position + i < end, bytes[position + i] == word.utf8Start[i] else {
        position = min(position + i, end)
        throw unexpected("'\(word)'")
      }
    }
    position += length
  }

  /// A number, or one of the words for what is none.
  private mutating func number() throws(JSONScanError) -> JSONValue {
    if let word = try bareNumber() { return .double(word) }
    let start = position
    let isWhole = try passNumber()
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

  /// The value of `NaN`, `Infinity` or `-Infinity`; nil where none of them begins.
  ///
  /// - Throws: also where no value begins.
  mutating func bareNumber() throws(JSONScanError) -> Double? {
    let value: Double
    switch bytes[position] {
    case UInt8(ascii: "N"):
      try literal("NaN")
      value = .nan
    case UInt8(ascii: "I"):
      try literal("Infinity")
      value = .infinity
    case UInt8(ascii: "-") where position + 1 < end && bytes[position + 1] == UInt8(ascii: "I"):
      try literal("-Infinity")
      value = -.infinity
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return nil
    default: throw unexpected("a value")
    }
    findings?.addWord(line: line)
    return value
  }

  /// Passes over the characters of a number; whether they are a whole number's.
  mutating func passNumber() throws(JSONScanError) -> Bool {
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
    return isWhole
  }

  private mutating func digits() throws(JSONScanError) {
    guard position < end, isDigit(bytes[position]) else { throw unexpected("a digit") }
    while position < end, isDigit(bytes[position]) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func skipSpace() {
    while position < end {
      switch bytes[position] {
      case 0x0A, 0x0D: if !isOneLine, isLineBreak(bytes, position) { line += 1 }
      case 0x20, 0x09: break
      default: return
      }
      position += 1
    }
  }

  func unexpected(_ expected: String) -> JSONScanError {
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
