import CTextKernels

/// That a text is NDJSON of another kind than ``NDJSONBlockReader`` reads: with objects or arrays
/// within the objects, or keys that are no plain names.
struct NestedNDJSON: Error {}

/// Splits NDJSON of flat objects into blocks of records; the columns are found on the way.
///
/// A scan that takes 64 bytes at a time finds the separators; what stands between them is looked at
/// by ``MemberLocator``. Whatever is not as it should be is given to ``JSONParser``, which knows
/// the place and the words of the error.
final class NDJSONBlockReader: BlockReader {
  let file: String
  let registry = ColumnRegistry()
  private let source: BlockSource
  private let level: bs_level
  /// How many separators a record took in the last block.
  private var stride = 0

  init(
    _ stream: any ByteStream, file: String, level: bs_level = bs_best_level(),
    blockSize: Int = 1 << 18
  ) {
    source = BlockSource(stream, file: file, blockSize: blockSize)
    self.file = file
    self.level = level
  }

  var expectedCount: Int? { source.expectedCount }

  func next(into block: RecordBlock) throws -> Bool { try source.next(into: block, lay: lay) }

  func makeLocator() -> any CellLocator { MemberLocator(self) }

  /// Finds the records; one past the last whole one, nil where not one is whole.
  private func lay(_ block: RecordBlock) throws -> Int? {
    block.isLast = source.isAtEnd
    if block.isLast { block.terminate() }
    let index = bs_json_index(level, block.bytes, block.count, block.positions)
    let isOpen = source.isAtEnd && index.flags & UInt32(BS_OPEN) != 0
    if isOpen || index.flags & UInt32(BS_CONTROL | BS_NUL) != 0 { throw problem(block) }
    let end = index.last_line_end
    guard end > 0 else { return nil }
    if index.flags & UInt32(BS_NON_ASCII) != 0 {
      let text = UnsafeBufferPointer(start: block.bytes, count: end)
      if TextBytes.firstInvalidByte(text) != nil || CombiningRun.first(in: text) != nil {
        throw problem(block)
      }
    }
    if index.flags & UInt32(BS_BRACKETS) != 0 { throw firstError(block) ?? NestedNDJSON() }
    block.separators = index.count_at_last_line_end
    countRows(block, lines: index.lines)
    source.line += index.lines
    return end
  }

  private func countRows(_ block: RecordBlock, lines: Int) {
    if isStrided(block), lines == block.separators / stride {
      block.rows = lines
      block.lines.append(rows: lines, from: source.line)
      return
    }
    var line = source.line
    var start = 0
    for i in 0..<block.separators {
      let position = Int(block.positions[i])
      guard block.bytes[position] == UInt8(ascii: "\n") else { continue }
      if !isBlank(block, start..<position) {
        block.lines.append(line: line)
        block.rows += 1
      }
      start = position + 1
      line += 1
      // The records of the next block may be as long.
      if block.rows == 1 { stride = i + 1 }
    }
  }

  /// Whether a line ends with every so many separators, as many as a record of the last block took.
  private func isStrided(_ block: RecordBlock) -> Bool {
    guard stride > 2, block.separators % stride == 0 else { return false }
    var last = stride - 1
    while last < block.separators {
      if block.bytes[Int(block.positions[last])] != UInt8(ascii: "\n") { return false }
      last += stride
    }
    return true
  }

  private func isBlank(_ block: RecordBlock, _ range: Range<Int>) -> Bool {
    range.allSatisfy { [0x20, 0x09, 0x0D].contains(block.bytes[$0]) }
  }
}

// MARK: - Errors

extension NDJSONBlockReader {
  /// The error in a block that is not as it should be.
  private func problem(_ block: RecordBlock) -> any Error {
    let text = block.text
    guard let noText = TextBytes.firstError(text) else {
      return firstError(block) ?? NestedNDJSON()
    }
    // What is no text goes before what is no object, within a line.
    let line = text[..<noText.offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    if let error = firstError(block, before: line) { return error }
    // The end of the block may cut a character; who reads the whole text can tell.
    let isCut = !block.isLast && noText.kind != .nulByte && noText.offset + 4 >= text.count
    return isCut ? NestedNDJSON() : place(block, noText.offset, noText.kind)
  }

  private func place(_ block: RecordBlock, _ offset: Int, _ kind: ReadError.Kind) -> ReadError {
    var error = NDJSONReader.place(file, block.buffer, offset, kind)
    error.line = error.line.map { $0 + block.firstLine - 1 }
    return error
  }

  func error(in block: RecordBlock, row: Int) -> (any Error)? {
    firstError(block) ?? NestedNDJSON()
  }

  /// The first line that is no object; nil where all are. The last line of a block that is not at
  /// the end of the text may be cut, and is left out.
  ///
  /// - Parameter limit: Where a line begins at which to stop; nil for the end.
  func firstError(_ block: RecordBlock, before limit: Int? = nil) -> ReadError? {
    let bytes = block.text
    var start = 0
    while start < limit ?? bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
      if end == nil, !block.isLast { return nil }
      var parser = JSONParser(bytes: bytes, range: start..<(end ?? bytes.count))
      do throws(JSONScanError) {
        if !parser.isAtEndAfterSpace() { _ = try NDJSONReader.object(&parser) }
      } catch {
        return place(block, error.offset, error.kind)
      }
      start = (end ?? bytes.count) + 1
    }
    return nil
  }
}
