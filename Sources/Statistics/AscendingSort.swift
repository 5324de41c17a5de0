/// Sorts numbers in place, without memory of their size: by the place of each in a division of the
/// range into equal parts of bit patterns, then part by part. −0 goes before 0.
///
/// Source: P. M. McIlroy, K. Bostic, M. D. McIlroy, Engineering radix sort, Computing Systems 6
/// (1993), section 3 ("American flag sort").
///
/// - Precondition: no value is NaN.
/// - Complexity: O(n) for evenly spread values, O(n log(range)) at worst.
func sortAscending(_ values: inout [Double]) {
  values.withUnsafeMutableBufferPointer { values in
    values.withMemoryRebound(to: UInt64.self) { keys in
      for i in keys.indices { keys[i] = OrderedBits.key(keys[i]) }
      sortKeys(keys)
      for i in keys.indices { keys[i] = OrderedBits.bits(keys[i]) }
    }
  }
}

/// Bit patterns of doubles as whole numbers in the order of the doubles.
enum OrderedBits {
  /// The number for a bit pattern.
  @inline(__always) static func key(_ bits: UInt64) -> UInt64 {
    bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  /// The number for a double that is not NaN.
  @inline(__always) static func key(_ value: Double) -> UInt64 { key(value.bitPattern) }

  /// The double for a number.
  static func value(_ key: UInt64) -> Double { Double(bitPattern: bits(key)) }

  /// The bit pattern for a number.
  @inline(__always) static func bits(_ key: UInt64) -> UInt64 {
    key ^ (~UInt64(bitPattern: Int64(bitPattern: key) >> 63) | 1 << 63)
  }
}

/// Below this count every value is compared with those before it.
private let fewKeys = 24

/// Sorts keys in place, as ``sortAscending(_:)`` sorts doubles.
func sortKeys(_ keys: UnsafeMutableBufferPointer<UInt64>) {
  guard keys.count > fewKeys else { return insertionSort(keys) }
  guard let (low, high) = unorderedRange(keys) else { return }
  // Many values take many parts at first, so that one more division leaves few in each.
  let partBits = keys.count > 1 << 16 ? 11 : 8
  let shift = max(0, UInt64.bitWidth - (high - low).leadingZeroBitCount - partBits)
  let ends = distribute(keys, low: low, shift: UInt64(shift), parts: 1 << partBits)
  guard shift > 0 else { return }
  var start = 0
  for end in ends {
    if end - start > 1 { sortKeys(UnsafeMutableBufferPointer(rebasing: keys[start..<end])) }
    start = end
  }
}

/// The smallest and the largest key; nil where the keys ascend already.
private func unorderedRange(
  _ keys: UnsafeMutableBufferPointer<UInt64>
) -> (low: UInt64, high: UInt64)? {
  var (low, high) = (keys[0], keys[0])
  var descends = false
  for i in 1..<keys.count {
    descends = descends || keys[i] < keys[i - 1]
    low = min(low, keys[i])
    high = max(high, keys[i])
  }
  return descends ? (low, high) : nil
}

/// Brings each key into its part by exchanges; where the parts end.
private func distribute(
  _ keys: UnsafeMutableBufferPointer<UInt64>, low: UInt64, shift: UInt64, parts: Int
) -> [Int] {
  func part(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &- low) &>> shift) }
  var ends = [Int](repeating: 0, count: parts)
  for key in keys { ends[part(key)] += 1 }
  var next = [Int](repeating: 0, count: parts)
  var sum = 0
  for i in 0..<parts {
    next[i] = sum
    sum += ends[i]
    ends[i] = sum
  }
  next.withUnsafeMutableBufferPointer { next in
    ends.withUnsafeBufferPointer { ends in
      for i in 0..<parts {
        while next[i] < ends[i] {
          var key = keys[next[i]]
          var place = part(key)
          // Each exchange puts one key where it belongs.
          while place != i {
            swap(&keys[next[place]], &key)
            next[place] += 1
            place = part(key)
          }
          keys[next[i]] = key
          next[i] += 1
        }
      }
    }
  }
  return ends
}

private func insertionSort(_ keys: UnsafeMutableBufferPointer<UInt64>) {
  guard keys.count > 1 else { return }
  for i in 1..<keys.count {
    let key = keys[i]
    var place = i
    while place > 0, keys[place - 1] > key {
      keys[place] = keys[place - 1]
      place -= 1
    }
    keys[place] = key
  }
}
