import CTextKernels

/// Decides the form of a CSV text from its first bytes and what the caller says.
struct DialectFinder {
  typealias Choice = CSVDialect.Choice

  private static let usualQuote = UInt8(ascii: "\"")

  let sample: CSVSample
  let options: CSVOptions
  let encoding: TextEncoding
  /// The delimiter where the data says nothing.
  let usual: UInt8

  /// The form, and how it was found.
  func find() -> (CSVForm, CSVDialect) {
    if let lineEnd = plainLineEnd() { return plain(lineEnd) }
    let missing = MissingTokens(options.missing)
    let reading = StructureFinder(
      sample: sample, options: options, usual: usual, missing: missing
    ).best()
    let decimal = decimalChoice(reading, missing)
    let finder = HeaderFinder(reading: reading, missing: missing, decimal: decimal.value)
    let header = headerChoice(finder)
    let dialect = CSVDialect(
      encoding: encodingChoice, lineEnd: lineEndChoice(reading.lineEnds),
      delimiter: delimiterChoice(reading), quote: quoteChoice(reading),
      comment: commentChoice(reading), header: header,
      unitsRow: unitsChoice(finder, hasHeader: header.value), decimalMark: decimal,
      trailingDelimiter: trailingChoice(reading))
    return (CSVForm(dialect), dialect)
  }

  // MARK: The plain form

  /// What ends the lines of a text that is beyond doubt of the usual form: one number of fields,
  /// quotes as in RFC 4180, no byte that another form would need, a header of text and no units
  /// under it. Nil for any other text.
  private func plainLineEnd() -> LineEnd? {
    guard !options.saysForm, let start = sample.bytes.baseAddress, !sample.bytes.isEmpty else {
      return nil
    }
    let count = sample.bytes.count
    let strange = StructureFinder.delimiters.filter { $0 != usual } + [UInt8(ascii: "'")]
    guard strange.allSatisfy({ bs_count_byte(start, count, $0) == 0 }) else { return nil }
    if bs_count_byte(start, count, UInt8(ascii: "#")) > 0,
      sample.hasLine(beginningWith: UInt8(ascii: "#"))
    {
      return nil
    }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count + 64) { positions in
      let index = bs_csv_index(
        bs_best_level(), start, count, usual, Self.usualQuote, positions.baseAddress!)
      let ends = UnsafeBufferPointer(rebasing: positions[..<index.count_at_last_line_end])
      // An open quote may be closed behind the sample, but not behind the text.
      let doubts = BS_IRREGULAR | BS_NUL | (sample.isWhole ? BS_OPEN : 0)
      guard index.flags & UInt32(doubts) == 0, isUniform(ends, index.lines), isPlainHead() else {
        return nil
      }
      return lineEnd(ends)
    }
  }

  private func isUniform(_ separators: UnsafeBufferPointer<UInt32>, _ lines: Int) -> Bool {
    guard lines > 2, separators.count % lines == 0, separators.count / lines > 1 else {
      return false
    }
    let width = separators.count / lines
    return stride(from: width - 1, to: separators.count, by: width).allSatisfy {
      sample.bytes[Int(separators[$0])] == UInt8(ascii: "\n")
    }
  }

  private func lineEnd(_ separators: UnsafeBufferPointer<UInt32>) -> LineEnd? {
    var kinds: Set<LineEnd> = []
    for end in separators where sample.bytes[Int(end)] == UInt8(ascii: "\n") {
      kinds.insert(end > 0 && sample.bytes[Int(end) - 1] == UInt8(ascii: "\r") ? .crlf : .lf)
    }
    return kinds.count == 1 ? kinds.first : .mixed
  }

  /// Whether the first record holds nothing but text, and the second is no row of units.
  private func isPlainHead() -> Bool {
    let missing = MissingTokens(options.missing)
    var scanner = CSVScanner(sample.bytes, delimiter: usual, quote: Self.usualQuote)
    var fields: [CSVField] = []
    func text(_ field: CSVField) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: sample.bytes[field.start..<field.end])
    }
    guard (try? scanner.nextRecord(into: &fields)) == true,
      fields.allSatisfy({ CellClass(text($0), .point, missing) == .text }),
      (try? scanner.nextRecord(into: &fields)) == true
    else { return false }
    return !fields.contains {
      UnitCell.symbol(String(decoding: text($0), as: UTF8.self)) != nil
    }
  }

  private func plain(_ lineEnd: LineEnd) -> (CSVForm, CSVDialect) {
    let hasQuotes = sample.bytes.contains(Self.usualQuote)
    let dialect = CSVDialect(
      encoding: encodingChoice, lineEnd: Choice(lineEnd, .found, "behind every record"),
      delimiter: Choice(usual, .found, "every record has as many fields"),
      quote: Choice(Self.usualQuote, hasQuotes ? .found : .default, quoteReason(hasQuotes)),
      comment: Choice(nil, .default, "no line begins with #"),
      header: Choice(true, .found, "no cell of the first record is a number"),
      unitsRow: Choice(false, .found, "no units in the second record"),
      decimalMark: Choice(.point, .default, "commas stand between fields"),
      trailingDelimiter: Choice(.none, .found, "every column has a name"))
    var result = dialect
    if usual != UInt8(ascii: ",") { result.decimalMark.reason = "no number has a comma" }
    return (CSVForm(result), result)
  }
}

