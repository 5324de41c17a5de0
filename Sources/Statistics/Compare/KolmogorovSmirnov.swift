import Glibc

/// The two-sample test of Kolmogorov and Smirnov: whether two samples come from one distribution,
/// by the largest distance of their empirical distribution functions.
///
/// The p-value is exact, given the ties found, where n m is below 10⁴ (as R) or as asked; else
/// from Kolmogorov's limit law, which is conservative for ties.
///
/// Sources: N. Smirnov, Annals of Mathematical Statistics 19 (1948); for ties G. Schröer, D.
/// Trenkler, Computational Statistics & Data Analysis 20 (1995).
public struct KolmogorovSmirnovTest: Sendable, Hashable {
  /// Below this product of the sizes the p-value is exact unless asked otherwise.
  public static let exactBelow = 10_000

  /// The sizes of both samples.
  public let n: Int, m: Int
  /// D, the largest distance; nil where a sample is empty.
  public let d: Double?
  /// The two-sided p-value; nil where a sample is empty.
  public let pValue: Double?
  /// Whether the p-value is exact.
  public let isExact: Bool

  /// Compares two samples. O((n + m) log(n + m)); O(n m) time for an exact p-value.
  ///
  /// - Parameter exact: whether to calculate an exact p-value; nil for the rule above.
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y).
  public init(_ x: [Double], _ y: [Double], exact: Bool? = nil) throws {
    let (x, y) = try sortedPair(x, y)
    (n, m) = (x.count, y.count)
    isExact = exact ?? (Double(n) * Double(m) < Double(Self.exactBelow))
    guard n > 0, m > 0 else {
      (d, pValue) = (nil, nil)
      return
    }
    var largest = 0
    var endsGroup = [Bool](repeating: false, count: n + m + 1)
    let (n, m) = (n, m)
    forEachGroup(x, y) { i, j, inX, inY in
      let (i, j) = (i + inX, j + inY)
      largest = max(largest, abs(i * m - j * n))
      endsGroup[i + j] = true
    }
    let d = Double(largest) / (Double(n) * Double(m))
    self.d = d
    pValue =
      isExact
      ? Self.exactTail(largest, n: n, m: m, endsGroup: endsGroup)
      : Self.limitTail(d * (Double(n) * Double(m) / Double(n + m)).squareRoot())
  }

  /// P(n m D ≥ largest): the share of the paths from (0, 0) to (n, m) that get so far away from the
  /// diagonal where a group of equal values ends. Sums and products of shares only.
  static func exactTail(_ largest: Int, n: Int, m: Int, endsGroup: [Bool]) -> Double {
    guard largest > 0 else { return 1 }
    var reached = [Double](repeating: 0, count: m + 1)
    for i in 0...n {
      for j in 0...m {
        if endsGroup[i + j], abs(i * m - j * n) >= largest {
          reached[j] = 1
        } else if i > 0, j > 0 {
          reached[j] = (Double(i) * reached[j] + Double(j) * reached[j - 1]) / Double(i + j)
        } else if j > 0 {
          reached[j] = reached[j - 1]
        }
      }
    }
    return min(1, reached[m])
  }

  /// P(K > x) of Kolmogorov's limit law.
  static func limitTail(_ x: Double) -> Double {
    guard x > 0 else { return 1 }
    if x < 1 {
      // The series of theta functions turned over converges faster here.
      let scale = -Double.pi * Double.pi / (8 * x * x)
      var sum = 0.0
      for odd in stride(from: 1.0, through: 39, by: 2) { sum += exp(scale * odd * odd) }
      return max(0, 1 - (2 * Double.pi).squareRoot() / x * sum)
    }
    var (sum, sign) = (0.0, 1.0)
    for k in 1...20 {
      sum += sign * exp(-2 * Double(k * k) * x * x)
      sign = -sign
    }
    return min(1, 2 * sum)
  }
}
