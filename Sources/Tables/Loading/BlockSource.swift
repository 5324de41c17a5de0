/// Fills blocks from a stream: what was read beyond the last whole record goes before the next.
struct BlockSource {
  /// Positions within a block are kept in 32 bits.
  private static let longest = 1 << 31

  let file: String
  private let stream: any ByteStream
  let blockSize: Int
  private var carry: [UInt8] = []
  private(set) var isAtEnd = false

  init(_ stream: any ByteStream, file: String, blockSize: Int) {
    self.stream = stream
    self.file = file
    self.blockSize = blockSize
  }

  var expectedCount: Int? { stream.expectedCount.map { $0 + carry.count } }

  /// Begins a block: what was kept, and bytes up to the size of a block.
  mutating func begin(_ block: RecordBlock) throws {
    block.clear()
    try fill(block, to: max(blockSize, carry.count))
  }

  /// Adds to a block that holds no whole record as many bytes as stand in it.
  ///
  /// - Throws: ``ReadError/Kind/recordTooLong``.
  mutating func extend(_ block: RecordBlock, line: Int) throws {
    guard block.count < Self.longest else {
      throw ReadError(file: file, line: line, kind: .recordTooLong)
    }
    try fill(block, to: min(max(block.count * 2, blockSize), Self.longest))
  }

  private mutating func fill(_ block: RecordBlock, to target: Int) throws {
    // Room for a line end after the last record.
    block.reserve(target + 1)
    carry.withUnsafeBufferPointer { block.append($0) }
    carry.removeAll(keepingCapacity: true)
    while block.count < target, !isAtEnd {
      let room = target - block.count
      let got = try stream.read(
        into: UnsafeMutableRawBufferPointer(start: block.bytes + block.count, count: room))
      block.count += got
      isAtEnd = got < room
    }
  }

  /// Cuts a block at the end of its last whole record and keeps the rest.
  mutating func keep(_ block: RecordBlock, from end: Int) {
    carry.append(contentsOf: block.buffer[end...])
    block.count = end
  }
}
