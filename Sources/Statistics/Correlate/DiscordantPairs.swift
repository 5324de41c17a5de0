/// The number of pairs in which the later number is the smaller one.
///
/// The numbers are parted by their highest bit, each part keeping its order, then each part by the
/// next bit: a number with a clear bit makes a discordant pair with every set bit before it.
///
/// - Parameters:
///   - numbers: all below `groups`; left in another order.
///   - groups: how many different numbers there can be.
/// - Complexity: O(n log(groups)), and the memory of `numbers` once more.
func discordantPairs(_ numbers: inout [UInt32], groups: Int) -> Int {
  guard numbers.count > 1, groups > 1 else { return 0 }
  let highest = UInt32(Int.bitWidth - (groups - 1).leadingZeroBitCount - 1)
  var room = [UInt32](unsafeUninitializedCapacity: numbers.count) { $1 = numbers.count }
  return numbers.withUnsafeMutableBufferPointer { numbers in
    room.withUnsafeMutableBufferPointer { room in
      discordantPairs(numbers, room.baseAddress!, highest)
    }
  }
}

/// Parts this small are counted pair by pair.
private let fewNumbers = 16

private func discordantPairs(
  _ numbers: UnsafeMutableBufferPointer<UInt32>, _ room: UnsafeMutablePointer<UInt32>, _ bit: UInt32
) -> Int {
  let n = numbers.count
  if n <= fewNumbers { return pairByPair(numbers) }
  // Writing to both places and moving on in one of them takes no branch.
  let start = numbers.baseAddress!
  var (clear, set, count) = (0, 0, 0)
  for i in 0..<n {
    let number = start[i]
    let digit = Int((number &>> bit) & 1)
    start[clear] = number
    room[set] = number
    count &+= set & (digit &- 1)
    set &+= digit
    clear &+= 1 &- digit
  }
  (start + clear).update(from: room, count: set)
  guard bit > 0 else { return count }
  if clear > 1 {
    count += discordantPairs(
      UnsafeMutableBufferPointer(rebasing: numbers[..<clear]), room, bit - 1)
  }
  if set > 1 {
    count += discordantPairs(
      UnsafeMutableBufferPointer(rebasing: numbers[clear...]), room, bit - 1)
  }
  return count
}

private func pairByPair(_ numbers: UnsafeMutableBufferPointer<UInt32>) -> Int {
  let start = numbers.baseAddress!
  var count: UInt32 = 0
  for i in 1..<max(numbers.count, 1) {
    let number = start[i]
    for j in 0..<i { count &+= start[j] > number ? 1 : 0 }
  }
  return Int(count)
}
