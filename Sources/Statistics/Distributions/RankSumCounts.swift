extension RankSumDistribution {
  /// How many choices of ranks give U = 0, 1, … without ties: the partitions of U into at most `large`
  /// parts of at most `small` each.
  static func counts(_ small: Int, _ large: Int) -> [Double] {
    let half = small * large / 2
    let stride = half + 1
    // table[parts of at most i][U] for a number of parts that grows; only up to the middle.
    var table = [Double](repeating: 0, count: (small + 1) * stride)
    for largest in 0...small { table[largest * stride] = 1 }
    table.withUnsafeMutableBufferPointer { table in
      for parts in Swift.stride(from: 1, through: large, by: 1) {
        for largest in Swift.stride(from: 1, through: small, by: 1) {
          let row = largest * stride
          // Either all parts are smaller, or one that isn't is taken away.
          let end = min(half, parts * largest)
          var sum = end
          while sum >= largest {
            table[row + sum] = table[row - stride + sum] + table[row + sum - largest]
            sum -= 1
          }
          while sum >= 0 {
            table[row + sum] = table[row - stride + sum]
            sum -= 1
          }
        }
      }
    }
    let lower = table[(small * stride)...]
    return lower + lower.dropLast((small * large).isMultiple(of: 2) ? 1 : 0).reversed()
  }

  /// How many choices of `count` out of ascending `ranks` give each sum, from the smallest to the
  /// largest sum that there is.
  static func tiedCounts(choosing count: Int, of ranks: [Int]) -> [Double] {
    let smallest = ranks.prefix(count).reduce(0, +)
    let largest = ranks.suffix(count).reduce(0, +)
    let stride = largest + 1
    // table[values chosen][sum], one rank after the other.
    var table = [Double](repeating: 0, count: (count + 1) * stride)
    table[0] = 1
    var reached = [Int](repeating: 0, count: count + 1)
    table.withUnsafeMutableBufferPointer { table in
      for (seen, rank) in ranks.enumerated() {
        for chosen in Swift.stride(from: min(count, seen + 1), through: 1, by: -1) {
          let (to, from) = (chosen * stride + rank, (chosen - 1) * stride)
          let end = min(reached[chosen - 1], largest - rank)
          var sum = 0
          while sum <= end {
            table[to + sum] += table[from + sum]
            sum += 1
          }
          reached[chosen] = max(reached[chosen], min(largest, reached[chosen - 1] + rank))
        }
      }
    }
    return Array(table[(count * stride + smallest)...])
  }
}
