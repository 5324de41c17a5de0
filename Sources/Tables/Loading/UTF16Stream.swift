/// UTF-16 brought to UTF-8 block after block.
final class UTF16Stream: ByteStream {
  private let raw: any ByteStream
  private let isLittle: Bool
  private let file: String
  /// The bytes of a unit, or the units of a pair, that were cut at the end of the last block.
  private var carry: [UInt8] = []
  private var text: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  private var place = TextPlace()

  /// The text behind a byte order mark.
  init(_ raw: any ByteStream, isLittle: Bool, file: String) {
    self.raw = raw
    self.isLittle = isLittle
    self.file = file
  }

  /// Most text of benchmarks is ASCII, two bytes of which become one.
  var expectedCount: Int? { raw.expectedCount.map { $0 / 2 + text.count - position } }

  /// - Throws: ``ReadError/Kind/invalidUTF16`` with its place.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      if position == text.count {
        guard !isAtEnd else { break }
        try transcodeNext()
      }
      let part = text[position..<min(text.count, position + buffer.count - count)]
      part.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyMemory(from: $0)
      }
      position += part.count
      count += part.count
    }
    return count
  }

  private func transcodeNext() throws {
    let room = 1 << 16
    let bytes =
      try carry
      + [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = try raw.read(into: UnsafeMutableRawBufferPointer(buffer))
        isAtEnd = count < room
      }
    position = 0
    var isValid = true
    var taken = 0
    // A unit becomes three bytes at most.
    text = [UInt8](unsafeUninitializedCapacity: bytes.count / 2 * 3 + 1) { buffer, count in
      bytes.withUnsafeBufferPointer { (taken, count, isValid) = transcode($0, to: buffer) }
    }
    place.pass(text)
    carry = Array(bytes[taken...])
    if !isValid || (isAtEnd && !carry.isEmpty) {
      throw ReadError(
        file: file, line: place.line, column: place.column, kind: .invalidUTF16)
    }
  }

  /// Transcodes whole characters: how many bytes were taken and written, and whether what stands
  /// behind them is the beginning of a character, or nothing.
  private func transcode(
    _ bytes: UnsafeBufferPointer<UInt8>, to text: UnsafeMutableBufferPointer<UInt8>
  ) -> (taken: Int, written: Int, isValid: Bool) {
    var (i, count) = (0, 0)
    while i + 2 <= bytes.count {
      let unit = unit(bytes, i)
      if unit < 0x80 {
        text[count] = UInt8(truncatingIfNeeded: unit)
        count += 1
        i += 2
        continue
      }
      var scalar = Unicode.Scalar(UInt32(unit))
      if scalar == nil {
        guard UTF16.isLeadSurrogate(unit) else { return (i, count, false) }
        guard i + 4 <= bytes.count else { return (i, count, true) }
        let second = self.unit(bytes, i + 2)
        guard UTF16.isTrailSurrogate(second) else { return (i, count, false) }
        scalar = Unicode.Scalar(
          0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        i += 2
      }
      for byte in UTF8.encode(scalar!)! {
        text[count] = byte
        count += 1
      }
      i += 2
    }
    return (i, count, true)
  }

  @inline(__always)
  private func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> UInt16 {
    isLittle
      ? UInt16(bytes[i]) | UInt16(bytes[i + 1]) << 8 : UInt16(bytes[i]) << 8 | UInt16(bytes[i + 1])
  }
}

/// The place of the next character of a text; a line ends with LF, CRLF or CR.
private struct TextPlace {
  private(set) var line = 1
  private(set) var column = 1
  private var isBehindReturn = false

  /// Goes over text in UTF-8.
  mutating func pass(_ text: [UInt8]) {
    for byte in text {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if byte == UInt8(ascii: "\r") || !isBehindReturn { line += 1 }
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
      isBehindReturn = byte == UInt8(ascii: "\r")
    }
  }
}
