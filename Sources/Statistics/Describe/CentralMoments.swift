/// The mean and the sums of the second, third and fourth powers of the deviations from it: what
/// skewness and kurtosis need. Values merge, so that threads and files can each summarise a part.
///
/// Infinite values: everything but `count` is nil. Sums beyond the largest double make the results nil.
///
/// Source: P. Pébay, Formulas for robust, one-pass parallel computation of covariances and arbitrary-
/// order statistical moments, SAND2008-6212 (2008).
public struct CentralMoments: Sendable, Hashable {
  /// The number of values, n.
  public let count: Int
  private let meanHigh: Double
  private let meanLow: Double
  private let m2: Double
  private let m3: Double
  private let m4: Double
  private let isFinite: Bool

  /// The moments of no values: merging them changes nothing.
  public init() {
    self.init(count: 0, mean: (0, 0), sums: (0, 0, 0), isFinite: true)
  }

  /// The moments of `values`: three passes with compensated sums. O(n).
  ///
  /// - Throws: `StatisticsError.notANumber` for NaN.
  public init(_ values: [Double]) throws {
    try requireNumbers(values)
    guard !values.isEmpty, values.allSatisfy(\.isFinite) else {
      self.init(count: values.count, mean: (0, 0), sums: (0, 0, 0), isFinite: values.isEmpty)
      return
    }
    let mean = SplitMean(values)
    var (second, third, fourth) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for value in values {
      let deviation = mean.deviation(value)
      let square = deviation * deviation
      second.add(square)
      third.add(square * deviation)
      fourth.add(square * square)
    }
    self.init(
      count: values.count, mean: (mean.high, mean.low),
      sums: (second.value, third.value, fourth.value), isFinite: true)
  }

  private init(
    count: Int, mean: (Double, Double), sums: (Double, Double, Double), isFinite: Bool
  ) {
    self.count = count
    (meanHigh, meanLow) = mean
    (m2, m3, m4) = sums
    self.isFinite = isFinite && m2.isFinite && m3.isFinite && m4.isFinite
  }

  /// The mean; nil for n = 0.
  public var mean: Double? { isFinite && count > 0 ? meanHigh + meanLow : nil }

  /// The variance with n − 1 in the denominator; nil for n < 2.
  public var variance: Double? { isFinite && count > 1 ? m2 / Double(count - 1) : nil }

  /// g₁ = m₃ / m₂^1.5 of the central moments with denominator n (R's type 1); nil for a constant.
  public var skewness: Double? {
    guard isFinite, m2 > 0 else { return nil }
    let n = Double(count)
    return (m3 / m2) * (n / m2).squareRoot()
  }

  /// The skewness with little bias, G₁ (type 2, as of SAS and Excel); nil for n < 3 or a constant.
  public var adjustedSkewness: Double? {
    guard let skewness, count > 2 else { return nil }
    let n = Double(count)
    return skewness * (n * (n - 1)).squareRoot() / (n - 2)
  }

  /// g₂ = m₄ / m₂² − 3 of the central moments with denominator n (R's type 1): 0 for a normal
  /// distribution; nil for a constant.
  public var excessKurtosis: Double? {
    guard isFinite, m2 > 0 else { return nil }
    return Double(count) * (m4 / m2 / m2) - 3
  }

  /// The excess kurtosis with little bias, G₂ (type 2); nil for n < 4 or a constant.
  public var adjustedExcessKurtosis: Double? {
    guard let excessKurtosis, count > 3 else { return nil }
    let n = Double(count)
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excessKurtosis + 6)
  }

  /// The moments of both samples together. O(1).
  public func merging(_ other: CentralMoments) -> CentralMoments {
    if count == 0 { return other }
    if other.count == 0 { return self }
    let (a, b) = (Double(count), Double(other.count))
    let n = a + b
    let delta = (other.meanHigh - meanHigh) + (other.meanLow - meanLow)
    let (p, q) = (a / n, b / n)
    let shift = delta * q
    let high = meanHigh + shift
    let part = high - meanHigh
    let low = (meanHigh - (high - part)) + (shift - part) + meanLow
    let square = delta * delta
    let third =
      m3 + other.m3 + square * delta * a * q * (p - q) + 3 * delta * (p * other.m2 - q * m2)
    let fourth =
      m4 + other.m4 + square * square * a * q * (p * p - p * q + q * q)
      + 6 * square * (p * p * other.m2 + q * q * m2) + 4 * delta * (p * other.m3 - q * m3)
    return CentralMoments(
      count: count + other.count, mean: (high, low),
      sums: (m2 + other.m2 + square * a * q, third, fourth), isFinite: isFinite && other.isFinite)
  }
}
