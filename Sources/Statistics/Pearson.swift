import Glibc
import LinearAlgebra

/// A column less its mean, scaled by a power of two so that its squares neither overflow nor
/// underflow.
///
/// - Returns: nil for a constant column (or n < 2), and where a value is infinite.
func centred(_ column: [Double]) -> [Double]? {
  guard let low = column.min(), let high = column.max(), low < high, low.isFinite, high.isFinite
  else { return nil }
  // Beyond this exponent the scale itself would be infinite.
  let exponent = min(-max(abs(low), abs(high)).exponent, 1023)
  let scale = Double(sign: .plus, exponent: exponent, significand: 0.5)
  let scaled = column.map { $0 * scale }
  let n = Double(column.count)
  let mean = CompensatedSum(scaled).value / n
  let rest = CompensatedSum(scaled.map { $0 - mean }).value / n
  return scaled.map { ($0 - mean) - rest }
}

/// The product-moment correlations of all pairs of columns by one symmetric product (`dsyrk`).
///
/// - Returns: row i, column j: nil where column i or j has no correlation (see `centred`); 1 on the
///   diagonal.
func pearsonCoefficients(_ columns: [[Double]]) -> [[Double?]] {
  let prepared = columns.map(centred)
  let usable = columns.indices.filter { prepared[$0] != nil }
  let product = Matrix(columns: usable.map { prepared[$0]! }).crossProduct
  var result = [[Double?]](
    repeating: [Double?](repeating: nil, count: columns.count), count: columns.count)
  for (j, column) in usable.enumerated() {
    for (i, row) in usable.enumerated() {
      let r = product[i, j] / (product[i, i] * product[j, j]).squareRoot()
      result[row][column] = i == j ? 1 : min(1, max(-1, r))
    }
  }
  return result
}

/// The two-sided p-value of a product-moment correlation; nil for n < 3.
func studentTPValue(_ r: Double, n: Int) -> Double? {
  guard n > 2 else { return nil }
  let degreesOfFreedom = Double(n - 2)
  let t = r * (degreesOfFreedom / ((1 - r) * (1 + r))).squareRoot()
  return StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedTail(t)
}

/// The limits of a product-moment correlation by the variance-stabilising artanh; nil for n < 4.
///
/// Source: R. A. Fisher, On the "probable error" of a coefficient of correlation, Metron 1 (1921).
func fisherInterval(_ r: Double, n: Int, level: Double) -> Interval? {
  guard n > 3 else { return nil }
  let reach = StandardNormal().upperQuantile((1 - level) / 2) / Double(n - 3).squareRoot()
  let z = atanh(r)
  return Interval(
    lower: tanh(z - reach), upper: tanh(z + reach), level: level,
    requestedLevel: level, method: "Fisher z")
}
