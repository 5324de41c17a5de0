import CTextKernels

/// Working memory for the digits of one column of a block.
final class DecimalScratch {
  private(set) var significands = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
  private(set) var scales = UnsafeMutablePointer<Int8>.allocate(capacity: 1)
  private(set) var kinds = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  private(set) var negatives = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
  private(set) var undecided = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
  private var rows = 1

  deinit { release() }

  func reserve(_ needed: Int) {
    guard rows < needed else { return }
    release()
    rows = needed
    significands = .allocate(capacity: needed)
    scales = .allocate(capacity: needed)
    kinds = .allocate(capacity: needed)
    negatives = .allocate(capacity: needed)
    undecided = .allocate(capacity: needed)
  }

  private func release() {
    significands.deallocate()
    scales.deallocate()
    kinds.deallocate()
    negatives.deallocate()
    undecided.deallocate()
  }
}

extension CellConverter {
  /// Numbers; nil where another cell stands among them.
  func numbers(_ run: CellRun, _ output: some CellOutput) -> ConvertedCells? {
    scratch.reserve(run.rows)
    let counts = bs_decimal_cells(
      level, run.block.bytes, run.cells.starts, run.cells.ends, run.cells.stride, run.cells.shift,
      run.rows, scratch.significands, scratch.scales, scratch.kinds, scratch.negatives)
    guard let others = others(run, counts) else { return nil }
    return write(run, counts, others, to: output)
  }

  /// The cells that the kernels pass on, or may have misread, read one by one and marked as other
  /// ones; nil where one of them is no number.
  private func others(
    _ run: CellRun, _ counts: bs_cell_counts
  ) -> [(row: Int, number: CellNumber)]? {
    guard counts.others > 0 || text.inspectsNumbers else { return [] }
    var others: [(row: Int, number: CellNumber)] = []
    let inspects = text.inspectsNumbers
    for row in 0..<run.rows {
      let kind = scratch.kinds[row]
      if kind != UInt8(BS_CELL_OTHER) {
        guard inspects, text.needsCare(run.whole(row), kind: kind, scale: scratch.scales[row])
        else { continue }
        scratch.kinds[row] = UInt8(BS_CELL_OTHER)
      }
      guard let number = text.number(text.cell(run.whole(row))) else { return nil }
      others.append((row, number))
    }
    return others
  }

  private func write(
    _ run: CellRun, _ counts: bs_cell_counts, _ others: [(row: Int, number: CellNumber)],
    to output: some CellOutput
  ) -> ConvertedCells {
    var result = ConvertedCells(kind: kind(run, counts, hasOthers: !others.isEmpty))
    for (row, number) in others {
      switch number {
      case .missing: break
      case .notANumber: result.kind = result.kind.joined(.notANumber)
      case .integer: result.kind = result.kind.joined(.integer)
      case .double: result.kind = .double
      case .bigInteger:
        if result.bigIntegers == 0 { result.firstBigInteger = row }
        result.bigIntegers += 1
        result.kind = .double
      case .bareNonFinite(let value):
        if result.bareNonFinites == 0 { result.firstBareNonFinite = row }
        result.bareNonFinites += 1
        result.kind = result.kind.joined(value.isNaN ? .notANumber : .double)
      }
    }
    guard result.kind == .integer || result.kind == .double else {
      result.missing = allMissing(rows: run.rows)
      return result
    }
    let memory = output.memory(run.column, result.kind, block: run.block)
    if result.kind == .integer {
      writeIntegers(run.rows, to: memory.assumingMemoryBound(to: Int64.self))
    } else {
      writeDoubles(run, to: memory.assumingMemoryBound(to: Double.self))
    }
    var missing = MissingBits(rows: run.rows)
    if counts.empties > 0 { writeEmpties(run.rows, memory, &missing) }
    for (row, number) in others {
      write(number, row, isWhole: result.kind == .integer, to: memory, &missing)
    }
    result.missing = missing.words
    return result
  }

  /// What the cells are that the kernels read.
  private func kind(_ run: CellRun, _ counts: bs_cell_counts, hasOthers: Bool) -> CellKind {
    guard hasOthers, text.inspectsNumbers else {
      return counts.decimals > 0 ? .double : counts.integers > 0 ? .integer : .none
    }
    // Some of those that were counted may have been marked as others since.
    var kind = CellKind.none
    for row in 0..<run.rows {
      switch scratch.kinds[row] {
      case UInt8(BS_CELL_DECIMAL): return .double
      case UInt8(BS_CELL_INTEGER): kind = .integer
      default: break
      }
    }
    return kind
  }

  private func writeEmpties(
    _ rows: Int, _ memory: UnsafeMutableRawPointer, _ missing: inout MissingBits
  ) {
    for row in 0..<rows where scratch.kinds[row] == UInt8(BS_CELL_EMPTY) {
      missing.insert(row)
      // The filler of a missing value, in either type.
      memory.assumingMemoryBound(to: Int64.self)[row] = 0
    }
  }

  private func write(
    _ number: CellNumber, _ row: Int, isWhole: Bool, to memory: UnsafeMutableRawPointer,
    _ missing: inout MissingBits
  ) {
    switch number {
    case .bareNonFinite(let value) where value.isNaN:
      write(.notANumber, row, isWhole: isWhole, to: memory, &missing)
    case .missing, .notANumber:
      missing.insert(row)
      memory.assumingMemoryBound(to: Int64.self)[row] = 0
    case .integer(let value):
      if isWhole {
        memory.assumingMemoryBound(to: Int64.self)[row] = value
      } else {
        memory.assumingMemoryBound(to: Double.self)[row] = Double(value)
      }
    case .double(let value), .bigInteger(let value), .bareNonFinite(let value):
      memory.assumingMemoryBound(to: Double.self)[row] = value
    }
  }

  private func writeIntegers(_ rows: Int, to integers: UnsafeMutablePointer<Int64>) {
    for row in 0..<rows {
      let magnitude = Int64(truncatingIfNeeded: scratch.significands[row])
      let sign = Int64(truncatingIfNeeded: scratch.negatives[row])
      integers[row] = (magnitude ^ -sign) &+ sign
    }
  }

  private func writeDoubles(_ run: CellRun, to doubles: UnsafeMutablePointer<Double>) {
    convertDecimals(
      level, significands: scratch.significands, scales: scratch.scales, kinds: scratch.kinds,
      negatives: scratch.negatives, rows: run.rows, to: doubles, undecided: scratch.undecided)
  }
}
