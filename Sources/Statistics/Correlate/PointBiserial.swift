/// The product-moment correlation of a measured column with a division into two groups.
///
/// Its t is that of Student's test of two means with a pooled variance.
///
/// Source: R. F. Tate, Correlation between a discrete and a continuous variable, Annals of Mathematical
/// Statistics 25 (1954).
public struct PointBiserial: Sendable, Hashable {
  /// How many rows are in the group, and how many are not.
  public let members: Int, others: Int
  /// The coefficient in −1...1, positive where the group has the larger mean; nil where the values are
  /// constant or infinite, or all rows are in one group.
  public let coefficient: Double?
  /// t; nil without coefficient and for n < 3.
  public let statistic: Double?
  /// n − 2, where above 0.
  public let degreesOfFreedom: Int?
  /// The two-sided p-value; nil with `statistic`.
  public let pValue: Double?
  /// Limits by Fisher's z; approximate. nil for n < 4.
  public let interval: Interval?

  /// Correlates values with being a member of the group. O(n).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` (column 0), `.unequalLengths` (column 1),
  ///   `.levelOutOfRange`.
  public init(_ values: [Double], isMember: [Bool], level: Double = 0.95) throws {
    try requireLevel(level)
    let group = isMember.map { $0 ? 1.0 : 0 }
    try requireEqualColumns([values, group])
    let n = values.count
    members = isMember.reduce(0) { $0 + ($1 ? 1 : 0) }
    others = n - members
    let coefficient = pearsonCoefficients([values, group])[0][1]
    self.coefficient = coefficient
    degreesOfFreedom = n > 2 ? n - 2 : nil
    statistic = coefficient.flatMap { studentStatistic($0, n: n) }
    pValue = coefficient.flatMap { studentTPValue($0, n: n) }
    interval = coefficient.flatMap { fisherInterval($0, n: n, level: level) }
  }
}
