/// How p-values of several tests are raised so that they can be read together.
public enum MultipleComparisonMethod: String, CaseIterable, Sendable {
  /// Bounds the chance of any false rejection; holds for any dependence. Bonferroni 1936.
  case bonferroni
  /// Bounds the chance of any false rejection; holds for any dependence and rejects no less than
  /// Bonferroni. S. Holm, Scandinavian Journal of Statistics 6 (1979).
  case holm
  /// Bounds the chance of any false rejection of independent tests. Y. Hochberg, Biometrika 75
  /// (1988).
  case hochberg
  /// Bounds the expected share of false rejections of independent or positively dependent tests.
  /// Y. Benjamini, Y. Hochberg, JRSS B 57 (1995).
  case benjaminiHochberg
  /// Bounds the expected share of false rejections for any dependence. Y. Benjamini, D. Yekutieli,
  /// Annals of Statistics 29 (2001).
  case benjaminiYekutieli
}

/// The p-values adjusted for their number, in their order, as R's `p.adjust`.
///
/// A nil (a test that couldn't be made) stays nil and isn't counted. None is smaller than it was,
/// none is above 1, and their order is kept.
/// - Throws: `StatisticsError.probabilityOutOfRange` for what isn't a p-value, NaN included.
/// - Complexity: O(n log n).
public func adjusted(
  _ pValues: [Double?], method: MultipleComparisonMethod
) throws -> [Double?] {
  for case let value? in pValues { try requireProbability(value) }
  let tests = pValues.indices.filter { pValues[$0] != nil }
  let ascending = tests.sorted { pValues[$0]! < pValues[$1]! }
  let factors = method.factors(tests: ascending.count)
  let scaled = zip(factors, ascending).map { $0 * pValues[$1]! }
  var result = pValues
  for (index, value) in zip(ascending, method.monotone(scaled)) { result[index] = min(1, value) }
  return result
}

extension MultipleComparisonMethod {
  /// What the p-values are multiplied by, from the smallest to the largest.
  fileprivate func factors(tests: Int) -> [Double] {
    let ranks = (0..<tests).map { Double($0 + 1) }
    let n = Double(tests)
    switch self {
    case .bonferroni: return ranks.map { _ in n }
    case .holm, .hochberg: return ranks.map { n + 1 - $0 }
    case .benjaminiHochberg: return ranks.map { n / $0 }
    case .benjaminiYekutieli:
      let harmonic = ranks.reduce(0) { $0 + 1 / $1 }
      return ranks.map { harmonic * n / $0 }
    }
  }

  /// Keeps ascending p-values in order: step-down methods by the running maximum from the
  /// smallest, step-up methods by the running minimum from the largest.
  fileprivate func monotone(_ ascending: [Double]) -> [Double] {
    switch self {
    case .bonferroni: ascending
    case .holm: running(ascending, max)
    case .hochberg, .benjaminiHochberg, .benjaminiYekutieli:
      running(ascending.reversed(), min).reversed()
    }
  }

  private func running(
    _ values: [Double], _ choose: (Double, Double) -> Double
  ) -> [Double] {
    var result: [Double] = []
    for value in values { result.append(result.last.map { choose($0, value) } ?? value) }
    return result
  }
}
