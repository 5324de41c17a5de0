/// What a first pass over values finds for their moments: a value that merges, so that threads can
/// each take a part.
///
/// Sums merge as sums of two doubles each; in any grouping and order they agree to twice the precision
/// of doubles, less what n costs: at worst n² · 10⁻³² of the sum of magnitudes, before they are rounded.
package struct MeanSums: Sendable {
  /// The number of values, n.
  private(set) var count = 0
  /// The smallest and the largest value as ordered bits.
  private var low = UInt64.max
  private var high = UInt64.min
  private var sum = CompensatedSum()
  /// The sum of the values that could make `sum` overflow, divided by `scale`.
  private var scaledSum = CompensatedSum()

  /// Powers of two round nothing on the way down and up, and no n is larger than this one.
  private static let scale = 0x1p64
  /// Fewer than 2⁶⁴ values below this have a finite sum.
  private static let largest = 0x1p900

  /// No values.
  init() {}

  /// Values of which none is NaN. O(n).
  init(_ values: [Double]) { add(values) }

  /// Adds values of which none is NaN. O(n).
  mutating func add(_ values: [Double]) {
    for value in values { add(value, count: 1) }
  }

  /// Adds a value `count` times. O(count).
  @inline(__always) mutating func add(_ value: Double, count: Int) {
    self.count += count
    let key = OrderedBits.key(value)
    low = min(low, key)
    high = max(high, key)
    if abs(value) < Self.largest {
      sum.add(value, count: count)
    } else {
      scaledSum.add(value / Self.scale, count: count)
    }
  }

  /// What was found of the values of both. O(1).
  func merging(_ other: MeanSums) -> MeanSums {
    var both = self
    both.count += other.count
    both.low = min(low, other.low)
    both.high = max(high, other.high)
    both.sum = sum.merging(other.sum)
    both.scaledSum = scaledSum.merging(other.scaledSum)
    return both
  }

  /// The smallest value, −0 before 0; nil for n = 0.
  var minimum: Double? { count > 0 ? OrderedBits.value(low) : nil }

  /// The largest value, 0 behind −0; nil for n = 0.
  var maximum: Double? { count > 0 ? OrderedBits.value(high) : nil }

  /// Whether there are values and all are finite.
  var isFinite: Bool {
    guard let minimum, let maximum else { return false }
    return minimum.isFinite && maximum.isFinite
  }

  /// The mean of finite values, to about the last digit, also where their sum overflows.
  var mean: Double {
    let n = Double(count)
    if max(abs(minimum ?? 0), abs(maximum ?? 0)) < Self.largest { return sum.value / n }
    var all = scaledSum
    all.add(sum.value / Self.scale)
    return all.value / n * Self.scale
  }

  /// What a second pass takes deviations from: the mean; nil for n = 0, where a value is infinite, and
  /// where the largest and the smallest lie further apart than a double tells.
  var centre: Double? {
    guard let minimum, let maximum, isFinite, (maximum - minimum).isFinite else { return nil }
    return mean
  }
}

/// What a second pass over values finds for their moments: the sums of the deviations from a centre near
/// the mean, and of their squares. They merge as ``MeanSums`` do.
package struct DeviationSums: Sendable {
  /// What the deviations are taken from.
  let centre: Double
  private var first = CompensatedSum()
  private var second = CompensatedSum()

  /// No values.
  init(from centre: Double) { self.centre = centre }

  /// Values of which none is NaN. O(n).
  init(_ values: [Double], from centre: Double) {
    self.centre = centre
    add(values)
  }

  /// Adds values of which none is NaN. O(n).
  mutating func add(_ values: [Double]) {
    for value in values { add(value, count: 1) }
  }

  /// Adds a value `count` times. O(count).
  @inline(__always) mutating func add(_ value: Double, count: Int) {
    let deviation = value - centre
    first.add(deviation, count: count)
    second.add(deviation * deviation, count: count)
  }

  /// The sums over the values of both. O(1).
  ///
  /// - Precondition: both have the same centre.
  func merging(_ other: DeviationSums) -> DeviationSums {
    precondition(centre == other.centre, "deviations from one centre")
    var both = self
    both.first = first.merging(other.first)
    both.second = second.merging(other.second)
    return both
  }

  /// The sum of the deviations, 0 where it overflows, and that of their squares.
  var values: (first: Double, second: Double) {
    (first.value.isFinite ? first.value : 0, second.value)
  }
}
