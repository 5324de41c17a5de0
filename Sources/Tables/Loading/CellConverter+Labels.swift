extension CellConverter {
  /// Codes the cells as labels; -1 where a cell means 'no value'.
  func labels(_ run: CellRun, _ output: some CellOutput) -> ConvertedCells {
    let codes = output.memory(run.column, .label, block: run.block)
      .assumingMemoryBound(to: Int32.self)
    let known = run.rows >= KnownCells.fewestRows ? knownCells(run.column) : nil
    scratch.reserve(run.rows)
    let counts = known?.codes(run, level: level, to: codes, unknown: scratch.undecided)
    var hasMissing = counts.map { $0.negative > 0 } ?? false
    var invalidRow: Int?
    let unknown = counts?.unknown ?? run.rows
    withCoder(run.column) { coder in
      func row(_ i: Int) -> Int { counts == nil ? i : Int(scratch.undecided[i]) }
      let ahead = coder.labels.isLarge ? 16 : unknown
      for i in 0..<unknown {
        if i + ahead < unknown { coder.labels.prefetch(run.whole(row(i + ahead))) }
        let row = row(i)
        let whole = run.whole(row)
        let cell = text.cell(whole)
        if text.isMissing(cell) {
          codes[row] = -1
          hasMissing = true
        } else if let code = coder.code(cell, row: run.block.firstRow + row) {
          codes[row] = code
        } else {
          codes[row] = -1
          hasMissing = true
          if invalidRow == nil { invalidRow = row }
          continue
        }
        if counts != nil { known?.remember(whole, code: codes[row], level: level) }
      }
    }
    let missing = hasMissing ? MissingBits(codes: codes, rows: run.rows).words : []
    return ConvertedCells(kind: .label, missing: missing, invalidRow: invalidRow)
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
