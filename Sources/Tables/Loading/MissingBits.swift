/// The rows of a block that have no value, gathered row by row; no memory until the first.
struct MissingBits {
  private(set) var words: [UInt64] = []
  private let rows: Int

  init(rows: Int) { self.rows = rows }

  /// The rows whose code is below zero.
  init(codes: UnsafePointer<Int32>, rows: Int) {
    self.rows = rows
    words = stride(from: 0, to: rows, by: 64).map { first in
      var word: UInt64 = 0
      for row in first..<min(first + 64, rows) {
        word |= UInt64(UInt32(bitPattern: codes[row]) >> 31) << UInt64(row - first)
      }
      return word
    }
  }

  @inline(__always) mutating func insert(_ row: Int) {
    if words.isEmpty { words = [UInt64](repeating: 0, count: (rows + 63) / 64) }
    words[row >> 6] |= 1 << UInt64(row & 63)
  }
}
