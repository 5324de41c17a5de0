/// The part of a matrix of sums that can still hold the sum looked for: in each row the columns
/// from `starts[row]` up to `ends[row]`.
struct ActiveSums {
  private let sums: SortedSums
  private var starts: [Int32]
  private var ends: [Int32]
  /// How many sums lie before the active ones in order.
  private var before = 0
  /// How many sums are active.
  private(set) var count: Int
  /// The value looked for, once it is known to be a value that many sums share.
  private(set) var onlyValue: Double?

  /// All sums.
  init(_ sums: SortedSums) {
    self.sums = sums
    starts = sums.rows.indices.map { sums.isTriangular ? Int32($0) : 0 }
    ends = [Int32](repeating: Int32(sums.columns.count), count: sums.rows.count)
    count = sums.count
  }

  /// Two values that enclose the rank looked for with high probability (one near either end): order
  /// statistics of active sums at even distances. Without that luck the search only takes longer.
  func sampledBracket(_ rank: Int) -> [Double] {
    let size = min(count, 4096)
    let step = Double(count) / Double(size)
    var sample: [Double] = []
    sample.reserveCapacity(size)
    // The place within each step varies, so that a regular pattern of the rows does no harm.
    var places = RandomStream(seed: UInt64(truncatingIfNeeded: count))
    var passed = 0
    var target = Int(places.uniform() * step)
    for row in sums.rows.indices {
      let width = Int(ends[row] - starts[row])
      while target < passed + width, sample.count < size {
        sample.append(sums.rows[row] + sums.columns[Int(starts[row]) + target - passed])
        target = Int((Double(sample.count) + places.uniform()) * step)
      }
      passed += width
    }
    sortAscending(&sample)
    let centre = Double(rank - before) / step
    let reach = 1.5 * Double(size).squareRoot()
    let low = min(sample.count - 1, max(0, Int(centre - reach)))
    let high = min(sample.count - 1, max(0, Int(centre + reach)))
    return (centre - reach < 0 ? [] : [sample[low]])
      + (centre + reach >= Double(sample.count) ? [] : [sample[high]])
  }

  /// A value that at least about a quarter of the active sums lie on each side of.
  func medianOfRowMedians() -> Double {
    let medians = sums.rows.indices.compactMap { row -> (value: Double, weight: Int)? in
      let width = Int(ends[row] - starts[row])
      guard width > 0 else { return nil }
      return (sums.rows[row] + sums.columns[Int(starts[row]) + width / 2], width)
    }.sorted { $0.value < $1.value }
    var passed = 0
    for median in medians {
      passed += median.weight
      if 2 * passed >= count { return median.value }
    }
    return medians.last?.value ?? 0
  }

  /// Drops what cannot hold the sum of a rank, by comparison with values.
  mutating func narrow(to rank: Int, by pivots: [Double]) {
    for pivot in pivots {
      let (below, atMost) = sums.counts(of: pivot)
      if rank <= below {
        cut(pivot, keepingBelow: true)
      } else if rank > atMost {
        before = atMost
        cut(pivot, keepingBelow: false)
      } else {
        onlyValue = pivot
        return
      }
    }
  }

  /// Keeps the active sums below a value, or those above it.
  private mutating func cut(_ pivot: Double, keepingBelow: Bool) {
    var end = Int32(sums.columns.count)
    count = 0
    let rows = sums.rows
    let columns = sums.columns
    for row in rows.indices {
      if keepingBelow {
        while end > 0, rows[row] + columns[Int(end) - 1] >= pivot { end -= 1 }
        ends[row] = max(starts[row], min(ends[row], end))
      } else {
        while end > 0, rows[row] + columns[Int(end) - 1] > pivot { end -= 1 }
        starts[row] = min(ends[row], max(starts[row], end))
      }
      count += Int(ends[row] - starts[row])
    }
  }

  /// The sum of a rank among few active sums, by sorting them.
  func value(rank: Int) -> Double {
    if let onlyValue { return onlyValue }
    var values: [Double] = []
    values.reserveCapacity(count)
    for row in sums.rows.indices {
      for column in starts[row]..<ends[row] {
        values.append(sums.rows[row] + sums.columns[Int(column)])
      }
    }
    sortAscending(&values)
    return values[rank - before - 1]
  }
}
