/// How a CSV text is to be read. What is nil is found from the data; see ``CSVDialect``.
public struct CSVOptions: Sendable, Equatable {
  /// The byte between fields; nil looks for a comma, a semicolon, a tab or a bar, and prefers a tab
  /// for `.tsv` and `.tab` files and a comma otherwise. A quote, a line break or a part of a
  /// character beyond ASCII cannot stand between fields.
  public var delimiter: UInt8?
  /// The cells that mean 'no value', compared after blanks at both ends are taken off.
  public var missing: Set<String>
  /// How many threads read a file at most; a small file takes one. The table does not depend on it.
  public var threads: Int
  /// The names of the columns to load, compared by bytes; nil for all. Others are passed over,
  /// whatever is in them.
  public var columns: Set<String>?
  /// The byte around fields that hold delimiters or line ends; 0: there are no quotes.
  public var quote: UInt8?
  /// Whether the first record holds the names of the columns.
  public var header: Bool?
  /// The byte that begins lines to pass over; 0: there are none.
  public var comment: UInt8?
  /// The decimal mark of numbers.
  public var decimalMark: DecimalMark?
  /// Whether the record under the header holds units.
  public var unitsRow: Bool?
  /// Whether to keep what can be kept of a text that breaks the form, with a notice of each kind of
  /// change: short records get missing values, further fields are dropped, bytes that are no text
  /// become U+FFFD, a quote that is never closed is a character (one closed on a later line before
  /// more text too), and so are quotes with text behind the closing one. Such a text is taken into
  /// memory.
  public var isLenient: Bool
  /// The names of columns that are labels whatever they hold, in any format.
  var labels: Set<TextKey> = []

  /// The options; the defaults are those of ``CSVOptions``' properties, with empty, `NA`, `NaN` and
  /// `null` cells missing.
  public init(
    delimiter: UInt8? = nil, missing: Set<String> = ["", "NA", "NaN", "null"],
    threads: Int = availableProcessors(), columns: Set<String>? = nil, quote: UInt8? = nil,
    header: Bool? = nil, comment: UInt8? = nil, decimalMark: DecimalMark? = nil,
    unitsRow: Bool? = nil, isLenient: Bool = false
  ) {
    self.delimiter = delimiter
    self.missing = missing
    self.threads = threads
    self.columns = columns
    self.quote = quote
    self.header = header
    self.comment = comment
    self.decimalMark = decimalMark
    self.unitsRow = unitsRow
    self.isLenient = isLenient
  }
}

/// Reads CSV and its kin into typed columns: RFC 4180, and the forms of ``CSVDialect``.
///
/// The first record is the header, unless it is of the types of the columns; without one, columns
/// are named by their places. An empty name becomes `column 3`, one that stands earlier already
/// `x (2)`, with a notice. A column's type comes from all of its cells: integer, then double;
/// booleans; ISO 8601 times; anything else, any mixture, and a column without a single value are
/// labels. Blanks around a number, a truth value or a time are passed over; labels keep them. A
/// `nan` in any spelling among numbers is missing; integers beyond 64 bits are doubles, with a
/// notice. Digits in groups (`1,234,567.5`, `22,80,000`) and percent signs make numbers where they
/// hold for the whole column; groups come with a notice, percent signs with a unit. Blank lines are
/// passed over, so that a missing value in a table of one column stands as `""`.
///
/// One pass over the bytes, a second one for columns that turn out as labels late; O(n). Memory:
/// the columns, and a block of the text for each thread.
public enum CSVReader {
  /// The table in a file.
  ///
  /// - Throws: ``ReadError`` with file, line and column; ``ReadError/Kind/empty`` where not even a
  ///   header stands. A header without rows gives a table of 0 rows.
  public static func read(_ path: String, options: CSVOptions = CSVOptions()) throws -> Table {
    try table(DataSource(path), options)
  }

  /// The table in bytes that were read from `file`.
  ///
  /// - Throws: as ``read(_:options:)``.
  public static func parse(
    _ bytes: [UInt8], file: String, options: CSVOptions = CSVOptions()
  ) throws -> Table {
    try table(DataSource(bytes, file: file), options)
  }

  /// - Parameter usual: The delimiter where the data says nothing; nil for what the file's name
  ///   says.
  static func table(
    _ source: DataSource, _ options: CSVOptions, usual: UInt8? = nil
  ) throws -> Table {
    let usual = usual ?? usualDelimiter(source.file)
    do { return try strictTable(source, options, usual) } catch let error as ReadError {
      guard options.isLenient, LenientText.canMend(error.kind) else { throw error }
      return try LenientText(source, options, usual: usual).table()
    }
  }

  static func strictTable(
    _ source: DataSource, _ options: CSVOptions, _ usual: UInt8
  ) throws -> Table {
    let opening = try CSVOpening(source, options, usual: usual)
    let columns = options.columns.map {
      Set<TextKey>(texts: $0.union([CSVBlockReader.nameBehindDelimiter]))
    }
    let table = try assembleTable(
      opening.cells(options), file: source.file, keyPath: nil, threads: options.threads,
      columns: columns, labels: options.labels, open: opening.open)
    guard let reader = opening.reader else { preconditionFailure("a table without a reader") }
    return try TableFinish(opening: opening, reader: reader, labels: options.labels).finish(table)
  }

  /// The delimiter that the name of a file says.
  static func usualDelimiter(_ file: String) -> UInt8 {
    UInt8(ascii: DataFormat(fileName: file) == .tsv ? "\t" : ",")
  }
}
