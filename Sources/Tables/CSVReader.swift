/// How a CSV text is to be read.
public struct CSVOptions: Sendable, Equatable {
  /// The byte between fields; nil takes a tab for `.tsv` and `.tab` files and a comma otherwise. A
  /// quote, a line break or a part of a character beyond ASCII cannot stand between fields.
  public var delimiter: UInt8?
  /// The cells that mean 'no value', compared after blanks at both ends are taken off.
  public var missing: Set<String>

  /// The options; the defaults are those of ``CSVOptions``' properties, with empty, `NA`, `NaN` and
  /// `null` cells missing.
  public init(delimiter: UInt8? = nil, missing: Set<String> = ["", "NA", "NaN", "null"]) {
    self.delimiter = delimiter
    self.missing = missing
  }
}

/// Reads CSV and TSV after RFC 4180 into typed columns.
///
/// The first record is the header. A column's type comes from all of its cells: integer, then
/// double; booleans; ISO 8601 times; anything else, any mixture, and a column without a single
/// value are labels. Blanks around a number, a truth value or a time are passed over; labels keep
/// them. A `nan` in any spelling among numbers is missing; integers beyond 64 bits are doubles.
/// Blank lines are passed over, so that a missing value in a table of one column stands as `""`.
/// Two passes over the bytes: types, then values; O(n), without an index of the fields in memory.
public enum CSVReader {
  /// The table in a file.
  ///
  /// - Throws: ``ReadError`` with file, line and column; ``ReadError/Kind/empty`` where not even a
  ///   header stands. A header without rows gives a table of 0 rows.
  public static func read(_ path: String, options: CSVOptions = CSVOptions()) throws -> Table {
    try parse(FileBytes.read(path), file: path, options: options)
  }

  /// The table in bytes that were read from `file`.
  ///
  /// - Throws: as ``read(_:options:)``.
  public static func parse(
    _ bytes: [UInt8], file: String, options: CSVOptions = CSVOptions()
  ) throws -> Table {
    let text = try TextBytes.utf8(bytes, file: file)
    let isTabbed = file.lowercased().hasSuffix(".tsv") || file.lowercased().hasSuffix(".tab")
    let delimiter = options.delimiter ?? UInt8(ascii: isTabbed ? "\t" : ",")
    return try text.withUnsafeBufferPointer { buffer in
      try CSVPass(
        bytes: buffer, file: file, delimiter: delimiter, missing: MissingTokens(options.missing)
      ).table()
    }
  }
}

/// One reading of one buffer.
private struct CSVPass {
  let bytes: UnsafeBufferPointer<UInt8>
  let file: String
  let delimiter: UInt8
  let missing: MissingTokens

  func table() throws -> Table {
    var votes: [TypeVote] = []
    var lines: [Int32] = []
    var header: [CSVField] = []
    try forEachRecord { fields, line in
      if header.isEmpty {
        header = fields
        votes = fields.map { _ in TypeVote() }
        return
      }
      lines.append(Int32(clamping: line))
      for (i, field) in fields.enumerated() where !missing.contains(bytes, field) {
        votes[i].count(bytes, field.start..<field.end)
      }
    }
    guard !header.isEmpty else { throw ReadError(file: file, kind: .empty) }
    let names = try distinctNames(header)
    var builders = votes.map { ColumnBuilder(type: $0.type, capacity: lines.count) }
    var isHeader = true
    try forEachRecord { fields, _ in
      if isHeader {
        isHeader = false
        return
      }
      for (i, field) in fields.enumerated() {
        if missing.contains(bytes, field) {
          builders[i].appendMissing()
        } else {
          builders[i].append(bytes, field.start..<field.end) { text(field) }
        }
      }
    }
    let columns = zip(builders, names).map { $0.column(named: $1) }
    return Table(columns: columns, file: file, rowLines: lines)
  }

  /// Calls `body` for each record, after it was checked that it has as many fields as the first.
  private func forEachRecord(_ body: ([CSVField], Int) -> Void) throws {
    var scanner = CSVScanner(bytes, delimiter: delimiter)
    var fields: [CSVField] = []
    var expected = 0
    do {
      while try scanner.nextRecord(into: &fields) {
        if expected == 0 { expected = fields.count }
        guard fields.count == expected else {
          throw ReadError(
            file: file, line: scanner.recordLine, column: 1,
            kind: .raggedRow(expected: expected, found: fields.count))
        }
        body(fields, scanner.recordLine)
      }
    } catch let error as CSVScanError {
      switch error {
      case .unclosedQuote(let offset):
        throw ReadError(file: file, bytes: bytes, offset: offset, kind: .unclosedQuote)
      case .textAfterQuote(let offset):
        throw ReadError(
          file: file, bytes: bytes, offset: offset, kind: .textAfterQuote(byte: bytes[offset]))
      }
    }
  }

  private func distinctNames(_ header: [CSVField]) throws -> [String] {
    let names = header.map(text)
    var first: [String: Int] = [:]
    for (i, name) in names.enumerated() {
      if let earlier = first.updateValue(i, forKey: name) {
        throw ReadError(
          file: file, bytes: bytes, offset: header[i].start - (header[i].isQuoted ? 1 : 0),
          kind: .duplicateColumn(name: name, first: earlier + 1, second: i + 1))
      }
    }
    return names
  }

  private func text(_ field: CSVField) -> String {
    guard field.hasDoubledQuotes else {
      return String(decoding: bytes[field.start..<field.end], as: UTF8.self)
    }
    var text: [UInt8] = []
    text.reserveCapacity(field.end - field.start)
    var i = field.start
    while i < field.end {
      text.append(bytes[i])
      // Of two quotes the scanner found side by side, the second is passed over.
      i += bytes[i] == UInt8(ascii: "\"") ? 2 : 1
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The cells that mean 'no value', compared as bytes.
private struct MissingTokens {
  private let tokens: [[UInt8]]
  private let longest: Int

  init(_ tokens: Set<String>) {
    self.tokens = tokens.map { Array($0.utf8) }.sorted { $0.count < $1.count }
    longest = self.tokens.last?.count ?? -1
  }

  func contains(_ bytes: UnsafeBufferPointer<UInt8>, _ field: CSVField) -> Bool {
    let cell = trimmed(bytes, field.start..<field.end)
    if cell.count > longest { return false }
    return tokens.contains { $0.elementsEqual(bytes[cell]) }
  }
}
