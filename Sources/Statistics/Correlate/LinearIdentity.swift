/// Two columns of which one is a straight line of the other but for rounding, as the same time in
/// seconds and in milliseconds: arithmetic, not a finding.
public struct LinearIdentity: Sendable, Hashable {
  /// The index of the first column, counted from 0; the smaller one.
  public let first: Int
  /// The index of the second column.
  public let second: Int
  /// The second column is `slope` times the first, plus `intercept`.
  public let slope: Double
  /// See `slope`.
  public let intercept: Double
  /// 1 − |r|, with all its digits: half the squared distance of the standardised columns.
  public let departure: Double

  /// The identities among columns.
  ///
  /// Two rows always lie on a straight line, so that fewer than three different points are no identity.
  /// Constant and infinite columns have none.
  /// - Parameter tolerance: the largest 1 − |r|.
  /// - Returns: by `first`, then `second`.
  /// - Throws: `StatisticsError.columnNotANumber`, `.unequalLengths`.
  /// - Precondition: the tolerance is not negative.
  /// - Complexity: O(n k²) for k columns of n rows.
  public static func all(
    among columns: [[Double]], tolerance: Double = 1e-12
  ) throws -> [LinearIdentity] {
    precondition(tolerance >= 0, "a tolerance is not negative")
    try requireEqualColumns(columns)
    guard let n = columns.first?.count, n > 2 else { return [] }
    let r = pearsonCoefficients(columns)
    return columns.indices.flatMap { first in
      columns.indices.dropFirst(first + 1).compactMap { second in
        // r itself is known to some 15 digits, which suffices to look closer.
        guard let r = r[first][second], 1 - abs(r) <= tolerance + 1e-13 else { return nil }
        let identity = LinearIdentity(first, second, columns[first], columns[second], r < 0)
        return identity.flatMap { $0.departure <= tolerance ? $0 : nil }
      }
    }
  }

  private init?(_ first: Int, _ second: Int, _ x: [Double], _ y: [Double], _ falls: Bool) {
    guard Self.holdsThreePoints(x), let scaleX = ColumnScale(x), let scaleY = ColumnScale(y)
    else { return nil }
    let (a, b) = (scaleX.applied(to: x), scaleY.applied(to: y))
    let lengths = [a, b].map { column -> Double in
      var sum = CompensatedSum()
      for value in column { sum.add(value * value) }
      return sum.value.squareRoot()
    }
    let sign = falls ? -1.0 : 1
    var distance = CompensatedSum()
    for i in a.indices {
      let gap = a[i] / lengths[0] - sign * b[i] / lengths[1]
      distance.add(gap * gap)
    }
    self.first = first
    self.second = second
    departure = distance.value / 2
    let steepness = sign * lengths[1] / lengths[0]
    slope = steepness * scaleX.scale / scaleY.scale
    intercept = (scaleY.mean - steepness * scaleX.mean) / scaleY.scale
  }

  private static func holdsThreePoints(_ x: [Double]) -> Bool {
    var seen: [Double] = []
    for value in x where !seen.contains(value) {
      seen.append(value)
      if seen.count > 2 { return true }
    }
    return false
  }
}
