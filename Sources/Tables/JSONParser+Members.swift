import Glibc

/// A string where it stands in a JSON text: between its quotes.
package struct JSONText: Sendable {
  /// The bytes between the quotes.
  package let range: Range<Int>
  /// Whether some of them are escapes.
  package let hasEscapes: Bool
}

/// Taking values one by one. Each function that takes a value passes over all of it, and throws as the
/// parser of trees does.
extension JSONParser {
  /// The offset of what comes next; may be set to that of any value that was passed over.
  package var offset: Int {
    mutating get {
      skipSpace()
      return position
    }
    set { position = newValue }
  }

  // MARK: Objects and arrays

  /// Enters the object that comes next; false, and the value is passed over, where it is none.
  package mutating func enterObject() throws(JSONScanError) -> Bool {
    try enter(UInt8(ascii: "{"))
  }

  /// Enters the array that comes next; false, and the value is passed over, where it is none.
  package mutating func enterArray() throws(JSONScanError) -> Bool {
    try enter(UInt8(ascii: "["))
  }

  /// The next key of the object that was entered, whose value comes next; nil, and the object is left,
  /// where there is none.
  package mutating func nextKey() throws(JSONScanError) -> JSONText? {
    guard try isAtKey() else { return nil }
    let key = try passString()
    try passColon()
    return key
  }

  /// The place among `names` of the next key of the object that was entered, whose value comes next, and
  /// their number for any other key; nil, and the object is left, where there is none.
  ///
  /// - Parameter last: The place of the key before: fastest is a key of the name behind that one.
  package mutating func nextKey(
    of names: JSONNames, after last: Int
  ) throws(JSONScanError) -> Int? {
    guard let key = try nextKey() else { return nil }
    return key.hasEscapes ? names.index(of: string(key)) : names.index(of: bytes(key), after: last)
  }

  /// Whether the array that was entered has another element, which comes next; it is left otherwise.
  package mutating func hasNextElement() throws(JSONScanError) -> Bool { try isAtElement() }

  private mutating func enter(_ bracket: UInt8) throws(JSONScanError) -> Bool {
    skipSpace()
    guard position < end, bytes[position] == bracket else {
      try skip()
      return false
    }
    try open()
    return true
  }

  /// Passes over the bracket at the position.
  mutating func open() throws(JSONScanError) {
    guard depth < JSONReader.depthLimit else {
      throw JSONScanError(offset: position, kind: .tooDeep(limit: JSONReader.depthLimit))
    }
    depth += 1
    position += 1
    isFirst = true
  }

  /// Passes over what parts two members; whether a key follows. The object is left otherwise.
  mutating func isAtKey() throws(JSONScanError) -> Bool {
    guard try !isAtEnd("}", "',' or '}'") else { return false }
    skipSpace()
    guard position < end, bytes[position] == UInt8(ascii: "\"") else {
      throw unexpected("a key in quotes")
    }
    return true
  }

  /// Passes over what parts two elements; whether another follows. The array is left otherwise.
  mutating func isAtElement() throws(JSONScanError) -> Bool {
    try !isAtEnd("]", "',' or ']'")
  }

  @inline(__always)
  private mutating func isAtEnd(
    _ bracket: Unicode.Scalar, _ expected: StaticString
  ) throws(JSONScanError) -> Bool {
    skipSpace()
    if take(bracket) {
      depth -= 1
      isFirst = false
      return true
    }
    if isFirst {
      isFirst = false
    } else {
      guard take(",") else { throw unexpected("\(expected)") }
    }
    return false
  }

  mutating func passColon() throws(JSONScanError) {
    skipSpace()
    guard take(":") else { throw unexpected("':'") }
  }

  // MARK: Values

  /// The string that comes next; nil where it is another value.
  package mutating func text() throws(JSONScanError) -> JSONText? {
    skipSpace()
    guard position < end, bytes[position] == UInt8(ascii: "\"") else {
      try skip()
      return nil
    }
    return try passString()
  }

  /// The number that comes next; nil where it is another value.
  package mutating func number() throws(JSONScanError) -> Double? {
    skipSpace()
    guard isAtNumber else {
      try skip()
      return nil
    }
    return try value().number
  }

  /// The whole number of 64 bits that comes next; nil where it is another value.
  package mutating func integer() throws(JSONScanError) -> Int64? {
    skipSpace()
    guard isAtNumber else {
      try skip()
      return nil
    }
    return try value().integer
  }

  private var isAtNumber: Bool {
    guard position < end else { return false }
    switch bytes[position] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "N"),
      UInt8(ascii: "I"):
      return true
    default: return false
    }
  }

  /// Passes over the value that comes next.
  package mutating func skip() throws(JSONScanError) {
    skipSpace()
    guard position < end else { throw unexpected("a value") }
    switch bytes[position] {
    case UInt8(ascii: "{"):
      try open()
      while try isAtKey() {
        _ = try passString()
        try passColon()
        try skip()
      }
    case UInt8(ascii: "["):
      try open()
      while try isAtElement() { try skip() }
    case UInt8(ascii: "\""): _ = try passString()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: if try bareNumber() == nil { _ = try passNumber() }
    }
  }

  private mutating func passString() throws(JSONScanError) -> JSONText {
    position += 1
    let start = position
    let isPlain = try passPlainString()
    if !isPlain { _ = try stringWithEscapes(from: start) }
    return JSONText(range: start..<position - 1, hasEscapes: !isPlain)
  }

  // MARK: Texts

  /// A string that this parser passed over.
  package func string(_ text: JSONText) -> String {
    guard text.hasEscapes else { return String(decoding: bytes[text.range], as: UTF8.self) }
    var parser = self
    parser.position = text.range.lowerBound - 1
    // It was read once without an error.
    return (try? parser.string()) ?? ""
  }

  /// Whether a string that this parser passed over is `word`, which is ASCII.
  package func text(_ text: JSONText, is word: StaticString) -> Bool {
    guard !text.hasEscapes else { return string(text).isSame(as: "\(word)") }
    return text.range.count == word.utf8CodeUnitCount
      && memcmp(bytes.baseAddress! + text.range.lowerBound, word.utf8Start, text.range.count) == 0
  }

  /// The bytes of a string that this parser passed over, escapes as they stand.
  package func bytes(_ text: JSONText) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[text.range])
  }
}

/// The keys that a caller knows.
package struct JSONNames: Sendable {
  /// The bytes of all, and where each begins and the last ends.
  private let bytes: [UInt8]
  private let starts: [Int]

  /// Keys, none twice.
  package init(_ names: [String]) {
    bytes = names.flatMap(\.utf8)
    starts = names.reduce(into: [0]) { $0.append($0.last! + $1.utf8.count) }
  }

  /// The place of a key; the number of names where it is none of them.
  fileprivate func index(of key: UnsafeBufferPointer<UInt8>, after last: Int) -> Int {
    let count = starts.count - 1
    for i in min(last + 1, count)..<count where isName(i, key) { return i }
    for i in 0..<min(last + 1, count) where isName(i, key) { return i }
    return count
  }

  fileprivate func index(of key: String) -> Int {
    var key = key
    return key.withUTF8 { index(of: $0, after: -1) }
  }

  @inline(__always)
  private func isName(_ i: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = starts[i]
    guard starts[i + 1] - start == key.count else { return false }
    for j in 0..<key.count where bytes[start + j] != key[j] { return false }
    return true
  }
}
