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
    while words.count <= row >> 6 { words.append(0) }
    words[row >> 6] |= 1 << UInt64(row & 63)
    count += 1
  }
}
