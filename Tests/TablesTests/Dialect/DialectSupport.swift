@testable import Tables

/// What was found of a text in a few words: `; " # header units comma`, and so on.
func form(_ text: String, file: String = "t.csv", options: CSVOptions = CSVOptions()) throws
  -> CSVDialect
{
  guard let dialect = try table(text, file: file, options: options).dialect else {
    throw ReadError(file: file, kind: .empty)
  }
  return dialect
}

/// The table's columns as lines: name, and texts with `-` for what is missing.
func lines(_ table: Table) -> [String] {
  table.columns.map { column in
    column.name + ": " + texts(column).map { $0 ?? "-" }.joined(separator: " ")
  }
}

/// Notices as their words.
func words(_ table: Table) -> [String] { table.notices.map(\.statement) }
