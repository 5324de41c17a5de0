import Tables

/// The content of a file, parsed once, on which the formats are tried.
public struct ToolContent: Sendable {
  /// The forms in which content comes.
  public enum Form: Sendable {
    /// One JSON document.
    case json(JSONValue)
    /// One JSON value a line, with the lines counted from 1.
    case lines([(line: Int, value: JSONValue)])
    /// Records of text fields with a header: CSV read without types. Lines are counted from 1.
    case records(header: [String], rows: [(line: Int, fields: [String])])
    /// Any other text, by lines without their ends.
    case text([String])
  }

  /// The file as the caller named it.
  public let file: String
  /// What it holds.
  public let form: Form

  /// A content.
  public init(file: String, form: Form) {
    self.file = file
    self.form = form
  }

  /// The document; nil for other forms.
  public var json: JSONValue? { if case .json(let value) = form { value } else { nil } }

  /// The JSON values by line; nil for other forms.
  public var lines: [(line: Int, value: JSONValue)]? {
    if case .lines(let values) = form { values } else { nil }
  }

  /// Header and records; nil for other forms.
  public var records: (header: [String], rows: [(line: Int, fields: [String])])? {
    if case .records(let header, let rows) = form { (header, rows) } else { nil }
  }

  /// The lines of text; nil for other forms.
  public var text: [String]? { if case .text(let lines) = form { lines } else { nil } }

  /// An error about this file.
  func error(line: Int? = nil, _ expected: String, found: String) -> ReadError {
    ReadError(file: file, line: line, kind: .format(expected: expected, found: found))
  }
}
