import Tables

/// A column that is text because some of its cells are: most of them are numbers, and none of them is
/// in any statistic.
public struct MixedColumn: Sendable, Equatable {
  /// The file, as it was read.
  public let file: String
  /// The key path of the table in a JSON document; nil for other files.
  public let keyPath: String?
  /// The column.
  public let column: String
  /// The cells that are numbers.
  public let numbers: Int
  /// The cells that have a value.
  public let values: Int
  /// The first cell that is no number.
  public let example: String
  /// Its line, counted from 1; nil where it is not known.
  public let line: Int?
  /// The file of that line, for a table from several files; nil for a table of one.
  public let lineFile: String?

  /// The columns of labels of which at least half of the cells are numbers.
  ///
  /// - Complexity: O(rows × columns of labels).
  public static func search(_ table: Table) -> [MixedColumn] {
    table.columns.compactMap { column in
      guard case .labels(let labels) = column.values else { return nil }
      let decimal = table.dialect?.decimalMark.value ?? .point
      let isNumber = labels.dictionary.map { $0.isNumber(decimal) }
      let values = labels.codes.indices.filter { labels.codes[$0] >= 0 }
      let numbers = values.count { isNumber[Int(labels.codes[$0])] }
      guard numbers > 0, numbers < values.count, 2 * numbers >= values.count,
        let row = values.first(where: { !isNumber[Int(labels.codes[$0])] })
      else { return nil }
      return MixedColumn(
        file: table.file, keyPath: table.keyPath, column: column.name, numbers: numbers,
        values: values.count, example: labels.dictionary[Int(labels.codes[row])],
        line: table.line(ofRow: row),
        lineFile: table.sourceColumn == nil ? nil : table.file(ofRow: row))
    }
  }

  /// The finding in words: what the column is, how many of its cells are numbers, and which is none.
  public var statement: String {
    let whose = lineFile.map { " of \($0)" } ?? ""
    let place = line.map { "line \($0)\(whose) has" } ?? "one is"
    return "\(column) in \(file) is text: \(numbers) of \(values) cells are numbers, but \(place) "
      + "'\(example.prefix(40))'"
  }
}
