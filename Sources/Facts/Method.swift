/// A method with the literature it comes from.
public struct Method: Sendable, Hashable {
  /// The method in words.
  public let name: String
  /// The source; empty for counting and copying.
  public let source: String

  static let counting = Method(name: "counting", source: "")
  static let copying = Method(name: "quoted as the source gives it", source: "")
  static let recognition = Method(name: "recognition by content", source: "")
  static let moments = Method(
    name: "mean and standard deviation, two passes, compensated; Student's t limits for the mean, "
      + "none where they would be negative for values that are not",
    source: "T. F. Chan, G. H. Golub, R. J. LeVeque, The American Statistician 37 (1983)")
  static let extremes = Method(name: "smallest and largest value", source: "")
  static let percentile = Method(
    name: "sample percentile, Hyndman–Fan type 7, with order-statistic limits",
    source: "R. J. Hyndman, Y. Fan, The American Statistician 50 (1996); "
      + "G. J. Hahn, W. Q. Meeker, Statistical Intervals (1991), section 5.2")
  static let pearson = Method(
    name: "Pearson's correlation, Student's t test, Fisher's z limits",
    source: "R. A. Fisher, Metron 1 (1921)")
  static let spearman = Method(
    name: "Spearman's rank correlation of midranks",
    source: "C. Spearman, American Journal of Psychology 15 (1904); "
      + "D. J. Best, D. E. Roberts, Applied Statistics 24 (1975), AS 89")
  static let surface = Method(
    name: "second-order model in coded units by least squares, pivoted QR",
    source: "G. E. P. Box, K. B. Wilson, Journal of the Royal Statistical Society B 13 (1951)")
  static let canonical = Method(
    name: "canonical analysis; limits of the curvatures by the delta method",
    source: "S. Bisgaard, B. Ankenman, Technometrics 38 (1996)")
  static let press = Method(
    name: "prediction sum of squares from leverages", source: "D. M. Allen, Technometrics 16 (1974)"
  )
  static let identities = Method(
    name: "exact relations between columns: rank of the metrics' matrix, then trial of sums, "
      + "products and ratios within the printed precision",
    source: "")
  static let audit = Method(name: "audit of the runs' order, levels and cells", source: "")
  static let percentileBound = Method(
    name: "smallest n with pⁿ at most one minus the confidence",
    source: "G. J. Hahn, W. Q. Meeker, Statistical Intervals (1991), section 5.2")
  static let clock = Method(name: "monotonic clock of this run", source: "")
}
