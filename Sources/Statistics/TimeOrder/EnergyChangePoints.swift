/// The changes of distribution in a series of up to a few thousand values: E-divisive.
///
/// The series is parted where the values before and after differ most by their energy distance (with
/// exponent 1), then one of the parts in the same way, and so on. A change is kept while at most
/// `significance` of random orders, each within the parts found so far, have a change as great in any
/// part. So the chance to find any change in a series without is at most `significance`; values that
/// depend on their neighbours have more.
///
/// Differs from the paper in that a part is always compared up to its end, not up to any later place.
///
/// Source: D. S. Matteson, N. A. James, A nonparametric approach for multiple change point analysis of
/// multivariate data, JASA 109 (2014).
public struct EnergyChangePoints: Sendable, Hashable {
  /// The changes found, in the order of time.
  public let changes: [ChangePoint]
  /// The p-value of the next change, which was not kept; nil where no part was long enough for one, and
  /// for a constant series.
  public let pValueOfNext: Double?
  /// The number of values.
  public let n: Int

  /// Looks for changes. Infinite values are taken by their rank, as are all others then. A constant
  /// series has no change.
  ///
  /// - Parameters:
  ///   - minimumLength: the least number of values before, between and after changes.
  ///   - significance: the greatest p-value of a change that is kept.
  ///   - permutations: the number of random orders; the least p-value is 1 / (permutations + 1).
  ///   - onRanks: whether ranks take the place of values, so that outliers count less.
  ///   - seed: The same seed gives the same result on every machine.
  /// - Throws: `StatisticsError.notANumber`, `StatisticsError.levelOutOfRange` for a significance not
  ///   strictly between 0 and 1.
  /// - Precondition: `minimumLength` is at least 2, `permutations` above 0.
  /// - Complexity: O(changes × permutations × n log n), memory O(n).
  public init(
    _ values: [Double], minimumLength: Int = 3, significance: Double = 0.05,
    permutations: Int = 199,
    onRanks: Bool = false, seed: UInt64 = 1
  ) throws {
    precondition(minimumLength > 1, "distances within a part need two values")
    precondition(permutations > 0, "no p-value without permutations")
    try requireNumbers(values)
    try requireLevel(significance)
    n = values.count
    var search = EnergySearch(values, least: minimumLength, onRanks: onRanks)
    var kept: [(index: Int, pValue: Double)] = []
    var rejected: Double?
    while let split = search.bestSplit(), rejected == nil {
      let pValue = search.pValue(
        split.statistic, permutations: permutations, seed: seed, step: kept.count)
      if pValue <= significance {
        kept.append((split.index, pValue))
        search.split(at: split.index)
      } else {
        rejected = pValue
      }
    }
    pValueOfNext = rejected
    changes = ChangePoint.list(values, kept.sorted { $0.index < $1.index })
  }
}

/// The parts of a series and the best split of each.
private struct EnergySearch {
  private var values: [Double]
  private var bounds: [Int]
  private var best: [(index: Int, statistic: Double)?]
  private var scan: EnergyScan

  init(_ values: [Double], least: Int, onRanks: Bool) {
    let numbers = EnergyScan.numbers(values, onRanks: onRanks)
    self.values = numbers
    let isConstant = numbers.allSatisfy { $0 == numbers[0] }
    bounds = isConstant ? [0] : [0, values.count]
    scan = EnergyScan(capacity: values.count, least: least)
    best = []
    if !isConstant { best = [scanned(self.values, part: 0)] }
  }

  /// The greatest split over all parts.
  func bestSplit() -> (index: Int, statistic: Double)? {
    best.compactMap { $0 }.max { $0.statistic < $1.statistic }
  }

  mutating func split(at index: Int) {
    let part = bounds.lastIndex { $0 < index } ?? 0
    bounds.insert(index, at: part + 1)
    best[part] = scanned(values, part: part)
    best.insert(scanned(values, part: part + 1), at: part + 1)
  }

  /// How often a random order within the parts has so great a split in any.
  mutating func pValue(_ statistic: Double, permutations: Int, seed: UInt64, step: Int) -> Double {
    // Each value with its rank in its part, so that a random order needs no sorting.
    let ranks = (0..<(bounds.count - 1)).flatMap {
      EnergyScan.placesInOrder(values, bounds[$0]..<bounds[$0 + 1])
    }
    var reached = 0
    for permutation in 0..<permutations {
      var stream = RandomStream(seed: seed, index: UInt64(step * permutations + permutation))
      if exceeds(statistic, ranks: ranks, &stream) { reached += 1 }
    }
    return Double(reached + 1) / Double(permutations + 1)
  }

  private mutating func exceeds(
    _ statistic: Double, ranks: [Int], _ stream: inout RandomStream
  ) -> Bool {
    var order = Array(values.indices)
    for part in 0..<(bounds.count - 1) {
      let range = bounds[part]..<bounds[part + 1]
      for index in stride(from: range.upperBound - 1, to: range.lowerBound, by: -1) {
        order.swapAt(index, range.lowerBound + stream.index(below: index - range.lowerBound + 1))
      }
      let shuffled = order[range].map { values[$0] }
      let shuffledRanks = order[range].map { ranks[$0] }
      if let found = scanned(shuffled, shuffledRanks),
        found.statistic >= statistic - 1e-12 * abs(statistic)
      {
        return true
      }
    }
    return false
  }

  private mutating func scanned(
    _ values: [Double], part: Int
  ) -> (index: Int, statistic: Double)? {
    let range = bounds[part]..<bounds[part + 1]
    guard let found = scanned(Array(values[range]), EnergyScan.placesInOrder(values, range)) else {
      return nil
    }
    return (found.index + range.lowerBound, found.statistic)
  }

  private mutating func scanned(
    _ values: [Double], _ ranks: [Int]
  ) -> (index: Int, statistic: Double)? {
    values.withUnsafeBufferPointer { values in
      ranks.withUnsafeBufferPointer { scan.best(values, ranks: $0) }
    }
  }
}
