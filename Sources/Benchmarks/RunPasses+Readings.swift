import Statistics
import Tables

/// Columns of numbers that are read from a file at the same time.
package struct ColumnReading: Sendable {
  /// The columns of which all values are kept.
  package var kept: [RunColumn] = []
  /// The columns of which only the different values are kept, and how often each occurs.
  package var counted: [RunColumn] = []
}

/// Which columns are read together: each in one of as few readings as there is room for, those with few
/// different values beside the others.
package struct ReadingPlan: Sendable {
  private let passes: RunPasses
  private var left: [RunColumn]
  /// The columns that turned out to have many different values, by index.
  private var withManyValues: Set<Int> = []
  /// The columns that have no room by themselves and many different values.
  package private(set) var withoutRoom: [RunColumn] = []

  fileprivate init(_ passes: RunPasses, _ wanted: [RunColumn]) {
    self.passes = passes
    left = wanted
  }

  /// The next columns to read; nil where only those are left that have no room.
  package mutating func next() -> ColumnReading? {
    let (passes, mayBeCounted) = (passes, mayBeCounted)
    withoutRoom += left.take { !passes.hasRoom($0) && !mayBeCounted($0) }
    // Columns of styles stay by themselves: their values are there.
    if let styled = left.firstIndex(where: passes.isStyled) {
      return ColumnReading(kept: [left.remove(at: styled)])
    }
    guard !left.isEmpty else { return nil }
    var room = passes.valueBytes
    func fits(_ bytes: Int) -> Bool {
      guard bytes <= room else { return false }
      room -= bytes
      return true
    }
    let counted = left.take { mayBeCounted($0) && fits(passes.countBytes) }
    let kept = left.take { !mayBeCounted($0) && fits(passes.bytes($0)) }
    return ColumnReading(kept: kept, counted: counted)
  }

  /// Takes back columns that were to be counted and have many different values.
  package mutating func takeBack(_ columns: [RunColumn]) {
    withManyValues.formUnion(columns.map(\.index))
    left += columns
  }

  private func mayBeCounted(_ column: RunColumn) -> Bool {
    passes.mayHaveFewValues(column) && !withManyValues.contains(column.index)
  }
}

extension [RunColumn] {
  /// Removes the columns for which `isWanted` holds, which it is asked of each in order.
  fileprivate mutating func take(_ isWanted: (RunColumn) -> Bool) -> [RunColumn] {
    var taken: [RunColumn] = []
    var left: [RunColumn] = []
    for column in self {
      if isWanted(column) { taken.append(column) } else { left.append(column) }
    }
    self = left
    return taken
  }
}

extension RunPasses {
  /// How columns of numbers are read.
  package func readings(of wanted: [RunColumn]) -> ReadingPlan { ReadingPlan(self, wanted) }

  /// The values of the columns of a reading over the succeeded runs, without missing ones: of those that
  /// are kept each in any order.
  ///
  /// - Precondition: they have room.
  /// - Throws: ``ReadError``.
  package func numbers(
    _ reading: ColumnReading
  ) throws -> (kept: [[Double]], counts: [ValueCounts]) {
    if reading.counted.isEmpty, reading.kept.count == 1,
      let column = styled[reading.kept[0].index]
    {
      return ([column.numbers(excluding: failed.rows) ?? []], [])
    }
    let none = reading.counted.map { _ in ValueCounts() }
    let (kept, found) = try passes.values(
      keeping: reading.kept.map(\.index), reading.counted.map(\.index), excluding: failed.rows,
      start: { none }
    ) { counts, place, values in counts[place].add(values) }
    let counts = found.reduce(into: none) { all, counts in
      for place in counts.indices { all[place].add(counts[place]) }
    }
    return (kept, counts)
  }

  fileprivate func isStyled(_ column: RunColumn) -> Bool { styled[column.index] != nil }

  /// The room for the counts of all threads, and of these together.
  fileprivate var countBytes: Int { (passes.options.threads + 1) * ValueCounts.mostBytes }

  /// Whether there may be so few different values that their counts take less room.
  fileprivate func mayHaveFewValues(_ column: RunColumn) -> Bool {
    passes.columns[column.index].hasFewValuesAtFirst && !isStyled(column)
      && countBytes < bytes(column) && countBytes <= valueBytes
  }
}
