/// The bytes of a text with its lines, for positions that people can find again.
struct SourceText: Sendable {
  /// The text in UTF-8.
  let bytes: [UInt8]
  /// The offset at which each line begins; lines end with LF, CR or CR LF, as in CommonMark.
  let lineStarts: [Int]
  /// The Unicode scalars before each block of ``stride`` bytes.
  private let scalarsBefore: [Int]
  private static let stride = 256

  init(_ text: String) {
    bytes = Array(text.utf8)
    var starts = [0]
    var counts: [Int] = []
    counts.reserveCapacity(bytes.count / Self.stride + 1)
    var scalars = 0
    for (i, byte) in bytes.enumerated() {
      if i % Self.stride == 0 { counts.append(scalars) }
      if byte & 0xC0 != 0x80 { scalars += 1 }
      let isReturn = byte == 0x0D && (i + 1 == bytes.count || bytes[i + 1] != 0x0A)
      if byte == 0x0A || isReturn { starts.append(i + 1) }
    }
    if counts.isEmpty || bytes.count % Self.stride == 0 { counts.append(scalars) }
    lineStarts = starts
    scalarsBefore = counts
  }

  /// Line and column of an offset, both counted from 1; columns in Unicode scalars.
  ///
  /// - Complexity: O(log lines).
  func position(of offset: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return (low + 1, scalars(before: offset) - scalars(before: lineStarts[low]) + 1)
  }

  /// The bytes of a line that is counted from 1, its end included.
  func line(_ number: Int) -> Range<Int> {
    guard number >= 1, number <= lineStarts.count else { return bytes.count..<bytes.count }
    let end = number < lineStarts.count ? lineStarts[number] : bytes.count
    return lineStarts[number - 1]..<end
  }

  private func scalars(before offset: Int) -> Int {
    let block = offset / Self.stride
    return bytes[block * Self.stride..<offset].reduce(scalarsBefore[block]) {
      $1 & 0xC0 != 0x80 ? $0 + 1 : $0
    }
  }
}
