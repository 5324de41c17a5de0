extension SortedSample {
  /// How many values a share of each end are, ⌊share · n⌋; at most so many that one or two are left.
  private func cut(_ share: Double) throws -> Int {
    try requireTrim(share)
    let middle = (count - 1) / 2
    return min(max(0, middle), Int((share * Double(count)).rounded(.down)))
  }

  /// The mean of what is left when ⌊`share` · n⌋ values are cut off from each end, as R's
  /// `mean(trim =)`; for 0.5 the median. Infinite values that are cut off don't matter.
  ///
  /// - Parameter share: 0.2 for 20 % from each end, in 0...0.5.
  /// - Returns: nil for n = 0, and where −∞ and ∞ are both left; infinite where one of them is.
  /// - Throws: `StatisticsError.probabilityOutOfRange` for a share outside 0...0.5.
  /// - Complexity: O(n).
  /// - Source: J. W. Tukey, D. H. McLaughlin, Sankhyā A 25 (1963).
  public func trimmedMean(_ share: Double) throws -> Double? {
    let cut = try cut(share)
    if share == 0.5 { return median }
    return Self.mean(values[cut..<(count - cut)])
  }

  /// The mean after the ⌊`share` · n⌋ values at each end took the value of the nearest one that is
  /// left.
  ///
  /// - Parameter share: 0.2 for 20 % at each end, in 0...0.5.
  /// - Returns: nil for n = 0, and where −∞ and ∞ are both left.
  /// - Throws: `StatisticsError.probabilityOutOfRange` for a share outside 0...0.5.
  /// - Complexity: O(n).
  public func winsorizedMean(_ share: Double) throws -> Double? {
    Self.mean(try winsorized(share))
  }

  /// The variance of the winsorised values, with n − 1 in the denominator, as `winvar` of R's WRS2.
  ///
  /// - Parameter share: 0.2 for 20 % at each end, in 0...0.5.
  /// - Returns: nil for n < 2, and where an infinity is left.
  /// - Throws: `StatisticsError.probabilityOutOfRange` for a share outside 0...0.5.
  /// - Complexity: O(n).
  public func winsorizedVariance(_ share: Double) throws -> Double? {
    let values = try winsorized(share)
    guard count > 1, values.allSatisfy(\.isFinite) else { return nil }
    return SplitMean(values).sumOfSquares(values) / Double(count - 1)
  }

  /// The standard error of the trimmed mean, s_w / ((1 − 2 share) √n) (Tukey and McLaughlin).
  ///
  /// - Parameter share: 0.2 for 20 % from each end, at least 0 and below 0.5.
  /// - Returns: nil for n < 2, for a share of 0.5 and where an infinity is left.
  /// - Throws: `StatisticsError.probabilityOutOfRange` for a share outside 0...0.5.
  /// - Complexity: O(n).
  public func standardErrorOfTrimmedMean(_ share: Double) throws -> Double? {
    guard let variance = try winsorizedVariance(share), share < 0.5 else { return nil }
    return (variance / Double(count)).squareRoot() / (1 - 2 * share)
  }

  /// The values, those at the ends replaced.
  private func winsorized(_ share: Double) throws -> [Double] {
    let cut = try cut(share)
    guard count > 0 else { return [] }
    let (low, high) = (values[cut], values[count - 1 - cut])
    return values.map { min(high, max(low, $0)) }
  }

  private static func mean(_ values: some BidirectionalCollection<Double>) -> Double? {
    guard let low = values.first, let high = values.last else { return nil }
    if low == -.infinity { return high == .infinity ? nil : low }
    return high == .infinity ? high : { $0.high + $0.low }(SplitMean(values))
  }
}

/// Throws for what isn't a share of an end, NaN included.
private func requireTrim(_ share: Double) throws(StatisticsError) {
  guard share >= 0, share <= 0.5 else { throw .probabilityOutOfRange(share) }
}
