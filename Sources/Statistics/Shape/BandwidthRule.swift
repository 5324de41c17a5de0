import Glibc

/// How wide the kernel of a density estimate is.
public enum BandwidthRule: Hashable, Sendable {
  /// 0.9 min(s, IQR / 1.34) n^(−1/5), R's `bw.nrd0`: a little too wide for several modes.
  ///
  /// Source: B. W. Silverman, Density Estimation, Chapman and Hall 1986, equation 3.31.
  case silverman
  /// The solution of the equation of Sheather and Jones from pair distances in 1000 bins, R's `bw.SJ`:
  /// near the best for smooth densities; too narrow for values that were rounded.
  ///
  /// Source: S. J. Sheather, M. C. Jones, A reliable data-based bandwidth selection method for kernel
  /// density estimation, Journal of the Royal Statistical Society B 53 (1991).
  case sheatherJones
  /// A standard deviation of the kernel, in the unit of the data.
  case fixed(Double)

  /// The bandwidth for a sample; nil where it is undefined: without two different values, with infinite
  /// ones, or by Sheather and Jones for a sample too sparse or with an interquartile range of 0.
  ///
  /// - Complexity: O(n).
  public func bandwidth(_ sample: SortedSample) -> Double? {
    guard let least = sample.values.first, let greatest = sample.values.last, least < greatest,
      least.isFinite, greatest.isFinite, (greatest - least).isFinite
    else { return nil }
    switch self {
    case .fixed(let bandwidth): return bandwidth > 0 && bandwidth.isFinite ? bandwidth : nil
    case .silverman:
      guard let spread = Spread(sample) else { return nil }
      let quartiles = spread.interquartileRange / 1.34
      let scale = quartiles > 0 ? min(spread.deviation, quartiles) : spread.deviation
      return 0.9 * scale * pow(Double(sample.count), -0.2)
    case .sheatherJones: return SheatherJones(sample)?.bandwidth
    }
  }
}

/// The standard deviation and the interquartile range (type 7).
private struct Spread {
  let deviation: Double
  let interquartileRange: Double

  init?(_ sample: SortedSample) {
    guard let deviation = (try? Moments(sample.values))?.standardDeviation,
      let lower = try? sample.percentile(0.25), let upper = try? sample.percentile(0.75),
      deviation > 0, deviation.isFinite
    else { return nil }
    self.deviation = deviation
    interquartileRange = upper - lower
  }
}

/// The equation of Sheather and Jones for the bandwidth.
private struct SheatherJones {
  private static let bins = 1000

  /// The width of a bin.
  private let width: Double
  /// How many pairs of values are so many bins apart.
  private let pairs: [Double]
  private let n: Double
  private let scale: Double

  init?(_ sample: SortedSample) {
    let values = sample.values
    guard let spread = Spread(sample) else { return nil }
    n = Double(values.count)
    scale = min(spread.deviation, spread.interquartileRange / 1.349)
    width = (values[values.count - 1] - values[0]) * 1.01 / Double(Self.bins)
    guard scale > 0, width > 0 else { return nil }
    // Bins count from 0 on both sides, as R's do.
    let origin = (values[0] / width).rounded(.towardZero)
    var counts = [Double](repeating: 0, count: Self.bins + 1)
    for value in values {
      let bin = (value / width).rounded(.towardZero) - origin
      counts[Int(min(max(bin, 0), Double(Self.bins)))] += 1
    }
    var pairs = [Double](repeating: 0, count: Self.bins + 1)
    let filled = counts.indices.filter { counts[$0] > 0 }
    for (place, bin) in filled.enumerated() {
      pairs[0] += counts[bin] * (counts[bin] - 1) / 2
      for other in filled[..<place] { pairs[bin - other] += counts[bin] * counts[other] }
    }
    self.pairs = pairs
  }

  /// The root of the equation; nil where the sample is too sparse for one.
  var bandwidth: Double? {
    let sixth = -functional(1.23 * scale * pow(n, -1.0 / 9), order: 6)
    guard sixth > 0, sixth.isFinite else { return nil }
    let fourth = functional(1.24 * scale * pow(n, -1.0 / 7), order: 4)
    let factor = 1.357 * pow(fourth / sixth, 1.0 / 7)
    guard factor.isFinite else { return nil }
    func excess(_ h: Double) -> Double {
      let curvature = functional(factor * pow(h, 5.0 / 7), order: 4)
      return pow(1 / (2 * Double.pi.squareRoot() * n * curvature), 0.2) - h
    }
    var upper = 1.144 * scale * pow(n, -0.2)
    var lower = 0.1 * upper
    for turn in 0..<99 {
      if excess(lower) * excess(upper) <= 0 { break }
      if turn.isMultiple(of: 2) { upper *= 1.2 } else { lower /= 1.2 }
    }
    let sign = excess(lower)
    guard sign * excess(upper) <= 0 else { return nil }
    while true {
      let middle = lower + (upper - lower) / 2
      guard middle > lower, middle < upper, upper - lower > 1e-14 * upper else { return middle }
      if excess(middle) * sign > 0 { lower = middle } else { upper = middle }
    }
  }

  /// The estimate of ∫ f⁗ f (order 4) or ∫ f⁽⁶⁾ f (order 6) with a Gaussian kernel of width h.
  private func functional(_ h: Double, order: Int) -> Double {
    var sum = 0.0
    for (distance, count) in pairs.enumerated() {
      let square = (Double(distance) * width / h) * (Double(distance) * width / h)
      if square >= 1000 { break }
      let polynomial =
        order == 4
        ? square * square - 6 * square + 3
        : square * square * square - 15 * square * square + 45 * square - 15
      sum += exp(-square / 2) * polynomial * count
    }
    sum = 2 * sum + n * (order == 4 ? 3 : -15)
    return sum / (n * (n - 1) * pow(h, Double(order + 1)) * (2 * Double.pi).squareRoot())
  }
}
