import Glibc

/// How wide the bins of a histogram are.
public enum HistogramRule: Hashable, Sendable {
  /// 2 IQR n^(−1/3): robust against outliers. Where the interquartile range is 0, Scott's rule.
  ///
  /// Source: D. Freedman, P. Diaconis, On the histogram as a density estimator: L₂ theory, Zeitschrift
  /// für Wahrscheinlichkeitstheorie und verwandte Gebiete 57 (1981).
  case freedmanDiaconis
  /// (24 √π)^(1/3) σ n^(−1/3), best for normal data.
  ///
  /// Source: D. W. Scott, On optimal and data-based histograms, Biometrika 66 (1979).
  case scott
  /// ⌈log₂ n⌉ + 1 bins: too few for large n.
  ///
  /// Source: H. A. Sturges, The choice of a class interval, JASA 21 (1926).
  case sturges
  /// A number of equal bins.
  case bins(Int)
  /// So many bins to each power of ten, with bounds at 10^(k / bins): for values above 0 that spread
  /// over several powers, such as latencies. Others are counted apart.
  case logarithmic(binsPerDecade: Int)

  /// The number of equal bins for finite ascending values that differ, before any cap; may be
  /// infinite.
  func equalBins(_ values: ArraySlice<Double>) -> Double {
    let n = Double(values.count)
    let range = values[values.endIndex - 1] / 2 - values[values.startIndex] / 2
    func bins(_ halfWidth: Double) -> Double? {
      // A whole number of bins but for rounding is that number.
      halfWidth > 0 ? max(1, (range / halfWidth * (1 - 0x1p-50)).rounded(.up)) : nil
    }
    switch self {
    case .freedmanDiaconis:
      let sample = SortedSample(ascending: Array(values))
      let (lower, upper) = (try? sample.percentile(0.25), try? sample.percentile(0.75))
      guard let lower = lower ?? nil, let upper = upper ?? nil else { return 1 }
      return bins((2 * (upper / 2 - lower / 2)) / cbrt(n))
        ?? HistogramRule.scott.equalBins(values)
    case .scott:
      let deviation = halfDeviation(values)
      return bins(cbrt(24 * Double.pi.squareRoot() / n) * deviation) ?? 1
    case .bins(let count): return Double(max(1, count))
    case .sturges, .logarithmic: return (log2(n) + 1).rounded(.up)
    }
  }

  /// Half of the standard deviation with denominator n, of halves so that no sum overflows.
  private func halfDeviation(_ values: ArraySlice<Double>) -> Double {
    let origin = values[values.startIndex + values.count / 2] / 2
    let scale = max(
      abs(values[values.startIndex] / 2 - origin), abs(values[values.endIndex - 1] / 2 - origin))
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    for value in values { sum.add((value / 2 - origin) / scale) }
    let mean = sum.value / Double(values.count)
    for value in values {
      let deviation = (value / 2 - origin) / scale - mean
      squares.add(deviation * deviation)
    }
    return (squares.value / Double(values.count)).squareRoot() * scale
  }
}
