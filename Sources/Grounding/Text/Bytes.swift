extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A && self & 0x40 != 0 }
  /// Whether the byte is an ASCII letter, digit or underscore, or belongs to a letter beyond ASCII.
  var isWord: Bool { isDigit || isLetter || self == 0x5F || self >= 0x80 }
  var isSpace: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  var isUpper: Bool { self >= 0x41 && self <= 0x5A }
  /// The small letter of an ASCII capital; any other byte as it is.
  var lowered: UInt8 { isUpper ? self | 0x20 : self }
}

extension Collection<UInt8> {
  /// Whether the bytes are those of a text.
  func equals(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount
      && text.withUTF8Buffer { elementsEqual($0) }
  }

  var asText: String { String(decoding: self, as: UTF8.self) }
}
