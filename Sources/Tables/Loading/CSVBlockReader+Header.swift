/// The head of a CSV text: names of columns, and units under them.
extension CSVBlockReader {
  /// Reads the records of the head.
  ///
  /// - Throws: ``ReadError``; ``ReadError/Kind/empty`` where there is none.
  func readHeader() throws {
    let block = RecordBlock(capacity: 1 << 12)
    // Most heads are short, and what stands behind them is copied twice.
    try source.begin(block, size: min(source.blockSize, 1 << 13))
    guard let header = try findRecord(block) else { throw ReadError(file: file, kind: .empty) }
    if !form.hasHeader {
      remove(block, to: header.start, line: header.line)
      nameColumns(HeaderNames.numbered(header.fields.count), line: header.line)
      source.keep(block, from: 0)
      return
    }
    let names = texts(header, block)
    remove(block, to: header.end, line: header.lineBehind)
    if form.hasUnitsRow, let unitsRow = try findRecord(block) {
      let count = unitsRow.fields.count
      let hasEnd = form.trailingDelimiter == .rows && count == names.count + 1
      guard count == names.count || hasEnd else {
        throw ReadError(
          file: file, line: unitsRow.line, column: 1,
          kind: .raggedRow(expected: names.count, found: count))
      }
      units = texts(unitsRow, block)
      remove(block, to: unitsRow.end, line: unitsRow.lineBehind)
    }
    nameColumns(names, line: header.line)
    source.keep(block, from: 0)
  }

  /// A record of the head, in a block whose first byte begins a line.
  private struct HeadRecord {
    var fields: [CSVField]
    var start: Int
    var end: Int
    var line: Int
    var lineBehind: Int
  }

  /// The next record; nil where there is none. The block is made longer until the record is whole;
  /// blank lines and comments before it are not kept.
  private func findRecord(_ block: RecordBlock) throws -> HeadRecord? {
    while true {
      block.firstLine = source.line
      var scanner = CSVScanner(
        block.buffer, delimiter: form.delimiter, quote: form.quote, comment: form.comment)
      var fields: [CSVField] = []
      if try takeRecord(&scanner, into: &fields, block) {
        countHeaderComments(scanner, scanner.commentLines)
        let before = source.line - 1
        return HeadRecord(
          fields: fields, start: scanner.recordStart, end: scanner.position,
          line: before + scanner.recordLine, lineBehind: before + scanner.line)
      }
      if isAtEnd { return nil }
      let passed = scanner.passed
      if let error = textError(block, to: passed.end) { throw error }
      countHeaderComments(scanner, passed.comments)
      remove(block, to: passed.end, line: source.line + passed.line - 1)
      try source.extend(block)
    }
  }

  /// Takes what stands before `end`, where `line` begins, out of the block.
  private func remove(_ block: RecordBlock, to end: Int, line: Int) {
    block.removeFirst(end)
    source.line = line
  }

  /// Reads a record of the head; false where it is not whole, or there is none.
  private func takeRecord(
    _ scanner: inout CSVScanner, into fields: inout [CSVField], _ block: RecordBlock
  ) throws -> Bool {
    do {
      guard try scanner.nextRecord(into: &fields) else {
        // Before the end of the text a block may end within a character.
        if isAtEnd, let error = textError(block, to: block.count) { throw error }
        return false
      }
    } catch CSVScanError.unclosedQuote where !isAtEnd {
      return false
    } catch let error as CSVScanError {
      throw readError(error, block)
    }
    guard isAtEnd || isEnded(block, scanner.position) else { return false }
    if let error = textError(block, to: scanner.position) { throw error }
    return true
  }

  private func countHeaderComments(_ scanner: CSVScanner, _ count: Int) {
    if count > 0 { countComments(count, first: source.line + scanner.firstComment - 1) }
  }

  private func nameColumns(_ header: [String], line: Int) {
    var (names, notices) = HeaderNames.distinct(header, line: line)
    namedColumns = names.count
    if form.trailingDelimiter == .rows { names.append(Self.nameBehindDelimiter) }
    headerNotices = notices
    registry = ColumnRegistry(names)
    columns = names.count
    source.widen(columns: columns)
  }

  private func texts(_ record: HeadRecord, _ block: RecordBlock) -> [String] {
    record.fields.map { field in
      let bytes = UnsafeBufferPointer(rebasing: block.buffer[field.start..<field.end])
      return field.hasDoubledQuotes
        ? String(decoding: withoutDoubledQuotes(bytes, form.quote), as: UTF8.self)
        : String(decoding: bytes, as: UTF8.self)
    }
  }
}
