/// The rows of a block that have no value, gathered row by row; no memory until the first.
struct MissingBits {
  private(set) var words: [UInt64] = []
  private let rows: Int

  init(rows: Int) { self.rows = rows }

  @inline(__always) mutating func insert(_ row: Int) {
    if words.isEmpty { words = [UInt64](repeating: 0, count: (rows + 63) / 64) }
    words[row >> 6] |= 1 << UInt64(row & 63)
  }
}
