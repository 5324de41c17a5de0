import Tables

/// One data file: the output of a known tool, or a file of any other origin.
public struct BenchmarkFile: Sendable {
  /// The file as the caller named it.
  public let file: String
  /// What the file holds as the output of a tool; nil where no format recognises it.
  public let tool: ToolResult?
  /// The tool's raw samples as tables of runs; empty for other files and where it keeps none.
  public let toolTables: [ToolTable]
  /// The tables and numbers of the file read as plain CSV, JSON or NDJSON; nil for the output of a
  /// tool that its format explains in full.
  public let data: DataFile?

  /// Reads a file, also a compressed one; `-` is standard input. A format that recognises a file
  /// without giving benchmarks (one row a run, as the plain reader reads it too) leaves its tables
  /// to the plain reader. Where the caller says how CSV is to be read, it is no tool's.
  ///
  /// - Throws: `ReadError` with file, line and column.
  public init(_ path: String, csv: CSVOptions = CSVOptions()) throws {
    guard FileBytes.canBeReadAgain(path) else {
      try self.init(FileBytes.read(path), file: path, csv: csv)
      return
    }
    let head = try FileHead(path)
    let parsed = ParsedDocument()
    let tool =
      Self.isAsTold(csv)
      ? nil
      : try ToolFormats.read(
        file: path, head: head.bytes, isWhole: head.isWhole, parsed: parsed
      ) { () throws(ReadError) in try head.whole() }
    try self.init(path, tool, parsed) { try DataFile.read(path, csv: csv) }
  }

  /// What bytes that were read from `file` hold, as ``init(_:csv:)``.
  ///
  /// - Throws: `ReadError` with file, line and column.
  public init(_ bytes: [UInt8], file: String, csv: CSVOptions = CSVOptions()) throws {
    let bytes = try FileBytes.content(of: bytes, file: file)
    let parsed = ParsedDocument()
    let tool =
      Self.isAsTold(csv) ? nil : try ToolFormats.read(file: file, bytes: bytes, parsed: parsed)
    try self.init(file, tool, parsed) { try DataFile.parse(bytes, file: file, csv: csv) }
  }

  private init(
    _ file: String, _ tool: ToolResult?, _ parsed: ParsedDocument, plain: () throws -> DataFile
  ) throws {
    self.file = file
    self.tool = tool
    toolTables = tool?.tables(file: file) ?? []
    data = tool?.benchmarks.isEmpty == false ? nil : try parsed.dataFile(file) ?? plain()
  }

  static func isAsTold(_ csv: CSVOptions) -> Bool {
    csv.saysForm || csv.isLenient || csv.missing != CSVOptions().missing
  }

  /// Every table, with the meanings that its format gives to its columns.
  public var tables: [ToolTable] {
    guard let data else { return toolTables }
    return data.tables.map { ToolTable(table: $0, meanings: tool?.columns ?? [:]) }
  }

  /// The one table that is meant.
  ///
  /// - Parameter keyPath: Which of several tables; nil where the file has one.
  /// - Throws: `ReadError` where there is no such table, or several and none is named.
  public func table(keyPath: String?) throws(ReadError) -> ToolTable {
    let tables = tables
    let index = try TableChoice(file: file, keyPath: keyPath).index(
      among: tables.map(\.table.keyPath), format: formatName,
      others: tool.map { "figures of \($0.format.tool) without their samples" }
        ?? TableChoice.numbers(data?.readings.count ?? 0))
    return tables[index]
  }

  private var formatName: String {
    data?.format.rawValue.uppercased() ?? tool?.format.identifier ?? "text"
  }
}

/// The JSON document that was parsed when the formats were tried, for the reader of tables.
final class ParsedDocument {
  private var document: JSONDocument?

  /// The value in bytes that were read from `file`, kept; nil where they are no JSON.
  func parse(_ bytes: [UInt8], file: String) -> JSONValue? {
    document = try? JSONReader.document(bytes, file: file)
    return document?.root
  }

  /// What the document holds; nil without one, and for a file whose name says that it is none.
  func dataFile(_ file: String) throws -> DataFile? {
    guard let document, [nil, .json].contains(DataFormat(fileName: file)) else { return nil }
    return try DataFile(file: file, document: document)
  }
}

extension Configuration {
  /// The dictionary for a table whose format gives meanings to some columns: the user's overrides
  /// go before them.
  public func dictionary(_ meanings: [String: ColumnMeaning] = [:]) -> ColumnDictionary {
    ColumnDictionary(overrides: columns.merging(meanings) { user, _ in user })
  }
}

/// The first bytes of what a file holds, and the others on demand.
struct FileHead {
  let bytes: [UInt8]
  let isWhole: Bool
  private let path: String

  init(_ path: String) throws {
    self.path = path
    let length = ToolFormats.headLength
    let head = try FileBytes.content(path, first: length + 1)
    isWhole = head.count <= length
    bytes = Array(head.prefix(length))
    try bytes.withUnsafeBufferPointer { try requireFewMarks($0, file: path) }
  }

  func whole() throws(ReadError) -> [UInt8] {
    do { return try FileBytes.content(path) } catch {
      guard let error = error as? ReadError else {
        preconditionFailure("the reader throws ReadError alone: \(error)")
      }
      throw error
    }
  }
}
