/// Which rows of a column have no value: one bit a row, and none at all while every row has one.
public struct MissingMask: Sendable, Equatable {
  private var words: [UInt64] = []
  /// The number of rows without a value.
  public private(set) var count = 0

  /// A mask under which no row is missing.
  public init() {}

  /// Whether `row` has no value.
  public subscript(row: Int) -> Bool {
    let word = row >> 6
    return word < words.count && words[word] >> UInt64(row & 63) & 1 == 1
  }

  /// Marks `row` as having no value.
  mutating func insert(_ row: Int) {
    guard !self[row] else { return }
    makeRoom(forWords: row >> 6 + 1)
    words[row >> 6] |= 1 << UInt64(row & 63)
    count += 1
  }

  /// Marks the rows of a block: bit i of `bits` says that row `first + i` has no value.
  ///
  /// - Precondition: none of these rows is marked already.
  mutating func insert(_ bits: [UInt64], from first: Int) {
    guard let last = bits.lastIndex(where: { $0 != 0 }) else { return }
    let word = first >> 6
    let shift = UInt64(first & 63)
    makeRoom(forWords: word + last + 2)
    for i in 0...last {
      words[word + i] |= bits[i] << shift
      // A shift by 64 bits gives 0, as it must where the block begins with a word.
      words[word + i + 1] |= bits[i] >> (64 - shift)
      count += bits[i].nonzeroBitCount
    }
    while words.last == 0 { words.removeLast() }
  }

  /// Marks all of `rows`; none of them is marked already.
  mutating func insert(rows: Range<Int>) {
    for row in rows { insert(row) }
  }

  private mutating func makeRoom(forWords needed: Int) {
    if words.count < needed {
      words.append(contentsOf: repeatElement(0, count: needed - words.count))
    }
  }
}
