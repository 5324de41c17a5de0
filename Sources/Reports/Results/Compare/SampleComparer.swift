import Glibc
import Statistics

/// Whether two samples are compared by a ratio or by a difference.
public enum ComparisonScale: String, Sendable {
  /// All values are positive: new / base.
  case ratio
  /// Otherwise: new − base.
  case difference
}

/// Two samples and the test between them, on the scale that suits them.
struct SampleComparer {
  let test: ComparisonTest
  let scale: ComparisonScale
  let isPaired: Bool
  let new: [Double]
  let base: [Double]
  /// The logarithms where ratios are compared, else the values. Not kept: samples may be large.
  private var ranked: (new: [Double], base: [Double]) {
    scale == .ratio ? (new.map { log($0) }, base.map { log($0) }) : (new, base)
  }

  /// - Precondition: the values are finite; pairs are as many in both.
  init(test: ComparisonTest, isPaired: Bool, new: [Double], base: [Double]) {
    let isPositive = new.allSatisfy { $0 > 0 } && base.allSatisfy { $0 > 0 }
    scale = isPositive ? .ratio : .difference
    self.test = test
    self.isPaired = isPaired
    self.new = new
    self.base = base
  }

  /// The two-sided p-value of no difference, and where it comes from.
  func difference() throws -> (pValue: Double?, method: String) {
    let name = test.name(isPaired: isPaired)
    if isPaired { return (try tails(neutral)?.twoSided, name) }
    switch test {
    case .mannWhitney:
      let result = try MannWhitneyTest(new, base)
      return (result.pValues?.twoSided, "\(name), \(result.method.rawValue)")
    case .kolmogorovSmirnov:
      let result = try KolmogorovSmirnovTest(new, base)
      return (result.pValue, name + (result.isExact ? ", exact" : ", limit law"))
    case .permutation:
      let result = try PermutationTest(new, base)
      let kind = result.isExact ? "exact" : "\(result.permutations) drawn"
      return (result.pValues?.twoSided, "\(name), \(kind)")
    case .welch, .brunnerMunzel: return (try tails(neutral)?.twoSided, name)
    }
  }

  /// The p-values of "beyond the margins" and "within the margins".
  ///
  /// Beyond: twice the smaller p-value against "at or below the upper margin" and "at or above the lower
  /// one". Within: two one-sided tests, the larger p-value.
  func practical(_ margins: EquivalenceMargins) throws -> (beyond: Double?, within: Double?) {
    guard let low = try tails(margins.lower), let high = try tails(margins.upper) else {
      return (nil, nil)
    }
    var beyond = min(1, 2 * min(high.greater, low.less))
    // This test knows no direction: it and the ranks must agree.
    if test == .kolmogorovSmirnov { beyond = try max(beyond, difference().pValue ?? 1) }
    return (beyond, max(low.greater, high.less))
  }

  /// The estimate with its limits.
  func estimate(level: Double) throws -> (value: Double?, interval: Interval?) {
    if isPaired { return try pairedEstimate(level: level) }
    if test.comparesMeans { return try meanEstimate(level: level) }
    if scale == .ratio {
      let ratio = try HodgesLehmannRatio(new, base, level: level)
      return (ratio.estimate, ratio.interval)
    }
    let shift = try HodgesLehmannShift(new, base, level: level)
    return (shift.estimate, shift.interval)
  }

  private var neutral: Double { scale == .ratio ? 1 : 0 }

  /// The p-values of the new sample relative to the base moved by a ratio or a difference; nil where the
  /// test is undefined.
  private func tails(_ margin: Double) throws -> PValues? {
    let shift = scale == .ratio ? log(margin) : margin
    if isPaired {
      let ranked = ranked
      let differences = zip(ranked.new, ranked.base).map { $0 - $1 - shift }
      return test == .welch
        ? try PairedT(differences: differences).pValues
        : try SignedRankTest(differences: differences).pValues
    }
    func moved(_ values: [Double]) -> [Double] {
      scale == .ratio ? values.map { $0 * margin } : values.map { $0 + margin }
    }
    switch test {
    case .mannWhitney, .kolmogorovSmirnov:
      let ranked = ranked
      return try MannWhitneyTest(ranked.new, ranked.base.map { $0 + shift }).pValues
    case .brunnerMunzel:
      let ranked = ranked
      return try BrunnerMunzelTest(ranked.new, ranked.base.map { $0 + shift }).pValues
    case .welch: return try MeanComparison(new, moved(base)).pValues
    case .permutation: return try PermutationTest(new, moved(base)).pValues
    }
  }
}

extension SampleComparer {
  /// Hodges and Lehmann's pseudo-median of the pairs, or their mean difference.
  private func pairedEstimate(level: Double) throws -> (value: Double?, interval: Interval?) {
    let ranked = ranked
    let (value, interval) =
      if test == .welch {
        try { ($0.meanDifference, $0.interval) }(PairedT(ranked.new, ranked.base, level: level))
      } else {
        try { ($0.estimate, $0.interval) }(
          HodgesLehmannPseudoMedian(ranked.new, ranked.base, level: level))
      }
    guard scale == .ratio else { return (value, interval) }
    return (
      value.map { exp($0) },
      interval.map {
        Interval(
          lower: $0.lower.map { exp($0) }, upper: $0.upper.map { exp($0) }, level: $0.level,
          requestedLevel: $0.requestedLevel, method: $0.method + " of the log ratios")
      }
    )
  }

  /// The difference of the means, or their ratio with the limits of Fieller's theorem by Welch's t.
  private func meanEstimate(level: Double) throws -> (value: Double?, interval: Interval?) {
    let welch = try MeanComparison(new, base, level: level)
    guard scale == .ratio else { return (welch.difference, welch.interval) }
    let (x, y) = (try Moments(new), try Moments(base))
    guard let meanX = x.mean, let meanY = y.mean, (meanX / meanY).isFinite else {
      return (nil, nil)
    }
    let ratio = meanX / meanY
    guard new.count > 1, base.count > 1, try welchTails(ratio) != nil else { return (ratio, nil) }
    let half = (1 - level) / 2
    let limits = try [
      bound(from: ratio, step: 0.5) { try welchTails($0)?.greater ?? 0 > half },
      bound(from: ratio, step: 2) { try welchTails($0)?.less ?? 0 > half },
    ]
    return (
      ratio,
      Interval(
        lower: limits[0], upper: limits[1], level: level, requestedLevel: level,
        method: "Fieller, Welch's degrees of freedom")
    )
  }

  private func welchTails(_ ratio: Double) throws -> PValues? {
    try MeanComparison(new, base.map { $0 * ratio }).pValues
  }

  /// Where ratios cease to be tenable away from the estimate; nil where they don't within 2⁶⁰.
  private func bound(
    from estimate: Double, step: Double, _ isTenable: (Double) throws -> Bool
  ) rethrows -> Double? {
    var (inside, outside) = (estimate, estimate * step)
    var steps = 0
    while try isTenable(outside) {
      steps += 1
      if steps == 60 { return nil }
      (inside, outside) = (outside, outside * step)
    }
    for _ in 0..<60 {
      let middle = (inside * outside).squareRoot()
      if try isTenable(middle) { inside = middle } else { outside = middle }
    }
    return inside
  }
}
