/// Brings the bytes of a text file to UTF-8 without a byte order mark, and refuses what is no text.
enum TextBytes {
  /// UTF-8 bytes: a UTF-8 mark is taken off, UTF-16 with a mark is converted.
  ///
  /// - Throws: ``ReadError`` for invalid UTF-8 or UTF-16 and for NUL bytes, with the place.
  /// - Complexity: O(n).
  static func utf8(_ bytes: [UInt8], file: String) throws -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return try fromUTF16(bytes, file: file)
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    try text.withUnsafeBufferPointer { buffer in
      if let offset = firstInvalidByte(buffer) {
        throw ReadError(
          file: file, bytes: buffer, offset: offset, kind: .invalidUTF8(byte: buffer[offset]))
      }
    }
    return try withoutNUL(text, file: file)
  }

  private static func withoutNUL(_ text: [UInt8], file: String) throws -> [UInt8] {
    try text.withUnsafeBufferPointer { buffer in
      if let offset = buffer.firstIndex(of: 0) {
        throw ReadError(file: file, bytes: buffer, offset: offset, kind: .nulByte)
      }
    }
    return text
  }

  private static func firstInvalidByte(_ buffer: UnsafeBufferPointer<UInt8>) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: buffer.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  private static func fromUTF16(_ bytes: [UInt8], file: String) throws -> [UInt8] {
    let isLittle = bytes[0] == 0xFF
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { i in
      isLittle
        ? UInt16(bytes[i]) | UInt16(bytes[i + 1]) << 8
        : UInt16(bytes[i]) << 8 | UInt16(bytes[i + 1])
    }
    if bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) {
      return try withoutNUL(Array(text.utf8), file: file)
    }
    let before = Array(String(decoding: units[..<firstUnpaired(units)], as: UTF16.self).utf8)
    throw before.withUnsafeBufferPointer {
      ReadError(file: file, bytes: $0, offset: $0.count, kind: .invalidUTF16)
    }
  }

  /// The first half of a surrogate pair without the other; the number of units where there is none.
  private static func firstUnpaired(_ units: [UInt16]) -> Int {
    var i = 0
    while i < units.count, !UTF16.isTrailSurrogate(units[i]) {
      let isPair = UTF16.isLeadSurrogate(units[i])
      if isPair, i + 1 == units.count || !UTF16.isTrailSurrogate(units[i + 1]) { return i }
      i += isPair ? 2 : 1
    }
    return i
  }
}
