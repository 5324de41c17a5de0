/// From which of two columns the influence of others is taken.
public enum PartialKind: String, CaseIterable, Sendable {
  /// From both.
  case partial
  /// From the second only.
  case semiPartial = "semi-partial"
}

/// The correlation of two columns, given others: of the residuals that straight lines on the others
/// leave.
///
/// Spearman's form is that of the midranks of all columns. The test is
/// t = r √(ν / (1 − r²)) with ν = n − 2 − k degrees of freedom for k columns given; exact for normal
/// data, Pearson's form and both columns' residuals.
///
/// Sources: R. A. Fisher, The distribution of the partial correlation coefficient, Metron 3 (1924);
/// S. Kim, ppcor: an R package for a fast calculation to semi-partial correlation coefficients,
/// Communications for Statistical Applications and Methods 22 (2015).
public struct PartialCorrelation: Sendable, Hashable {
  /// The number of rows.
  public let n: Int
  /// k: how many of the columns given carry information of their own; constants and those that follow
  /// from others don't.
  public let controls: Int
  /// The coefficient in −1...1; nil where a column is constant, infinite (Pearson), or explained by
  /// the others but for rounding (1 part in 10¹²).
  public let coefficient: Double?
  /// t; nil without coefficient or degrees of freedom. Infinite for a coefficient of ±1.
  public let statistic: Double?
  /// n − 2 − k, where above 0.
  public let degreesOfFreedom: Int?
  /// The two-sided p-value; nil with `statistic`.
  public let pValue: Double?
  /// Limits by Fisher's z with n − k rows in place of n (Spearman: the variance of Bonett and Wright):
  /// approximate. nil for n − k < 4 and for the semi-partial correlation.
  public let interval: Interval?

  /// Correlates x with y, given other columns; without any it is the plain correlation.
  ///
  /// - Parameter method: Pearson or Spearman.
  /// - Throws: `StatisticsError.columnNotANumber` and `.unequalLengths` (x is column 0, y 1, those given
  ///   follow), `.levelOutOfRange`.
  /// - Precondition: the method has a partial form.
  /// - Complexity: O(n (k + 1)²).
  public init(
    _ x: [Double], _ y: [Double], given: [[Double]], kind: PartialKind = .partial,
    method: CorrelationMethod = .pearson, level: Double = 0.95
  ) throws {
    precondition(method.hasPartialForm, "\(method.rawValue) has no partial form")
    try requireLevel(level)
    try requireEqualColumns([x, y] + given)
    n = x.count
    let isRanked = method == .spearman
    let all = isRanked ? ([x, y] + given).map { Ranking($0).midranks } : [x, y] + given
    let others = Array(all.dropFirst(2))
    let residuals = try Residuals(of: [all[0], all[1]], given: others)
    controls = residuals.controls
    let first = kind == .partial ? residuals.columns[0] : centredColumn(all[0])
    let coefficient = first.flatMap { first in
      residuals.columns[1].flatMap { cosine(first, $0) }
    }
    self.coefficient = coefficient
    let used = n - controls
    degreesOfFreedom = used > 2 ? used - 2 : nil
    statistic = coefficient.flatMap { studentStatistic($0, n: used) }
    pValue = coefficient.flatMap { studentTPValue($0, n: used) }
    interval =
      kind == .semiPartial
      ? nil : coefficient.flatMap { coefficientLimits($0, n: used, method: method, level: level) }
  }
}

/// The product-moment correlation of columns that are centred already; nil where one is all 0.
func cosine(_ x: [Double], _ y: [Double]) -> Double? {
  var (xx, yy, xy) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
  for i in x.indices {
    xx.add(x[i] * x[i])
    yy.add(y[i] * y[i])
    xy.add(x[i] * y[i])
  }
  let lengths = xx.value.squareRoot() * yy.value.squareRoot()
  return lengths > 0 ? min(1, max(-1, xy.value / lengths)) : nil
}

/// Throws for columns of unequal length and for NaN.
func requireEqualColumns(_ columns: [[Double]]) throws {
  for (index, column) in columns.enumerated() {
    if column.count != columns[0].count {
      throw StatisticsError.unequalLengths(
        column: index, expected: columns[0].count, found: column.count)
    }
    if let row = firstNaN(column) {
      throw StatisticsError.columnNotANumber(column: index, index: row)
    }
  }
}
