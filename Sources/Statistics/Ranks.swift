/// The values of a column by order: what rank correlations need of it.
struct Ranking: Sendable {
  /// The midrank of each value, counted from 1.
  let midranks: [Double]
  /// The number of each value's group of equals in ascending order, counted from 0.
  let groups: [Int]
  /// How many values each group has.
  let groupSizes: [Int]

  /// Ranks values that hold no NaN. O(n log n).
  init(_ values: [Double]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var midranks = [Double](repeating: 0, count: values.count)
    var groups = [Int](repeating: 0, count: values.count)
    var groupSizes: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for index in order[start..<end] {
        midranks[index] = Double(start + 1 + end) / 2
        groups[index] = groupSizes.count
      }
      groupSizes.append(end - start)
      start = end
    }
    self.midranks = midranks
    self.groups = groups
    self.groupSizes = groupSizes
  }

  /// Whether two values are equal.
  var hasTies: Bool { groupSizes.count < groups.count }

  /// Whether all values are equal, or there are none.
  var isConstant: Bool { groupSizes.count < 2 }
}

/// The rank of each value, counted from 1; equal values share the mean of their ranks. The
/// infinities rank first and last.
///
/// - Throws: `StatisticsError.notANumber` for NaN.
/// - Complexity: O(n log n).
public func midranks(_ values: [Double]) throws -> [Double] {
  try requireNumbers(values)
  return Ranking(values).midranks
}
