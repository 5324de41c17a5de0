/// Friedman's test of whether treatments differ that each block received once, as R's
/// `friedman.test`: ranks within each block, corrected for ties, against chi-squared.
///
/// - Parameter blocks: one row for each block, its values in the order of the treatments.
/// - Returns: nil without blocks, for fewer than two treatments, and where no block has two different
///   values.
/// - Throws: `StatisticsError.unequalLengths` for blocks of different lengths,
///   `StatisticsError.columnNotANumber` for NaN; the column is the block.
///
/// O(blocks · treatments · log treatments). Source: M. Friedman, JASA 32 (1937).
public func friedmanTest(_ blocks: [[Double]]) throws -> ChiSquaredTestResult? {
  guard let treatments = blocks.first?.count, treatments > 0 else {
    try requireBlocks(blocks)
    return nil
  }
  try requireBlocks(blocks)
  var sums = [Double](repeating: 0, count: treatments)
  var ties = 0.0
  for block in blocks {
    let ranking = Ranking(block)
    for (i, rank) in ranking.midranks.enumerated() { sums[i] += rank }
    for size in ranking.groupSizes { ties += Double(size) * (Double(size) * Double(size) - 1) }
  }
  guard treatments > 1 else { return nil }
  let (n, k) = (Double(blocks.count), Double(treatments))
  let squares = sums.reduce(0) { $0 + ($1 - n * (k + 1) / 2) * ($1 - n * (k + 1) / 2) }
  let spread = n * k * (k + 1) - ties / (k - 1)
  guard spread > 0 else { return nil }
  return ChiSquaredTestResult(12 * squares / spread, degreesOfFreedom: treatments - 1)
}

private func requireBlocks(_ blocks: [[Double]]) throws {
  for (index, block) in blocks.enumerated() where block.count != blocks[0].count {
    throw StatisticsError.unequalLengths(
      column: index, expected: blocks[0].count, found: block.count)
  }
  try requireNumbers(inColumns: blocks)
}

/// Two samples that were taken under the same conditions: one file, one machine, one benchmark.
public struct Stratum: Sendable, Hashable {
  /// The first sample.
  public let x: [Double]
  /// The second sample.
  public let y: [Double]

  /// Two samples of one stratum.
  public init(_ x: [Double], _ y: [Double]) {
    self.x = x
    self.y = y
  }
}

/// Van Elteren's test: the rank sum tests of several strata together, each weighted with
/// 1 / (n + m + 1), which is the locally most powerful choice for one shift in all.
///
/// With it comes Hodges and Lehmann's estimate: the shift that leaves the weighted statistic at its
/// mean, and its limits by the normal approximation, weighted order statistics of the differences
/// within strata. All by the normal distribution, with the variance corrected for ties and without a
/// correction for continuity: for some twenty values in all, in however many strata.
///
/// Strata with an empty sample say nothing and are left out.
///
/// Sources: P. van Elteren, Bulletin of the International Statistical Institute 37 (1960); E. L.
/// Lehmann, Nonparametrics, 1975, section 3.3; J. L. Hodges, E. L. Lehmann, Annals of Mathematical
/// Statistics 34 (1963).
public struct StratifiedRankTest: Sendable, Hashable {
  /// How many strata have both samples.
  public let strata: Int
  /// The weighted statistic in standard deviations; nil without strata and where all values of each
  /// are equal.
  public let z: Double?
  /// The p-values; nil with z. "Greater": x tends to be larger.
  public let pValues: PValues?
  /// The shift from y to x within strata; nil without strata, and for infinite values.
  public let shift: Double?
  /// The limits of the shift; nil with it, a limit also where the differences can't give it.
  public let interval: Interval?

