/// The slopes between all pairs of values in the order of time, by rank.
///
/// Few are all kept and sorted. Of many, those up to a slope are counted: it is the number of pairs that
/// stand in the wrong order once that slope is taken off the series. So an interval is narrowed until few
/// slopes are left in it, and only these are made.
///
/// Source: M. B. Dillencourt, D. M. Mount, N. S. Netanyahu, A randomized algorithm for slope selection,
/// International Journal of Computational Geometry 2 (1992); here with interpolation instead of chance.
struct SlopeSelection {
  /// The number of slopes, n (n − 1) / 2.
  let count: Int
  private let values: [Double]
  private var slopes: [Double] = []
  /// Slopes up to which were counted, ascending, with the counts.
  private var bounds: [(slope: Double, count: Int)] = []

  /// Up to so many values all slopes are kept.
  static let mostKept = 2048

  init(_ values: [Double]) {
    self.values = values
    let n = values.count
    count = n * (n - 1) / 2
    if n <= Self.mostKept {
      slopes.reserveCapacity(count)
      for later in 0..<n {
        for earlier in 0..<later {
          slopes.append((values[later] - values[earlier]) / Double(later - earlier))
        }
      }
      sortAscending(&slopes)
    } else {
      // No slope is beyond those between neighbours, of which it is a mean.
      let steps = zip(values.dropFirst(), values).map { $0 - $1 }
      bounds = [((steps.min() ?? 0).nextDown, 0), (steps.max() ?? 0, count)]
      for slope in sampled() { refine(slope) }
    }
  }

  /// The slope number `rank`, from 1.
  mutating func value(rank: Int) -> Double {
    if !slopes.isEmpty { return slopes[rank - 1] }
    let most = 4 * values.count
    var turn = 0
    while true {
      let upper = Statistics.first(in: 1...(bounds.count - 1)) { bounds[$0].count >= rank }
      let (low, high) = (bounds[upper - 1], bounds[upper])
      let middle = Self.between(low, high, rank: rank, halve: turn % 3 == 2)
      guard high.count - low.count > most, let middle else {
        return slope(rank - low.count, above: low.slope, upTo: high.slope, most: most)
      }
      if turn % 3 == 1 {
        // Many equal slopes, as of whole numbers, are found at once if one of them is tried.
        let one = slope(32, above: low.slope, upTo: high.slope, most: 32)
        refine(one)
        refine(one.nextDown)
      }
      turn += 1
      refine(middle)
    }
  }

  private mutating func refine(_ slope: Double) {
    let place = Statistics.first(in: 0...bounds.count) { bounds[$0].slope >= slope }
    if place < bounds.count, bounds[place].slope == slope { return }
    guard place > 0, place < bounds.count else { return }
    // Rounding may count near slopes otherwise than their neighbours; the order of counts must hold.
    let counted = WrongOrder.count(values, slope: slope)
    bounds.insert(
      (slope, min(max(counted, bounds[place - 1].count), bounds[place].count)), at: place)
  }

  /// A slope between two bounds; nil where there is none but for rounding.
  private static func between(
    _ low: (slope: Double, count: Int), _ high: (slope: Double, count: Int), rank: Int, halve: Bool
  ) -> Double? {
    let share =
      halve ? 0.5 : (Double(rank - low.count) - 0.5) / Double(high.count - low.count)
    let middle = low.slope + (high.slope - low.slope) * min(max(share, 0.01), 0.99)
    return middle > low.slope && middle < high.slope ? middle : nil
  }

  /// Slopes near which those looked for may be: quantiles of some pairs spread over the series.
  private func sampled() -> [Double] {
    let n = values.count
    var some = (0..<4096).map { index -> Double in
      let (first, second) = (index &* 7919 % n, (index &* 104_729 + index / 7 + 1) % n)
      let (earlier, later) = first == second ? (0, n - 1) : (min(first, second), max(first, second))
      return (values[later] - values[earlier]) / Double(later - earlier)
    }
    sortAscending(&some)
    return [some[1024], some[1920], some[2176], some[3072]]
  }

  /// Slope number `rank` of those above one bound up to another. Where these are too many, all of them are
  /// equal but for rounding, and one will do.
  private func slope(_ rank: Int, above low: Double, upTo high: Double, most: Int) -> Double {
    var found = WrongOrder.slopes(values, above: low, upTo: high, most: 2 * most)
    guard !found.isEmpty else { return high }
    sortAscending(&found)
    return found[min(max(rank, 1), found.count) - 1]
  }
}

/// Pairs that stand in the wrong order after a slope was taken off a series.
private enum WrongOrder {
  /// The number of pairs with at most this slope. O(n log n).
  static func count(_ values: [Double], slope: Double) -> Int {
    var levels = values.indices.map { values[$0] - slope * Double($0) }
    var merged = levels
    var pairs = 0
    var width = 1
    while width < levels.count {
      for start in stride(from: 0, to: levels.count, by: 2 * width) {
        let middle = min(start + width, levels.count)
        let end = min(start + 2 * width, levels.count)
        var (left, right) = (start, middle)
        for target in start..<end {
          if left < middle, right == end || levels[left] < levels[right] {
            merged[target] = levels[left]
            left += 1
          } else {
            merged[target] = levels[right]
            pairs += middle - left
            right += 1
          }
        }
      }
      swap(&levels, &merged)
      width *= 2
    }
    return pairs
  }

  /// The slopes above one bound and up to another, `most` of them at most. O(n log n + slopes).
  static func slopes(
    _ values: [Double], above low: Double, upTo high: Double, most: Int
  ) -> [Double] {
    func level(_ index: Int, _ slope: Double) -> Double { values[index] - slope * Double(index) }
    // In the order without the lower slope, pairs with a slope above it stand as they do in time.
    let lows = values.indices.map { level($0, low) }
    var order = values.indices.sorted {
      lows[$0] != lows[$1] ? lows[$0] < lows[$1] : $0 > $1
    }
    let highs = values.indices.map { level($0, high) }
    var merged = order
    var found: [Double] = []
    var width = 1
    while width < order.count {
      for start in stride(from: 0, to: order.count, by: 2 * width) {
        let middle = min(start + width, order.count)
        let end = min(start + 2 * width, order.count)
        var (left, right) = (start, middle)
        for target in start..<end {
          if left < middle, right == end || highs[order[left]] < highs[order[right]] {
            merged[target] = order[left]
            left += 1
          } else {
            let later = order[right]
            for place in left..<middle where order[place] < later {
              if found.count == most { return found }
              let earlier = order[place]
              found.append((values[later] - values[earlier]) / Double(later - earlier))
            }
            merged[target] = later
            right += 1
          }
        }
      }
      swap(&order, &merged)
      width *= 2
    }
    return found
  }
}
