extension JSONParser {
  mutating func string() throws(JSONScanError) -> String {
    position += 1
    let start = position
    if try passPlainString() { return String(decoding: bytes[start..<position - 1], as: UTF8.self) }
    return try stringWithEscapes(from: start)
  }

  /// Passes over a string whose first character stands at the position; whether it has no escape. The
  /// first escape is where the position is otherwise.
  @inline(__always)
  mutating func passPlainString() throws(JSONScanError) -> Bool {
    position = StringEnd.first(in: bytes, from: position, to: end)
    guard position < end else { throw unexpected("a closing quote") }
    let byte = bytes[position]
    if byte == UInt8(ascii: "\\") { return false }
    guard byte >= 0x20 else { throw unexpected("an escape for a control character") }
    position += 1
    return true
  }

  mutating func stringWithEscapes(from start: Int) throws(JSONScanError) -> String {
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

/// What ends a run of plain characters in a string, eight bytes at a time.
enum StringEnd {
  /// The first quote, backslash or control character; `end` where there is none.
  @inline(__always)
  static func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return end }
    var i = start
    while i &+ 8 <= end {
      let word = UInt64(littleEndian: base.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      let found = ends(in: word)
      if found != 0 { return i &+ found.trailingZeroBitCount / 8 }
      i &+= 8
    }
    while i < end, bytes[i] >= 0x20, bytes[i] != UInt8(ascii: "\""), bytes[i] != UInt8(ascii: "\\")
    {
      i &+= 1
    }
    return i
  }

  /// The high bits of the bytes that end a run; beyond the lowest of them also others may be set, as the
  /// differences borrow from byte to byte.
  @inline(__always)
  private static func ends(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    return
      ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
      | (word &- ones &* 0x20) & ~word) & (ones &* 0x80)
  }
}
