/// Welch's analysis of variance: whether several means differ, without assuming equal variances, as
/// R's `oneway.test`.
///
/// - Returns: nil for fewer than two samples, fewer than two values in a sample, a constant sample
///   (its weight would be infinite), and infinite values.
/// - Throws: `StatisticsError.columnNotANumber` for NaN; the column is the sample.
///
/// O(values). Source: B. L. Welch, Biometrika 38 (1951).
public func welchAnova(_ samples: [[Double]]) throws -> FTestResult? {
  let moments = try SeveralSamples(samples).moments
  let count = Double(samples.count)
  let parts = moments.compactMap { sample -> (mean: Double, weight: Double, size: Double)? in
    guard let mean = sample.mean, let variance = sample.variance, variance > 0,
      variance.isFinite
    else { return nil }
    return (mean, Double(sample.count) / variance, Double(sample.count))
  }
  guard parts.count == samples.count, parts.count > 1 else { return nil }
  let total = parts.reduce(0) { $0 + $1.weight }
  // From the first mean, so that a common offset costs no digits.
  let mean =
    parts[0].mean + parts.reduce(0) { $0 + $1.weight * ($1.mean - parts[0].mean) } / total
  var (between, excess) = (CompensatedSum(), CompensatedSum())
  for part in parts {
    between.add(part.weight * (part.mean - mean) * (part.mean - mean))
    let share = 1 - part.weight / total
    excess.add(share * share / (part.size - 1))
  }
  let correction = excess.value / (count * count - 1)
  let f = between.value / ((count - 1) * (1 + 2 * (count - 2) * correction))
  guard f.isFinite, correction > 0 else { return nil }
  return FTestResult(f: f, numerator: count - 1, denominator: 1 / (3 * correction))
}

/// Where Levene's test takes deviations from.
public enum LeveneCentre: String, Sendable, CaseIterable {
  /// The mean of each sample: Levene's own.
  case mean
  /// The median of each sample: Brown and Forsythe's, robust against skewness.
  case median
}

/// Levene's test of whether several variances are equal: the analysis of variance of absolute
/// deviations from the centre of each sample.
///
/// - Returns: nil for fewer than two samples, an empty sample, no more values than samples, infinite
///   values, and where no deviation differs from another of its sample.
/// - Throws: `StatisticsError.columnNotANumber` for NaN; the column is the sample.
///
/// O(values), or O(n log n) for the median. Sources: H. Levene in Contributions to Probability and
/// Statistics, 1960; M. B. Brown, A. B. Forsythe, JASA 69 (1974).
public func leveneTest(
  _ samples: [[Double]], centre: LeveneCentre = .median
) throws -> FTestResult? {
  try requireNumbers(inColumns: samples)
  var deviations: [[Double]] = []
  for sample in samples {
    let middle =
      centre == .mean ? Moments(numbers: sample).mean : try SortedSample(sample).median
    guard let middle, middle.isFinite, sample.allSatisfy(\.isFinite) else { return nil }
    deviations.append(sample.map { abs($0 - middle) })
  }
  let analysis = try OneWayAnalysisOfVariance(deviations)
  guard analysis.groups == samples.count, let spread = analysis.withinSumOfSquares, spread > 0,
    let f = analysis.statistic
  else { return nil }
  return FTestResult(
    f: f, numerator: Double(analysis.groups - 1),
    denominator: Double(analysis.count - analysis.groups))
}

/// Kruskal and Wallis' test of whether several samples come from one distribution, by midranks, as
/// R's `kruskal.test`: H, corrected for ties, against chi-squared.
///
/// - Returns: nil for fewer than two samples that aren't empty, an empty sample, and where all values
///   are equal.
/// - Throws: `StatisticsError.columnNotANumber` for NaN; the column is the sample.
///
/// O(n log n). Infinities are the largest and smallest values. Source: W. H. Kruskal, W. A. Wallis,
/// JASA 47 (1952).
public func kruskalWallisTest(_ samples: [[Double]]) throws -> ChiSquaredTestResult? {
  guard let ranks = try PooledRanks(samples) else { return nil }
  var sum = CompensatedSum()
  for (mean, size) in zip(ranks.means, ranks.sizes) {
    let deviation = mean - (ranks.total + 1) / 2
    sum.add(size * deviation * deviation)
  }
  return ChiSquaredTestResult(sum.value / ranks.variance, degreesOfFreedom: samples.count - 1)
}

/// The midranks of several samples together.
struct PooledRanks {
  /// The mean midrank of each sample.
  let means: [Double]
  /// The size of each sample.
  let sizes: [Double]
  /// The number of values in all.
  let total: Double
  /// The variance of the midranks with n − 1 in the denominator: n (n + 1) / 12 without ties.
  let variance: Double

  /// nil for fewer than two samples, an empty sample, and where all values are equal.
  ///
  /// - Throws: `StatisticsError.columnNotANumber`.
  init?(_ samples: [[Double]]) throws {
    try requireNumbers(inColumns: samples)
    guard samples.count > 1, !samples.contains(where: \.isEmpty) else { return nil }
    let ranking = Ranking(samples.flatMap { $0 })
    guard !ranking.isConstant else { return nil }
    sizes = samples.map { Double($0.count) }
    let midranks = ranking.midranks
    total = Double(midranks.count)
    var start = 0
    means = samples.map { sample in
      defer { start += sample.count }
      let sum = midranks[start..<(start + sample.count)].reduce(0, +)
      return sum / Double(sample.count)
    }
    let ties = ranking.groupSizes.reduce(0.0) { sum, size in
      sum + Double(size) * (Double(size) * Double(size) - 1)
    }
    variance = (total * (total + 1) - ties / (total - 1)) / 12
  }
}
