import CTextKernels

/// Splits a CSV text into blocks of records: the header at once, the rest block after block.
///
/// Cells are found by a scan for separators that takes 64 bytes at a time. Where that reading could
/// differ from RFC 4180's, or comments may stand, the block is read by ``CSVScanner`` instead: byte
/// by byte, with the same result where both apply.
final class CSVBlockReader: BlockReader {
  /// The name of the column behind the last delimiter, where rows end in one that the header does
  /// not have: no name in a text has a NUL character.
  static let nameBehindDelimiter = "\0"

  let file: String
  let form: CSVForm
  var registry = ColumnRegistry()
  let source: BlockSource
  private let level: bs_level
  /// The number of cells of a record.
  var columns = 0
  /// The units of the columns; empty without a row of units.
  var units: [String] = []
  /// The number of columns that the header names.
  var namedColumns = 0
  var headerNotices: [ReadNotice] = []
  private var comments = 0
  private var firstComment = 0

  /// Reads the header.
  ///
  /// - Throws: ``ReadError``; ``ReadError/Kind/empty`` where not even a header stands.
  init(
    _ stream: any ByteStream, file: String, form: CSVForm, level: bs_level = bs_best_level(),
    blockSize: Int = 1 << 18
  ) throws {
    source = BlockSource(stream, file: file, blockSize: blockSize)
    self.file = file
    self.form = form
    self.level = level
    try readHeader()
  }

  /// A reader of other records of the same text.
  init(_ other: CSVBlockReader, source: BlockSource) {
    self.source = source
    file = other.file
    form = other.form
    level = other.level
    registry = other.registry
    columns = other.columns
    namedColumns = other.namedColumns
  }

  var expectedCount: Int? { source.expectedCount }

  var isAtEnd: Bool { source.isAtEnd }

  /// What was done to names, and the lines that were passed over.
  var notices: [ReadNotice] {
    guard comments > 0 else { return headerNotices }
    return headerNotices + [ReadNotice(.commentLines, count: comments, line: firstComment)]
  }

  func countComments(_ count: Int, first: Int) {
    if comments == 0 { firstComment = first }
    comments += count
  }

  func next(into block: RecordBlock) throws -> Bool { try source.next(into: block, lay: lay) }

  func makeLocator() -> any CellLocator { TextCheck(reader: self) }

  func error(in block: RecordBlock, row: Int) -> (any Error)? { nil }
}

/// Of CSV the scan for separators tells where cells are; whether they are text is left to see.
private final class TextCheck: CellLocator {
  private let reader: CSVBlockReader

  init(reader: CSVBlockReader) { self.reader = reader }

  func locate(_ block: RecordBlock) throws { try reader.checkText(block) }
}

// MARK: - Laying out the records of a block

extension CSVBlockReader {
  /// Finds the records of a block and their cells; one past the last whole record, nil where not
  /// one is whole.
  private func lay(_ block: RecordBlock) throws -> Int? {
    block.columns = columns
    if isAtEnd { block.terminate() }
    let index = bs_csv_index(
      level, block.bytes, block.count, form.delimiter, form.quote, block.positions)
    let needsScanner =
      index.flags & UInt32(BS_IRREGULAR) != 0
      || (isAtEnd && index.flags & UInt32(BS_OPEN) != 0)
      || (form.comment != 0 && bs_count_byte(block.bytes, block.count, form.comment) > 0)
    if needsScanner { return try layByScanner(block, flags: index.flags) }
    guard index.last_line_end > 0 else {
      // Nothing behind a NUL outside of quotes can be an error before it: no need to read on, as in
      // the zeros of a file that was made longer.
      let doubts = index.flags & UInt32(BS_NUL | BS_OPEN)
      if doubts == UInt32(BS_NUL) { try checkText(block, to: block.count, flags: index.flags) }
      return nil
    }
    let end = index.last_line_end
    let lineCount =
      index.flags & UInt32(BS_QUOTED_LINE_END) == 0 ? index.lines : lineBreaks(block, 0, end)
    if isUniform(block, index) {
      block.rows = index.lines
      if lineCount == index.lines {
        block.lines.append(rows: block.rows, from: source.line)
      } else {
        countLines(block)
      }
    } else {
      try list(block, separators: index.count_at_last_line_end, flags: index.flags)
    }
    // Whoever takes the block checks the text: that takes longer than to find the records.
    block.uncheckedText = index.flags & UInt32(BS_NON_ASCII | BS_NUL)
    source.line += lineCount
    return end
  }

