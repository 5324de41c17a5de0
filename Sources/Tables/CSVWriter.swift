/// Writes a table as CSV after RFC 4180: LF line ends, numbers in the shortest form that reads back
/// as the same value, missing values as empty fields.
///
/// ``CSVReader`` reads an equal table back, with these exceptions, for CSV carries no types:
/// - doubles that are all whole come back as integers, and NaN as missing;
/// - a column without a value comes back as labels;
/// - labels that all look like numbers, truth values or times come back as such;
/// - labels that are blank or spell a missing value come back missing;
/// - a label with a NUL character is written, but the reader refuses the file.
public enum CSVWriter {
  /// The text of a table. A field is quoted where it holds a comma, a quote or a line break. A
  /// table without columns gives an empty text, one without rows its header.
  ///
  /// - Complexity: O(cells).
  public static func text(_ table: Table) -> String {
    guard !table.columns.isEmpty else { return "" }
    var result = line(table.columnNames)
    // At the start of a file this character is a byte order mark.
    if result.unicodeScalars.first == "\u{FEFF}" {
      result = line(table.columnNames, quotingFirst: true)
    }
    for row in 0..<table.rowCount { result += line(table.columns.map { $0.text(at: row) ?? "" }) }
    return result
  }

  /// One record with its line end; fields are quoted as in ``text(_:)``.
  public static func record(_ cells: [String]) -> String { line(cells) }

  private static func line(_ cells: [String], quotingFirst: Bool = false) -> String {
    // A single empty field alone would be a blank line, which readers pass over.
    if cells == [""] { return "\"\"\n" }
    let fields = cells.enumerated().map { i, cell in
      needsQuotes(cell) || (i == 0 && quotingFirst)
        ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
    return fields.joined(separator: ",") + "\n"
  }

  private static func needsQuotes(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
  }
}
