/// What was wrong with an input, and where: the data of the error, apart from its wording.
public struct ReadError: Error, Equatable, Sendable {
  /// What was wrong.
  public enum Kind: Equatable, Sendable {
    /// The file could not be opened or read; the system's own reason.
    case cannotRead(reason: String)
    /// The file was written to, or cut, while it was read.
    case changedWhileRead
    /// The folder could not be listed, or is none; the system's own reason.
    case cannotList(reason: String)
    /// A directory where a file was expected.
    case isDirectory
    /// A file of 0 bytes, or one of white space alone, where a document was expected.
    case empty
    /// A table without a row under its header.
    case headerOnly(columns: Int)
    /// Compressed data that are cut or not as they should be; what the decompressor says of them.
    case damaged(format: String, reason: String)
    /// Bytes that are no UTF-8.
    case invalidUTF8(byte: UInt8)
    /// Bytes marked as UTF-16 that are no UTF-16.
    case invalidUTF16
    /// A character with thousands of combining marks.
    case tooManyMarks
    /// A NUL byte: a binary file, or UTF-16 without its mark.
    case nulByte
    /// A record with another number of fields than the header.
    case raggedRow(expected: Int, found: Int)
    /// A record with another number of fields than the first, where there is no header.
    case raggedRecord(expected: Int, found: Int)
    /// A record of 2 GiB or more.
    case recordTooLong
    /// A quote that is never closed; the place is that of the opening quote.
    case unclosedQuote
    /// A character between a closing quote and the next delimiter.
    case textAfterQuote(byte: UInt8)
    /// Bytes that JSON does not allow at this place.
    case json(expected: String, found: String)
    /// Arrays and objects nested deeper than the limit.
    case tooDeep(limit: Int)
    /// A part that the format of a benchmark tool does not allow.
    case format(expected: String, found: String)
    /// A column that the table does not have.
    case noSuchColumn(name: String, available: [String])
    /// A column of another type than the call needs; an example where there is one.
    case wrongType(column: String, expected: String, found: ColumnType, example: String?)
    /// A file that holds no table.
    case noTable(found: String)
    /// Objects with so many different keys that their table would be all but empty.
    case tooSparse(rows: Int, columns: Int)
    /// Several tables where one was expected; their names.
    case severalTables(names: [String])
  }

  /// The file as the caller named it; `-` is standard input.
  public var file: String
  /// The line, counted from 1; nil where the error concerns the whole file.
  public var line: Int?
  /// The character in the line, counted from 1.
  public var column: Int?
  /// What was wrong.
  public var kind: Kind

  /// An error at a place.
  public init(file: String, line: Int? = nil, column: Int? = nil, kind: Kind) {
    self.file = file
    self.line = line
    self.column = column
    self.kind = kind
  }

  /// An error at byte `offset` of `bytes`: counts the lines and characters before it.
  ///
  /// - Complexity: O(offset).
  init(file: String, bytes: UnsafeBufferPointer<UInt8>, offset: Int, kind: Kind) {
    var line = 1
    var lineStart = 0
    for i in 0..<min(offset, bytes.count) where isLineBreak(bytes, i) {
      line += 1
      lineStart = i + 1
    }
    let before = bytes[lineStart..<max(lineStart, min(offset, bytes.count))]
    let characters = before.reduce(into: 0) { count, byte in if byte & 0xC0 != 0x80 { count += 1 } }
    self.init(file: file, line: line, column: characters + 1, kind: kind)
  }
}
