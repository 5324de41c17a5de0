/// What the columns of a text turn out to be, block by block, without their values.
final class ColumnSurvey: @unchecked Sendable {
  fileprivate struct Found {
    var kind = CellKind.none
    var missing = 0
    var bigIntegers = 0
    var firstBigInteger = (row: Int.max, line: 0)
    /// The different values among the first rows; nil for more than ``ColumnSurvey/mostValues``.
    var firstValues: Set<UInt64>? = []
  }

  /// The blocks whose values are looked at.
  private static let firstBlocks = 8
  fileprivate static let mostValues = 1 << 11

  private let monitor = Monitor()
  private var found: [Found] = []
  private(set) var rowCount = 0

  /// Takes note of a block.
  func add(_ block: RecordBlock, _ worker: BlockPass.Worker) {
    let known = monitor.locked {
      while found.count < block.columns { found.append(Found()) }
      return found.map { (kind: $0.kind, mayHaveFewValues: $0.firstValues != nil) }
    }
    let isFirst = block.index < Self.firstBlocks
    let converted = (0..<block.columns).map {
      column -> (cells: ConvertedCells, values: Set<UInt64>?)? in
      let (kind, mayHaveFewValues) = known[column]
      // Whatever stands beside a label is one.
      guard kind != .label else { return nil }
      let cells = worker.converter.convert(
        block, column: column, hint: kind, to: worker.scratch)
      return (cells, isFirst && mayHaveFewValues ? worker.values(cells, rows: block.rows) : nil)
    }
    monitor.locked {
      rowCount += block.rows
      for (column, converted) in converted.enumerated() {
        guard let (cells, values) = converted else { continue }
        add(cells, of: block, to: &found[column])
        if let values { found[column].add(values) }
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
        name: name, type: found.kind.columnType, missing: found.missing,
        hasFewValuesAtFirst: found.firstValues != nil, index: index, kind: found.kind)
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

extension ColumnSurvey.Found {
  /// Takes note of the values of one of the first blocks.
  fileprivate mutating func add(_ values: Set<UInt64>) {
    firstValues?.formUnion(values)
    if firstValues.map({ $0.count > ColumnSurvey.mostValues }) ?? false { firstValues = nil }
  }
}

extension BlockPass.Worker {
  /// The bit patterns of the numbers that were converted last, as doubles, with what stands in for missing
  /// ones.
  fileprivate func values(_ cells: ConvertedCells, rows: Int) -> Set<UInt64> {
    switch cells.kind {
    case .integer:
      let integers = scratch.base.assumingMemoryBound(to: Int64.self)
      return Set((0..<rows).map { Double(integers[$0]).bitPattern })
    case .double:
      let doubles = scratch.base.assumingMemoryBound(to: UInt64.self)
      return Set((0..<rows).map { doubles[$0] })
    default: return []
    }
  }
}
