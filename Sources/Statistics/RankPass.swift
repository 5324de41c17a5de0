/// What one thread takes from the values of a pass of ``RankSelection``.
package struct RankPass: SamplePass {
  /// The values of the pass are these distances from the values given; nil for the values themselves.
  let centre: Double?
  private(set) var counts: KeyCounts?
  private let gathered: GatheredKeys?
  private let filter: KeyFilter

  /// A pass that counts.
  init(counting ranges: [KeyRange], bits: Int, centre: Double?) {
    counts = KeyCounts(ranges, bits: bits)
    gathered = nil
    filter = KeyFilter(ranges)
    self.centre = centre
  }

  /// A pass that gathers.
  init(gathering ranges: [KeyRange], in gathered: GatheredKeys, centre: Double?) {
    counts = nil
    self.gathered = gathered
    filter = KeyFilter(ranges)
    self.centre = centre
  }

  /// How many keys are worked on at a time.
  private static let chunk = 1 << 10

  /// Adds values of which none is NaN. O(n log(ranges)).
  package mutating func add(_ values: [Double]) {
    values.withUnsafeBufferPointer { values in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.chunk) { keys in
        var start = 0
        while start < values.count {
          let end = min(start + Self.chunk, values.count)
          write(values[start..<end], to: keys)
          add(UnsafeMutableBufferPointer(rebasing: keys[0..<(end - start)]))
          start = end
        }
      }
    }
  }

  private func write(
    _ values: Slice<UnsafeBufferPointer<Double>>, to keys: UnsafeMutableBufferPointer<UInt64>
  ) {
    let values = UnsafeBufferPointer(rebasing: values)
    if let centre {
      for i in values.indices {
        keys[i] = OrderedBits.key(Summary.deviation(values[i], from: centre))
      }
    } else {
      for i in values.indices { keys[i] = OrderedBits.key(values[i]) }
    }
  }

  private mutating func add(_ keys: UnsafeMutableBufferPointer<UInt64>) {
    guard let gathered else {
      counts?.add(UnsafeBufferPointer(keys), filter)
      return
    }
    var count = 0
    for key in keys where filter.range(of: key) != nil {
      keys[count] = key
      count += 1
    }
    if count > 0 { gathered.add(UnsafeBufferPointer(rebasing: keys[0..<count])) }
  }
}

/// Tells which of some ranges a key is in.
struct KeyFilter: Sendable {
  private let lows: [UInt64]
  private let widths: [UInt64]

  /// - Precondition: the ranges ascend, and no two overlap.
  init(_ ranges: [KeyRange]) {
    lows = ranges.map(\.low)
    widths = ranges.map { $0.high - $0.low }
  }

  /// The index of the range; nil for none.
  @inline(__always) func range(of key: UInt64) -> Int? {
    var (index, left) = (0, lows.count)
    while left > 1 {
      let half = left / 2
      if lows[index + half] <= key { index += half }
      left -= half
    }
    return left == 1 && key &- lows[index] <= widths[index] ? index : nil
  }
}

/// How many values lie in each part of some ranges.
struct KeyCounts: Sendable {
  let ranges: [KeyRange]
  /// Each range has 2^bits parts.
  let bits: Int
  private let lows: [UInt64]
  private let shifts: [UInt64]
  private(set) var parts: [Int]
  /// The smallest and the largest key that was found in each range.
  private(set) var lowest: [UInt64]
  private(set) var highest: [UInt64]

  init(_ ranges: [KeyRange], bits: Int) {
    self.ranges = ranges
    self.bits = bits
    lows = ranges.map(\.low)
    shifts = ranges.map { $0.shift(bits: bits) }
    parts = Array(repeating: 0, count: ranges.count << bits)
    lowest = Array(repeating: .max, count: ranges.count)
    highest = Array(repeating: .min, count: ranges.count)
  }

  mutating func add(_ keys: UnsafeBufferPointer<UInt64>, _ filter: KeyFilter) {
    for key in keys {
      guard let range = filter.range(of: key) else { continue }
      let part = Int(truncatingIfNeeded: (key &- lows[range]) &>> shifts[range])
      parts[range << bits + part] += 1
      if key < lowest[range] { lowest[range] = key }
      if key > highest[range] { highest[range] = key }
    }
  }

  /// Adds what another thread counted in the same ranges.
  mutating func add(_ other: KeyCounts) {
    precondition(ranges == other.ranges && bits == other.bits, "counts of one pass")
    for i in parts.indices { parts[i] += other.parts[i] }
    for i in ranges.indices {
      lowest[i] = min(lowest[i], other.lowest[i])
      highest[i] = max(highest[i], other.highest[i])
    }
  }

  /// The number of values in a range.
  func count(_ range: Int) -> Int {
    parts[(range << bits)..<((range + 1) << bits)].reduce(0, +)
  }

  /// The parts of a range that hold the wanted ranks, which ascend; each no wider than what was found.
  func narrowed(_ range: Int, ranks: [Int]) -> [KeyRange] {
    let whole = ranges[range]
    var narrowed: [KeyRange] = []
    var (part, below) = (range << bits, whole.below)
    for rank in ranks {
      while below + parts[part] < rank {
        below += parts[part]
        part += 1
      }
      if let last = narrowed.indices.last, rank <= narrowed[last].below + narrowed[last].count {
        narrowed[last].ranks.append(rank)
        continue
      }
      let low = whole.low + UInt64(part - range << bits) << shifts[range]
      let high = low + min(whole.high - low, 1 << shifts[range] - 1)
      narrowed.append(
        KeyRange(
          low: max(low, lowest[range]), high: min(high, highest[range]), below: below,
          count: parts[part], ranks: [rank]))
    }
    return narrowed
  }
}
