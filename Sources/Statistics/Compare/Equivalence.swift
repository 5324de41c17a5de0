import Glibc

/// The range of differences (or ratios) that make no difference in practice.
public struct EquivalenceMargins: Sendable, Hashable {
  /// The lower margin.
  public let lower: Double
  /// The upper margin.
  public let upper: Double

  /// Margins for a difference: −threshold … threshold.
  ///
  /// - Precondition: the threshold is at least 0 and finite.
  public init(difference threshold: Double) {
    precondition(threshold >= 0 && threshold.isFinite, "a threshold is at least 0")
    self.init(lower: -threshold, upper: threshold)
  }

  /// Margins for a ratio: 1 / (1 + threshold) … 1 + threshold, so that a verdict stays the same when
  /// the samples change places. 0.01 stands for 1 %.
  ///
  /// - Precondition: the threshold is at least 0 and finite.
  public init(ratio threshold: Double) {
    precondition(threshold >= 0 && threshold.isFinite, "a threshold is at least 0")
    self.init(lower: 1 / (1 + threshold), upper: 1 + threshold)
  }

  private init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// The margins of the logarithm of a ratio.
  var logarithms: EquivalenceMargins { EquivalenceMargins(lower: log(lower), upper: log(upper)) }
}

/// Two one-sided tests of whether a difference lies within margins: a small p-value shows that nothing
/// changed that matters, which a large p-value of an ordinary test does not.
///
/// Each null hypothesis says that the difference lies on or beyond one margin. The p-value is the
/// larger of both; it is at most α exactly where the limits of level 1 − 2 α lie within the margins.
///
/// Source: D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987).
public struct EquivalenceTest: Sendable, Hashable {
  /// The margins.
  public let margins: EquivalenceMargins
  /// The p-value against "at or below the lower margin".
  public let lowerPValue: Double
  /// The p-value against "at or above the upper margin".
  public let upperPValue: Double

  /// The p-value of equivalence: the larger of both.
  public var pValue: Double { max(lowerPValue, upperPValue) }

  /// By Welch's t test of the difference of means; nil where that is undefined.
  ///
  /// - Parameter margins: of the difference of the mean of x less that of y.
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y).
  /// O(n + m).
  public init?(welch x: [Double], _ y: [Double], margins: EquivalenceMargins) throws {
    let welch = try MeanComparison(x, y)
    guard let difference = welch.difference, let error = welch.standardError,
      let freedom = welch.degreesOfFreedom
    else { return nil }
    let student = StudentT(degreesOfFreedom: freedom)
    self.margins = margins
    lowerPValue = student.upperTail((difference - margins.lower) / error)
    upperPValue = student.upperTail((margins.upper - difference) / error)
  }

  /// By Mann and Whitney's test of the samples shifted by either margin: the test that the limits of
  /// ``HodgesLehmannShift`` belong to. nil for an empty sample.
  ///
  /// - Parameter margins: of the shift from y to x.
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y).
  /// O((n + m) log(n + m)).
  public init?(shift x: [Double], _ y: [Double], margins: EquivalenceMargins) throws {
    let low = try MannWhitneyTest(x, y.map { $0 + margins.lower })
    let high = try MannWhitneyTest(x, y.map { $0 + margins.upper })
    guard let lower = low.pValues, let upper = high.pValues else { return nil }
    self.margins = margins
    lowerPValue = lower.greater
    upperPValue = upper.less
  }

  /// As for a shift, by the ratio of two positive samples; nil for an empty sample and where a value
  /// is not positive and finite.
  ///
  /// - Parameter margins: of the ratio of x to y.
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y).
  public init?(ratio x: [Double], _ y: [Double], margins: EquivalenceMargins) throws {
    try requireNumbers(inColumns: [x, y])
    guard let logX = logarithms(x), let logY = logarithms(y),
      let test = try EquivalenceTest(shift: logX, logY, margins: margins.logarithms)
    else { return nil }
    self.margins = margins
    lowerPValue = test.lowerPValue
    upperPValue = test.upperPValue
  }
}
