/// Counts of values in buckets whose width is a fixed share of the values in them, as HDR histograms have:
/// each power of two is divided into 2^b equal buckets.
///
/// Percentiles of any number of values from little memory, off by a share of at most 2^−(b+1) in value and
/// not at all in rank. Counts add up: histograms of parts, merged in any order, are that of the whole.
///
/// Any double has a bucket: no range is to be chosen. Below 2.2e-308 in magnitude the error is 1.1e-308 ×
/// 2^−b instead of a share.
///
/// Source: G. Tene, HdrHistogram, 2012–, where powers of two are divided in this way.
public struct LogLinearHistogram: Sendable, Hashable {
  /// b: 7 for errors below 0.4 %.
  public let bits: Int
  /// The number of values.
  public private(set) var count = 0
  /// The least value; nil for none.
  public private(set) var minimum: Double?
  /// The greatest value; nil for none.
  public private(set) var maximum: Double?
  /// For each sign and power of two, in ascending order of values, its counts; empty where all are 0.
  private var blocks = [[Int]](repeating: [], count: 1 << 12)

  /// The greatest error of a percentile as a share of it: 2^−(b+1).
  public var relativeError: Double { 1 / Double(2 << bits) }

  /// A histogram without values.
  ///
  /// - Precondition: `bits` lies in 0...16.
  public init(bits: Int = 7) {
    precondition((0...16).contains(bits), "a power of two is divided into 1 to 65536 buckets")
    self.bits = bits
  }

  /// Counts a value. O(1).
  ///
  /// - Parameter times: how often.
  /// - Throws: `StatisticsError.notANumber` with the number of values before.
  /// - Precondition: `times` is not negative.
  public mutating func add(_ value: Double, times: Int = 1) throws {
    precondition(times >= 0, "no negative number of values")
    if value.isNaN { throw StatisticsError.notANumber(index: count) }
    guard times > 0 else { return }
    // −0 is 0.
    let key = OrderedBits.key(value + 0) >> UInt64(52 - bits)
    let block = Int(key >> UInt64(bits))
    if blocks[block].isEmpty { blocks[block] = [Int](repeating: 0, count: 1 << bits) }
    blocks[block][Int(key & (1 << UInt64(bits) - 1))] += times
    count += times
    minimum = min(minimum ?? value, value)
    maximum = max(maximum ?? value, value)
  }

  /// Adds the counts of another histogram. The order of merging doesn't matter.
  ///
  /// - Precondition: both have the same `bits`.
  public mutating func merge(_ other: LogLinearHistogram) {
    precondition(bits == other.bits, "histograms of the same buckets are merged")
    for (block, counts) in other.blocks.enumerated() where !counts.isEmpty {
      if blocks[block].isEmpty {
        blocks[block] = counts
      } else {
        for index in counts.indices { blocks[block][index] += counts[index] }
      }
    }
    count += other.count
    minimum = [minimum, other.minimum].compactMap { $0 }.min()
    maximum = [maximum, other.maximum].compactMap { $0 }.max()
  }

  /// The ⌈n p⌉-th smallest value (type 1), but for the error: the middle of its bucket, within the least
  /// and the greatest value. Exact for probabilities 0 and 1; nil without values.
  ///
  /// - Throws: `StatisticsError.probabilityOutOfRange`.
  /// - Complexity: O(buckets).
  public func percentile(_ probability: Double) throws -> Double? {
    try requireProbability(probability)
    guard let minimum, let maximum else { return nil }
    if probability == 0 { return minimum }
    if probability == 1 { return maximum }
    let position = PercentileMethod.hyndmanFan1.position(of: probability, n: count)
    let rank = min(max(position.weight > 0 ? position.rank + 1 : position.rank, 1), count)
    var passed = 0
    for bucket in buckets {
      passed += bucket.count
      if passed >= rank {
        let middle =
          bucket.lower == bucket.upper ? bucket.lower : bucket.lower / 2 + bucket.upper / 2
        return Swift.min(Swift.max(middle, minimum), maximum)
      }
    }
    return maximum
  }

  /// The buckets that hold values, ascending, with the least and the greatest double that belong there.
  /// The infinities have buckets of their own.
  public var buckets: [(lower: Double, upper: Double, count: Int)] {
    blocks.indices.flatMap { block in
      blocks[block].indices.filter { blocks[block][$0] > 0 }.map { index in
        let (lower, upper) = bounds(block, index)
        return (lower, upper, blocks[block][index])
      }
    }
  }

  private func bounds(_ block: Int, _ index: Int) -> (Double, Double) {
    if block == 0 { return (-.infinity, -.infinity) }
    if block == blocks.count - 1 { return (.infinity, .infinity) }
    let shift = UInt64(52 - bits)
    let key = (UInt64(block) << UInt64(bits) | UInt64(index)) << shift
    return (OrderedBits.value(key), OrderedBits.value(key | (1 << shift - 1)))
  }
}
