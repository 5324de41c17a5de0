/// A few columns of some rows as text.
package struct TextRows {
  /// The first row.
  package let firstRow: Int
  /// For each column asked for its cells, nil where missing: as `Column.text(at:)` gives them.
  package let columns: [[String?]]
  private let lines: RowLines

  init(_ block: RecordBlock, _ columns: [[String?]]) {
    firstRow = block.firstRow
    lines = block.lines
    self.columns = columns
  }

  /// The number of rows.
  package var count: Int { lines.count }

  /// The line where a row begins, the first of these rows being 0.
  package func line(_ row: Int) -> Int { Int(lines[row]) }
}

extension CSVPasses {
  /// What the cells of columns without numbers are; and in the same pass the text of other columns, some
  /// rows at a time and in no order: several threads call `part`, one at a time `add` with the result.
  ///
  /// - Throws: ``ReadError``.
  package func texts<Part>(
    census counted: [Int], visiting visited: [Int], part: @escaping (TextRows) -> Part,
    add: @escaping (Part) -> Void
  ) throws -> [TextCensus] {
    let gathered = GatheredCensus(counted.count)
    try pass { [self] block, worker in
      for (place, column) in counted.enumerated() {
        let found = block.withCells(columns[column].index) { cells in
          TextCensus.cells(
            CellRun(block: block, cells: cells, column: columns[column].index), text,
            decimal: decimal, isLabel: columns[column].type == .label)
        }
        guard let found else { throw changed }
        gathered.add(found.census, missing: found.missing, from: block.firstRow, to: place)
      }
      if !visited.isEmpty {
        let rows = TextRows(block, try visited.map { try texts(block, columns[$0], worker) })
        let part = part(rows)
        gathered.alone { add(part) }
      }
    }
    return gathered.censuses
  }

  /// The cells of a column of a block as text.
  private func texts(
    _ block: RecordBlock, _ column: Column, _ worker: BlockPass.Worker
  ) throws -> [String?] {
    if column.type == .label { return labels(block, column) }
    let cells = worker.converter.convert(
      block, column: column.index, hint: column.kind, to: worker.scratch)
    guard column.kind.joined(cells.kind) == column.kind else { throw changed }
    let memory = worker.scratch.base
    func values(_ text: (Int) -> String) -> [String?] {
      (0..<block.rows).map { row in
        let isMissing =
          !cells.missing.isEmpty && cells.missing[row >> 6] >> UInt64(row & 63) & 1 == 1
        return isMissing ? nil : text(row)
      }
    }
    switch cells.kind {
    case .none, .notANumber, .label: return Array(repeating: nil, count: block.rows)
    case .integer:
      let integers = memory.assumingMemoryBound(to: Int64.self)
      // A whole number in a column of doubles is written as one.
      return column.type == .integer
        ? values { String(integers[$0]) } : values { shortest(Double(integers[$0])) }
    case .double:
      let doubles = memory.assumingMemoryBound(to: Double.self)
      return values { shortest(doubles[$0]) }
    case .boolean:
      let booleans = memory.assumingMemoryBound(to: Bool.self)
      return values { booleans[$0] ? "true" : "false" }
    case .time:
      let times = memory.assumingMemoryBound(to: Timestamp.self)
      return values { times[$0].description }
    }
  }

  /// The first column of doubles that are not all whole numbers; nil where there is none.
  ///
  /// - Throws: ``ReadError``.
  package func columnWithFraction() throws -> Int? {
    let doubles = columns.indices.filter { columns[$0].type == .double }
    guard !doubles.isEmpty else { return nil }
    let gathered = GatheredCensus(0)
    nonisolated(unsafe) var found: Int?
    try pass { [columns, changed] block, worker in
      for column in doubles {
        let values = try worker.numbers(
          block, columns[column], excluding: RowSet(), else: changed)
        guard values.contains(where: { $0 != $0.rounded() && $0.isFinite }) else { continue }
        return gathered.alone { found = min(found ?? column, column) }
      }
    }
    return found
  }

  private func labels(_ block: RecordBlock, _ column: Column) -> [String?] {
    block.withCells(column.index) { cells in
      let run = CellRun(block: block, cells: cells, column: column.index)
      return (0..<block.rows).map { row in
        let cell = text.cell(run.whole(row))
        return text.isMissing(cell) ? nil : text.string(cell)
      }
    } ?? []
  }
}

/// What several threads found.
private final class GatheredCensus: @unchecked Sendable {
  private let monitor = Monitor()
  private(set) var censuses: [TextCensus]

  init(_ count: Int) { censuses = Array(repeating: TextCensus(), count: count) }

  /// Runs `body` while no other thread does.
  func alone(_ body: () -> Void) { monitor.locked(body) }

  func add(_ census: TextCensus, missing: [UInt64], from row: Int, to place: Int) {
    monitor.locked { censuses[place].add(census, missing: missing, from: row) }
  }
}
