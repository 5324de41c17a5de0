/// A measure of how two columns vary together, from −1 to 1 (distance: from 0 to 1).
public enum CorrelationMethod: String, CaseIterable, Sendable {
  /// The product-moment correlation: the strength of a straight line.
  case pearson
  /// The product-moment correlation of the midranks: the strength of a monotone relation.
  case spearman
  /// τ_b: concordant less discordant pairs, over the geometric mean of the pairs that aren't tied
  /// in the one column and in the other.
  case kendall
  /// The product-moment correlation with weights that fall to 0 far from the medians: the strength of a
  /// straight line, outliers left out. See ``BiweightColumn``.
  case biweight
  /// The distance correlation, 0...1: the strength of any relation. See ``DistanceCorrelation``.
  case distance

  /// Whether there is a partial form of it, given further columns.
  public var hasPartialForm: Bool { self == .pearson || self == .spearman }
}

/// How the p-value of a correlation was calculated.
public enum CorrelationTest: String, CaseIterable, Sendable {
  /// Pearson: r √((n − 2) / (1 − r²)) after t with n − 2 degrees of freedom; exact for normal data.
  case studentT
  /// Spearman without ties, n ≤ 9: all n! orders.
  case exactSpearman
  /// Spearman without ties, 10 ≤ n < 1290: Edgeworth series, AS 89.
  case edgeworthSpearman
  /// Spearman with ties or n ≥ 1290: as Pearson of the midranks.
  case studentTOfRanks
  /// Kendall without ties, n < 50: all n! orders.
  case exactKendall
  /// Kendall with ties or n ≥ 50: normal, the variance corrected for ties, no correction for
  /// continuity.
  case normalKendall
  /// Biweight: as Pearson; approximate.
  case studentTOfBiweight
  /// Distance: χ² of the bias-corrected coefficient; see ``DistanceCorrelation``.
  case distanceChiSquared
}

extension CorrelationTest: CustomStringConvertible {
  /// The test in words.
  public var description: String {
    switch self {
    case .studentT: "Student's t"
    case .exactSpearman: "exact permutation distribution of Spearman's rho"
    case .edgeworthSpearman: "Edgeworth series for Spearman's rho (AS 89)"
    case .studentTOfRanks: "Student's t for ranks"
    case .exactKendall: "exact permutation distribution of Kendall's tau"
    case .normalKendall: "normal approximation for Kendall's tau, corrected for ties"
    case .studentTOfBiweight: "Student's t for the biweight midcorrelation"
    case .distanceChiSquared: "chi-squared test of the bias-corrected distance correlation"
    }
  }
}

/// A coefficient with the p-value of the hypothesis that the columns are independent.
struct TestedCoefficient {
  let coefficient: Double
  let pValue: Double?
  let test: CorrelationTest?
}
