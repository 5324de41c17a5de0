/// The distance correlation of two columns: 0 for independent ones only, as n grows.
///
/// It is the correlation of all n² distances |xᵢ − xⱼ| and |yᵢ − yⱼ|, of which the means of their rows
/// and columns are taken away.
///
/// The test takes n R* + 1 of the bias-corrected coefficient R* for χ² with 1 degree of freedom, against
/// large values. In 4000 pairs of independent normal columns of 60 (20) rows it rejects 5.0 % (5.4 %) at
/// 5 %, 1.0 % (0.7 %) at 1 % and 0.08 % (0) at 0.1 %. The older test of t = √(ν − 1) R* / √(1 − R*²) with
/// ν = n (n − 3) / 2 and ν − 1 degrees of freedom is made for many dimensions: it rejects 6.7 %, 3.6 %
/// and 2.0 % of these. For few rows take ``permutationPValue(permutations:seed:)``.
///
/// Sources: G. J. Székely, M. L. Rizzo, N. K. Bakirov, Annals of Statistics 35 (2007); G. J. Székely,
/// M. L. Rizzo, The distance correlation t-test of independence in high dimension, Journal of
/// Multivariate Analysis 117 (2013), and Partial distance correlation with methods for dissimilarities,
/// Annals of Statistics 42 (2014); X. Huo, G. J. Székely, Fast computing for distance covariance,
/// Technometrics 58 (2016); C. Shen, S. Panda, J. T. Vogelstein, The chi-square test of distance
/// correlation, Journal of Computational and Graphical Statistics 31 (2022).
public struct DistanceCorrelation: Sendable, Hashable {
  /// The number of rows.
  public let n: Int
  /// The distance covariance (of the first kind, a root), in √(unit of x · unit of y); nil where a
  /// column is constant (n < 2 among that) or infinite.
  public let covariance: Double?
  /// The distance correlation in 0...1 (a root as well); nil with the covariance.
  public let coefficient: Double?
  /// R*, an estimate without bias of the square of the coefficient, which may be negative; nil with the
  /// covariance and for n < 4.
  public let biasCorrected: Double?
  /// t; nil without R*. Infinite where R* is ±1.
  public let statistic: Double?
  /// ν − 1, where above 0.
  public let degreesOfFreedom: Int?
  /// The one-sided p-value of t, too small for single columns; nil with `statistic`.
  public let tTestPValue: Double?
  /// The p-value by χ²; nil without R*.
  public let pValue: Double?
  private let columns: ColumnPair?

  /// Correlates two columns.
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y), `.unequalLengths`.
  /// - Complexity: O(n log n).
  public init(_ x: [Double], _ y: [Double]) throws {
    try requireEqualColumns([x, y])
    self.init(n: x.count, DistanceColumn(x), DistanceColumn(y))
  }

  init(_ x: DistanceColumn, _ y: DistanceColumn) { self.init(n: x.values.count, x, y) }

  private init(n: Int, _ x: DistanceColumn?, _ y: DistanceColumn?) {
    self.n = n
    degreesOfFreedom = n > 3 ? n * (n - 3) / 2 - 1 : nil
    guard let x, let y else {
      (covariance, coefficient, biasCorrected, statistic) = (nil, nil, nil, nil)
      (pValue, tTestPValue, columns) = (nil, nil, nil)
      return
    }
    let products = DistanceSums(x, y)
    let (squaresX, squaresY) = (DistanceSums(x), DistanceSums(y))
    let squared = max(0, products.covariance)
    columns = ColumnPair(x: x, y: y, sums: products)
    covariance = squared.squareRoot() / (x.scale.squareRoot() * y.scale.squareRoot())
    let ratio = squared / (squaresX.covariance * squaresY.covariance).squareRoot()
    coefficient = min(1, ratio.squareRoot())
    guard let unbiased = products.unbiased, let ownX = squaresX.unbiased,
      let ownY = squaresY.unbiased, ownX > 0, ownY > 0
    else {
      (biasCorrected, statistic, pValue, tTestPValue) = (nil, nil, nil, nil)
      return
    }
    let r = min(1, max(-1, unbiased / (ownX * ownY).squareRoot()))
    biasCorrected = r
    let freedom = Double(n * (n - 3) / 2 - 1)
    let t = r * (freedom / ((1 - r) * (1 + r))).squareRoot()
    statistic = t
    tTestPValue = StudentT(degreesOfFreedom: freedom).upperTail(t)
    pValue = ChiSquared(degreesOfFreedom: 1).upperTail(Double(n) * r + 1)
  }

  var tested: TestedCoefficient? {
    coefficient.map {
      TestedCoefficient(
        coefficient: $0, pValue: pValue, test: pValue == nil ? nil : .distanceChiSquared)
    }
  }

  /// The p-value by permutation: (b + 1) / (B + 1) for b of B orders of y drawn by chance, number i by
  /// stream i of the seed, whose distance covariance is at least that of the data but for rounding.
  ///
  /// - Returns: nil without coefficient.
  /// - Precondition: `count` is above 0.
  /// - Complexity: O(B n log n).
  public func permutationPValue(permutations count: Int = 999, seed: UInt64 = 1) -> Double? {
    precondition(count > 0, "there is a permutation to draw")
    guard let columns else { return nil }
    let reached = mapConcurrently(count, threads: count * n < 1 << 14 ? 1 : processors()) {
      columns.reaches(RandomStream(seed: seed, index: UInt64($0)))
    }
    return Double(reached.reduce(1) { $0 + ($1 ? 1 : 0) }) / Double(count + 1)
  }
}

/// Two columns whose second one is put in other orders.
private struct ColumnPair: Sendable, Hashable {
  let x: DistanceColumn
  let y: DistanceColumn
  let sums: DistanceSums

  /// Whether an order drawn by chance has as large a covariance.
  func reaches(_ stream: RandomStream) -> Bool {
    var stream = stream
    var order = Array(0..<x.values.count)
    for i in order.indices.dropLast() {
      order.swapAt(i, i + stream.index(below: order.count - i))
    }
    let permuted = DistanceSums(x, y.permuted(order))
    return permuted.covariance >= sums.covariance - 1e-12 * sums.meanProduct
  }
}
