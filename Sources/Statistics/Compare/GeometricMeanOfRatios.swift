import Glibc

/// The geometric mean of the ratios of two versions over several benchmarks, with limits.
///
/// Each benchmark counts alike, by the ratio of the geometric means of its samples. Two intervals
/// answer two questions:
/// - `interval`: how far is the mean over these benchmarks known, given the noise of their runs? By
///   the standard errors of the mean logarithms and Satterthwaite's degrees of freedom.
/// - `intervalOverBenchmarks`: what would other benchmarks like these say? By Student's t of the
///   logarithms of the ratios, n − 1 degrees of freedom.
///
/// Sources: P. J. Fleming, J. J. Wallace, How not to lie with statistics, Communications of the ACM 29
/// (1986); F. E. Satterthwaite, Biometrics Bulletin 2 (1946).
public struct GeometricMeanOfRatios: Sendable, Hashable {
  /// The number of benchmarks.
  public let n: Int
  /// The ratio of each benchmark, x / y; nil where a sample is empty or a value is not positive and
  /// finite.
  public let ratios: [Double?]
  /// The geometric mean; nil for no benchmark and where one has no ratio: a mean over the rest would
  /// be that of another suite.
  public let estimate: Double?
  /// The limits for these benchmarks; nil with the estimate, where samples aren't known, where one
  /// has fewer than two values, and without any noise.
  public let interval: Interval?
  /// The limits for benchmarks like these; nil for fewer than two of them, and where all ratios are
  /// equal.
  public let intervalOverBenchmarks: Interval?

  /// The mean over benchmarks with samples of both versions. O(values).
  ///
  /// - Parameter benchmarks: x is the numerator.
  /// - Throws: `StatisticsError.columnNotANumber` for NaN: x of benchmark i is column 2 i, y column
  ///   2 i + 1; `StatisticsError.levelOutOfRange`.
  public init(_ benchmarks: [Stratum], level: Double = 0.95) throws {
    try requireLevel(level)
    try requireNumbers(inColumns: benchmarks.flatMap { [$0.x, $0.y] })
    let moments = benchmarks.map { benchmark in
      [benchmark.x, benchmark.y].map { logarithms($0).map { Moments(numbers: $0) } }
    }
    self.init(
      logRatios: moments.map { pair in
        pair[0]?.mean.flatMap { first in pair[1]?.mean.map { first - $0 } }
      }, noise: moments.flatMap { $0 }, level: level)
  }

  /// The mean over ratios that are known: without limits for the noise of runs.
  ///
  /// - Throws: `StatisticsError.notANumber`, `StatisticsError.levelOutOfRange`.
  public init(ratios: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    try requireNumbers(ratios)
    self.init(
      logRatios: ratios.map { $0 > 0 && $0.isFinite ? log($0) : nil }, noise: [], level: level)
  }

  private init(logRatios: [Double?], noise: [Moments?], level: Double) {
    n = logRatios.count
    ratios = logRatios.map { $0.map { exp($0) } }
    let known = logRatios.compactMap { $0 }
    guard known.count == n, n > 0 else {
      (estimate, interval, intervalOverBenchmarks) = (nil, nil, nil)
      return
    }
    let moments = Moments(numbers: known)
    let mean = moments.mean ?? 0
    estimate = exp(mean)
    intervalOverBenchmarks = moments.standardErrorOfMean.flatMap {
      Self.interval(
        mean, error: $0, degreesOfFreedom: Double(known.count - 1), level,
        "t of log ratios over benchmarks")
    }
    interval = Self.noise(of: noise, count: Double(n)).flatMap {
      Self.interval(
        mean, error: $0.error, degreesOfFreedom: $0.degreesOfFreedom, level,
        "t of log ratios over runs")
    }
  }

  /// The standard error of the mean log ratio from those of its samples.
  private static func noise(
    of samples: [Moments?], count: Double
  ) -> (error: Double, degreesOfFreedom: Double)? {
    var (variance, denominator) = (0.0, 0.0)
    for sample in samples {
      guard let sample, let error = sample.standardErrorOfMean else { return nil }
      let share = (error / count) * (error / count)
      variance += share
      denominator += share * share / Double(sample.count - 1)
    }
    guard denominator > 0 else { return nil }
    return (variance.squareRoot(), variance * variance / denominator)
  }

  private static func interval(
    _ mean: Double, error: Double, degreesOfFreedom: Double, _ level: Double, _ method: String
  ) -> Interval? {
    guard error > 0 else { return nil }
    let reach =
      StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile((1 - level) / 2) * error
    return Interval(
      lower: exp(mean - reach), upper: exp(mean + reach), level: level, requestedLevel: level,
      method: method)
  }
}
