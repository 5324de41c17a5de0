import CTextKernels

/// Splits a CSV text into blocks of records: the header at once, the rest block after block.
///
/// Cells are found by a scan for separators that takes 64 bytes at a time. Where that reading could
/// differ from RFC 4180's, or comments may stand, the block is read by ``CSVScanner`` instead: byte
/// by byte, with the same result where both apply.
final class CSVBlockReader: BlockReader {
  let file: String
  let form: CSVForm
  private(set) var registry = ColumnRegistry()
  private var source: BlockSource
  private let level: bs_level
  /// The line on which the next block begins, and the number of cells of a record.
  private var line = 1
  private var columns = 0
  private var blocks = 0
  private var rows = 0

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

  var expectedCount: Int? { source.expectedCount }

  private var isAtEnd: Bool { source.isAtEnd }

  func next(into block: RecordBlock) throws -> Bool {
    repeat {
      try source.begin(block)
      if block.count == 0 { return false }
      block.columns = columns
      block.firstLine = line
      block.firstRow = rows
      while true {
        if let end = try lay(block) {
          source.keep(block, from: end)
          break
        }
        try source.extend(block, line: line)
      }
      // Blank lines alone are no record; behind them there may be some.
    } while block.rows == 0
    block.index = blocks
    blocks += 1
    rows += block.rows
    return true
  }

  func makeLocator() -> any CellLocator { NothingToLocate() }

  func error(in block: RecordBlock, row: Int) -> (any Error)? { nil }
}

/// Of CSV the scan for separators tells all.
private final class NothingToLocate: CellLocator {
  func locate(_ block: RecordBlock) {}
}

// MARK: - Laying out the records of a block

extension CSVBlockReader {
  /// Finds the records of a block and their cells; one past the last whole record, nil where not
  /// one is whole.
  private func lay(_ block: RecordBlock) throws -> Int? {
    if isAtEnd { block.terminate() }
    let index = bs_csv_index(
      level, block.bytes, block.count, form.delimiter, form.quote, block.positions)
    let needsScanner =
      index.flags & UInt32(BS_IRREGULAR) != 0
      || (isAtEnd && index.flags & UInt32(BS_OPEN) != 0)
      || (form.comment != 0 && bs_count_byte(block.bytes, block.count, form.comment) > 0)
    if needsScanner { return try layByScanner(block, flags: index.flags) }
    guard index.last_line_end > 0 else { return nil }
    try checkText(block, to: index.last_line_end, flags: index.flags)
    let end = index.last_line_end
    let lineCount =
      index.flags & UInt32(BS_QUOTES) == 0
      ? index.lines : bs_count_byte(block.bytes, end, UInt8(ascii: "\n"))
    if isUniform(block, index) {
      block.rows = index.lines
      if lineCount == index.lines {
        block.lines.append(rows: block.rows, from: line)
      } else {
        countLines(block)
      }
    } else {
      try list(block, separators: index.count_at_last_line_end)
    }
    line += lineCount
    return end
  }

  /// Whether every record has as many cells as the header, so that positions alone tell the cells.
  private func isUniform(_ block: RecordBlock, _ index: bs_index) -> Bool {
    // In a table of one column a blank line looks like a record.
    guard columns > 1, index.count_at_last_line_end == index.lines * columns else { return false }
    var last = columns - 1
    while last < index.count_at_last_line_end {
      if block.bytes[Int(block.positions[last])] != UInt8(ascii: "\n") { return false }
      last += columns
    }
    return true
  }

  /// Finds the lines of records with line ends in quotes.
  private func countLines(_ block: RecordBlock) {
    var start = 0
    var line = line
    for row in 0..<block.rows {
      block.lines.append(line: line)
      let end = Int(block.positions[(row + 1) * block.columns - 1]) + 1
      line += bs_count_byte(block.bytes + start, end - start, UInt8(ascii: "\n"))
      start = end
    }
  }

  /// Lists the cells of records of which some are blank or have another number of cells.
  private func list(_ block: RecordBlock, separators: Int) throws {
    var first = 0
    var start = 0
    var line = line
    for i in 0..<separators where block.bytes[Int(block.positions[i])] == UInt8(ascii: "\n") {
      let end = Int(block.positions[i])
      let isBlank = first == i && isEmpty(block, start, end)
      if !isBlank {
        let found = i - first + 1
        guard found == columns else {
          try checkText(block, to: start, flags: UInt32(BS_NON_ASCII))
          throw raggedRow(line: line, found: found)
        }
        var cell = start
        for k in first...i {
          block.list(start: cell, end: Int(block.positions[k]))
          cell = Int(block.positions[k]) + 1
        }
        block.lines.append(line: line)
        block.rows += 1
      }
      line += bs_count_byte(block.bytes + start, end + 1 - start, UInt8(ascii: "\n"))
      first = i + 1
      start = end + 1
    }
    block.layout = .listed
  }

  private func isEmpty(_ block: RecordBlock, _ start: Int, _ end: Int) -> Bool {
    start == end || (end == start + 1 && block.bytes[start] == UInt8(ascii: "\r"))
  }

  private func raggedRow(line: Int, found: Int) -> ReadError {
    ReadError(
      file: file, line: line, column: 1,
      kind: .raggedRow(expected: columns, found: found))
  }

