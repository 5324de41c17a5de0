/// How different the values before and after each place of a stretch are, by their distances.
///
/// With m values before and k after: m k / (m + k) × (2 × mean distance between both − mean distance
/// within the first − mean distance within the second). Sums of distances are kept up as values join, in
/// order, by a tree over the ranks, so that a stretch takes O(n log n) time and O(n) memory.
struct EnergyScan {
  private let least: Int
  private var tree: [(count: Double, sum: Double)]
  private var within: [Double]

  /// - Parameters:
  ///   - capacity: the longest stretch.
  ///   - least: the fewest values before and after a place.
  init(capacity: Int, least: Int) {
    self.least = least
    tree = Array(repeating: (0, 0), count: capacity + 1)
    within = Array(repeating: 0, count: capacity + 1)
  }

  /// The place with the greatest difference; nil for a stretch too short.
  ///
  /// - Parameters:
  ///   - values: the stretch.
  ///   - ranks: the place of each value in ascending order, from 0, within the stretch.
  mutating func best(
    _ values: UnsafeBufferPointer<Double>, ranks: UnsafeBufferPointer<Int>
  ) -> (index: Int, statistic: Double)? {
    let n = values.count
    guard n >= 2 * least else { return nil }
    clear(n)
    var before = 0.0
    var joined = 0.0
    for index in 0..<n {
      before += distances(values[index], ranks[index], count: Double(index), sum: joined, size: n)
      joined += values[index]
      within[index + 1] = before
    }
    let total = before
    clear(n)
    var best: (index: Int, statistic: Double)?
    var after = 0.0
    joined = 0
    for index in stride(from: n - 1, to: 0, by: -1) {
      let k = Double(n - index)
      after += distances(values[index], ranks[index], count: k - 1, sum: joined, size: n)
      joined += values[index]
      let m = Double(index)
      guard index >= least, n - index >= least else { continue }
      let between = total - within[index] - after
      let difference =
        2 * between / (m * k) - mean(within[index], m) - mean(after, k)
      let statistic = m * k / (m + k) * difference
      if statistic >= best?.statistic ?? -.infinity { best = (index, statistic) }
    }
    return best
  }

  private func mean(_ sum: Double, _ count: Double) -> Double {
    count > 1 ? sum / (count * (count - 1) / 2) : 0
  }

  private mutating func clear(_ n: Int) {
    for index in 0...n { tree[index] = (0, 0) }
  }

  /// The sum of distances of a value from those that have joined before, which it then joins.
  @inline(__always) private mutating func distances(
    _ value: Double, _ rank: Int, count: Double, sum: Double, size: Int
  ) -> Double {
    var (lower, lowerSum) = (0.0, 0.0)
    var node = rank
    while node > 0 {
      lower += tree[node].count
      lowerSum += tree[node].sum
      node &= node - 1
    }
    node = rank + 1
    while node <= size {
      tree[node].count += 1
      tree[node].sum += value
      node += node & -node
    }
    return value * lower - lowerSum + (sum - lowerSum) - value * (count - lower)
  }
}

extension EnergyScan {
  /// The place of a stretch with the greatest difference.
  static func best(_ values: [Double], least: Int) -> (index: Int, statistic: Double)? {
    var scan = EnergyScan(capacity: values.count, least: least)
    let ranks = placesInOrder(values, values.indices)
    return values.withUnsafeBufferPointer { values in
      ranks.withUnsafeBufferPointer { scan.best(values, ranks: $0) }
    }
  }

  /// The place of each value of a part in ascending order.
  static func placesInOrder(_ values: [Double], _ part: Range<Int>) -> [Int] {
    var ranks = [Int](repeating: 0, count: part.count)
    for (rank, index) in part.sorted(by: { values[$0] < values[$1] }).enumerated() {
      ranks[index - part.lowerBound] = rank
    }
    return ranks
  }

  /// Values to take distances of: moved near 0 and of size 1, so that no sum of them overflows; ranks
  /// where one is infinite or ranks are wanted.
  static func numbers(_ values: [Double], onRanks: Bool = false) -> [Double] {
    let ranked = onRanks || values.contains { $0.isInfinite }
    let numbers = ranked ? Ranking(values).midranks : values
    let greatest = numbers.map { abs($0) }.max() ?? 0
    let scale = greatest > 0 ? greatest : 1
    let origin = (numbers.first ?? 0) / scale
    return numbers.map { $0 / scale - origin }
  }
}
