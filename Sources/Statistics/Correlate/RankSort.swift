/// The indices of values in ascending order, equal values (−0 and 0 among them) by their indices.
struct AscendingOrder {
  /// The indices.
  let indices: [UInt32]
  /// Whether the value at each place of the order is another than the one before it.
  let startsGroup: [Bool]

  /// How many values each group of equals has.
  var groupSizes: [Int] {
    let groups = startsGroup.reduce(0) { $0 + ($1 ? 1 : 0) }
    return [Int](unsafeUninitializedCapacity: groups) { sizes, count in
      var start = 0
      for end in 1..<startsGroup.count + 1 where end == startsGroup.count || startsGroup[end] {
        sizes[count] = end - start
        count += 1
        start = end
      }
    }
  }
}

/// Puts values in order.
///
/// A word for each value holds as many leading bits of its place in the range as there is room for
/// beside its index; the words are sorted by their leading 33 bits, 11 at a time from the lowest on,
/// and only where these agree the values themselves are compared.
///
/// - Precondition: no value is NaN; at most 2³² − 1 values.
/// - Complexity: O(n).
func ascendingOrder(_ values: UnsafeBufferPointer<Double>) -> AscendingOrder {
  precondition(values.count < Int(UInt32.max), "fewer values than 2³²")
  guard values.count > 0 else { return AscendingOrder(indices: [], startsGroup: []) }
  var (low, high) = (UInt64.max, UInt64.min)
  var ascends = true
  var last = UInt64.min
  for value in values {
    let key = rankKey(value)
    ascends = ascends && key >= last
    low = min(low, key)
    high = max(high, key)
    last = key
  }
  if ascends {
    return AscendingOrder(
      indices: values.indices.map { UInt32($0) },
      startsGroup: values.indices.map { $0 == 0 || values[$0] != values[$0 - 1] })
  }
  return RankWords(values, low: low, high: high).order(values)
}

/// The number by which a value is ranked: that of ``OrderedBits`` with −0 as 0.
@inline(__always) private func rankKey(_ value: Double) -> UInt64 { OrderedBits.key(value + 0) }

/// Words of leading bits and indices, in the order of their leading bits.
private struct RankWords {
  private static let digitBits = 11
  private static let sortedBits = 33

  /// What the index takes of a word.
  private let indexMask: UInt64
  /// The leading bits by which the words are sorted.
  private let sortedMask: UInt64
  /// Whether words with the same leading bits stand for equal values.
  private let isExact: Bool
  private var words: [UInt64]

  /// - Precondition: low < high.
  init(_ values: UnsafeBufferPointer<Double>, low: UInt64, high: UInt64) {
    let n = values.count
    let indexBits = Int.bitWidth - (n - 1).leadingZeroBitCount
    let indexMask: UInt64 = (1 << UInt64(indexBits)) - 1
    let sortedMask = ~UInt64(0) << UInt64(UInt64.bitWidth - Self.sortedBits)
    let shift = UInt64((high - low).leadingZeroBitCount)
    var seen: UInt64 = 0
    words = [UInt64](unsafeUninitializedCapacity: n) { words, count in
      for i in 0..<n {
        let place = (rankKey(values[i]) &- low) &<< shift
        seen |= place
        words[i] = (place & ~indexMask) | UInt64(truncatingIfNeeded: i)
      }
      count = n
    }
    self.indexMask = indexMask
    self.sortedMask = sortedMask
    isExact = seen & ~sortedMask == 0
    if n < 256 {
      words.sort()
    } else {
      sortByDigits()
    }
  }

  /// Sorts by the leading bits; equal ones keep their order, which is that of the indices.
  private mutating func sortByDigits() {
    let (n, parts) = (words.count, 1 << Self.digitBits)
    let digits = Self.sortedBits / Self.digitBits
    let first = UInt64(UInt64.bitWidth - Self.sortedBits)
    let mask = UInt64(parts - 1)
    var counts = [Int](repeating: 0, count: digits * parts)
    counts.withUnsafeMutableBufferPointer { counts in
      for word in words {
        counts[Int(truncatingIfNeeded: (word &>> first) & mask)] += 1
        counts[parts + Int(truncatingIfNeeded: (word &>> (first + 11)) & mask)] += 1
        counts[2 * parts + Int(truncatingIfNeeded: (word &>> (first + 22)) & mask)] += 1
      }
    }
    var other = [UInt64](unsafeUninitializedCapacity: n) { $1 = n }
    for digit in 0..<digits {
      let shift = first + UInt64(digit * Self.digitBits)
      let range = digit * parts..<(digit + 1) * parts
      // A digit that all words share needs no pass.
      if counts[range.lowerBound + Int((words[0] &>> shift) & mask)] == n { continue }
      var sum = 0
      for i in range { (counts[i], sum) = (sum, sum + counts[i]) }
      counts.withUnsafeMutableBufferPointer { counts in
        let next = counts.baseAddress! + range.lowerBound
        other.withUnsafeMutableBufferPointer { other in
          for word in words {
            let part = Int(truncatingIfNeeded: (word &>> shift) & mask)
            other[next[part]] = word
            next[part] &+= 1
          }
        }
      }
      swap(&words, &other)
    }
  }

  /// The indices in the order of the values.
  func order(_ values: UnsafeBufferPointer<Double>) -> AscendingOrder {
    let n = words.count
    var starts = [Bool](repeating: true, count: n)
    let indices = [UInt32](unsafeUninitializedCapacity: n) { indices, count in
      var start = 0
      indices[0] = UInt32(truncatingIfNeeded: words[0] & indexMask)
      for i in 1...n {
        if i < n {
          indices[i] = UInt32(truncatingIfNeeded: words[i] & indexMask)
          if (words[i] ^ words[i - 1]) & sortedMask == 0 { continue }
        }
        if i - start > 1 {
          sortRun(UnsafeMutableBufferPointer(rebasing: indices[start..<i]), values, &starts, start)
        }
        start = i
      }
      count = n
    }
    return AscendingOrder(indices: indices, startsGroup: starts)
  }

  /// Sorts indices of values whose leading bits agree, and notes which are equal.
  private func sortRun(
    _ run: UnsafeMutableBufferPointer<UInt32>, _ values: UnsafeBufferPointer<Double>,
    _ starts: inout [Bool], _ start: Int
  ) {
    // Equal values stand by their indices already.
    if isExact {
      for i in 1..<run.count { starts[start + i] = false }
    } else if run.count > 16 {
      let gathered = run.map { values[Int($0)] }
      let order = gathered.withUnsafeBufferPointer { ascendingOrder($0) }
      let indices = Array(run)
      for i in run.indices {
        run[i] = indices[Int(order.indices[i])]
        starts[start + i] = order.startsGroup[i]
      }
    } else {
      Self.insertionSort(run, values)
      for i in 1..<run.count {
        starts[start + i] = values[Int(run[i])] != values[Int(run[i - 1])]
      }
    }
  }

  private static func insertionSort(
    _ run: UnsafeMutableBufferPointer<UInt32>, _ values: UnsafeBufferPointer<Double>
  ) {
    for i in 1..<run.count {
      let index = run[i]
      let value = values[Int(index)]
      var place = i
      while place > 0 {
        let other = values[Int(run[place - 1])]
        guard other > value || (other == value && run[place - 1] > index) else { break }
        run[place] = run[place - 1]
        place -= 1
      }
      run[place] = index
    }
  }
}
