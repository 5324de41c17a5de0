extension CellConverter {
  /// Codes the cells as labels; -1 where a cell means 'no value'.
  func labels(_ run: CellRun, _ output: some CellOutput) -> ConvertedCells {
    let codes = output.memory(run.column, .label, block: run.block)
      .assumingMemoryBound(to: Int32.self)
    var missing = MissingBits(rows: run.rows)
    var invalidRow: Int?
    withCoder(run.column) { coder in
      for row in 0..<run.rows {
        let cell = text.cell(run.whole(row))
        if text.isMissing(cell) {
          codes[row] = -1
          missing.insert(row)
        } else if let code = coder.code(cell, row: run.block.firstRow + row) {
          codes[row] = code
        } else {
          codes[row] = -1
          if invalidRow == nil { invalidRow = row }
        }
      }
    }
    return ConvertedCells(kind: .label, missing: missing.words, invalidRow: invalidRow)
  }

  /// Truth values; nil where another cell stands among them.
  func booleans(_ run: CellRun, _ output: some CellOutput) -> ConvertedCells? {
    cellByCell(run, .boolean, output, filler: false) { text.boolean($0) }
  }

  /// Times; nil where another cell stands among them.
  func times(_ run: CellRun, _ output: some CellOutput) -> ConvertedCells? {
    cellByCell(run, .time, output, filler: Timestamp(nanoseconds: 0)) { text.time($0) }
  }

  private func cellByCell<Value: BitwiseCopyable>(
    _ run: CellRun, _ kind: CellKind, _ output: some CellOutput, filler: Value,
    value: (Cell) -> Value?
  ) -> ConvertedCells? {
    let values = output.memory(run.column, kind, block: run.block)
      .assumingMemoryBound(to: Value.self)
    var missing = MissingBits(rows: run.rows)
    var hasValue = false
    for row in 0..<run.rows {
      let cell = text.cell(run.whole(row))
      if text.isMissing(cell) {
        values[row] = filler
        missing.insert(row)
      } else if let value = value(cell) {
        values[row] = value
        hasValue = true
      } else {
        return nil
      }
    }
    return ConvertedCells(kind: hasValue ? kind : .none, missing: missing.words)
  }
}
