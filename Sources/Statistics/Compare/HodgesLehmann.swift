import Glibc

/// The shift between two samples after Hodges and Lehmann: the median of all differences x − y, with
/// limits from the distribution of Mann and Whitney's U.
///
/// - Estimate: the median of the n m differences, the mean of the two middle ones if even.
/// - Limits: the k-th smallest and k-th largest difference. k is the largest with P(U < k) ≤ α / 2,
///   as in R's `wilcox.test`: exact where ``MannWhitneyTest`` is, else by the normal distribution with
///   a correction of ½. (R then solves for the shift that makes its
///   corrected z significant; the order statistics here differ from that by about one rank.) Where
///   even k = 1 can't keep α, the extreme differences are the limits and `level` is what they
///   achieve, below the level asked for. Ties are no hindrance: they can only raise the level.
///
/// It estimates a shift of the whole distribution; it isn't the difference of the medians unless both
/// distributions have one form.
///
/// Infinite values: a difference of finite and infinite is infinite, and an estimate or a limit that
/// isn't finite is nil; all are nil where both samples hold the same infinity.
///
/// Sources: J. L. Hodges, E. L. Lehmann, Annals of Mathematical Statistics 34 (1963); D. F. Bauer,
/// JASA 67 (1972); M. Hollander, D. A. Wolfe, E. Chicken, Nonparametric Statistical Methods, 3rd
/// edition, section 4.3; for discrete values R. H. Randles, D. A. Wolfe, Introduction to the Theory
/// of Nonparametric Statistics, 1979.
public struct HodgesLehmannShift: Sendable, Hashable {
  /// The name of the method, for results.
  public static let method = "Hodges-Lehmann, order statistics of the differences"

  /// The sizes of both samples.
  public let n: Int, m: Int
  /// The median difference x − y; nil where a sample is empty.
  public let estimate: Double?
  /// The limits of the shift; nil where a sample is empty.
  public let interval: Interval?

  /// Estimates the shift from y to x. No difference is stored: O((n + m) log(n + m)) in practice.
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange`.
  public init(_ x: [Double], _ y: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    let (x, y) = try sortedPair(x, y)
    self.init(ascending: x, y, level: level)
  }

  init(ascending x: [Double], _ y: [Double], level: Double) {
    n = x.count
    m = y.count
    guard let firstX = x.first, let lastX = x.last, let firstY = y.first, let lastY = y.last,
      !(firstX.isInfinite && firstX == firstY), !(lastX.isInfinite && lastX == lastY)
    else {
      (estimate, interval) = (nil, nil)
      return
    }
    let differences = SortedSums(differencesOf: x, and: y)
    estimate = differences.median.flatMap { $0.isFinite ? $0 : nil }
    let rank = RankOfLimit(alpha: 1 - level, n: n, m: m)
    interval = rank.interval(of: differences, level: level, method: Self.method)
  }
}

/// Which order statistic bounds a shift so that each end misses it with at most α / 2.
struct RankOfLimit {
  /// k: the limits are the k-th smallest and the k-th largest.
  let rank: Int
  /// The level that they reach.
  let level: Double

  /// For the differences of samples of n and m values.
  init(alpha: Double, n: Int, m: Int) {
    if MannWhitneyTest.isExact(n: n, m: m) {
      let chance = RankSumDistribution(first: n, second: m)
      self.init(alpha: alpha, quantile: chance.quantile(alpha / 2), chance.cumulative)
    } else {
      self.init(
        alpha: alpha, mean: Double(n) * Double(m) / 2,
        standardDeviation: MannWhitneyTest.standardDeviation(n, m, ties: 0))
    }
  }

  /// From the exact distribution of the statistic that counts the sums above 0: its quantile of α / 2
  /// and its distribution function.
  init(alpha: Double, quantile: Double, _ cumulative: (Double) -> Double) {
    rank = max(1, Int(quantile))
    level = 1 - min(1, 2 * cumulative(Double(rank - 1)))
  }

  /// From the normal approximation to it.
  init(alpha: Double, mean: Double, standardDeviation: Double) {
    let normal = StandardNormal()
    let reach = normal.upperQuantile(alpha / 2) * standardDeviation
    rank = max(1, Int((mean + 0.5 - reach).rounded(.down)))
    level = 1 - 2 * normal.upperTail((mean + 0.5 - Double(rank)) / standardDeviation)
  }

  /// The limits, where they are finite; the sums are multiplied by `factor`.
  func interval(
    of sums: SortedSums, factor: Double = 1, level requested: Double, method: String
  ) -> Interval {
    let values = [sums.value(rank: rank), sums.value(rank: sums.count + 1 - rank)]
    let limits = values.map { $0.isFinite ? $0 * factor : nil }
    return Interval(
      lower: limits[0], upper: limits[1], level: level, requestedLevel: requested, method: method)
  }
}

/// The ratio of two positive samples after Hodges and Lehmann: the shift of their logarithms.
///
/// The natural figure for times and rates: 0.9 means that x takes nine tenths of y throughout.
public struct HodgesLehmannRatio: Sendable, Hashable {
  /// The name of the method, for results.
  public static let method = "Hodges-Lehmann, order statistics of the ratios"

  /// The sizes of both samples.
  public let n: Int, m: Int
  /// The median of the ratios x / y (the geometric mean of the two middle ones); nil where a sample
  /// is empty and where a value is not positive and finite.
  public let estimate: Double?
  /// The limits of the ratio, as those of ``HodgesLehmannShift``; nil with the estimate.
  public let interval: Interval?

  /// Estimates the factor from y to x. O((n + m) log(n + m)) in practice.
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange`.
  public init(_ x: [Double], _ y: [Double], level: Double = 0.95) throws {
    try requireLevel(level)
    try requireNumbers(inColumns: [x, y])
    n = x.count
    m = y.count
    guard let logX = logarithms(x), let logY = logarithms(y) else {
      (estimate, interval) = (nil, nil)
      return
    }
    let shift = try HodgesLehmannShift(logX, logY, level: level)
    estimate = shift.estimate.map(exp)
    interval = shift.interval?.exponential(method: Self.method)
  }
}

/// The natural logarithms; nil where a value is not positive and finite.
func logarithms(_ values: [Double]) -> [Double]? {
  values.allSatisfy { $0 > 0 && $0.isFinite } ? values.map { log($0) } : nil
}

extension Interval {
  /// The interval of the exponential of what this one is of.
  func exponential(method: String) -> Interval {
    Interval(
      lower: lower.map { exp($0) }, upper: upper.map { exp($0) }, level: level,
      requestedLevel: requestedLevel, method: method)
  }
}
