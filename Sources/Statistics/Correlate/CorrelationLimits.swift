import Glibc

/// The limits of a coefficient by Fisher's z = artanh r, whose variance is taken as 1 / (n − 3) for
/// Pearson's, (1 + r² / 2) / (n − 3) for Spearman's and 0.437 / (n − 4) for Kendall's coefficient;
/// approximate, from normal data.
///
/// - Returns: nil for the other methods, for n < 4 (Kendall: 5) and rank coefficients of ±1.
///
/// Sources: R. A. Fisher, Metron 1 (1921); D. G. Bonett, T. A. Wright, Sample size requirements for
/// estimating Pearson, Kendall and Spearman correlations, Psychometrika 65 (2000); E. C. Fieller,
/// H. O. Hartley, E. S. Pearson, Biometrika 44 (1957).
func coefficientLimits(
  _ r: Double, n: Int, method: CorrelationMethod, level: Double
) -> Interval? {
  switch method {
  case .pearson:
    return fisherInterval(r, n: n, level: level)
  case .spearman:
    return n > 3 && abs(r) < 1
      ? limits(r, variance: (1 + r * r / 2) / Double(n - 3), level, "Fisher z, Bonett and Wright")
      : nil
  case .kendall:
    return n > 4 && abs(r) < 1
      ? limits(r, variance: 0.437 / Double(n - 4), level, "Fisher z, Fieller") : nil
  case .biweight, .distance:
    return nil
  }
}

private func limits(
  _ r: Double, variance: Double, _ level: Double, _ method: String
) -> Interval {
  let reach = StandardNormal().upperQuantile((1 - level) / 2) * variance.squareRoot()
  let z = atanh(r)
  return Interval(
    lower: tanh(z - reach), upper: tanh(z + reach), level: level, requestedLevel: level,
    method: method)
}
