/// How a CSV text is to be read.
public struct CSVOptions: Sendable, Equatable {
  /// The byte between fields; nil takes a tab for `.tsv` and `.tab` files and a comma otherwise. A
  /// quote, a line break or a part of a character beyond ASCII cannot stand between fields.
  public var delimiter: UInt8?
  /// The cells that mean 'no value', compared after blanks at both ends are taken off.
  public var missing: Set<String>
  /// How many threads read a file at most; a small file takes one. The table does not depend on it.
  public var threads: Int
  /// The names of the columns to load; nil for all. Others are passed over, whatever is in them.
  public var columns: Set<String>?

  /// The options; the defaults are those of ``CSVOptions``' properties, with empty, `NA`, `NaN` and
  /// `null` cells missing.
  public init(
    delimiter: UInt8? = nil, missing: Set<String> = ["", "NA", "NaN", "null"],
    threads: Int = availableProcessors(), columns: Set<String>? = nil
  ) {
    self.delimiter = delimiter
    self.missing = missing
    self.threads = threads
    self.columns = columns
  }
}

/// Reads CSV and TSV after RFC 4180 into typed columns.
///
/// The first record is the header. A column's type comes from all of its cells: integer, then
/// double; booleans; ISO 8601 times; anything else, any mixture, and a column without a single
/// value are labels. Blanks around a number, a truth value or a time are passed over; labels keep
/// them. A `nan` in any spelling among numbers is missing; integers beyond 64 bits are doubles, with
/// a notice. Blank lines are passed over, so that a missing value in a table of one column stands as
/// `""`.
///
/// One pass over the bytes, a second one for columns that turn out as labels late; O(n). Memory: the
/// columns, and a block of the text for each thread.
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

  static func table(_ source: DataSource, _ options: CSVOptions) throws -> Table {
    let form = form(source.file, options)
    let cells = CSVCells(missing: MissingTokens(options.missing), quote: form.quote)
    return try assembleTable(
      cells, file: source.file, keyPath: nil, threads: options.threads, columns: options.columns
    ) { try CSVBlockReader(source.open(), file: source.file, form: form) }
  }

  /// What the columns of a file are, without their values: for files that are larger than memory.
  ///
  /// - Throws: as ``read(_:options:)``.
  public static func outline(
    _ path: String, options: CSVOptions = CSVOptions()
  ) throws -> TableOutline {
    let source = try DataSource(path)
    let form = form(source.file, options)
    let cells = CSVCells(missing: MissingTokens(options.missing), quote: form.quote)
    return try outlineTable(cells, threads: options.threads) {
      try CSVBlockReader(source.open(), file: source.file, form: form)
    }
  }

  private static func form(_ file: String, _ options: CSVOptions) -> CSVForm {
    let isTabbed = file.lowercased().hasSuffix(".tsv") || file.lowercased().hasSuffix(".tab")
    var form = CSVForm()
    form.delimiter = options.delimiter ?? UInt8(ascii: isTabbed ? "\t" : ",")
    return form
  }
}
