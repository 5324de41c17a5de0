/// Fills blocks from a stream: what was read beyond the last whole record goes before the next.
final class BlockSource {
  /// Positions within a block are kept in 32 bits.
  private static let longest = 1 << 31

  let file: String
  private let stream: any ByteStream
  /// How many bytes a block has, unless a record is longer.
  private(set) var blockSize: Int
  private var carry: [UInt8] = []
  private(set) var isAtEnd = false
  /// The line on which the next record begins.
  var line = 1
  private var blocks = 0
  private var rows = 0
  /// How many bytes of the text were read.
  private var offset = 0

  init(_ stream: any ByteStream, file: String, blockSize: Int) {
    self.stream = stream
    self.file = file
    self.blockSize = blockSize
  }

  /// One block by itself: what stands before it was counted by an earlier reading.
  init(_ stream: any ByteStream, file: String, blockIndex: Int, at place: PlacedBlocks.Place) {
    self.stream = stream
    self.file = file
    // With room behind its last byte the stream tells that this is the end.
    blockSize = place.count + 1
    line = place.firstLine
    blocks = blockIndex
    rows = place.firstRow
    offset = place.offset
  }

  var expectedCount: Int? { stream.expectedCount.map { min($0, 1 << 62) + carry.count } }

  /// Puts the next records into `block`; false at the end.
  ///
  /// - Parameter lay: Finds the records of a block and counts their lines; gives the place one past
  ///   the last whole record or blank line, nil where not one is whole.
  /// - Throws: ``ReadError``, and what `lay` throws.
  func next(into block: RecordBlock, lay: (RecordBlock) throws -> Int?) throws -> Bool {
    repeat {
      try begin(block)
      if block.count == 0 { return false }
      block.firstLine = line
      block.firstRow = rows
      while true {
        if let end = try lay(block) {
          keep(block, from: end)
          break
        }
        try extend(block)
      }
      // Blank lines alone are no record; behind them there may be some.
    } while block.rows == 0
    block.index = blocks
    blocks += 1
    rows += block.rows
    return true
  }

  /// Makes blocks of very many columns longer, so that each column has some dozens of rows in a
  /// block.
  func widen(columns: Int) { blockSize = max(blockSize, min(columns * 512, 1 << 22)) }

  /// Begins a block: what was kept, and bytes up to a size, that of a block if nil.
  func begin(_ block: RecordBlock, size: Int? = nil) throws {
    block.clear()
    block.offset = offset - carry.count
    try fill(block, to: max(size ?? blockSize, carry.count))
  }

  /// Adds to a block that holds no whole record as many bytes as stand in it.
  ///
  /// - Throws: ``ReadError/Kind/recordTooLong``.
  func extend(_ block: RecordBlock) throws {
    guard block.count < Self.longest else {
      throw ReadError(file: file, line: line, kind: .recordTooLong)
    }
    try fill(block, to: min(max(block.count * 2, blockSize), Self.longest))
  }

  private func fill(_ block: RecordBlock, to target: Int) throws {
    // Room for a line end after the last record.
    block.reserve(target + 1)
    carry.withUnsafeBufferPointer { block.append($0) }
    carry.removeAll(keepingCapacity: true)
    while block.count < target, !isAtEnd {
      let room = target - block.count
      let got = try stream.read(
        into: UnsafeMutableRawBufferPointer(start: block.bytes + block.count, count: room))
      block.count += got
      offset += got
      isAtEnd = got < room
    }
  }

  /// Cuts a block at the end of its last whole record and keeps the rest.
  func keep(_ block: RecordBlock, from end: Int) {
    carry.append(contentsOf: block.buffer[end...])
    block.count = end
  }
}
