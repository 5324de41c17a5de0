/// A column as the biweight midcorrelation takes it: deviations from the median, weighted by
/// (1 − u²)² with u = deviation / (9 MAD), and 0 from |u| = 1 on. The midcorrelation of two columns is
/// the cosine of the angle between these.
///
/// MAD is the plain median of the absolute deviations. A column of which half the values are equal has
/// none, and so no midcorrelation. Infinite values are outliers as others: their weight is 0.
///
/// Sources: R. R. Wilcox, Introduction to Robust Estimation and Hypothesis Testing, section 9.3.8;
/// P. Langfelder, S. Horvath, Fast R functions for robust correlations and hierarchical clustering,
/// Journal of Statistical Software 46 (2012).
struct BiweightColumn: Sendable {
  /// The weighted deviations, as shares of the MAD.
  let weighted: [Double]

  /// nil where the MAD is 0 or infinite, and for no values. O(n log n).
  ///
  /// - Precondition: no value is NaN.
  init?(_ column: [Double]) {
    guard let low = column.min(), let high = column.max() else { return nil }
    let largest = max(abs(low), abs(high))
    let exponent = largest > 0 && largest.isFinite ? min(-largest.exponent, 1023) : 0
    let scale = Double(sign: .plus, exponent: exponent, significand: 0.25)
    let scaled = column.map { $0 * scale }
    var sorted = scaled
    sortAscending(&sorted)
    // Less a value from the middle first: far from 0 the mean of two middle values is rounded.
    let middle = sorted[(sorted.count - 1) / 2]
    guard middle.isFinite else { return nil }
    let sample = SortedSample(ascending: sorted.map { $0 - middle })
    guard let median = sample.median, let mad = sample.medianAbsoluteDeviation, mad > 0,
      mad.isFinite
    else { return nil }
    let deviations = scaled.map { ($0 - middle) - median }
    weighted = deviations.map { deviation in
      let u = deviation / (9 * mad)
      guard abs(u) < 1 else { return 0 }
      let rest = (1 - u) * (1 + u)
      return deviation / mad * rest * rest
    }
  }
}

/// The biweight midcorrelations of all pairs of columns; 1 on the diagonal, nil where a column has
/// none.
func biweightCoefficients(_ columns: [[Double]], threads: Int = 1) -> [[Double?]] {
  let weighted = mapConcurrently(columns.count, threads: threads) {
    BiweightColumn(columns[$0])?.weighted
  }
  return cosines(weighted, threads: threads)
}
