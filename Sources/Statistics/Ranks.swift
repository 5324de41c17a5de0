/// The values of a column by order: what rank correlations need of it.
struct Ranking: Sendable {
  /// The indices of the values in ascending order, those of equal values ascending.
  let order: [UInt32]
  /// How many values each group of equals has, in ascending order.
  let groupSizes: [Int]

  /// Ranks values that hold no NaN. O(n).
  init(_ values: [Double]) {
    let sorted = values.withUnsafeBufferPointer { ascendingOrder($0) }
    order = sorted.indices
    groupSizes = sorted.groupSizes
  }

  /// The midrank of each value, counted from 1. O(n).
  var midranks: [Double] {
    [Double](unsafeUninitializedCapacity: order.count) { midranks, count in
      var start = 0
      for size in groupSizes {
        let midrank = Double(2 * start + size + 1) / 2
        for place in start..<start + size { midranks[Int(order[place])] = midrank }
        start += size
      }
      count = order.count
    }
  }

  /// The number of each value's group in ascending order, counted from 0. O(n).
  var groups: [UInt32] {
    [UInt32](unsafeUninitializedCapacity: order.count) { groups, count in
      var start = 0
      for (group, size) in groupSizes.enumerated() {
        for place in start..<start + size {
          groups[Int(order[place])] = UInt32(truncatingIfNeeded: group)
        }
        start += size
      }
      count = order.count
    }
  }

  /// Whether two values are equal.
  var hasTies: Bool { groupSizes.count < order.count }

  /// Whether all values are equal, or there are none.
  var isConstant: Bool { groupSizes.count < 2 }
}

/// The rank of each value, counted from 1; equal values share the mean of their ranks. The
/// infinities rank first and last.
///
/// - Throws: `StatisticsError.notANumber` for NaN.
/// - Complexity: O(n).
public func midranks(_ values: [Double]) throws -> [Double] {
  try requireNumbers(values)
  return Ranking(values).midranks
}
