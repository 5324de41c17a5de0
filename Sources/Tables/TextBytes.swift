import Glibc

/// Brings the bytes of a text file to UTF-8 without a byte order mark, and refuses what is no text.
enum TextBytes {
  /// UTF-8 bytes: a UTF-8 mark is taken off, UTF-16 with a mark is converted.
  ///
  /// - Throws: ``ReadError`` for invalid UTF-8 or UTF-16 and for NUL bytes, with the place.
  /// - Complexity: O(n).
  static func utf8(_ bytes: [UInt8], file: String) throws -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      let stream = try PrefixedStream(looking: TextStream.markLength, into: MemoryStream(bytes))
      let text = try TextStream.utf8(stream, file: file).stream
      return try checked(FileBytes.read(text, file: file), file: file)
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    try text.withUnsafeBufferPointer { buffer in
      if let offset = firstInvalidByte(buffer) {
        throw ReadError(
          file: file, bytes: buffer, offset: offset, kind: .invalidUTF8(byte: buffer[offset]))
      }
    }
    return try checked(text, file: file)
  }

  private static func checked(_ text: [UInt8], file: String) throws -> [UInt8] {
    try text.withUnsafeBufferPointer { buffer in
      if let offset = Tables.firstIndex(of: 0, in: buffer, from: 0) {
        throw ReadError(file: file, bytes: buffer, offset: offset, kind: .nulByte)
      }
      try requireFewMarks(buffer, file: file)
    }
    return text
  }

  /// The first byte that is no UTF-8, or NUL, and then the first character with too many marks; nil
  /// where there is none.
  static func firstError(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> (offset: Int, kind: ReadError.Kind)? {
    let invalid = firstInvalidByte(text)
    if let offset = text[..<(invalid ?? text.count)].firstIndex(of: 0) { return (offset, .nulByte) }
    if let offset = invalid { return (offset, .invalidUTF8(byte: text[offset])) }
    return CombiningRun.first(in: text).map { ($0, .tooManyMarks) }
  }

  /// The offset of the first byte that is no UTF-8; nil where all are.
  static func firstInvalidByte(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    let bytes = UnsafeRawBufferPointer(text)
    let highBits: UInt64 = 0x8080_8080_8080_8080
    func word(_ i: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self) }
    func isASCII(_ i: Int) -> Bool {
      (word(i) | word(i + 8) | word(i + 16) | word(i + 24)) & highBits == 0
    }
    var i = 0
    while i < text.count {
      // ASCII, which most text is, many bytes at a time.
      if i + 32 <= text.count, isASCII(i) {
        i += 32
      } else if i + 8 <= text.count, text[i] < 0x80 {
        // Up to the first byte beyond ASCII; all eight where there is none.
        i += (word(i) & highBits).trailingZeroBitCount / 8
      } else if text[i] < 0x80 {
        i += 1
      } else if let length = sequenceLength(text, i) {
        i += length
      } else {
        return invalidByte(text, from: i)
      }
    }
    return nil
  }

  /// Whether all bytes are below 0x80.
  static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(text)
    let words = text.count / 8
    var high: UInt64 = 0
    for i in 0..<words { high |= bytes.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self) }
    for i in words * 8..<text.count { high |= UInt64(text[i]) }
    return high & 0x8080_8080_8080_8080 == 0
  }

  /// The bytes of the well-formed sequence beyond ASCII at `i`, after table 3-7 of the Unicode
  /// Standard; nil where it is not well formed.
  private static func sequenceLength(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int? {
    func follows(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      i + offset < text.count && range.contains(text[i + offset])
    }
    switch text[i] {
    case 0xC2...0xDF: return follows(1) ? 2 : nil
    case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : nil
    case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : nil
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : nil
    case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : nil
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : nil
    case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : nil
    default: return nil
    }
  }

  /// The first invalid byte at or after `start`, where a sequence begins, as the standard library
  /// tells it.
  private static func invalidByte(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    // No sequence is longer than four bytes.
    let rest = Array(text[start..<min(start + 4, text.count)])
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: rest.span)
      return start
    } catch {
      return start + error.byteOffsets.lowerBound
    }
  }
}

/// The first place of a byte at or after `start`; nil where there is none.
@inline(__always)
func firstIndex(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
  guard start < bytes.count, let base = UnsafeRawPointer(bytes.baseAddress) else { return nil }
  return memchr(base + start, Int32(byte), bytes.count - start).map { UnsafeRawPointer($0) - base }
}

/// Whether a byte occurs.
@inline(__always)
func holds(_ bytes: UnsafeBufferPointer<UInt8>, _ byte: UInt8) -> Bool {
  firstIndex(of: byte, in: bytes, from: 0) != nil
}
