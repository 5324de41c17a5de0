import Glibc

/// The test of Brunner and Munzel: whether P(X > Y) + ½ P(X = Y) differs from ½, without assuming
/// that both distributions have one form.
///
/// The t approximation for small samples. Where the samples don't overlap at all (or all values are
/// equal) the variance is 0 and the test is undefined: nil, the probability itself is still given.
///
/// Sources: E. Brunner, U. Munzel, Biometrical Journal 42 (2000); limits as there, by t.
public struct BrunnerMunzelTest: Sendable, Hashable {
  /// The sizes of both samples.
  public let n: Int, m: Int
  /// P(X > Y) + ½ P(X = Y), estimated; nil where a sample is empty.
  public let probabilityOfSuperiority: Double?
  /// The standard error of that probability; nil for fewer than two values in a sample.
  public let standardError: Double?
  /// (probability − ½) / standard error: R's and SciPy's statistic with the opposite sign.
  public let statistic: Double?
  /// Satterthwaite's degrees of freedom.
  public let degreesOfFreedom: Double?
  /// The p-values. "Greater": x tends to be larger.
  public let pValues: PValues?
  /// The limits of the probability, cut off at 0 and 1.
  public let interval: Interval?

  /// Compares two samples. O((n + m) log(n + m)).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange`.
  public init(_ x: [Double], _ y: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    let (x, y) = try sortedPair(x, y)
    (n, m) = (x.count, y.count)
    let placements = Placements(x, y)
    probabilityOfSuperiority = placements.probability
    guard let probability = placements.probability, let variances = placements.variances,
      variances.x + variances.y > 0
    else {
      (standardError, statistic, degreesOfFreedom, pValues, interval) = (nil, nil, nil, nil, nil)
      return
    }
    let (a, b) = (variances.x / Double(n), variances.y / Double(m))
    let error = (a + b).squareRoot()
    let freedom = (a + b) * (a + b) / (a * a / Double(n - 1) + b * b / Double(m - 1))
    let student = StudentT(degreesOfFreedom: freedom)
    let reach = student.upperQuantile((1 - level) / 2) * error
    standardError = error
    statistic = (probability - 0.5) / error
    degreesOfFreedom = freedom
    pValues = PValues((probability - 0.5) / error, student)
    interval = Interval(
      lower: max(0, probability - reach), upper: min(1, probability + reach), level: level,
      requestedLevel: level, method: "Brunner-Munzel t")
  }
}

/// The share of the other sample that lies below each value, ties as half: summed over the values.
struct Placements {
  /// P(X > Y) + ½ P(X = Y); nil where a sample is empty.
  let probability: Double?
  /// The variances of the placements of x among y, and of y among x; nil for fewer than two values.
  let variances: (x: Double, y: Double)?

  /// - Precondition: both ascend, without NaN.
  init(_ x: [Double], _ y: [Double]) {
    let (n, m) = (x.count, y.count)
    guard n > 0, m > 0 else {
      (probability, variances) = (nil, nil)
      return
    }
    let doubledWins = MergedSamples(x, y).doubledWins
    let probability = Double(doubledWins) / (2 * Double(n) * Double(m))
    self.probability = probability
    guard n > 1, m > 1 else {
      variances = nil
      return
    }
    var (sumX, sumY) = (CompensatedSum(), CompensatedSum())
    forEachGroup(x, y) { i, j, inX, inY in
      // Whole numbers up to the division: a deviation of 0 is then exactly 0.
      let placeX = Double((2 * j + inY) * n - doubledWins) / (2 * Double(n) * Double(m))
      let placeY = Double((2 * (n - i) - inX) * m - doubledWins) / (2 * Double(n) * Double(m))
      sumX.add(Double(inX) * placeX * placeX)
      sumY.add(Double(inY) * placeY * placeY)
    }
    variances = (sumX.value / Double(n - 1), sumY.value / Double(m - 1))
  }
}
