import CTextKernels

/// A cache of the codes of cells before the labels of one column: in a sweep the same few labels
/// come again and again. It changes nothing but the time.
final class KnownCells {
  /// Columns of blocks with fewer rows do without: a table with very many columns has them.
  static let fewestRows = 256

  private let cells: UnsafeMutablePointer<bs_known_cells>
  /// How many more blocks to leave out: where most labels are new, looking for them costs more than
  /// it saves.
  private var pause = 0
  private var isWarm = false

  init() {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: MemoryLayout<bs_known_cells>.size, alignment: 64)
    cells = memory.bindMemory(to: bs_known_cells.self, capacity: 1)
    bs_forget_cells(cells, (0..<16).map { _ in .random(in: .min ... .max) })
  }

  deinit { cells.deallocate() }

  /// Writes the codes of the known cells of a column, and lists the rows of the others; nil where
  /// it is not worth while.
  func codes(
    _ run: CellRun, level: bs_level, to codes: UnsafeMutablePointer<Int32>,
    unknown: UnsafeMutablePointer<UInt32>
  ) -> bs_code_counts? {
    guard pause == 0 else {
      pause -= 1
      return nil
    }
    let counts = bs_codes_of_cells(
      level, cells, run.block.bytes, run.cells.starts, run.cells.ends, run.cells.stride,
      run.cells.shift, run.rows, codes, unknown)
    if isWarm, counts.unknown > run.rows / 2 { pause = 31 }
    isWarm = true
    return counts
  }

  /// Takes note of a cell's code, -1 for 'no value'.
  func remember(_ whole: UnsafeBufferPointer<UInt8>, code: Int32, level: bs_level) {
    bs_remember_cell(level, cells, whole.baseAddress, whole.count, code)
  }
}
