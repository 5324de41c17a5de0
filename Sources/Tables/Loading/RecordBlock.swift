import Glibc

/// Where the cells of one column stand in a block: cell r is the bytes from `starts[r × stride] +
/// shift` up to `ends[r × stride]`, less a carriage return at its end; quotes belong to it.
struct CellColumn {
  var starts: UnsafePointer<UInt32>
  var ends: UnsafePointer<UInt32>
  var stride: Int
  var shift: UInt32
}

/// A run of whole records in memory, with the places of their cells: what a reader fills and a
/// converter takes values from.
///
/// The cells of records of one form are found from the positions of their separators alone, as a
/// scan leaves them; those of other records are listed.
final class RecordBlock: @unchecked Sendable {
  /// How the cells are found.
  enum Layout {
    /// Between the separators, record after record.
    case separated
    /// Behind the separators, after a name: for each column the separator before its value within
    /// the record and the distance from there, nil where the records don't have it; a record takes
    /// `stride` separators.
    case members([(separator: Int, shift: UInt32)?], stride: Int)
    /// In a list, record by record; an empty range at 0 where a record does not have the cell.
    case listed
  }

  /// Bytes that may be read before the first and after the last byte.
  static let padding = 64

  /// The bytes; of these `count` are records.
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  var count = 0
  /// The positions of the separators; -1 stands before the first, where the first cell begins.
  private(set) var positions: UnsafeMutablePointer<UInt32>
  /// The number of separators.
  var separators = 0
  var layout = Layout.separated
  /// The listed cells, row by row.
  var starts: [UInt32] = []
  var ends: [UInt32] = []
  /// The number of columns and of records.
  var columns = 0
  var rows = 0
  /// The number of the block in the file, of its first row and of its first line.
  var index = 0
  var firstRow = 0
  /// The place of its first byte in the text.
  var offset = 0
  var firstLine = 1
  /// The lines on which the records begin.
  var lines = RowLines()

  init(capacity: Int) {
    self.capacity = capacity
    bytes = Self.allocateBytes(capacity)
    positions = Self.allocatePositions(capacity)
  }

  deinit {
    free(bytes - Self.padding)
    (positions - 1).deallocate()
  }

  /// What the text of the block may hold that is no text: `BS_NON_ASCII`, `BS_NUL`; 0 where nothing
  /// is left to check.
  var uncheckedText: UInt32 = 0

  /// Whether the text ends with this block.
  var isLast = false
  /// Whether the last byte is a line end that the text does not have.
  private(set) var isTerminated = false

  /// Adds a line end to a text that ends without one: it changes nothing, and makes all records
  /// alike.
  func terminate() {
    guard bytes[count - 1] != UInt8(ascii: "\n") else { return }
    bytes[count] = UInt8(ascii: "\n")
    count += 1
    isTerminated = true
  }

  /// The bytes of the text.
  var text: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes, count: isTerminated ? count - 1 : count)
  }

  /// All `count` bytes.
  var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: count) }

  /// Makes room for `needed` bytes, keeping the first `count`: a long record is not copied, but
  /// moved page by page.
  func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    (positions - 1).deallocate()
    bytes = Self.allocateBytes(needed, from: bytes - Self.padding)
    positions = Self.allocatePositions(needed)
    capacity = needed
  }

  /// Takes the first `count` bytes away.
  func removeFirst(_ count: Int) {
    bytes.update(from: bytes + count, count: self.count - count)
    self.count -= count
  }

  /// Adds bytes, for which there is room.
  func append(_ more: UnsafeBufferPointer<UInt8>) {
    guard let start = more.baseAddress else { return }
    (bytes + count).update(from: start, count: more.count)
    count += more.count
  }

  /// Forgets the records.
  func clear() {
    count = 0
    rows = 0
    isTerminated = false
    uncheckedText = 0
    layout = .separated
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    lines = RowLines()
  }

  /// Lists one cell.
  func list(start: Int, end: Int) {
    starts.append(UInt32(truncatingIfNeeded: start))
    ends.append(UInt32(truncatingIfNeeded: end))
  }

  /// Lists cells and the lines of their records at once.
  func list(
    _ body: (inout [UInt32], inout [UInt32], inout RowLines) throws -> Void
  ) rethrows {
    try body(&starts, &ends, &lines)
    layout = .listed
  }

  /// Lists `cells` cells, all absent until `body` sets their starts and ends.
  func list(
    cells: Int,
    _ body: (inout UnsafeMutableBufferPointer<UInt32>, inout UnsafeMutableBufferPointer<UInt32>)
      -> Void
  ) {
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: cells))
    ends.append(contentsOf: repeatElement(0, count: cells))
    starts.withUnsafeMutableBufferPointer { starts in
      ends.withUnsafeMutableBufferPointer { ends in body(&starts, &ends) }
    }
    layout = .listed
  }

  /// Calls `body` with the places of the cells of `column`; nil where no record has it.
  func withCells<Result>(_ column: Int, _ body: (CellColumn) -> Result) -> Result? {
    switch layout {
    case .separated:
      return body(
        CellColumn(
          starts: UnsafePointer(positions - 1 + column), ends: UnsafePointer(positions + column),
          stride: columns, shift: 1))
    case .members(let members, let stride):
      guard column < members.count, let member = members[column] else { return nil }
      return body(
        CellColumn(
          starts: UnsafePointer(positions + member.separator),
          ends: UnsafePointer(positions + member.separator + 1), stride: stride,
          shift: member.shift))
    case .listed:
      guard column < columns else { return nil }
      return starts.withUnsafeBufferPointer { starts in
        ends.withUnsafeBufferPointer { ends in
          body(
            CellColumn(
              starts: starts.baseAddress! + column, ends: ends.baseAddress! + column,
              stride: columns, shift: 0))
        }
      }
    }
  }

  /// Memory with padding around `capacity` bytes; `smaller` keeps what it holds.
  private static func allocateBytes(
    _ capacity: Int, from smaller: UnsafeMutablePointer<UInt8>? = nil
  ) -> UnsafeMutablePointer<UInt8> {
    guard let start = realloc(smaller, capacity + 2 * padding) else {
      fatalError("no memory for \(capacity) bytes")
    }
    let memory = start.assumingMemoryBound(to: UInt8.self)
    memory.initialize(repeating: 0, count: padding)
    (memory + padding + capacity).initialize(repeating: 0, count: padding)
    return memory + padding
  }

  private static func allocatePositions(_ capacity: Int) -> UnsafeMutablePointer<UInt32> {
    let memory = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity + 1 + 64)
    memory[0] = .max
    return memory + 1
  }
}
