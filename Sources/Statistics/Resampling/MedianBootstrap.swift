import Glibc

/// The bootstrap of a median: its exact distribution over all nⁿ resamples, without resampling.
///
/// The k-th smallest of n draws has a rank of at most i among the sorted data with the probability
/// that at least k of n draws fall among the first i: binomial. For even n the two middle draws
/// together have ranks at most i and above j with probability C(n, n/2) (i/n)^(n/2) (1 − j/n)^(n/2).
/// Ranks of less than 10⁻¹⁸ are left out.
///
/// A jackknife of medians takes two or three values only, so that the acceleration is 0 (even n) or
/// next to it: BCa limits differ from percentile limits by their bias correction.
///
/// Sources: B. Efron, The Jackknife, the Bootstrap and Other Resampling Plans, SIAM 1982, section
/// 10.3 (odd n); J. S. Maritz, R. G. Jarrett, JASA 73 (1978); A. D. Hutson, M. D. Ernst, The exact
/// bootstrap mean and variance of an L-estimator, JRSS B 62 (2000).
public struct MedianBootstrap: Sendable, Hashable {
  /// The size of the sample.
  public let n: Int
  /// The median of the sample; nil for n = 0 and where it isn't finite.
  public let estimate: Double?
  /// The distribution of the median of a resample.
  let distribution: DiscreteDistribution
  /// The jackknife influences of the values, up to a factor.
  let influences: [Double]

  /// The exact bootstrap of the median. O(n log n).
  ///
  /// - Throws: `StatisticsError.notANumber`.
  public init(_ values: [Double]) throws { try self.init(SortedSample(values)) }

  /// The exact bootstrap of the median of a sample that is sorted already. O(n).
  public init(_ sample: SortedSample) {
    n = sample.count
    estimate = sample.median.flatMap { $0.isFinite ? $0 : nil }
    distribution = DiscreteDistribution(estimate == nil ? [] : Self.atoms(sample.values))
    influences = estimate == nil ? [] : Self.influences(sample.values)
  }

  /// Limits of the median.
  ///
  /// The steps of the distribution are bridged: P(X < x) + ½ P(X = x) is interpolated between the
  /// values on the scale of normal quantiles. In simulations of normal, exponential, lognormal and
  /// uniform samples, 95 % BCa limits as they are by default cover the median in 95.2–96.5 % for n = 20
  /// and 21 and 95.3–95.7 % for n = 50 and 51; not expanded in 93.6–95.2 % and 94.8–95.2 %.
  ///
  /// - Parameters:
  ///   - ties: what counts as below the estimate for the bias of BCa.
  ///   - isExpanded: widens the limits for small samples: Student's quantile of n − 1 degrees of
  ///     freedom takes the place of the normal one. T. C. Hesterberg, What teachers should know about
  ///     the bootstrap, The American Statistician 69 (2015).
  /// - Returns: nil for n = 0 and an infinite median; BCa limits for n < 2 as well.
  /// - Throws: `StatisticsError.levelOutOfRange`.
  public func interval(
    _ method: BootstrapLimitMethod = .bca, level: Double = 0.95, ties: BootstrapTieRule = .half,
    isExpanded: Bool = true
  ) throws -> Interval? {
    try requireLevel(level)
    guard let estimate else { return nil }
    let widening = isExpanded ? studentExpansion(n: n, level: level) : 1
    let tail = StandardNormal().upperTail(
      widening * StandardNormal().upperQuantile((1 - level) / 2))
    var (low, high) = (tail, 1 - tail)
    if method == .bca {
      let below =
        ties == .half ? distribution.midCumulative(estimate) : distribution.below(estimate)
      guard let acceleration = accelerationConstant(influences),
        let shares = BCaProbabilities(
          below: below, acceleration: acceleration, level: level, widening: widening)
      else { return nil }
      (low, high) = (shares.lower, shares.upper)
    }
    var limits = [distribution.midQuantile(low), distribution.midQuantile(high)]
    if method == .basic { limits = limits.reversed().map { 2 * estimate - $0 } }
    let finite = limits.map { $0.isFinite ? $0 : nil }
    return Interval(
      lower: finite[0], upper: finite[1], level: level, requestedLevel: level,
      method: "exact bootstrap " + method.rawValue + (isExpanded ? ", expanded" : ""))
  }

