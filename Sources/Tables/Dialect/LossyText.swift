/// Text from bytes of which some are none.
struct LossyText {
  /// UTF-8.
  private(set) var bytes: [UInt8] = []
  /// The bytes (of UTF-16 the units) that were replaced by U+FFFD, NUL among them.
  private(set) var replaced = 0
  /// The line of the first.
  private(set) var firstLine: Int?

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The text of a file.
  ///
  /// - Complexity: O(n).
  init(_ raw: [UInt8]) {
    if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) {
      readUTF16(raw)
    } else {
      let start = raw.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      raw.withUnsafeBufferPointer { readUTF8(UnsafeBufferPointer(rebasing: $0[start...])) }
    }
  }

  private mutating func readUTF8(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.reserveCapacity(text.count)
    var i = 0
    while i < text.count {
      let rest = UnsafeBufferPointer(rebasing: text[i...])
      let end = i + (TextBytes.firstInvalidByte(rest) ?? rest.count)
      addValid(text[i..<end])
      if end < text.count { replace() }
      i = end + 1
    }
  }

  private mutating func addValid(_ text: Slice<UnsafeBufferPointer<UInt8>>) {
    guard text.contains(0) else {
      bytes += text
      return
    }
    for byte in text { if byte == 0 { replace() } else { bytes.append(byte) } }
  }

  private mutating func readUTF16(_ raw: [UInt8]) {
    let isLittle = raw[0] == 0xFF
    let units = stride(from: 2, to: raw.count - 1, by: 2).lazy.map { i in
      isLittle
        ? UInt16(raw[i]) | UInt16(raw[i + 1]) << 8 : UInt16(raw[i]) << 8 | UInt16(raw[i + 1])
    }
    var iterator = units.makeIterator()
    var decoder = UTF16()
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue("\0"), .error: replace()
      case .scalarValue(let scalar): bytes += UTF8.encode(scalar)!
      case .emptyInput: break decoding
      }
    }
    if !raw.count.isMultiple(of: 2) { replace() }
  }

  private mutating func replace() {
    if replaced == 0 {
      firstLine = bytes.withUnsafeBufferPointer { text in
        text.indices.count { isLineBreak(text, $0) } + 1
      }
    }
    replaced += 1
    bytes += Self.replacement
  }
}
