/// Writes a table as CSV after RFC 4180: LF line ends, numbers in the shortest form that reads back
/// as the same value, missing values as empty fields.
///
/// ``CSVReader`` reads an equal table back, with these exceptions, for CSV carries no types:
/// - doubles that are all whole come back as integers, and NaN as missing;
/// - a column without a value comes back as labels;
/// - labels that all look like numbers, with groups of digits or percent signs too, truth values or
///   times come back as such; a unit of measurement above them is taken for their unit;
/// - an empty name comes back as the place of its column;
/// - labels that are blank or spell a missing value come back missing;
/// - a label with a NUL character is written, but the reader refuses the file.
public enum CSVWriter {
  /// The text of a table. A field is quoted where it holds a comma, a quote or a line break, or may
  /// be taken for something else. A table without columns gives an empty text, one without rows its
  /// header.
  ///
  /// - Complexity: O(cells).
  public static func text(_ table: Table) -> String {
    guard !table.columns.isEmpty else { return "" }
    var result = line(table.columnNames, isHeader: true)
    for row in 0..<table.rowCount { result += line(table.columns.map { $0.text(at: row) ?? "" }) }
    return result
  }

  /// One record with its line end; fields are quoted as in ``text(_:)``.
  public static func record(_ cells: [String]) -> String { line(cells) }

  private static func line(_ cells: [String], isHeader: Bool = false) -> String {
    // A single empty field alone would be a blank line, which readers pass over.
    if cells == [""] { return "\"\"\n" }
    let fields = cells.enumerated().map { i, cell in
      let needsQuotes =
        needsQuotes(cell) || (i == 0 && isMark(cell))
        || ((isHeader || cells.count == 1) && mayDivide(cell)) || (isHeader && looksLikeData(cell))
      return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
    return fields.joined(separator: ",") + "\n"
  }

  private static func needsQuotes(_ text: String) -> Bool {
    // Apostrophes around all fields would be their quotes, tabs in all rows delimiters: text between
    // tabs may be without quotes, so that those of a name alone would not do.
    text.utf8.first == UInt8(ascii: "'")
      || text.utf8.contains {
        $0 == 0x22 || $0 == 0x2C || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D
      }
  }

  /// Whether a reader may take the beginning of a line for a byte order mark or a comment.
  private static func isMark(_ text: String) -> Bool {
    text.unicodeScalars.first == "\u{FEFF}" || text.utf8.first == UInt8(ascii: "#")
  }

  /// Whether a reader may take a name for a cell of its column.
  private static func looksLikeData(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { CellClass($0, .point, MissingTokens([])).isTyped }
  }

  /// Whether a name, or the one field of a line, may look like several, with another delimiter.
  private static func mayDivide(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x3B || $0 == 0x09 || $0 == 0x7C }
  }
}
