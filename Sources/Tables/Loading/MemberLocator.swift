import CTextKernels

/// Finds the values in blocks of NDJSON.
///
/// Most tools write the same keys in the same order, row after row: what stands between one value
/// and the next is then the same in every row, and is compared, not read. Where a row differs the
/// rows of the block are read key by key.
final class MemberLocator: CellLocator {
  /// The members of a record: for each its column and the bytes from the separator before it up to
  /// its value.
  private struct Member {
    var column: Int
    var lead: [UInt8]
  }

  private let reader: NDJSONBlockReader
  private var template: [Member] = []
  private var lister = MemberLister()

  init(_ reader: NDJSONBlockReader) { self.reader = reader }

  func locate(_ block: RecordBlock) throws {
    if fits(block) { return }
    guard lister.list(block, reader.registry) else {
      throw reader.firstError(block) ?? NestedNDJSON()
    }
    if lister.hasRepeatedKey, let error = reader.firstError(block) { throw error }
    learn(block, lister.lastRow)
  }

  // MARK: The same keys in every row

  /// Whether all rows are like the template; then the separators tell where the values are.
  private func fits(_ block: RecordBlock) -> Bool {
    let stride = template.count + 2
    guard !template.isEmpty, block.separators == block.rows * stride else { return false }
    for row in 0..<block.rows where !rowFits(block, row * stride) { return false }
    let count = reader.registry.count
    var members = [(separator: Int, shift: UInt32)?](repeating: nil, count: count)
    for (j, member) in template.enumerated() {
      members[member.column] = (j, UInt32(member.lead.count + 1))
    }
    block.columns = count
    block.layout = .members(members, stride: stride)
    return true
  }

  @inline(__always)
  private func rowFits(_ block: RecordBlock, _ first: Int) -> Bool {
    let bytes = block.bytes
    let positions = block.positions + first
    guard bytes[Int(positions[0])] == UInt8(ascii: "{"),
      first == 0
        ? positions[0] == 0
        : positions[0] == (positions - 1)[0] + 1
    else { return false }
    let count = template.count
    for j in 0..<count {
      let lead = template[j].lead
      let start = Int(positions[j]) + 1
      let end = Int(positions[j + 1])
      let separator = j == count - 1 ? UInt8(ascii: "}") : UInt8(ascii: ",")
      guard start + lead.count < end, bytes[end] == separator,
        lead.withUnsafeBufferPointer({ equalBytes($0.baseAddress!, bytes + start, lead.count) })
      else { return false }
    }
    let close = positions[count]
    let lineEnd = positions[count + 1]
    guard bytes[Int(lineEnd)] == UInt8(ascii: "\n") else { return false }
    return lineEnd == close + 1
      || (lineEnd == close + 2 && bytes[Int(close) + 1] == UInt8(ascii: "\r"))
  }

  /// Makes the last row of a block the template, unless a key stands in it twice.
  private func learn(_ block: RecordBlock, _ row: ArraySlice<MemberLister.Value>) {
    template = []
    guard Set(row.map(\.column)).count == row.count else { return }
    var start = row.first.map { lead(block, $0) } ?? 0
    template = row.map { value in
      defer { start = Int(value.end) + 1 }
      let lead = UnsafeBufferPointer(
        start: block.bytes + start, count: Int(value.start) - start)
      return Member(column: Int(value.column), lead: Array(lead))
    }
  }

  /// Where the bytes before the first value of a row begin: behind the first brace of its line,
  /// since one may stand in the key.
  private func lead(_ block: RecordBlock, _ first: MemberLister.Value) -> Int {
    var start = Int(first.start)
    while start > 0, block.bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    while block.bytes[start] != UInt8(ascii: "{") { start += 1 }
    return start + 1
  }
}