// MARK: - The choices one by one

extension DialectFinder {
  private var encodingChoice: Choice<TextEncoding> {
    encoding == .utf8
      ? Choice(.utf8, .default, "no byte order mark") : Choice(encoding, .found, "the first bytes")
  }

  private func lineEndChoice(_ kinds: Set<LineEnd>) -> Choice<LineEnd> {
    if kinds.isEmpty { return Choice(.lf, .default, "one line") }
    return kinds.count == 1
      ? Choice(kinds.first!, .found, "behind every record")
      : Choice(.mixed, .found, "records end in different ways")
  }

  private func delimiterChoice(_ reading: SampleReading) -> Choice<UInt8> {
    if let delimiter = options.delimiter { return Choice(delimiter, .forced, "as told") }
    if reading.isConsistent, reading.width > 1 {
      return Choice(reading.delimiter, .found, "every record has as many fields")
    }
    if reading.width > 1 {
      return Choice(reading.delimiter, .found, "most records have as many fields")
    }
    return Choice(reading.delimiter, .default, "no character divides the records alike")
  }

  private func quoteReason(_ hasQuotes: Bool) -> String {
    hasQuotes ? "fields stand in them" : "no field stands in any"
  }

  private func quoteChoice(_ reading: SampleReading) -> Choice<UInt8?> {
    let quote = reading.quote == 0 ? nil : reading.quote
    if options.quote != nil { return Choice(quote, .forced, "as told") }
    if quote == nil { return Choice(nil, .found, "quotes that are never closed") }
    let hasQuotes = reading.quotedFields > 0
    return Choice(quote, hasQuotes ? .found : .default, quoteReason(hasQuotes))
  }

  private func commentChoice(_ reading: SampleReading) -> Choice<UInt8?> {
    let comment = reading.comment == 0 ? nil : reading.comment
    if options.comment != nil { return Choice(comment, .forced, "as told") }
    if comment != nil { return Choice(comment, .found, "lines that are no records begin with it") }
    return sample.hasLine(beginningWith: UInt8(ascii: "#"))
      ? Choice(nil, .found, "lines that begin with # are records")
      : Choice(nil, .default, "no line begins with #")
  }

  private func headerChoice(_ finder: HeaderFinder) -> Choice<Bool> {
    if let header = options.header { return Choice(header, .forced, "as told") }
    if let reason = finder.reasonForNone() { return Choice(false, .found, reason) }
    let isOverTyped = finder.reading.columnClasses(
      from: min(2, finder.reading.count), finder.decimal, finder.missing
    ).contains(where: \.isTyped)
    return isOverTyped
      ? Choice(true, .found, "the first record is not of the types of the columns")
      : Choice(true, .default, "no column tells the first record from the others")
  }

  private func unitsChoice(_ finder: HeaderFinder, hasHeader: Bool) -> Choice<Bool> {
    if let unitsRow = options.unitsRow { return Choice(unitsRow, .forced, "as told") }
    guard hasHeader else { return Choice(false, .default, "there is no header") }
    return finder.hasUnitsRow
      ? Choice(true, .found, "units over columns of numbers")
      : Choice(false, .found, "no units over columns of numbers in the second record")
  }

  private func decimalChoice(
    _ reading: SampleReading, _ missing: MissingTokens
  ) -> Choice<DecimalMark> {
    if let mark = options.decimalMark { return Choice(mark, .forced, "as told") }
    if reading.delimiter == UInt8(ascii: ",") {
      return Choice(.point, .default, "commas stand between fields")
    }
    let (mark, reason) = reading.decimalMark(missing)
    return Choice(mark ?? .point, mark == nil ? .default : .found, reason)
  }

  private func trailingChoice(_ reading: SampleReading) -> Choice<TrailingDelimiter> {
    if reading.isConsistent, reading.rowsEndInDelimiter {
      return Choice(.rows, .found, "the rows have one field more than the header, an empty one")
    }
    return reading.allEndInDelimiter
      ? Choice(.everyLine, .found, "the last field of every record is empty")
      : Choice(.none, .found, "the last field is not always empty")
  }
}

extension CSVForm {
  /// The form that was decided.
  init(_ dialect: CSVDialect) {
    delimiter = dialect.delimiter.value
    quote = dialect.quote.value ?? 0
    comment = dialect.comment.value ?? 0
    hasHeader = dialect.header.value
    hasUnitsRow = dialect.unitsRow.value
    decimal = dialect.decimalMark.value
    trailingDelimiter = dialect.trailingDelimiter.value
  }
}
