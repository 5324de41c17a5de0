import Glibc

/// The values of a series by rank, as the quantiles of the normal distribution that so many values
/// would be expected near: what outliers and the scale can't change.
struct NormalScores {
  /// Φ⁻¹((rank − 1/2) / n) for each value, of midranks.
  let scores: [Double]

  /// - Precondition: no value is NaN.
  init(_ values: [Double]) {
    let normal = StandardNormal()
    let ranking = Ranking(values)
    let n = Double(values.count)
    // One quantile for each group of ties.
    var quantiles = [Double](repeating: .nan, count: ranking.groupSizes.count)
    scores = zip(ranking.groups, ranking.midranks).map { number, rank in
      let group = Int(number)
      if quantiles[group].isNaN { quantiles[group] = normal.quantile((rank - 0.5) / n) }
      return quantiles[group]
    }
  }

  /// The place that parts the scores into two stretches with the most different means, and how much the
  /// sum of squares falls by it. 0 gain for fewer than two stretches of `least` scores.
  static func bestSplit(
    _ scores: UnsafeBufferPointer<Double>, least: Int
  ) -> (index: Int, gain: Double) {
    let n = scores.count
    var total = 0.0
    for score in scores { total += score }
    let mean = n > 0 ? total / Double(n) : 0
    var (sum, best) = (0.0, (index: 0, gain: 0.0))
    for index in 0..<max(n - least, 0) {
      sum += scores[index] - mean
      let before = Double(index + 1)
      guard index + 1 >= least else { continue }
      // n / (before × after) × (sum of what lies before, off the mean)².
      let gain = sum * sum * Double(n) / (before * (Double(n) - before))
      if gain > best.gain { best = (index + 1, gain) }
    }
    return best
  }

  /// The share of orders of the scores in which the best split gains at least `gain`.
  static func pValue(
    _ scores: [Double], gain: Double, least: Int, permutations: Int, seed: UInt64
  ) -> Double {
    var reached = 0
    for permutation in 0..<permutations {
      var stream = RandomStream(seed: seed, index: UInt64(permutation))
      var shuffled = scores
      stream.shuffle(&shuffled)
      let found = shuffled.withUnsafeBufferPointer { bestSplit($0, least: least) }
      if found.gain >= gain * (1 - 1e-12) { reached += 1 }
    }
    return Double(reached + 1) / Double(permutations + 1)
  }
}

extension RandomStream {
  /// Brings numbers into a random order, each equally likely (Fisher and Yates).
  mutating func shuffle(_ values: inout [Double]) {
    values.withUnsafeMutableBufferPointer { shuffle($0) }
  }

  /// Brings numbers into a random order.
  mutating func shuffle(_ values: UnsafeMutableBufferPointer<Double>) {
    for index in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(index, self.index(below: index + 1))
    }
  }
}