  /// Whether every record has as many cells as the header, so that positions alone tell the cells.
  private func isUniform(_ block: RecordBlock, _ index: bs_index) -> Bool {
    guard index.count_at_last_line_end == index.lines * columns else { return false }
    // In a table of one column a blank line looks like a record.
    if columns == 1 { return !hasBlankLine(block, index) }
    var last = columns - 1
    while last < index.count_at_last_line_end {
      if block.bytes[Int(block.positions[last])] != UInt8(ascii: "\n") { return false }
      last += columns
    }
    return true
  }

  /// Whether a line is blank, where line ends are the only separators.
  private func hasBlankLine(_ block: RecordBlock, _ index: bs_index) -> Bool {
    var start = 0
    for i in 0..<index.count_at_last_line_end {
      let end = Int(block.positions[i])
      if isEmpty(block, start, end) { return true }
      start = end + 1
    }
    return false
  }

  /// Finds the lines of records with line ends in quotes.
  private func countLines(_ block: RecordBlock) {
    var start = 0
    var line = source.line
    for row in 0..<block.rows {
      block.lines.append(line: line)
      let end = Int(block.positions[(row + 1) * block.columns - 1]) + 1
      line += lineBreaks(block, start, end)
      start = end
    }
  }

  /// The lines that end in a range, within quotes too.
  private func lineBreaks(_ block: RecordBlock, _ start: Int, _ end: Int) -> Int {
    bs_count_byte(block.bytes + start, end - start, UInt8(ascii: "\n"))
      + bs_count_lone_returns(block.bytes + start, end - start)
  }

  /// Lists the cells of records of which some are blank or have another number of cells.
  private func list(_ block: RecordBlock, separators: Int, flags: UInt32) throws {
    let (bytes, positions) = (block.bytes, block.positions)
    var first = 0
    var start = 0
    var line = source.line
    let breaksLines = flags & UInt32(BS_QUOTED_LINE_END) != 0
    try block.list { starts, ends, lines in
      for i in 0..<separators where bytes[Int(positions[i])] == UInt8(ascii: "\n") {
        let end = Int(positions[i])
        if first < i || !isEmpty(block, start, end) {
          let found = i - first + 1
          guard isWidth(found) else {
            // What is no text goes before what is no row, within a line.
            try checkText(block, to: end, flags: flags)
            throw raggedRow(line: line, found: found)
          }
          var cell = UInt32(truncatingIfNeeded: start)
          for k in first...i {
            starts.append(cell)
            ends.append(positions[k])
            cell = positions[k] + 1
          }
          if found < columns {
            starts.append(positions[i])
            ends.append(positions[i])
          }
          lines.append(line: line)
        }
        line += breaksLines ? lineBreaks(block, start, end + 1) : 1
        first = i + 1
        start = end + 1
      }
    }
    block.rows = block.lines.count
  }

  private func isEmpty(_ block: RecordBlock, _ start: Int, _ end: Int) -> Bool {
    start == end || (end == start + 1 && block.bytes[start] == UInt8(ascii: "\r"))
  }

  /// Whether a record of so many fields fits: where rows end in a delimiter that the header does
  /// not have, one of them may do without.
  private func isWidth(_ found: Int) -> Bool {
    found == columns || (form.trailingDelimiter == .rows && found == columns - 1)
  }

  private func raggedRow(line: Int, found: Int) -> ReadError {
    let expected = form.trailingDelimiter == .rows ? columns - 1 : columns
    return ReadError(
      file: file, line: line, column: 1,
      kind: form.hasHeader
        ? .raggedRow(expected: expected, found: found)
        : .raggedRecord(expected: expected, found: found))
  }