  /// Medians of resamples drawn by chance: replicate i by one number of stream i of the seed. They
  /// are distributed as if n values had been drawn for each, which takes n times as long. O(B log n).
  ///
  /// - Precondition: `count` is not negative.
  public func simulated(replicates count: Int, seed: UInt64) -> Bootstrap {
    precondition(count >= 0, "no negative number of replicates")
    guard estimate != nil else {
      return Bootstrap(estimate: nil, replicates: [], influences: [])
    }
    let medians = (0..<count).map { index -> Double? in
      var stream = RandomStream(seed: seed, index: UInt64(index))
      return distribution.quantile(1 - stream.uniform())
    }
    return Bootstrap(estimate: estimate, replicates: medians, influences: influences)
  }

  /// The possible medians of resamples and their probabilities.
  private static func atoms(_ values: [Double]) -> [(value: Double, mass: Double)] {
    let n = values.count
    let k = (n + 1) / 2
    let size = Double(n)
    // At which ranks, counted from 1, the k-th smallest draw can be found.
    func atMost(_ i: Int) -> Double {
      Binomial(trials: n, probability: Double(i) / size).upperTail(k - 1)
    }
    func above(_ i: Int) -> Double {
      Binomial(trials: n, probability: Double(i) / size).cumulative(k - 1)
    }
    let start = first(in: 1...n) { atMost($0) > 1e-18 }
    let end = first(in: start...n) { above($0) < 1e-18 }
    var atoms: [(value: Double, mass: Double)] = []
    for i in start...end {
      // From the nearer tail, so that small differences keep their digits.
      let mass = 2 * i < n ? atMost(i) - atMost(i - 1) : above(i - 1) - above(i)
      if n.isMultiple(of: 2) {
        atoms += pairs(values, lower: i, mass: max(0, mass))
      } else {
        atoms.append((values[i - 1], max(0, mass)))
      }
    }
    return atoms
  }

  /// For even n and a lower middle draw of rank i: the mean with each upper middle draw.
  private static func pairs(
    _ values: [Double], lower i: Int, mass: Double
  ) -> [(value: Double, mass: Double)] {
    let n = values.count
    let half = Double(n / 2)
    let size = Double(n)
    let choices = lgamma(size + 1) - 2 * lgamma(half + 1)
    // P(lower = i, upper > j) = C(n, n/2) ((i/n)^(n/2) − ((i−1)/n)^(n/2)) (1 − j/n)^(n/2).
    let top = choices + half * log(Double(i) / size)
    let step = i > 1 ? -expm1(half * log(Double(i - 1) / Double(i))) : 1
    var rest = mass
    var result: [(value: Double, mass: Double)] = []
    var j = i
    while j <= n, rest > 0 {
      let beyond = j < n ? step * exp(top + half * log1p(-Double(j) / size)) : 0
      let here = rest - min(rest, beyond)
      if here > 0 { result.append(((values[i - 1] + values[j - 1]) / 2, here)) }
      rest -= here
      if rest < 1e-18 { break }
      j += 1
    }
    return result
  }

  /// The jackknife influences of the values in order.
  private static func influences(_ values: [Double]) -> [Double] {
    let n = values.count
    guard n > 1 else { return [] }
    let without = values.indices.map { left -> Double in
      let m = n - 1
      func value(_ rank: Int) -> Double { values[rank < left ? rank : rank + 1] }
      return m.isMultiple(of: 2) ? (value(m / 2 - 1) + value(m / 2)) / 2 : value(m / 2)
    }
    let mean = CompensatedSum(without).value / Double(n)
    let share = Double(n - 1) / Double(n)
    let result = without.map { share * (mean - $0) }
    return result.allSatisfy { $0.isFinite } ? result : []
  }
}
