/// How a t test treats the variances of two samples.
public enum VarianceAssumption: String, Sendable, CaseIterable {
  /// Each sample has its own: Welch's test.
  case unequal
  /// Both share one: Student's test.
  case equal
}

/// The difference of two means with Welch's or Student's t test, as R's `t.test`.
///
/// Undefined figures are nil: the difference where a sample is empty or a mean is; the test for
/// fewer than two values in a sample (Student: fewer than three in all), for infinite values, and
/// where the standard error is 0 or no more than rounding (10 ulp of the larger mean, as R).
///
/// Sources: B. L. Welch, Biometrika 34 (1947); F. E. Satterthwaite, Biometrics Bulletin 2 (1946);
/// Student, Biometrika 6 (1908).
public struct MeanComparison: Sendable, Hashable {
  /// The sizes of both samples.
  public let n: Int, m: Int
  /// Which test it is.
  public let variances: VarianceAssumption
  /// The mean of x less the mean of y.
  public let difference: Double?
  /// The standard error of the difference.
  public let standardError: Double?
  /// Welch's approximate or Student's degrees of freedom.
  public let degreesOfFreedom: Double?
  /// t = difference / standard error.
  public let t: Double?
  /// The p-values of t. "Greater": x has the larger mean.
  public let pValues: PValues?
  /// The limits of the difference.
  public let interval: Interval?

  /// Compares the means of two samples. O(n + m).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange`.
  public init(
    _ x: [Double], _ y: [Double], variances: VarianceAssumption = .unequal, level: Double = 0.95
  ) throws {
    try requireNumbers(inColumns: [x, y])
    try self.init(
      Moments(numbers: x), Moments(numbers: y), variances: variances, level: level)
  }

  /// Compares the means of two samples of which the moments are known. O(1).
  ///
  /// - Throws: `StatisticsError.levelOutOfRange`.
  public init(
    _ x: Moments, _ y: Moments, variances: VarianceAssumption = .unequal, level: Double = 0.95
  ) throws {
    try requireLevel(level)
    (n, m) = (x.count, y.count)
    self.variances = variances
    let means = [x.mean, y.mean].compactMap { $0 }
    let difference = means.count == 2 && (means[0] - means[1]).isFinite ? means[0] - means[1] : nil
    self.difference = difference
    let spread =
      variances == .unequal ? Spread(welch: x, y) : Spread(student: x, y)
    guard let difference, let spread,
      spread.standardError > 10 * 0x1p-52 * means.map(abs).max()!
    else {
      (standardError, degreesOfFreedom, t, pValues, interval) = (nil, nil, nil, nil, nil)
      return
    }
    let student = StudentT(degreesOfFreedom: spread.degreesOfFreedom)
    let t = difference / spread.standardError
    let reach = student.upperQuantile((1 - level) / 2) * spread.standardError
    standardError = spread.standardError
    degreesOfFreedom = spread.degreesOfFreedom
    self.t = t
    pValues = PValues(t, student)
    interval = Interval(
      lower: difference - reach, upper: difference + reach, level: level, requestedLevel: level,
      method: variances == .unequal ? "Welch t" : "Student t")
  }
}

/// The standard error of a difference of means and its degrees of freedom.
private struct Spread {
  let standardError: Double
  let degreesOfFreedom: Double

  init?(welch x: Moments, _ y: Moments) {
    guard let errorX = x.standardErrorOfMean, let errorY = y.standardErrorOfMean else {
      return nil
    }
    let largest = max(errorX, errorY)
    guard largest > 0, largest.isFinite else { return nil }
    // Relative to the larger, so that no square leaves the range of doubles.
    let (a, b) = ((errorX / largest) * (errorX / largest), (errorY / largest) * (errorY / largest))
    standardError = largest * (a + b).squareRoot()
    degreesOfFreedom =
      (a + b) * (a + b) / (a * a / Double(x.count - 1) + b * b / Double(y.count - 1))
  }

  init?(student x: Moments, _ y: Moments) {
    guard let a = x.sumOfSquaredDeviations, let b = y.sumOfSquaredDeviations,
      x.count > 0, y.count > 0, x.count + y.count > 2, (a + b).isFinite
    else { return nil }
    degreesOfFreedom = Double(x.count + y.count - 2)
    let variance = (a + b) / degreesOfFreedom
    standardError = (variance * (1 / Double(x.count) + 1 / Double(y.count))).squareRoot()
    guard standardError > 0 else { return nil }
  }
}