  /// Reads the block byte by byte.
  private func layByScanner(_ block: RecordBlock, flags: UInt32) throws -> Int? {
    var scanner = CSVScanner(
      block.buffer, delimiter: form.delimiter, quote: form.quote, comment: form.comment)
    var fields: [CSVField] = []
    var end = 0
    var endLine = 1
    do {
      while try scanner.nextRecord(into: &fields) {
        // Without a line end behind it the record may go on in the next block.
        guard isAtEnd || isEnded(block, scanner.position) else { break }
        guard fields.count == block.columns else {
          try checkText(block, to: scanner.recordStart, flags: flags)
          throw raggedRow(line: line + scanner.recordLine - 1, found: fields.count)
        }
        for field in fields {
          let quotes = field.isQuoted ? 1 : 0
          block.list(start: field.start - quotes, end: field.end + quotes)
        }
        block.lines.append(line: line + scanner.recordLine - 1)
        block.rows += 1
        end = scanner.position
        endLine = scanner.line
      }
    } catch CSVScanError.unclosedQuote where !isAtEnd {
      // The quote may be closed in the next block.
    } catch let error as CSVScanError {
      throw readError(error, block)
    }
    if isAtEnd {
      end = block.count
    } else if end == 0 {
      return nil
    }
    try checkText(block, to: end, flags: flags)
    block.layout = .listed
    line += endLine - 1
    return end
  }

  private func isEnded(_ block: RecordBlock, _ position: Int) -> Bool {
    // A carriage return as the last byte may be half of a line end.
    position < block.count || block.bytes[position - 1] == UInt8(ascii: "\n")
  }

  private func readError(_ error: CSVScanError, _ block: RecordBlock) -> ReadError {
    switch error {
    case .unclosedQuote(let offset):
      textError(block, to: offset) ?? place(block, offset, .unclosedQuote)
    case .textAfterQuote(let offset):
      textError(block, to: offset)
        ?? place(block, offset, .textAfterQuote(byte: block.bytes[offset]))
    }
  }
}

// MARK: - Checks and the header

extension CSVBlockReader {
  /// - Throws: ``ReadError`` for bytes that are no UTF-8 and for NUL among the first `end`.
  private func checkText(_ block: RecordBlock, to end: Int, flags: UInt32) throws {
    if let error = textError(block, to: end, flags: flags) { throw error }
  }

  private func textError(
    _ block: RecordBlock, to end: Int, flags: UInt32 = UInt32(BS_NON_ASCII | BS_NUL)
  ) -> ReadError? {
    let text = UnsafeBufferPointer(start: block.bytes, count: end)
    if flags & UInt32(BS_NON_ASCII) != 0, let offset = TextBytes.firstInvalidByte(text) {
      return place(block, offset, .invalidUTF8(byte: text[offset]))
    }
    if flags & UInt32(BS_NUL) != 0, let offset = text.firstIndex(of: 0) {
      return place(block, offset, .nulByte)
    }
    return nil
  }

  /// An error at an offset in a block, whose first byte begins a line.
  private func place(_ block: RecordBlock, _ offset: Int, _ kind: ReadError.Kind) -> ReadError {
    var error = ReadError(file: file, bytes: block.buffer, offset: offset, kind: kind)
    error.line = error.line.map { $0 + block.firstLine - 1 }
    return error
  }

  private func readHeader() throws {
    let block = RecordBlock(capacity: 1 << 12)
    try source.begin(block)
    guard block.count > 0 else { throw ReadError(file: file, kind: .empty) }
    while try !takeHeader(block) { try source.extend(block, line: 1) }
  }

  /// Whether the header is whole.
  private func takeHeader(_ block: RecordBlock) throws -> Bool {
    var scanner = CSVScanner(
      block.buffer, delimiter: form.delimiter, quote: form.quote, comment: form.comment)
    var fields: [CSVField] = []
    do {
      guard try scanner.nextRecord(into: &fields) else {
        if let error = textError(block, to: block.count) { throw error }
        guard isAtEnd else { return false }
        throw ReadError(file: file, kind: .empty)
      }
    } catch CSVScanError.unclosedQuote where !isAtEnd {
      return false
    } catch let error as CSVScanError {
      throw readError(error, block)
    }
    guard isAtEnd || isEnded(block, scanner.position) else { return false }
    if let error = textError(block, to: scanner.position) { throw error }
    registry = ColumnRegistry(try distinctNames(fields, block))
    columns = fields.count
    line = scanner.line
    source.keep(block, from: scanner.position)
    return true
  }

  private func distinctNames(_ header: [CSVField], _ block: RecordBlock) throws -> [String] {
    let names = header.map { text($0, block) }
    var first: [String: Int] = [:]
    for (i, name) in names.enumerated() {
      if let earlier = first.updateValue(i, forKey: name) {
        throw place(
          block, header[i].start - (header[i].isQuoted ? 1 : 0),
          .duplicateColumn(name: name, first: earlier + 1, second: i + 1))
      }
    }
    return names
  }

  private func text(_ field: CSVField, _ block: RecordBlock) -> String {
    let bytes = Array(block.buffer[field.start..<field.end])
    guard field.hasDoubledQuotes else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: withoutDoubledQuotes(bytes, form.quote), as: UTF8.self)
  }
}

/// The bytes of a quoted field with one quote for each two.
func withoutDoubledQuotes(_ bytes: some Sequence<UInt8>, _ quote: UInt8) -> [UInt8] {
  var isFirst = false
  return bytes.filter { byte in
    isFirst = byte == quote && !isFirst
    return byte != quote || isFirst
  }
}
