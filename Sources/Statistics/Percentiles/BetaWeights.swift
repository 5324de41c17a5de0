/// The chance that a beta variable falls into each n-th part of 0...1: what an order statistic of a
/// bootstrap sample puts on each value of the sample, and Harrell and Davis as well.
///
/// Part k of 1...n is (k − 1)/n ... k/n. Parts beyond which less than 10⁻²⁰ lies on either side are
/// left out, so that some 19 standard deviations √(n p (1 − p)) of parts remain of a large n.
struct BetaWeights {
  /// The first part that is kept, from 1.
  let first: Int
  /// The weights from that part on; their sum is 1 to within rounding.
  let weights: [Double]

  /// What may lie beyond the parts that are kept.
  static let negligible = 1e-20

  /// - Parameters:
  ///   - a: the first shape, above 0.
  ///   - b: the second shape, above 0.
  ///   - parts: n, at least 1.
  init(_ a: Double, _ b: Double, parts: Int) {
    let beta = BetaParts(a, b, parts: parts)
    let first = Statistics.first(in: 1...parts) { beta.below($0) > Self.negligible }
    let last = Statistics.first(in: first...parts) { beta.above($0) <= Self.negligible }
    self.first = first
    // The smaller tail keeps its digits: differences are taken there.
    var (low, high) = (0.0, 1.0)
    weights = (first...last).map { part in
      let (below, above) = part == last ? (1.0, 0.0) : (beta.below(part), beta.above(part))
      defer { (low, high) = (below, above) }
      return below < 0.5 ? below - low : high - above
    }
  }

  /// Σ weight × value; each value is asked for once. ∞ and −∞ with weights of their own give NaN.
  func mean(_ valueAt: (Int) -> Double) -> Double {
    var sum = CompensatedSum()
    for (offset, weight) in weights.enumerated() where weight > 0 {
      sum.add(weight * valueAt(first + offset))
    }
    return sum.value
  }
}

/// The distribution function of a beta variable at the bounds of n equal parts.
///
/// If X is beta (a, b), then (b X) / (a (1 − X)) is F with 2 a and 2 b degrees of freedom.
struct BetaParts {
  private let law: FDistribution
  private let ratio: Double
  private let parts: Int

  /// - Precondition: the shapes are above 0.
  init(_ a: Double, _ b: Double, parts: Int) {
    law = FDistribution(numerator: 2 * a, denominator: 2 * b)
    ratio = b / a
    self.parts = parts
  }

  /// P(X ≤ part / n).
  func below(_ part: Int) -> Double {
    if part <= 0 { return 0 }
    return part >= parts ? 1 : law.cumulative(place(part))
  }

  /// P(X > part / n), with all its digits.
  func above(_ part: Int) -> Double {
    if part <= 0 { return 1 }
    return part >= parts ? 0 : law.upperTail(place(part))
  }

  private func place(_ part: Int) -> Double { ratio * Double(part) / Double(parts - part) }
}
