/// A CSV source with its form decided; it can be read from its start more than once.
final class CSVOpening {
  let source: DataSource
  let form: CSVForm
  let dialect: CSVDialect
  /// The stream whose first bytes were looked at, until it is read.
  private var sampled: (any ByteStream)?
  /// The reader that was opened first.
  private(set) var reader: CSVBlockReader?

  /// Looks at the first bytes of a source.
  ///
  /// - Parameter usual: the delimiter where the data says nothing.
  init(_ source: DataSource, _ options: CSVOptions, usual: UInt8) throws {
    self.source = source
    let (stream, encoding) = try source.openText()
    let head = try [UInt8](unsafeUninitializedCapacity: CSVSample.length) { buffer, count in
      count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    sampled = PrefixedStream(head[...], stream)
    let finder = DialectFinder(
      sample: CSVSample(head, isWhole: head.count < CSVSample.length), options: options,
      encoding: encoding, usual: usual)
    (form, dialect) = finder.find()
  }

  /// A reader of the text from its start.
  func open() throws -> CSVBlockReader {
    let stream = try sampled ?? source.open()
    sampled = nil
    let opened = try CSVBlockReader(stream, file: source.file, form: form)
    if reader == nil { reader = opened }
    return opened
  }

  /// What the cells of the text mean.
  func cells(_ options: CSVOptions) -> CSVCells {
    CSVCells(
      missing: MissingTokens(options.missing), quote: form.quote, decimal: form.decimal)
  }
}

extension CSVOptions {
  /// The options for a text whose form was found already.
  func adopting(_ dialect: CSVDialect) -> CSVOptions {
    var options = self
    options.delimiter = dialect.delimiter.value
    options.quote = dialect.quote.value ?? 0
    options.comment = dialect.comment.value ?? 0
    options.header = dialect.header.value
    options.unitsRow = dialect.unitsRow.value
    options.decimalMark = dialect.decimalMark.value
    return options
  }

  /// Whether the caller says anything about the form of the text.
  public var saysForm: Bool {
    delimiter != nil || quote != nil || header != nil || comment != nil || decimalMark != nil
      || unitsRow != nil
  }
}
