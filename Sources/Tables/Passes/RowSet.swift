/// A set of rows: one bit a row up to the last that is in it.
package struct RowSet: Sendable, Equatable {
  private var bits = MissingMask()

  /// No rows.
  package init() {}

  /// The number of rows.
  package var count: Int { bits.count }

  /// Whether there are none.
  package var isEmpty: Bool { bits.count == 0 }

  /// Whether `row` is one of them.
  package func contains(_ row: Int) -> Bool { bits[row] }

  /// The number of rows that are not among the `excluded`.
  package func count(excluding excluded: RowSet) -> Int { bits.count(excluding: excluded) }

  /// Adds a row.
  package mutating func insert(_ row: Int) { bits.insert(row) }

  /// Adds the rows of a block: bit i of `words` stands for row `first + i`.
  ///
  /// - Precondition: none of these rows is in the set.
  mutating func insert(_ words: [UInt64], from first: Int) { bits.insert(words, from: first) }
}

extension MissingMask {
  /// The number of marked rows that are not among the `excluded`.
  func count(excluding excluded: RowSet) -> Int {
    if count == 0 || excluded.isEmpty { return count }
    var (row, seen, left) = (0, 0, 0)
    while seen < count {
      if self[row] {
        seen += 1
        if !excluded.contains(row) { left += 1 }
      }
      row += 1
    }
    return left
  }
}
