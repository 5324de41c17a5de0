import Facts
import Tables

/// The output forms of a result.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// Aligned tables for a terminal.
  case text
  /// One JSON document with a `schema` member.
  case json
  /// The main table as CSV, numbers in full.
  case csv
  /// GFM tables.
  case markdown
}

/// A cell of an output table: rounded for people, in full for machines.
public struct OutputCell: Sendable, Equatable {
  /// What people see.
  public var text: String
  /// What CSV gets: shortest round-trip numbers, empty where undefined.
  public var exact: String
  /// Whether it is a number, and so aligned to the right.
  public var isNumber: Bool

  /// A text.
  public static func label(_ text: String?) -> OutputCell {
    OutputCell(text: text ?? "", exact: text ?? "", isNumber: false)
  }

  /// A number to four significant digits; `-` where undefined.
  public static func number(_ value: Double?) -> OutputCell {
    OutputCell(
      text: value.map { NumberText.significant($0) } ?? "-", exact: value.map(shortest) ?? "",
      isNumber: true)
  }

  /// A setting: every digit for people too, but for the error of its last binary place.
  public static func setting(_ value: Double?) -> OutputCell {
    let rounded = value.map { Double(NumberText.significant($0, digits: 15)) ?? $0 }
    return OutputCell(
      text: rounded.map(shortest) ?? "-", exact: value.map(shortest) ?? "", isNumber: true)
  }

  /// A count.
  public static func count(_ value: Int?) -> OutputCell {
    OutputCell(
      text: value.map(String.init) ?? "-", exact: value.map(String.init) ?? "", isNumber: true)
  }
}

/// A titled table of an output.
public struct OutputTable: Sendable {
  /// The title; nil for none.
  public var title: String?
  /// The column headers.
  public var headers: [String]
  /// The rows; each has a cell for every header.
  public var rows: [[OutputCell]]

  /// A table.
  ///
  /// - Precondition: each row has a cell for every header.
  public init(title: String? = nil, headers: [String], rows: [[OutputCell]]) {
    precondition(rows.allSatisfy { $0.count == headers.count }, "one cell for each header")
    self.title = title
    self.headers = headers
    self.rows = rows
  }
}

/// A result in every output form.
public struct ResultDocument: Sendable {
  /// The kind, the middle of the schema's name `bench-stats/<kind>/1`.
  public let kind: String
  /// The members of the JSON document after `schema`.
  public let members: [(String, JSONValue)]
  /// The tables, the main one first.
  public let tables: [OutputTable]
  /// The table that CSV gets.
  public let csvTable: OutputTable?
  /// What a reader must know, one sentence each.
  public let notes: [String]
  /// Whether the result holds findings, for `--strict`.
  public let hasFindings: Bool

  init(
    kind: String, members: [(String, JSONValue)], tables: [OutputTable],
    csvTable: OutputTable? = nil, notes: [String], hasFindings: Bool
  ) {
    self.kind = kind
    self.members = members
    self.tables = tables
    self.csvTable = csvTable ?? tables.first
    self.notes = notes
    self.hasFindings = hasFindings
  }

  /// The JSON document.
  public var json: JSONValue { .object([("schema", .string("bench-stats/\(kind)/1"))] + members) }

  /// The result in one form.
  ///
  /// - Parameter style: How headers and notes are set apart in text.
  public func rendered(_ format: OutputFormat, style: TextStyle = .plain) -> String {
    switch format {
    case .json: return JSONWriter.text(json)
    case .csv: return csvTable.map(CSVTable.text) ?? ""
    case .text:
      let parts = tables.map { TextTable.text($0, style: style) }
      let remarks = notes.map { style.note("note: \(oneLine($0))") + "\n" }.joined()
      return (parts + (remarks.isEmpty ? [] : [remarks])).joined(separator: "\n")
    case .markdown:
      let parts = tables.map(MarkdownTable.text)
      let remarks = notes.map { "- \(Markdown.escaped($0))\n" }.joined()
      return (parts + (remarks.isEmpty ? [] : [remarks])).joined(separator: "\n")
    }
  }
}

/// How a terminal sets parts of a text apart.
public struct TextStyle: Sendable {
  private let isColoured: Bool

  /// No colours.
  public static let plain = TextStyle(isColoured: false)
  /// ANSI colours.
  public static let coloured = TextStyle(isColoured: true)

  func header(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func note(_ text: String) -> String { isColoured ? "\u{1B}[33m\(text)\u{1B}[0m" : text }
}

/// A text without line breaks and control characters, which data may hold.
func oneLine(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  return String(
    String.UnicodeScalarView(
      text.unicodeScalars.map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: " "
        default: scalar
        }
      }))
}

/// A count with what is counted: `1 row`, `2 rows`.
func counted(_ count: Int, _ one: String) -> String { "\(count) \(one)\(count == 1 ? "" : "s")" }
