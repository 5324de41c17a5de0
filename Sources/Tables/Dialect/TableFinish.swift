/// What is left to do when the blocks of a CSV text are columns: the column behind trailing
/// delimiters goes, styled numbers become numbers, and units and notices come to the table.
struct TableFinish {
  let opening: CSVOpening
  let reader: CSVBlockReader
  /// The columns that are labels whatever they hold.
  let labels: Set<TextKey>

  /// The finished table.
  ///
  /// - Throws: ``ReadError/Kind/raggedRow(expected:found:)`` where something stands behind the
  ///   last delimiter after all.
  func finish(_ table: Table) throws -> Table {
    var notices = reader.notices + table.notices
    var columns = table.columns
    let width = reader.namedColumns
    if let last = columns.last, isBehindDelimiter(last) {
      if last.missing.count == table.rowCount {
        columns.removeLast()
        notices.removeAll {
          if case .renamedColumn(_, let to) = $0.kind { to.isSame(as: last.name) } else { false }
        }
      } else if opening.form.trailingDelimiter == .rows {
        let row = (0..<table.rowCount).first { !last.missing[$0] }
        throw ReadError(
          file: table.file, line: row.flatMap { table.line(ofRow: $0) }, column: 1,
          kind: .raggedRow(expected: width, found: width + 1))
      }
    }
    var units = self.units
    let styled = StyledColumns(
      columns, opening.dialect, table.rowLines, labels: labels)
    for name in styled.percentColumns.map({ TextKey($0) }) where units[name] == nil {
      units[name] = "%"
    }
    return Table(
      columns: styled.columns, file: table.file, keyPath: table.keyPath,
      // A table without columns has no rows.
      rowLines: styled.columns.isEmpty ? [] : table.rowLines, notices: notices + styled.notices,
      unitsByKey: units, dialect: opening.dialect)
  }

  private func isBehindDelimiter(_ column: Column) -> Bool {
    switch opening.form.trailingDelimiter {
    case .none: false
    case .rows: column.name.isSame(as: CSVBlockReader.nameBehindDelimiter)
    case .everyLine: reader.registry.names.last.isSame(as: column.name)
    }
  }

  private var units: [TextKey: String] {
    var result: [TextKey: String] = [:]
    for (name, text) in zip(reader.registry.names, reader.units) where !UnitCell.isNone(text) {
      result[TextKey(name)] = UnitCell.symbol(text) ?? text.trimmed
    }
    return result
  }
}
