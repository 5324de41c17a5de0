/// The t test of the mean of paired differences, as R's `t.test(paired = TRUE)`.
///
/// All but the mean is nil for fewer than two pairs, for infinite differences and where the standard
/// error is 0 or no more than rounding (10 ulp of the mean, as R). Source: Student, Biometrika 6
/// (1908).
public struct PairedT: Sendable, Hashable {
  /// The number of pairs.
  public let n: Int
  /// The mean difference; nil for n = 0 and for ∞ − ∞.
  public let meanDifference: Double?
  /// Its standard error.
  public let standardError: Double?
  /// n − 1.
  public let degreesOfFreedom: Double?
  /// Mean difference / standard error.
  public let t: Double?
  /// The p-values of t. "Greater": the first of a pair tends to be larger.
  public let pValues: PValues?
  /// The limits of the mean difference.
  public let interval: Interval?

  /// Compares x with y, pair by pair. O(n).
  ///
  /// - Throws: `StatisticsError.unequalLengths`, `StatisticsError.columnNotANumber`,
  ///   `StatisticsError.levelOutOfRange`.
  public init(_ x: [Double], _ y: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    let differences = try pairedDifferences(x, y)
    self.init(differences.map { Moments(numbers: $0) }, n: x.count, level: level)
  }

  /// Tests the mean of differences that are known. O(n).
  ///
  /// - Throws: `StatisticsError.notANumber`, `StatisticsError.levelOutOfRange`.
  public init(differences: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    self.init(try Moments(differences), n: differences.count, level: level)
  }

  private init(_ moments: Moments?, n: Int, level: Double) {
    self.n = n
    let mean = moments?.mean
    meanDifference = mean
    guard let mean, mean.isFinite, let error = moments?.standardErrorOfMean, error.isFinite,
      error > 10 * 0x1p-52 * abs(mean)
    else {
      (standardError, degreesOfFreedom, t, pValues, interval) = (nil, nil, nil, nil, nil)
      return
    }
    let student = StudentT(degreesOfFreedom: Double(n - 1))
    let reach = student.upperQuantile((1 - level) / 2) * error
    standardError = error
    degreesOfFreedom = Double(n - 1)
    t = mean / error
    pValues = PValues(mean / error, student)
    interval = Interval(
      lower: mean - reach, upper: mean + reach, level: level, requestedLevel: level,
      method: "paired t")
  }
}

/// The differences of pairs; nil where one is ∞ − ∞.
///
/// - Throws: `StatisticsError.unequalLengths`, `StatisticsError.columnNotANumber`.
func pairedDifferences(_ x: [Double], _ y: [Double]) throws -> [Double]? {
  guard x.count == y.count else {
    throw StatisticsError.unequalLengths(column: 1, expected: x.count, found: y.count)
  }
  try requireNumbers(inColumns: [x, y])
  let differences = zip(x, y).map { $0 - $1 }
  return differences.contains { $0.isNaN } ? nil : differences
}
