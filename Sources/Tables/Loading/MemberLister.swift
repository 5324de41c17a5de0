/// Reads the members of NDJSON's objects key by key, and lists where the values are.
struct MemberLister {
  /// A value in a row: its column and place.
  struct Value {
    var row: Int32
    var column: Int32
    var start: UInt32
    var end: UInt32
  }

  /// The values of the rows of a block, while they are listed; a key twice in a row is there twice,
  /// and its last value counts.
  private var values: [Value] = []
  /// Whether a key stands twice in a row of the block: of its first value nobody asks what it is.
  private(set) var hasRepeatedKey = false
  /// The keys that were met, and their columns.
  private var keys = LabelEncoder()
  private var columnsOfKeys: [Int] = []

  /// The values of the last row that was listed, in the order of its text.
  var lastRow: ArraySlice<Value> {
    guard let row = values.last?.row else { return [] }
    return values[(values.lastIndex { $0.row != row } ?? -1) + 1..<values.count]
  }

  /// Above this number of cells in a block most are empty: for the reader that looks at all rows
  /// before it makes a table.
  private static let mostCells = 1 << 23

  /// Lists the values of all rows of a block; false where a row is no object of plain values under
  /// plain keys, or the rows are so unlike each other that most cells would be empty.
  mutating func list(_ block: RecordBlock, _ registry: ColumnRegistry) -> Bool {
    values.removeAll(keepingCapacity: true)
    hasRepeatedKey = false
    var i = 0
    var row = 0
    while i < block.separators {
      // A line end without anything before it is that of a blank line.
      if block.bytes[Int(block.positions[i])] == UInt8(ascii: "\n") {
        guard isBlankLine(block, i) else { return false }
        i += 1
        continue
      }
      guard listRow(block, &i, row, registry) else { return false }
      row += 1
    }
    guard row == block.rows else { return false }
    block.columns = max(registry.count, 1)
    guard block.columns <= Self.mostCells / max(row, 1) else { return false }
    block.list(cells: row * block.columns) { starts, ends in
      for value in values {
        let cell = Int(value.row) * block.columns + Int(value.column)
        // No value begins at 0, where its brace or one before it stands.
        if starts[cell] != 0 {
          hasRepeatedKey = true
          registry.addDuplicate(Int(value.column), row: block.firstRow + Int(value.row))
        }
        starts[cell] = value.start
        ends[cell] = value.end
      }
    }
    return true
  }

  private func isBlankLine(_ block: RecordBlock, _ i: Int) -> Bool {
    let start = i == 0 ? 0 : Int(block.positions[i - 1]) + 1
    return isSpace(block, start..<Int(block.positions[i]))
  }

  /// Lists one row from its separator `i` on, which goes behind its line end; false where the row
  /// is no object of plain values.
  private mutating func listRow(
    _ block: RecordBlock, _ i: inout Int, _ row: Int, _ registry: ColumnRegistry
  ) -> Bool {
    let bytes = block.bytes
    let positions = block.positions
    let open = Int(positions[i])
    let lineStart = i == 0 ? 0 : Int(positions[i - 1]) + 1
    guard bytes[open] == UInt8(ascii: "{"), isSpace(block, lineStart..<open) else { return false }
    var member = 0
    while true {
      guard i + 1 < block.separators else { return false }
      let separator = bytes[Int(positions[i + 1])]
      guard separator == UInt8(ascii: ",") || separator == UInt8(ascii: "}") else { return false }
      let segment = Int(positions[i]) + 1..<Int(positions[i + 1])
      i += 1
      // An object may be empty; a member may not.
      if member == 0, separator == UInt8(ascii: "}"), isSpace(block, segment) { break }
      guard listMember(block, segment, row, member, registry) else { return false }
      if separator == UInt8(ascii: "}") { break }
      member += 1
    }
    let close = Int(positions[i]) + 1
    guard i + 1 < block.separators, bytes[Int(positions[i + 1])] == UInt8(ascii: "\n"),
      isSpace(block, close..<Int(positions[i + 1]))
    else { return false }
    i += 2
    return true
  }

  /// Lists `"key": value` in a segment; false where there is no key, no colon or no value.
  private mutating func listMember(
    _ block: RecordBlock, _ segment: Range<Int>, _ row: Int, _ member: Int,
    _ registry: ColumnRegistry
  ) -> Bool {
    let bytes = block.bytes
    var i = skipSpace(block, segment.lowerBound, segment.upperBound)
    guard i < segment.upperBound, bytes[i] == UInt8(ascii: "\"") else { return false }
    let keyStart = i + 1
    i = quote(bytes, keyStart, segment.upperBound)
    let key = UnsafeBufferPointer(start: bytes + keyStart, count: i - keyStart)
    i = skipSpace(block, i + 1, segment.upperBound)
    guard i < segment.upperBound, bytes[i] == UInt8(ascii: ":") else { return false }
    i = skipSpace(block, i + 1, segment.upperBound)
    guard i < segment.upperBound else { return false }
    let column = column(key, block.firstRow + row, member, registry)
    guard column >= 0 else { return false }
    values.append(
      Value(
        row: Int32(row), column: Int32(column), start: UInt32(i),
        end: UInt32(segment.upperBound)))
    return true
  }

  /// Where the next quote stands, at most at `end`; eight bytes at a time.
  @inline(__always)
  private func quote(_ bytes: UnsafeMutablePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var i = start
    // A block may be read beyond its end.
    while i < end {
      let word = UnsafeRawPointer(bytes + i).loadUnaligned(as: UInt64.self).littleEndian
      let difference = word ^ 0x2222_2222_2222_2222
      let isZero =
        (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
      if isZero != 0 { return min(i + isZero.trailingZeroBitCount / 8, end) }
      i += 8
    }
    return end
  }

  /// The column of a key; -1 where the key is no plain name.
  @inline(__always)
  private mutating func column(
    _ key: UnsafeBufferPointer<UInt8>, _ row: Int, _ member: Int, _ registry: ColumnRegistry
  ) -> Int {
    let entry = Int(keys.entry(key, row: row))
    if entry == columnsOfKeys.count {
      columnsOfKeys.append(newColumn(key, row, member, registry))
    }
    return columnsOfKeys[entry]
  }

  private func newColumn(
    _ key: UnsafeBufferPointer<UInt8>, _ row: Int, _ member: Int, _ registry: ColumnRegistry
  ) -> Int {
    // Escapes, and the marks of key paths, are for the reader of nested objects.
    let marks: [UInt8] = [0x5C, 0x2E, 0x5B, 0x5D]
    guard !key.isEmpty, !key.contains(where: marks.contains) else { return -1 }
    return registry.index(of: String(decoding: key, as: UTF8.self), row: row, member: member)
  }

  private func skipSpace(_ block: RecordBlock, _ start: Int, _ end: Int) -> Int {
    var i = start
    while i < end, isSpace(block.bytes[i]) { i += 1 }
    return i
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  private func isSpace(_ block: RecordBlock, _ range: Range<Int>) -> Bool {
    skipSpace(block, range.lowerBound, range.upperBound) == range.upperBound
  }
}
