import CTextKernels

/// Where the values of one column of a block go: the first row of the block in the memory of the
/// column. Asked for once the kind of the values is known.
protocol CellOutput {
  func memory(_ column: Int, _ kind: CellKind, block: RecordBlock) -> UnsafeMutableRawPointer
}

/// Takes the values of one column of a block and lets the next overwrite them.
final class DiscardingOutput: CellOutput {
  private let scratch = ColumnMemory(capacity: 0)

  func memory(_ column: Int, _ kind: CellKind, block: RecordBlock) -> UnsafeMutableRawPointer {
    scratch.reserve(block.rows * kind.width)
    return scratch.base
  }

  /// The values that were written last.
  var base: UnsafeMutableRawPointer { scratch.base }
}

/// What became of the cells of one column in one block.
struct ConvertedCells {
  var kind = CellKind.none
  /// One bit a row that has no value; empty where every row has one.
  var missing: [UInt64] = []
  /// Whole numbers beyond 64 bits, and the row of the first in the block.
  var bigIntegers = 0
  var firstBigInteger = 0
  /// Words for numbers that are not finite, and the row of the first in the block.
  var bareNonFinites = 0
  var firstBareNonFinite = 0
  /// The first row whose cell is not of the format.
  var invalidRow: Int?
}

/// Turns the cells of blocks into values, column by column: one converter a thread.
///
/// Of plain numbers the digits are read by kernels for many cells at once; whatever those pass on
/// is read cell by cell. The result does not depend on the hint; a right one only saves work.
final class CellConverter<Text: CellText> {
  let text: Text
  let level: bs_level
  let scratch = DecimalScratch()
  /// Where values go that nobody keeps.
  let discarding = DiscardingOutput()
  private var coders: [CellCoder<Text>] = []
  private var known: [Int: KnownCells] = [:]

  init(_ text: Text, level: bs_level = bs_best_level()) {
    self.text = text
    self.level = level
  }

  /// Converts one column of a block.
  ///
  /// - Parameter hint: what other blocks of the column were; `.label` is a command, since a column
  ///   with one label is a column of labels.
  func convert(
    _ block: RecordBlock, column: Int, hint: CellKind, to output: some CellOutput
  ) -> ConvertedCells {
    let converted = block.withCells(column) { cells in
      convert(CellRun(block: block, cells: cells, column: column), hint, output)
    }
    return converted ?? ConvertedCells(missing: allMissing(rows: block.rows))
  }

  private func convert(
    _ run: CellRun, _ hint: CellKind, _ output: some CellOutput
  ) -> ConvertedCells {
    switch hint == .none || hint == .notANumber ? firstKind(run) : hint {
    case .none: return ConvertedCells(missing: allMissing(rows: run.rows))
    case .integer, .double, .notANumber:
      if let numbers = numbers(run, output) { return numbers }
    case .boolean:
      if let booleans = booleans(run, output) { return booleans }
    case .time:
      if let times = times(run, output) { return times }
    case .label: return labels(run, output)
    }
    // Other cells than the hint said make the column one of labels, unless there is no value.
    if firstKind(run) == .none { return ConvertedCells(missing: allMissing(rows: run.rows)) }
    return labels(run, output)
  }

  /// The labels of a column, in order of first appearance among the blocks of this converter.
  func labels(ofColumn column: Int) -> LabelEncoder {
    column < coders.count ? coders[column].labels : LabelEncoder()
  }

  /// Calls `body` with the coder of a column.
  func withCoder(_ column: Int, _ body: (inout CellCoder<Text>) -> Void) {
    while coders.count <= column { coders.append(CellCoder(text)) }
    body(&coders[column])
  }

  /// The cells of a column whose codes were worked out before.
  func knownCells(_ column: Int) -> KnownCells {
    if let cells = known[column] { return cells }
    let cells = KnownCells()
    known[column] = cells
    return cells
  }

  /// What the first cell with a value is.
  private func firstKind(_ run: CellRun) -> CellKind {
    for row in 0..<run.rows {
      let cell = text.cell(run.whole(row))
      if text.isMissing(cell) { continue }
      if text.number(cell) != nil { return .integer }
      if text.boolean(cell) != nil { return .boolean }
      return text.time(cell) == nil ? .label : .time
    }
    return .none
  }
}

/// The cells of one column in one block.
struct CellRun {
  let block: RecordBlock
  let cells: CellColumn
  let column: Int

  var rows: Int { block.rows }

  /// The bytes of a cell without a carriage return at the end, quotes with them.
  @inline(__always) func whole(_ row: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(cells.starts[row &* cells.stride] &+ cells.shift)
    var end = Int(cells.ends[row &* cells.stride])
    if end > start, block.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return UnsafeBufferPointer(start: block.bytes + start, count: end - start)
  }
}

/// A mask under which every row is missing.
func allMissing(rows: Int) -> [UInt64] {
  var bits = [UInt64](repeating: .max, count: (rows + 63) / 64)
  if rows % 64 != 0 { bits[bits.count - 1] = (1 << UInt64(rows % 64)) - 1 }
  return bits
}
