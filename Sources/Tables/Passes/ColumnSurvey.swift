/// What the columns of a text turn out to be, block by block, without their values.
final class ColumnSurvey: @unchecked Sendable {
  private struct Found {
    var kind = CellKind.none
    var missing = 0
    var bigIntegers = 0
    var firstBigInteger = (row: Int.max, line: 0)
  }

  private let monitor = Monitor()
  private var found: [Found] = []
  private(set) var rowCount = 0

  /// Takes note of a block.
  func add(_ block: RecordBlock, _ worker: BlockPass.Worker) {
    let kinds = monitor.locked {
      while found.count < block.columns { found.append(Found()) }
      return found.map(\.kind)
    }
    let converted = (0..<block.columns).map { column -> ConvertedCells? in
      // Whatever stands beside a label is one.
      kinds[column] == .label
        ? nil
        : worker.converter.convert(
          block, column: column, hint: kinds[column], to: worker.converter.discarding)
    }
    monitor.locked {
      rowCount += block.rows
      for (column, cells) in converted.enumerated() {
        if let cells { add(cells, of: block, to: &found[column]) }
      }
    }
  }

  private func add(_ cells: ConvertedCells, of block: RecordBlock, to found: inout Found) {
    found.kind = found.kind.joined(cells.kind)
    found.missing += cells.missing.reduce(0) { $0 + $1.nonzeroBitCount }
    guard cells.bigIntegers > 0 else { return }
    found.bigIntegers += cells.bigIntegers
    let row = block.firstRow + cells.firstBigInteger
    if row < found.firstBigInteger.row {
      found.firstBigInteger = (row, Int(block.lines[cells.firstBigInteger]))
    }
  }

  /// The columns; where one is of labels, some of its missing values may not be counted.
  func columns(names: [String]) -> [CSVPasses.Column] {
    names.enumerated().map { index, name in
      let found = index < found.count ? found[index] : Found()
      return CSVPasses.Column(
        name: name, type: found.kind.columnType, missing: found.missing, index: index,
        kind: found.kind)
    }
  }

  /// What was done to the numbers of `columns`.
  func notices(_ columns: [CSVPasses.Column]) -> [ReadNotice] {
    columns.compactMap { column in
      guard column.index < found.count, column.kind == .double else { return nil }
      let found = found[column.index]
      guard found.bigIntegers > 0 else { return nil }
      return ReadNotice(
        .integersBeyond64Bits(column: column.name), count: found.bigIntegers,
        line: found.firstBigInteger.line)
    }
  }
}
