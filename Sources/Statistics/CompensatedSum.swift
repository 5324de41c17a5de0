/// A sum whose rounding errors are carried along: as exact as if summed in twice the precision and
/// rounded once, while the sum is not smaller than about 1e-16 times the sum of magnitudes.
///
/// Infinite terms give what plain addition gives (∞ − ∞ is NaN). An intermediate sum beyond the
/// largest double gives infinity.
///
/// Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
/// ZAMM 54 (1974).
public struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var compensation = 0.0

  /// The empty sum, 0.
  public init() {}

  /// The sum of `values`. O(n).
  public init(_ values: [Double]) {
    for value in values { add(value) }
  }

  /// Adds one term.
  public mutating func add(_ term: Double) {
    let next = sum + term
    if abs(sum) >= abs(term) {
      compensation += (sum - next) + term
    } else {
      compensation += (term - next) + sum
    }
    sum = next
  }

  /// Adds one term `count` times: what as many calls of ``add(_:)`` give. O(count).
  @inline(__always) mutating func add(_ term: Double, count: Int) {
    for _ in 0..<count { add(term) }
  }

  /// The sum of the terms of both: threads can each add up a part. O(1).
  public func merging(_ other: CompensatedSum) -> CompensatedSum {
    var both = self
    both.add(other.sum)
    both.compensation += other.compensation
    return both
  }

  /// The sum of what was added so far; 0 for nothing.
  public var value: Double { sum.isFinite ? sum + compensation : sum }
}
