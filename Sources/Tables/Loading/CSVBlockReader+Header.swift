/// The head of a CSV text: names of columns, and units under them.
extension CSVBlockReader {
  /// Reads the records of the head.
  ///
  /// - Throws: ``ReadError``; ``ReadError/Kind/empty`` where there is none.
  func readHeader() throws {
    let block = RecordBlock(capacity: 1 << 12)
    try source.begin(block)
    guard block.count > 0 else { throw ReadError(file: file, kind: .empty) }
    while try !takeHeader(block) { try source.extend(block, line: 1) }
  }

  /// Whether the header is whole.
  private func takeHeader(_ block: RecordBlock) throws -> Bool {
    var scanner = CSVScanner(
      block.buffer, delimiter: form.delimiter, quote: form.quote, comment: form.comment)
    var header: [CSVField] = []
    guard try takeRecord(&scanner, into: &header, block) else {
      guard isAtEnd else { return false }
      throw ReadError(file: file, kind: .empty)
    }
    let start = scanner.recordStart
    let headerLine = scanner.recordLine
    var unitFields: [CSVField] = []
    if form.hasHeader, form.hasUnitsRow,
      try !takeRecord(&scanner, into: &unitFields, block), !isAtEnd
    {
      return false
    }
    if !form.hasHeader {
      countHeaderComments(scanner)
      line = headerLine
      nameColumns(HeaderNames.numbered(header.count), line: headerLine)
      source.keep(block, from: start)
      return true
    }
    let hasEnd = form.trailingDelimiter == .rows && unitFields.count == header.count + 1
    guard unitFields.isEmpty || unitFields.count == header.count || hasEnd else {
      throw ReadError(
        file: file, line: scanner.recordLine, column: 1,
        kind: .raggedRow(expected: header.count, found: unitFields.count))
    }
    countHeaderComments(scanner)
    nameColumns(header.map { text($0, block) }, line: headerLine)
    units = unitFields.map { text($0, block) }
    line = scanner.line
    source.keep(block, from: scanner.position)
    return true
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

  private func countHeaderComments(_ scanner: CSVScanner) {
    if scanner.commentLines > 0 {
      countComments(scanner.commentLines, first: scanner.firstComment)
    }
  }

  private func nameColumns(_ header: [String], line: Int) {
    var (names, notices) = HeaderNames.distinct(header, line: line)
    namedColumns = names.count
    if form.trailingDelimiter == .rows { names.append(Self.nameBehindDelimiter) }
    headerNotices = notices
    registry = ColumnRegistry(names)
    columns = names.count
  }

  private func text(_ field: CSVField, _ block: RecordBlock) -> String {
    let bytes = Array(block.buffer[field.start..<field.end])
    guard field.hasDoubledQuotes else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: withoutDoubledQuotes(bytes, form.quote), as: UTF8.self)
  }
}
