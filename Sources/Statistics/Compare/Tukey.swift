/// The comparison of one pair among several means, with limits that hold for all pairs together.
public struct SimultaneousComparison: Sendable, Hashable {
  /// The samples compared, counted from 0.
  public let first: Int, second: Int
  /// The mean of the second less the mean of the first.
  public let difference: Double
  /// The degrees of freedom of the studentised range.
  public let degreesOfFreedom: Double
  /// The p-value, adjusted for all pairs.
  public let adjustedPValue: Double
  /// The limits of the difference, which cover all pairs at once with the level.
  public let interval: Interval

  fileprivate init(
    _ pair: (Int, Int), difference: Double, error: Double, range: StudentizedRange, level: Double,
    method: String
  ) {
    (first, second) = pair
    self.difference = difference
    degreesOfFreedom = range.degreesOfFreedom
    adjustedPValue = range.upperTail(abs(difference) / error)
    let reach = range.upperQuantile(1 - level) * error
    interval = Interval(
      lower: difference - reach, upper: difference + reach, level: level, requestedLevel: level,
      method: method)
  }
}

/// Tukey's honest significant differences of all pairs of means, after Kramer for samples of unequal
/// size, as R's `TukeyHSD`: one variance for all samples.
///
/// - Returns: the pairs (0, 1), (0, 2), …, (1, 2), …; none for fewer than two samples, an empty
///   sample, no more values than samples, infinite values, and a variance of 0 within the samples.
/// - Throws: `StatisticsError.columnNotANumber` for NaN; the column is the sample;
///   `StatisticsError.levelOutOfRange`.
///
/// O(values) and one tail and quantile of the studentised range for each pair. Sources: J. W. Tukey,
/// The problem of multiple comparisons, 1953; C. Y. Kramer, Biometrics 12 (1956).
public func tukeyHonestDifferences(
  _ samples: [[Double]], level: Double = 0.95
) throws -> [SimultaneousComparison] {
  try requireLevel(level)
  let several = try SeveralSamples(samples)
  let analysis = try OneWayAnalysisOfVariance(samples)
  guard samples.count > 1, analysis.groups == samples.count,
    let variance = analysis.withinMeanSquare, variance > 0, variance.isFinite
  else { return [] }
  let range = StudentizedRange(
    groups: samples.count, degreesOfFreedom: Double(analysis.count - samples.count))
  return several.pairs.compactMap { i, j in
    let (x, y) = (several.moments[i], several.moments[j])
    guard let meanX = x.mean, let meanY = y.mean else { return nil }
    let error = (variance / 2 * (1 / Double(x.count) + 1 / Double(y.count))).squareRoot()
    return SimultaneousComparison(
      (i, j), difference: meanY - meanX, error: error, range: range, level: level,
      method: "Tukey-Kramer")
  }
}

/// Games and Howell's comparisons of all pairs of means, which let each sample have its own variance.
///
/// - Returns: the pairs (0, 1), (0, 2), …, (1, 2), …, without those of a sample with fewer than two
///   values or infinite ones, and of two constant samples.
/// - Throws: `StatisticsError.columnNotANumber` for NaN; the column is the sample;
///   `StatisticsError.levelOutOfRange`.
///
/// O(values) and one tail and quantile of the studentised range for each pair. Source: P. A. Games,
/// J. F. Howell, Journal of Educational Statistics 1 (1976).
public func gamesHowellTest(
  _ samples: [[Double]], level: Double = 0.95
) throws -> [SimultaneousComparison] {
  let several = try SeveralSamples(samples)
  return try several.pairs.compactMap { i, j in
    let welch = try MeanComparison(several.moments[j], several.moments[i], level: level)
    guard let difference = welch.difference, let error = welch.standardError,
      let freedom = welch.degreesOfFreedom
    else { return nil }
    return SimultaneousComparison(
      (i, j), difference: difference, error: error / 2.0.squareRoot(),
      range: StudentizedRange(groups: samples.count, degreesOfFreedom: freedom), level: level,
      method: "Games-Howell")
  }
}
