/// Immutable named columns of one length, each cell traceable to its file and line.
public struct Table: Sendable, Equatable {
  /// The file as the caller named it; empty for a table made in memory.
  public let file: String
  /// The key path of the table within a JSON document; empty where the document itself is the
  /// table, as in an array of objects or NDJSON; nil for CSV.
  public let keyPath: String?
  /// The columns, in the order of the source.
  public let columns: [Column]
  /// For each row the line of the file where it begins, counted from 1; empty for tables in memory.
  public let rowLines: RowLines
  /// What the reader did that the text alone does not tell.
  public let notices: [ReadNotice]
  /// The units that the source gives to columns, by the columns' names: from a row under the
  /// header, or from percent signs.
  public var units: [String: String] {
    Dictionary(unitsByKey.map { ($0.text, $1) }, uniquingKeysWith: { first, _ in first })
  }
  package let unitsByKey: [TextKey: String]
  /// The form of the CSV text; nil for other sources, and for several files.
  public let dialect: CSVDialect?
  /// For a table from several files the name of the column that says of each row which file it
  /// stands in; nil for a table of one file.
  public let sourceColumn: String?
  /// The number of rows.
  public let rowCount: Int
  private let indexOfName: [TextKey: Int]

  /// A table from columns.
  ///
  /// - Precondition: the columns are equally long and distinctly named (by the bytes of the names);
  ///   `rowLines` is empty or has one line a row; `sourceColumn` is nil or names one of the
  ///   columns.
  public init(
    columns: [Column], file: String = "", keyPath: String? = nil, rowLines: RowLines = [],
    notices: [ReadNotice] = [], units: [String: String] = [:], dialect: CSVDialect? = nil,
    sourceColumn: String? = nil
  ) {
    self.init(
      columns: columns, file: file, keyPath: keyPath, rowLines: rowLines, notices: notices,
      unitsByKey: Dictionary(uniqueKeysWithValues: units.map { (TextKey($0), $1) }),
      dialect: dialect, sourceColumn: sourceColumn)
  }

  /// As the public one, with the units by the bytes of the names.
  package init(
    columns: [Column], file: String, keyPath: String? = nil, rowLines: RowLines = [],
    notices: [ReadNotice], unitsByKey: [TextKey: String], dialect: CSVDialect? = nil,
    sourceColumn: String? = nil
  ) {
    rowCount = columns.first?.count ?? 0
    let count = rowCount
    precondition(columns.allSatisfy { $0.count == count }, "columns of one length expected")
    precondition(rowLines.isEmpty || rowLines.count == count, "one line a row expected")
    self.columns = columns
    self.file = file
    self.keyPath = keyPath
    self.rowLines = rowLines
    self.notices = notices
    self.unitsByKey = unitsByKey
    self.dialect = dialect
    self.sourceColumn = sourceColumn
    indexOfName = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { (TextKey($1.name), $0) })
    precondition(
      sourceColumn.map { indexOfName[TextKey($0)] != nil } ?? true,
      "the column of the files expected")
  }

  /// The table with further notices behind its own.
  package func adding(_ more: [ReadNotice]) -> Table {
    Table(
      columns: columns, file: file, keyPath: keyPath, rowLines: rowLines, notices: notices + more,
      unitsByKey: unitsByKey, dialect: dialect, sourceColumn: sourceColumn)
  }

  /// The names of the columns, in the order of the source.
  public var columnNames: [String] { columns.map(\.name) }

  /// The column of that name, compared by bytes, or else the one of which the name is another
  /// encoding of the same characters (é, e + ´); nil where there is none, or several.
  public func column(_ name: String) -> Column? {
    if let index = indexOfName[TextKey(name)] { return columns[index] }
    let (bytes, longest) = (name.utf8, LabelEncoder.longestCompared)
    guard bytes.count <= longest, bytes.contains(where: { $0 >= 0x80 }) else { return nil }
    let same = columns.filter { $0.name.utf8.count <= longest && $0.name == name }
    return same.count == 1 ? same[0] : nil
  }

  /// The column of a name with the same bytes; nil where there is none.
  func column(_ key: TextKey) -> Column? { indexOfName[key].map { columns[$0] } }

  /// The unit that the source gives to the column of that name; nil where it gives none.
  package func unit(of name: String) -> String? { unitsByKey[TextKey(name)] }

  /// The column of that name.
  ///
  /// - Throws: ``ReadError`` that names the columns there are.
  public func requiredColumn(_ name: String) throws -> Column {
    guard let column = column(name) else {
      throw ReadError(file: file, kind: .noSuchColumn(name: name, available: columnNames))
    }
    return column
  }

  /// The numeric column of that name, nil where a value is missing.
  ///
  /// - Throws: ``ReadError`` where there is no such column or it is not numeric (naming the first
  ///   value that is no number).
  public func numbers(_ name: String) throws -> [Double?] {
    let column = try requiredColumn(name)
    if let doubles = column.doubles { return doubles }
    let row = (0..<rowCount).first { row in
      column.text(at: row).map { !$0.isReadAsNumber } ?? false
    }
    throw ReadError(
      file: row.map { file(ofRow: $0) } ?? file, line: row.flatMap { line(ofRow: $0) },
      kind: .wrongType(
        column: name, expected: "numbers", found: column.type,
        example: row.flatMap { column.text(at: $0) }))
  }

  /// The values of the numeric column of that name, missing ones left out.
  ///
  /// - Throws: as ``numbers(_:)``.
  public func values(_ name: String) throws -> [Double] { try numbers(name).compactMap { $0 } }

  /// The file that `row` stands in.
  ///
  /// - Precondition: `row` is in `0..<rowCount`.
  public func file(ofRow row: Int) -> String {
    sourceColumn.flatMap { column($0)?.text(at: row) } ?? file
  }

  /// The line of its file (``file(ofRow:)``) where `row` begins, counted from 1; nil for a table
  /// made in memory.
  ///
  /// - Precondition: `row` is in `0..<rowCount`.
  public func line(ofRow row: Int) -> Int? { rowLines.isEmpty ? nil : Int(rowLines[row]) }

  /// The table of the given rows, in the order given; their lines stay known. Labels that no row
  /// has any more leave the dictionaries of their columns.
  ///
  /// - Precondition: every row is in `0..<rowCount`; a row may stand twice.
  public func selecting(rows: [Int]) -> Table {
    Table(
      columns: columns.map { $0.selecting(rows: rows) }, file: file, keyPath: keyPath,
      rowLines: rowLines.isEmpty ? [] : RowLines(rows.map { rowLines[$0] }), notices: notices,
      unitsByKey: unitsByKey, dialect: dialect, sourceColumn: sourceColumn)
  }

  /// The table of the rows for which `isIncluded` holds.
  public func filter(_ isIncluded: (Int) throws -> Bool) rethrows -> Table {
    selecting(rows: try (0..<rowCount).filter(isIncluded))
  }
}
