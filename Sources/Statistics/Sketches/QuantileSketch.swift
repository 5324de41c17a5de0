import Glibc

/// A sketch of a stream from which percentiles are taken with a small error in rank: KLL.
///
/// Values are kept in levels; one on level h stands for 2^h. A level that is full is sorted, and every
/// second value of it, from the first or the second by chance, goes up a level. Higher levels hold more, so
/// about 3 k values are kept of any number.
///
/// Error: with 99 of 100 seeds the share of values up to any value is off by at most ``rankError``, for all
/// values at once; for a single one by about two thirds of that. Nothing is said of values: where they lie
/// far apart, a small error in rank is a large one in value. ``LogLinearHistogram`` bounds the latter.
///
/// Sketches of parts can be merged in any order and any tree within the same error, but not to the same
/// bits. Give each part a seed of its own, so that their errors are independent. The same values in the same
/// order with the same seeds give the same result on every machine.
///
/// Source: Z. Karnin, K. Lang, E. Liberty, Optimal quantile approximation in streams, FOCS 2016.
public struct QuantileSketch: Sendable {
  /// How large the highest level is: errors fall as 1 / k.
  public let k: Int
  /// The number of values.
  public private(set) var count = 0
  /// The least value; nil for none.
  public private(set) var minimum: Double?
  /// The greatest value; nil for none.
  public private(set) var maximum: Double?
  private var levels: [[Double]] = [[]]
  private var kept = 0
  private var room: Int
  private var coins: RandomStream

  /// The least room of a level.
  private static let leastRoom = 8

  /// A sketch without values.
  ///
  /// - Precondition: `k` is at least 8.
  public init(k: Int = 200, seed: UInt64 = 1) {
    precondition(k >= Self.leastRoom, "k is at least 8")
    self.k = k
    coins = RandomStream(seed: seed)
    room = k
  }

  /// The error of a rank, as a share of the number of values, that 99 of 100 seeds stay within: 0 while
  /// all values are kept, else 2.3 / k, 1.15 % for k = 200 (found by simulation from k = 20 to 400).
  public var rankError: Double { levels.count == 1 ? 0 : 2.3 / Double(k) }

  /// The number of values kept.
  public var size: Int { kept }

  /// Adds a value. Amortised O(log k).
  ///
  /// - Throws: `StatisticsError.notANumber` with the number of values before.
  public mutating func add(_ value: Double) throws {
    if value.isNaN { throw StatisticsError.notANumber(index: count) }
    levels[0].append(value)
    kept += 1
    count += 1
    minimum = min(minimum ?? value, value)
    maximum = max(maximum ?? value, value)
    if kept > room { compress() }
  }

  /// Adds what another sketch has seen.
  ///
  /// - Precondition: both have the same `k`.
  public mutating func merge(_ other: QuantileSketch) {
    precondition(k == other.k, "sketches of the same k are merged")
    while levels.count < other.levels.count { grow() }
    for (level, values) in other.levels.enumerated() { levels[level] += values }
    kept += other.kept
    count += other.count
    minimum = [minimum, other.minimum].compactMap { $0 }.min()
    maximum = [maximum, other.maximum].compactMap { $0 }.max()
    while kept > room { compress() }
  }

  /// The share of values that are at most x; nil without values. Off by at most ``rankError``.
  ///
  /// - Precondition: x is not NaN.
  public func cumulative(_ x: Double) -> Double? {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    guard let minimum, let maximum else { return nil }
    if x < minimum { return 0 }
    if x >= maximum { return 1 }
    var rank = 0
    for (level, values) in levels.enumerated() {
      for value in values where value <= x { rank += 1 << level }
    }
    return Double(rank) / Double(count)
  }

  /// Percentiles: the least values kept up to which there are n p values. Exact for probabilities 0
  /// and 1; nil without values.
  ///
  /// - Throws: `StatisticsError.probabilityOutOfRange`.
  /// - Complexity: O(size × log size) for any number of percentiles.
  public func percentiles(_ probabilities: [Double]) throws -> [Double?] {
    for probability in probabilities { try requireProbability(probability) }
    guard let minimum, let maximum else { return probabilities.map { _ in nil } }
    let weighted = levels.indices.flatMap { level in levels[level].map { ($0, 1 << level) } }
      .sorted { $0.0 < $1.0 }
    var sum = 0
    let ranks = weighted.map { _, weight in
      sum += weight
      return sum
    }
    return probabilities.map { probability in
      if probability == 0 { return minimum }
      if probability == 1 { return maximum }
      let rank = Double(count) * probability * (1 - 0x1p-50)
      return weighted[Statistics.first(in: 0...(ranks.count - 1)) { Double(ranks[$0]) >= rank }].0
    }
  }

  /// One of ``percentiles(_:)``.
  public func percentile(_ probability: Double) throws -> Double? {
    try percentiles([probability])[0]
  }

  /// The room of a level: k for the highest, two thirds of it for the one below, and so on.
  private func room(_ level: Int) -> Int {
    let depth = levels.count - 1 - level
    return max(Self.leastRoom, Int((Double(k) * pow(2.0 / 3, Double(depth))).rounded(.up)))
  }

  private mutating func grow() {
    levels.append([])
    room = levels.indices.reduce(0) { $0 + room($1) }
  }

  /// Halves the lowest level that is full.
  private mutating func compress() {
    guard let full = levels.indices.first(where: { levels[$0].count >= room($0) }) else { return }
    if full + 1 == levels.count { grow() }
    var values = levels[full]
    sortAscending(&values)
    // One of an odd number stays where it is.
    let single = values.count.isMultiple(of: 2) ? [] : [values.removeLast()]
    let offset = coins.next() >> 63 == 0 ? 0 : 1
    levels[full] = single
    for index in stride(from: offset, to: values.count, by: 2) {
      levels[full + 1].append(values[index])
    }
    kept -= values.count / 2
  }
}
