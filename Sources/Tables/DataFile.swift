/// The form of a data file.
public enum DataFormat: String, Sendable, CaseIterable {
  /// Comma-separated values.
  case csv
  /// Tab-separated values.
  case tsv
  /// One JSON document.
  case json
  /// One JSON object a line.
  case ndjson

  /// The format that the ending of a file's name tells, below one that says it is compressed
  /// (`runs.csv.gz`, `runs.ndjson.zst`); nil for any other ending.
  public init?(fileName: String) {
    let name = withoutCompressionEnding(fileName).lowercased()
    switch name.split(separator: ".").last.map(String.init) ?? "" {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "json": self = .json
    case "ndjson", "jsonl": self = .ndjson
    default: return nil
    }
  }
}

/// Everything that one data file holds: tables, and what of a JSON document belongs to none.
public struct DataFile: Sendable {
  /// The file as the caller named it.
  public let file: String
  /// The form in which it was read.
  public let format: DataFormat
  /// The tables, in the order of the source.
  public let tables: [Table]
  /// Numbers outside the tables (JSON only).
  public let readings: [Reading]
  /// Texts and truth values outside the tables (JSON only).
  public let attributes: [Attribute]
  /// What the reader did that the text alone does not tell; those of a table are among its own too.
  public let notices: [ReadNotice]

  /// Reads a file. The format comes from the name's ending, and without a known one from the
  /// content: a text that begins with a brace or a bracket is JSON, or NDJSON when its first line
  /// is a whole object and more follow; any other is CSV.
  ///
  /// - Throws: ``ReadError`` with file, line and column.
  public static func read(
    _ path: String, format: DataFormat? = nil, csv: CSVOptions = CSVOptions()
  ) throws -> DataFile {
    try read(DataSource(path), format: format, csv: csv)
  }

  /// What bytes that were read from `file` hold.
  ///
  /// - Throws: as ``read(_:format:csv:)``.
  public static func parse(
    _ bytes: [UInt8], file: String, format: DataFormat? = nil, csv: CSVOptions = CSVOptions()
  ) throws -> DataFile {
    try read(DataSource(bytes, file: file), format: format, csv: csv)
  }

  fileprivate static func read(
    _ source: DataSource, format: DataFormat?, csv: CSVOptions
  ) throws -> DataFile {
    let file = source.file
    let format = try format ?? DataFormat(fileName: file) ?? DataFormat(contentOf: source)
    switch format {
    case .csv, .tsv:
      let usual = format == .tsv ? UInt8(ascii: "\t") : nil
      let table = try CSVReader.table(source, csv, usual: usual)
      return DataFile(
        file: file, format: format, tables: [table], readings: [], attributes: [],
        notices: table.notices)
    case .json:
      let document = try JSONReader.document(FileBytes.read(source.open(), file: file), file: file)
      return try DataFile(file: file, document: document, labels: csv.labels)
    case .ndjson:
      let parts = try NDJSONReader.read(source, threads: csv.threads, labels: csv.labels)
      return DataFile(file: file, format: format, parts: parts)
    }
  }

  private init(
    file: String, format: DataFormat, tables: [Table], readings: [Reading],
    attributes: [Attribute], notices: [ReadNotice]
  ) {
    self.file = file
    self.format = format
    self.tables = tables
    self.readings = readings
    self.attributes = attributes
    self.notices = notices
  }

  /// What a parsed document holds, read from `file`.
  ///
  /// - Throws: ``ReadError``, as ``read(_:format:csv:)``.
  package init(file: String, document: JSONDocument) throws {
    try self.init(file: file, document: document, labels: [])
  }

  private init(file: String, document: JSONDocument, labels: Set<TextKey>) throws {
    self.init(
      file: file, format: .json,
      parts: try JSONTables(
        document.root, file: file, findings: document.findings, labels: labels))
  }

  private init(file: String, format: DataFormat, parts: JSONTables) {
    self.init(
      file: file, format: format, tables: parts.tables, readings: parts.readings,
      attributes: parts.attributes, notices: parts.notices)
  }
}

/// Finds the table that is meant among those of a file.
package struct TableChoice {
  private let file: String
  /// Which is meant; nil where the file has one.
  private let keyPath: String?

  /// - Parameter keyPath: The key path of the table; nil where the file has one.
  package init(file: String, keyPath: String?) {
    self.file = file
    self.keyPath = keyPath
  }

  /// The index of the table that is meant.
  ///
  /// - Parameters:
  ///   - tables: The key paths of the tables.
  ///   - format: What the file is called where its one table has no key path.
  ///   - others: What it holds where it holds no table.
  /// - Throws: ``ReadError`` where there is no such table, or several and none is named.
  package func index(
    among tables: [String?], format: String, others: String
  ) throws(ReadError) -> Int {
    let meant = tables.indices.filter { keyPath == nil || tables[$0].isSame(as: keyPath) }
    if meant.count == 1 { return meant[0] }
    guard meant.isEmpty else {
      throw ReadError(file: file, kind: .severalTables(names: meant.map { tables[$0] ?? "" }))
    }
    let names = tables.compactMap(\.self).map { $0.isEmpty ? "''" : escaped($0) }
    let found =
      tables.isEmpty
      ? others
      : names.isEmpty
        ? "the one table of a \(format) file" : "the tables " + names.joined(separator: ", ")
    throw ReadError(file: file, kind: .noTable(found: found))
  }

  /// So many numbers, in words.
  package static func numbers(_ count: Int) -> String {
    count == 1 ? "1 number" : "\(count) numbers"
  }
}

extension Table {
  /// The one table of a CSV, TSV, JSON or NDJSON file; `-` reads standard input.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - keyPath: Which of several tables of a JSON document is meant (empty: the document itself);
  ///     nil where it has one.
  ///   - csv: How CSV text is to be read.
  /// - Throws: ``ReadError``; also where the file holds no table, or several and none is named.
  public init(
    contentsOf path: String, keyPath: String? = nil, csv: CSVOptions = CSVOptions()
  ) throws {
    self = try Table.one(DataSource(path), keyPath: keyPath, csv: csv)
  }

  /// The one table of a source.
  static func one(_ source: DataSource, keyPath: String?, csv: CSVOptions) throws -> Table {
    let data = try DataFile.read(source, format: nil, csv: csv)
    let index = try TableChoice(file: source.file, keyPath: keyPath).index(
      among: data.tables.map(\.keyPath), format: data.format.rawValue.uppercased(),
      others: TableChoice.numbers(data.readings.count))
    return data.tables[index]
  }
}
