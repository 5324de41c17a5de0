/// Dunn's test of one pair of several samples.
public struct DunnComparison: Sendable, Hashable {
  /// The samples compared, counted from 0.
  public let first: Int, second: Int
  /// The mean rank of the second sample less that of the first, in standard errors.
  public let z: Double
  /// The two-sided p-value of this pair alone.
  public let pValue: Double
  /// The p-value adjusted for all pairs.
  public let adjustedPValue: Double
}

/// Dunn's comparisons of all pairs of samples by the mean ranks of Kruskal and Wallis' test, with the
/// variance corrected for ties.
///
/// - Parameter adjustment: how the p-values are adjusted for their number.
/// - Returns: the pairs (0, 1), (0, 2), …, (1, 2), …; none for fewer than two samples, an empty
///   sample, and where all values are equal.
/// - Throws: `StatisticsError.columnNotANumber` for NaN; the column is the sample.
///
/// O(n log n + samples²). Source: O. J. Dunn, Technometrics 6 (1964).
public func dunnTest(
  _ samples: [[Double]], adjustment: MultipleComparisonMethod = .holm
) throws -> [DunnComparison] {
  guard let ranks = try PooledRanks(samples) else { return [] }
  let pairs = try SeveralSamples(samples).pairs
  let normal = StandardNormal()
  let z = pairs.map { i, j in
    let error = (ranks.variance * (1 / ranks.sizes[i] + 1 / ranks.sizes[j])).squareRoot()
    return (ranks.means[j] - ranks.means[i]) / error
  }
  let pValues = z.map { min(1, normal.twoSidedTail($0)) }
  let adjustedValues = try adjusted(pValues, method: adjustment)
  return pairs.indices.map {
    DunnComparison(
      first: pairs[$0].0, second: pairs[$0].1, z: z[$0], pValue: pValues[$0],
      adjustedPValue: adjustedValues[$0] ?? pValues[$0])
  }
}
