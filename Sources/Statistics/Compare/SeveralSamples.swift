/// Several independent samples and what the tests between them share.
struct SeveralSamples {
  let moments: [Moments]

  /// - Throws: `StatisticsError.columnNotANumber` for NaN; the column is the sample.
  init(_ samples: [[Double]]) throws {
    try requireNumbers(inColumns: samples)
    moments = samples.map { Moments(numbers: $0) }
  }

  /// The pairs (i, j), i < j, of samples in order: (0, 1), (0, 2), …, (1, 2), …
  var pairs: [(Int, Int)] {
    moments.indices.flatMap { i in moments.indices.dropFirst(i + 1).map { (i, $0) } }
  }
}

/// A test by Fisher's F.
public struct FTestResult: Sendable, Hashable {
  /// The statistic.
  public let f: Double
  /// The degrees of freedom of the numerator.
  public let numeratorDegreesOfFreedom: Double
  /// The degrees of freedom of the denominator.
  public let denominatorDegreesOfFreedom: Double
  /// P(F ≥ f) under the null hypothesis.
  public let pValue: Double

  /// nil where f is none.
  init?(f: Double, numerator: Double, denominator: Double) {
    guard f >= 0, numerator > 0, denominator > 0 else { return nil }
    self.f = f
    numeratorDegreesOfFreedom = numerator
    denominatorDegreesOfFreedom = denominator
    pValue = FDistribution(numerator: numerator, denominator: denominator).upperTail(f)
  }
}

/// A test by chi-squared.
public struct ChiSquaredTestResult: Sendable, Hashable {
  /// The statistic.
  public let statistic: Double
  /// Its degrees of freedom.
  public let degreesOfFreedom: Double
  /// P(χ² ≥ statistic) under the null hypothesis.
  public let pValue: Double

  /// nil where the statistic is none.
  init?(_ statistic: Double, degreesOfFreedom: Int) {
    guard statistic >= 0, degreesOfFreedom > 0 else { return nil }
    self.statistic = statistic
    self.degreesOfFreedom = Double(degreesOfFreedom)
    pValue = ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic)
  }
}
