extension CellText {
  /// Whether a cell is a word for a number that is not finite, where the format has none.
  func isBareWord(_ cell: Cell) -> Bool {
    if !cell.isQuoted, case .bareNonFinite? = number(cell) { true } else { false }
  }
}

extension CellConverter {
  /// Counts the words for numbers that are not finite among cells that were read as labels; the
  /// labels themselves don't tell them from text in quotes.
  func countBareWords(_ block: RecordBlock, column: Int, in cells: inout ConvertedCells) {
    guard cells.kind == .label else { return }
    var hasAny = false
    withCoder(column) { hasAny = $0.hasBareWord }
    guard hasAny else { return }
    let rows = block.withCells(column) { places in
      let run = CellRun(block: block, cells: places, column: column)
      return (0..<run.rows).filter { text.isBareWord(text.cell(run.whole($0))) }
    }
    guard let rows, let first = rows.first else { return }
    cells.bareNonFinites = rows.count
    cells.firstBareNonFinite = first
  }
}
