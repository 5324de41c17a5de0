import Tables

/// The types into which an inventory sorts files.
public enum FileKind: String, Sendable, CaseIterable {
  /// Comma- or tab-separated values.
  case csv
  /// One JSON document.
  case json
  /// One JSON object a line.
  case ndjson
  /// Markdown.
  case markdown
  /// Anything else.
  case other

  /// The kind that the ending of a file's name tells, below one that says it is compressed.
  public init(fileName: String) {
    switch DataFormat(fileName: fileName) {
    case .csv, .tsv: self = .csv
    case .json: self = .json
    case .ndjson: self = .ndjson
    case nil:
      let name = fileName.lowercased()
      self = name.hasSuffix(".md") || name.hasSuffix(".markdown") ? .markdown : .other
    }
  }
}

/// One file of a benchmark folder: what it is, and what could be read from it.
public struct FileRecord: Sendable {
  /// What keeps a file from being used as what its name says.
  public enum Problem: Sendable, Equatable {
    /// A file of 0 bytes.
    case empty
    /// An entry that the walk could not or would not follow.
    case obstacle(WalkedEntry.Obstacle)
    /// A file whose bytes or form the reader refuses.
    case unreadable(ReadError)
    /// A table without a row.
    case noRows
    /// A file that bench-stats wrote itself.
    case ownOutput
  }

  /// The path from the folder.
  public var path: String
  /// The kind that the name tells.
  public var kind: FileKind
  /// The size in bytes.
  public var bytes: Int
  /// The last modification; nil where it is not known.
  public var modified: Timestamp?
  /// The SHA-256 of the bytes, in small hexadecimal digits; nil where they could not be read.
  public var sha256: String?
  /// The path of the first file with the same bytes; nil where this is the first or only one.
  public var duplicateOf: String?
  /// What keeps the file from being used; nil where nothing does.
  public var problem: Problem?
  /// What the file holds as the output of a known tool; nil where no format recognises it, for
  /// duplicates and unreadable files.
  public var tool: ToolResult?
  /// The tool's raw samples as tables of runs.
  public var toolTables: [ToolTable] = []
  /// Tables, readings and attributes; nil for other kinds, duplicates, unreadable files, and for
  /// the output of a tool that its format explains in full.
  public var data: DataFile?
  /// Headings and tables; nil for other kinds and unreadable files.
  public var markdown: MarkdownDocument?

  /// Every table of the file, with the meanings that its format gives to its columns.
  var tables: [ToolTable] {
    let plain = data?.tables ?? []
    return plain.map { ToolTable(table: $0, meanings: tool?.columns ?? [:]) } + toolTables
  }
}

extension FileRecord.Problem: CustomStringConvertible {
  /// The reason in words, without the file.
  public var description: String {
    switch self {
    case .empty: "the file is empty"
    case .noRows: "a header without rows"
    case .ownOutput: "written by bench-stats"
    case .unreadable(let error):
      error.line.map { "line \($0): \(error.message)" } ?? error.message
    case .obstacle(let obstacle):
      switch obstacle {
      case .alreadyWalked(let target): "a link to the folder '\(target)', which is walked already"
      case .leadsOutside: "a link that leads out of the folder"
      case .brokenLink: "a link to nothing"
      case .refused(let reason): reason
      case .notAFile: "neither a file nor a folder"
      }
    }
  }
}