  /// Reads the block byte by byte.
  private func layByScanner(_ block: RecordBlock, flags: UInt32) throws -> Int? {
    var scanner = CSVScanner(
      block.buffer, delimiter: form.delimiter, quote: form.quote, comment: form.comment)
    var fields: [CSVField] = []
    var end = 0
    var endLine = 1
    var comments = 0
    do {
      while try scanner.nextRecord(into: &fields) {
        // Without a line end behind it the record may go on in the next block.
        guard isAtEnd || isEnded(block, scanner.position) else { break }
        guard isWidth(fields.count) else {
          try checkText(block, to: scanner.position, flags: flags)
          throw raggedRow(line: source.line + scanner.recordLine - 1, found: fields.count)
        }
        for field in fields {
          let quotes = field.isQuoted ? 1 : 0
          block.list(start: field.start - quotes, end: field.end + quotes)
        }
        if fields.count < columns, let last = fields.last {
          block.list(start: last.end, end: last.end)
        }
        block.lines.append(line: source.line + scanner.recordLine - 1)
        block.rows += 1
        end = scanner.position
        endLine = scanner.line
        comments = scanner.commentLines
      }
      if isAtEnd { comments = scanner.commentLines }
    } catch CSVScanError.unclosedQuote where !isAtEnd {
      // The quote may be closed in the next block.
    } catch let error as CSVScanError {
      throw readError(error, block)
    }
    if isAtEnd {
      end = block.count
    } else if end == 0 {
      // Lines that are no records are not kept for a record behind them.
      guard scanner.passed.end > 0 else { return nil }
      (end, endLine, comments) = scanner.passed
    }
    try checkText(block, to: end, flags: flags)
    block.layout = .listed
    if comments > 0 { countComments(comments, first: source.line + scanner.firstComment - 1) }
    source.line += endLine - 1
    return end
  }

  func isEnded(_ block: RecordBlock, _ position: Int) -> Bool {
    // A carriage return as the last byte may be half of a line end.
    position < block.count || block.bytes[position - 1] == UInt8(ascii: "\n")
  }

  func readError(_ error: CSVScanError, _ block: RecordBlock) -> ReadError {
    switch error {
    case .unclosedQuote(let offset):
      textError(block, to: offset) ?? place(block, offset, .unclosedQuote)
    case .textAfterQuote(let offset):
      textError(block, to: offset)
        ?? place(block, offset, .textAfterQuote(byte: block.bytes[offset]))
    }
  }
}

// MARK: - Checks

extension CSVBlockReader {
  /// - Throws: ``ReadError`` for bytes that are no UTF-8, for NUL and for characters with too many
  ///   marks among the first `end`.
  private func checkText(_ block: RecordBlock, to end: Int, flags: UInt32) throws {
    if let error = textError(block, to: end, flags: flags) { throw error }
  }

  /// Checks what was left to check when the records of a block were found.
  ///
  /// - Throws: as above.
  func checkText(_ block: RecordBlock) throws {
    if block.uncheckedText != 0 {
      try checkText(block, to: block.count, flags: block.uncheckedText)
    }
  }

  func textError(
    _ block: RecordBlock, to end: Int, flags: UInt32 = UInt32(BS_NON_ASCII | BS_NUL)
  ) -> ReadError? {
    let text = UnsafeBufferPointer(start: block.bytes, count: end)
    let invalid = flags & UInt32(BS_NON_ASCII) == 0 ? nil : TextBytes.firstInvalidByte(text)
    if flags & UInt32(BS_NUL) != 0, let offset = text[..<(invalid ?? end)].firstIndex(of: 0) {
      return place(block, offset, .nulByte)
    }
    if let offset = invalid { return place(block, offset, .invalidUTF8(byte: text[offset])) }
    guard flags & UInt32(BS_NON_ASCII) != 0 else { return nil }
    return CombiningRun.first(in: text).map { place(block, $0, .tooManyMarks) }
  }

  /// An error at an offset in a block, whose first byte begins a line.
  private func place(_ block: RecordBlock, _ offset: Int, _ kind: ReadError.Kind) -> ReadError {
    var error = ReadError(file: file, bytes: block.buffer, offset: offset, kind: kind)
    error.line = error.line.map { $0 + block.firstLine - 1 }
    return error
  }
}
