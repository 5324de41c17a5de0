/// The memory in which one column is put together, block by block, in whatever kinds the blocks
/// turn out to be.
final class ColumnSink {
  private(set) var kind = CellKind.none
  private(set) var missing = MissingMask()
  /// Numbers and times, labels' codes, truth values; made when the first block needs them.
  private var wide: ColumnMemory?
  private var codes: ColumnMemory?
  private var truths: ColumnMemory?
  private(set) var bigIntegers = 0
  private(set) var firstBigIntegerRow = Int.max
  private(set) var bareNonFinites = 0
  private(set) var firstBareNonFiniteRow = Int.max
  /// What the columns of the table share.
  private let arena: ColumnArena?

  init(arena: ColumnArena?) { self.arena = arena }

  /// The memory for values of a kind, with room for `capacity` of them.
  func memory(_ kind: CellKind, capacity: Int) -> ColumnMemory {
    let path = path(kind)
    if let memory = self[keyPath: path] { return memory }
    let memory = ColumnMemory(capacity: capacity * kind.width, in: arena)
    self[keyPath: path] = memory
    return memory
  }

  /// Where the memory for values of ``kind`` begins; nil where there is none yet.
  var base: UnsafeMutableRawPointer? { kind == .none ? nil : self[keyPath: path(kind)]?.base }

  private func path(_ kind: CellKind) -> ReferenceWritableKeyPath<ColumnSink, ColumnMemory?> {
    switch kind.width {
    case 8: \.wide
    case 4: \.codes
    default: \.truths
    }
  }

  /// Makes room for `capacity` values of any kind that there are already.
  func reserve(_ capacity: Int) {
    wide?.reserve(capacity * 8)
    codes?.reserve(capacity * 4)
    truths?.reserve(capacity)
  }

  /// Takes note of a block.
  func add(_ cells: ConvertedCells, firstRow: Int) {
    kind = kind.joined(cells.kind)
    if !cells.missing.isEmpty { missing.insert(cells.missing, from: firstRow) }
    if cells.bigIntegers > 0 {
      bigIntegers += cells.bigIntegers
      firstBigIntegerRow = min(firstBigIntegerRow, firstRow + cells.firstBigInteger)
    }
    if cells.bareNonFinites > 0 {
      bareNonFinites += cells.bareNonFinites
      firstBareNonFiniteRow = min(firstBareNonFiniteRow, firstRow + cells.firstBareNonFinite)
    }
  }

  /// Takes note of rows of a block that did not know the column.
  func addMissing(rows: Range<Int>) { missing.insert(rows: rows) }

  /// The memory of the final kind, cut to `rows` values; the others are let go.
  func finish(_ kind: CellKind, rows: Int) -> ColumnMemory {
    let memory = memory(kind, capacity: rows)
    memory.trim(rows * kind.width)
    (wide, codes, truths) = (nil, nil, nil)
    return memory
  }
}
