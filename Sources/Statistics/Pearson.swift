import Glibc

/// The product-moment correlations of all pairs of columns.
///
/// - Returns: row i, column j: nil where column i or j has no correlation (see ``ColumnScale``); 1 on
///   the diagonal.
func pearsonCoefficients(_ columns: [[Double]], threads: Int = 1) -> [[Double?]] {
  let scales = mapConcurrently(columns.count, threads: threads) { ColumnScale(columns[$0]) }
  return coefficients(columns, scales, threads)
}

/// The cosines of the angles between all pairs of columns, which may be missing; 1 on the diagonal.
func cosines(_ columns: [[Double]?], threads: Int = 1) -> [[Double?]] {
  coefficients(columns.map { $0 ?? [] }, columns.map { $0.map { _ in .none } }, threads)
}

private func coefficients(
  _ columns: [[Double]], _ scales: [ColumnScale?], _ threads: Int
) -> [[Double?]] {
  let usable = columns.indices.filter { scales[$0] != nil }
  let products = CentredProducts(
    usable.map { columns[$0] }, usable.map { scales[$0]! }, threads: threads)
  var result = [[Double?]](
    repeating: [Double?](repeating: nil, count: columns.count), count: columns.count)
  for (j, column) in usable.enumerated() where products[j, j] > 0 {
    result[column][column] = 1
    for (i, row) in usable.prefix(j).enumerated() where products[i, i] > 0 {
      let r = products[i, j] / (products[i, i] * products[j, j]).squareRoot()
      let coefficient = min(1, max(-1, r))
      result[row][column] = coefficient
      result[column][row] = coefficient
    }
  }
  return result
}

/// t = r √((n − 2) / (1 − r²)); nil for n < 3.
func studentStatistic(_ r: Double, n: Int) -> Double? {
  n > 2 ? r * (Double(n - 2) / ((1 - r) * (1 + r))).squareRoot() : nil
}

/// The two-sided p-value of a product-moment correlation; nil for n < 3.
func studentTPValue(_ r: Double, n: Int) -> Double? {
  studentStatistic(r, n: n).map { StudentT(degreesOfFreedom: Double(n - 2)).twoSidedTail($0) }
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