  /// Compares x with y within strata. O(n log n) with about 200 passes over the values.
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN: x of stratum i is column 2 i, y column
  ///   2 i + 1; `StatisticsError.levelOutOfRange`.
  public init(_ strata: [Stratum], level: Double = 0.95) throws {
    try requireLevel(level)
    try requireNumbers(inColumns: strata.flatMap { [$0.x, $0.y] })
    let parts = strata.filter { !$0.x.isEmpty && !$0.y.isEmpty }.map(WeightedStratum.init)
    self.strata = parts.count
    let variance = parts.reduce(0) { $0 + $1.variance }
    if variance > 0 {
      let z = parts.reduce(0) { $0 + $1.deviation } / variance.squareRoot()
      self.z = z
      pValues = PValues(z, StandardNormal())
    } else {
      (z, pValues) = (nil, nil)
    }
    guard !parts.isEmpty, parts.allSatisfy(\.isFinite) else {
      (shift, interval) = (nil, nil)
      return
    }
    let total = parts.reduce(0) { $0 + $1.weight * Double($1.differences.count) }
    let reach =
      StandardNormal().upperQuantile((1 - level) / 2)
      * parts.reduce(0) { $0 + $1.varianceWithoutTies }.squareRoot()
    let differences = WeightedDifferences(parts: parts)
    let (low, high) = (differences.value(total / 2), differences.value(total / 2, fromAbove: true))
    shift = low.flatMap { low in high.map { (low + $0) / 2 } }
    interval = Interval(
      lower: differences.value(total / 2 - reach),
      upper: differences.value(total / 2 - reach, fromAbove: true), level: level,
      requestedLevel: level, method: "van Elteren, weighted order statistics of the differences")
  }
}

/// One stratum of van Elteren's test.
private struct WeightedStratum {
  let weight: Double
  /// The weighted deviation of U from its mean.
  let deviation: Double
  /// The variance of that deviation under chance.
  let variance: Double
  let varianceWithoutTies: Double
  let differences: SortedSums
  let isFinite: Bool

  init(_ stratum: Stratum) {
    var (x, y) = (stratum.x, stratum.y)
    sortAscending(&x)
    sortAscending(&y)
    let merged = MergedSamples(x, y)
    let weight = 1 / Double(x.count + y.count + 1)
    func variance(ties: Double) -> Double {
      let deviation = weight * MannWhitneyTest.standardDeviation(x.count, y.count, ties: ties)
      return deviation * deviation
    }
    self.weight = weight
    deviation = weight * Double(merged.doubledWins - x.count * y.count) / 2
    self.variance = variance(ties: merged.tieCorrection)
    varianceWithoutTies = variance(ties: 0)
    isFinite = [x, y].allSatisfy { $0.first!.isFinite && $0.last!.isFinite }
    differences = SortedSums(differencesOf: x, and: y)
  }
}

/// The differences within strata, each with the weight of its stratum.
private struct WeightedDifferences {
  let parts: [WeightedStratum]

  /// The smallest difference at and below which the weights add up to at least `weight`, or the largest
  /// at and above which they do; nil for no weight, and for one that isn't reached.
  func value(_ weight: Double, fromAbove: Bool = false) -> Double? {
    // Half a step of slack for rounding: weights are sums of few different terms.
    let needed = weight * (1 - 1e-12)
    guard needed > 0 else { return nil }
    func reaches(_ key: UInt64) -> Bool {
      let threshold = OrderedBits.value(key)
      let sum = parts.reduce(0.0) { sum, part in
        let counts = part.differences.counts(of: threshold)
        let count = fromAbove ? part.differences.count - counts.below : counts.atMost
        return sum + part.weight * Double(count)
      }
      return sum >= needed
    }
    var low = OrderedBits.key(-Double.greatestFiniteMagnitude)
    var high = OrderedBits.key(Double.greatestFiniteMagnitude)
    guard reaches(fromAbove ? low : high) else { return nil }
    while low < high {
      let middle = low + (high - low + (fromAbove ? 1 : 0)) / 2
      switch (fromAbove, reaches(middle)) {
      case (false, true): high = middle
      case (false, false): low = middle + 1
      case (true, true): low = middle
      case (true, false): high = middle - 1
      }
    }
    return OrderedBits.value(low)
  }
}
