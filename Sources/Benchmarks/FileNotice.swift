import Tables

/// What reading a table did that the text of its file does not tell.
public struct FileNotice: Sendable, Equatable {
  /// The file, as it was read.
  public let file: String
  /// The key path of the table in a JSON document; nil for other files.
  public let keyPath: String?
  /// What was done.
  public let notice: ReadNotice

  /// The notices of a table.
  public static func all(_ table: Table) -> [FileNotice] {
    table.notices.map { FileNotice(file: table.file, keyPath: table.keyPath, notice: $0) }
  }

  /// The notice in words.
  public var statement: String { "\(file): \(notice.statement)" }
}

extension ReadNotice {
  /// Whether values of a column may not be what the text says: of the column itself, or of every
  /// column.
  package func concerns(_ name: String) -> Bool {
    switch kind {
    case .integersBeyond64Bits(let column), .digitGroups(let column): column.isSame(as: name)
    case .shortRecords, .droppedFields, .unclosedQuotes, .textAfterQuotes: true
    // Of which column they are is not known, or known by a part of its name alone.
    case .bareNonFiniteNumbers, .duplicateKey: true
    case .renamedColumn, .severalNumberStyles, .decimalMarkUnclear, .commentLines, .replacedBytes,
      .ownOutput:
      false
    }
  }
}
