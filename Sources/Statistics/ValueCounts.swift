/// How often each value of a sample occurs, while it has few different ones: all that its figures need,
/// however large it is.
///
/// A hash table with linear probing, never more than half full. −0 and 0 are two values.
package struct ValueCounts: SamplePass {
  /// The most different values.
  package static let most = 1 << 12
  /// The room that the most values take.
  package static let mostBytes = 2 * most * (MemoryLayout<UInt64>.stride + MemoryLayout<Int>.stride)

  /// The bit patterns of the values, where `counts` is not 0; their number is a power of two.
  private var keys = [UInt64](repeating: 0, count: 64)
  private var counts = [Int](repeating: 0, count: 64)
  private var distinct = 0
  /// An odd random factor, so that no file can be made whose values stand in one another's way.
  private let factor = UInt64.random(in: 0 ... .max) | 1
  /// Whether there were no more than ``most`` different values; from then on nothing is counted.
  package private(set) var areFew = true

  /// No values.
  package init() {}

  /// Adds values of which none is NaN. O(n).
  package mutating func add(_ values: [Double]) {
    var next = 0
    while areFew, next < values.count {
      next = countKnown(values, from: next)
      guard next < values.count else { return }
      insert(values[next].bitPattern, count: 1)
      next += 1
    }
  }

  /// Counts values up to the first that is new; gives its index.
  private mutating func countKnown(_ values: [Double], from start: Int) -> Int {
    let (mask, shift, factor) = (keys.count - 1, shift, factor)
    return keys.withUnsafeBufferPointer { keys in
      counts.withUnsafeMutableBufferPointer { counts in
        values.withUnsafeBufferPointer { values in
          for i in start..<values.count {
            let key = values[i].bitPattern
            var slot = Int(truncatingIfNeeded: (key &* factor) &>> shift)
            while keys[slot] != key || counts[slot] == 0 {
              if counts[slot] == 0 { return i }
              slot = (slot + 1) & mask
            }
            counts[slot] += 1
          }
          return values.count
        }
      }
    }
  }

  /// The highest bits of a product are the mixed ones.
  private var shift: UInt64 { UInt64(UInt64.bitWidth - keys.count.trailingZeroBitCount) }

  private mutating func insert(_ key: UInt64, count: Int) {
    var slot = Int(truncatingIfNeeded: (key &* factor) &>> shift)
    while counts[slot] != 0, keys[slot] != key { slot = (slot + 1) & (keys.count - 1) }
    if counts[slot] == 0 {
      guard distinct < Self.most else {
        areFew = false
        return
      }
      distinct += 1
    }
    keys[slot] = key
    counts[slot] += count
    if 2 * distinct > keys.count { grow() }
  }

  private mutating func grow() {
    let (oldKeys, oldCounts) = (keys, counts)
    keys = Array(repeating: 0, count: 2 * oldKeys.count)
    counts = Array(repeating: 0, count: keys.count)
    distinct = 0
    for slot in oldKeys.indices where oldCounts[slot] > 0 {
      insert(oldKeys[slot], count: oldCounts[slot])
    }
  }

  /// Adds what another thread counted. O(values).
  package mutating func add(_ other: ValueCounts) {
    areFew = areFew && other.areFew
    for slot in other.keys.indices where areFew && other.counts[slot] > 0 {
      insert(other.keys[slot], count: other.counts[slot])
    }
  }

  /// The different values in ascending order, −0 before 0, and how often each occurs.
  var ascending: [(value: Double, count: Int)] {
    keys.indices.filter { counts[$0] > 0 }
      .map { (value: Double(bitPattern: keys[$0]), count: counts[$0]) }
      .sorted { OrderedBits.key($0.value) < OrderedBits.key($1.value) }
  }
}

extension Summary {
  /// The summary of the values that were counted: the same, to the last bit, as of the values themselves.
  /// O(n), for the sums are added up value by value.
  ///
  /// - Precondition: they were few.
  package init(_ counts: ValueCounts) {
    precondition(counts.areFew, "the counts of all values")
    let ascending = counts.ascending
    let middle = Self.middle(ascending)
    self.init(
      Moments(ascending), median: middle,
      medianAbsoluteDeviation: Self.centre(middle).flatMap { centre in
        Self.middle(
          ascending.map { (value: Self.deviation($0.value, from: centre), count: $0.count) }
            .sorted { $0.value < $1.value })
      })
  }

  /// The median of ascending values with their counts.
  private static func middle(_ ascending: [(value: Double, count: Int)]) -> Double? {
    let n = ascending.reduce(0) { $0 + $1.count }
    return PercentilePlace(0.5, n: n)?.value { rank in
      var below = 0
      for (value, count) in ascending {
        below += count
        if below >= rank { return value }
      }
      preconditionFailure("rank \(rank) of \(n) values")
    }
  }
}

extension Moments {
  /// The moments of ascending values with their counts.
  fileprivate init(_ ascending: [(value: Double, count: Int)]) {
    var sums = MeanSums()
    for (value, count) in ascending { sums.add(value, count: count) }
    let deviations = sums.centre.map { centre in
      var deviations = DeviationSums(from: centre)
      for (value, count) in ascending { deviations.add(value, count: count) }
      return deviations
    }
    self.init(sums, deviations)
  }
}
