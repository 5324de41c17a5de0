/// The cheapest way to part a series into stretches with means of their own: PELT.
///
/// Source: R. Killick, P. Fearnhead, I. A. Eckley, Optimal detection of changepoints with a linear
/// computational cost, JASA 107 (2012).
enum PrunedPartition {
  /// A place where the last stretch may begin.
  private struct Candidate {
    let start: Int
    /// The cost of the way up to the end looked at.
    var cost = 0.0
    /// The end up to which it has to be looked at.
    var last = Int.max
  }

  /// Where the stretches after the first begin.
  static func changes(_ scores: [Double], penalty: Double, least: Int) -> [Int] {
    let n = scores.count
    guard n >= 2 * least else { return [] }
    var sums = [0.0]
    sums.reserveCapacity(n + 1)
    for score in scores { sums.append(sums[sums.count - 1] + score) }
    // The cost of the best way up to each place, less the sum of all squares up to there, which every
    // way has.
    var costs = [Double](repeating: .infinity, count: n + 1)
    var starts = [Int](repeating: 0, count: n + 1)
    costs[0] = -penalty
    var candidates = [Candidate(start: 0)]
    for end in least...n {
      if end >= 2 * least { candidates.append(Candidate(start: end - least)) }
      var best = (cost: Double.infinity, start: 0)
      for index in candidates.indices {
        let start = candidates[index].start
        let sum = sums[end] - sums[start]
        let cost = costs[start] - sum * sum / Double(end - start)
        candidates[index].cost = cost
        if cost < best.cost { best = (cost, start) }
      }
      (costs[end], starts[end]) = (best.cost + penalty, best.start)
      // What isn't better now, even for nothing, never will be once a stretch can begin here.
      for index in candidates.indices where candidates[index].cost > best.cost + penalty {
        candidates[index].last = min(candidates[index].last, end + least)
      }
      candidates.removeAll { $0.last <= end }
    }
    var places: [Int] = []
    var place = starts[n]
    while place > 0 {
      places.append(place)
      place = starts[place]
    }
    return places.reversed()
  }
}
