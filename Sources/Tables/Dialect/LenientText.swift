/// A text that breaks the form of CSV, mended: every record gets as many fields as the header, and
/// quotes stand as RFC 4180 wants them. What was changed is counted.
struct LenientText {
  private let source: DataSource
  private let options: CSVOptions
  private let dialect: CSVDialect
  private let text: LossyText
  private var mended: [UInt8] = []
  private var changes: [(kind: ReadNotice.Kind, count: Int, line: Int)] = []

  /// Whether an error is about something that can be mended.
  static func canMend(_ kind: ReadError.Kind) -> Bool {
    switch kind {
    case .raggedRow, .raggedRecord, .unclosedQuote, .textAfterQuote, .invalidUTF8, .invalidUTF16,
      .nulByte:
      true
    default: false
    }
  }

  /// Reads the source and mends it.
  ///
  /// - Throws: ``ReadError`` where the source fails.
  init(_ source: DataSource, _ options: CSVOptions, usual: UInt8) throws {
    self.source = source
    self.options = options
    let raw = try FileBytes.read(source.openRaw(), file: source.file)
    text = LossyText(raw)
    let head = Array(text.bytes.prefix(CSVSample.length))
    let encoding = TextEncoding(firstBytes: raw)
    (_, dialect) = DialectFinder(
      sample: CSVSample(head, isWhole: head.count == text.bytes.count), options: options,
      encoding: encoding, usual: usual
    ).find()
    mend()
  }

  /// The table, with a notice for each kind of change.
  ///
  /// - Throws: ``ReadError``, should the text hold no header.
  func table() throws -> Table {
    let clean = DataSource(mended, file: source.file)
    let table = try CSVReader.strictTable(
      clean, options.adopting(dialect), dialect.delimiter.value)
    var changes = self.changes
    if text.replaced > 0 {
      changes.insert((.replacedBytes, text.replaced, text.firstLine ?? 1), at: 0)
    }
    return Table(
      columns: table.columns, file: table.file, rowLines: table.rowLines,
      notices: changes.map { ReadNotice($0.kind, count: $0.count, line: $0.line) } + table.notices,
      unitsByKey: table.unitsByKey, dialect: dialect)
  }

  private mutating func note(_ kind: ReadNotice.Kind, _ count: Int = 1, line: Int) {
    if let i = changes.firstIndex(where: { $0.kind == kind }) {
      changes[i].count += count
    } else {
      changes.append((kind, count, line))
    }
  }

  private mutating func mend() {
    let bytes = text.bytes
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = LenientScanner(buffer, CSVForm(dialect))
      var width: Int?
      while let record = scanner.nextRecord() {
        let start = mended.count
        mended += buffer[record.start..<record.end]
        guard !record.isBlank else { continue }
        let expected = width ?? record.fields.count
        let isHeader = width == nil
        width = expected
        let mayEnd = dialect.trailingDelimiter.value == .rows && !isHeader
        let isWidth =
          record.fields.count == expected
          || (mayEnd && record.fields.count == expected + 1 && record.fields.last!.isEmpty)
        if isWidth, record.unclosed == 0, record.textAfter == 0 { continue }
        mended.removeLast(mended.count - start)
        write(record, buffer, width: isWidth ? record.fields.count : expected)
      }
    }
  }

  private mutating func write(
    _ record: LenientRecord, _ bytes: UnsafeBufferPointer<UInt8>, width: Int
  ) {
    if record.unclosed > 0 { note(.unclosedQuotes, record.unclosed, line: record.line) }
    if record.textAfter > 0 { note(.textAfterQuotes, record.textAfter, line: record.line) }
    let count = record.fields.count
    if count < width { note(.shortRecords, line: record.line) }
    if count > width { note(.droppedFields, count - width, line: record.line) }
    let quote = dialect.quote.value
    for i in 0..<width {
      if i > 0 { mended.append(dialect.delimiter.value) }
      guard i < count else { continue }
      let field = record.fields[i]
      guard let quote, field.isBroken else {
        mended += bytes[field.range]
        continue
      }
      mended.append(quote)
      for byte in bytes[field.range] {
        mended.append(byte)
        if byte == quote { mended.append(quote) }
      }
      mended.append(quote)
    }
    mended += bytes[record.contentEnd..<record.end]
  }
}

extension TextEncoding {
  /// The encoding that the first bytes of a text tell.
  init(firstBytes bytes: [UInt8]) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .utf8WithMark
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      self = .utf16LittleEndian
    } else {
      self = bytes.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : .utf8
    }
  }
}
