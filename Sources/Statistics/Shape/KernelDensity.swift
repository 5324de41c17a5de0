import Glibc

/// A kernel density estimate with a Gaussian kernel.
///
/// Source: B. W. Silverman, Density Estimation, Chapman and Hall 1986.
public struct KernelDensity: Sendable, Hashable {
  /// A point of the curve.
  public struct Point: Sendable, Hashable {
    /// Where.
    public let value: Double
    /// The density there, per unit of the data.
    public let density: Double
  }

  /// The standard deviation of the kernel.
  public let bandwidth: Double
  /// The rule that gave it: Silverman's where that of Sheather and Jones had no solution.
  public let rule: BandwidthRule
  private let sample: SortedSample

  /// Beyond so many bandwidths the kernel is below 10⁻¹⁷ of its peak and left out.
  static let reach = 9.0
  /// Up to so many values the curve is evaluated from each value; beyond from a mesh.
  static let directCount = 4096
  /// Steps of the mesh in a bandwidth.
  static let meshSteps = 64

  /// Prepares an estimate; nil without two different values and with infinite ones.
  public init?(_ sample: SortedSample, rule: BandwidthRule = .silverman) {
    var used = rule
    var bandwidth = rule.bandwidth(sample)
    if bandwidth == nil, rule == .sheatherJones {
      used = .silverman
      bandwidth = used.bandwidth(sample)
    }
    guard let bandwidth, bandwidth > 0 else { return nil }
    self.bandwidth = bandwidth
    self.rule = used
    self.sample = sample
  }

  /// The density at x, from every value within reach; 0 at ±∞.
  ///
  /// - Precondition: x is not NaN.
  /// - Complexity: O(n) at worst.
  public func density(_ x: Double) -> Double {
    precondition(!x.isNaN, "a density is evaluated at a number, found NaN")
    guard x.isFinite else { return 0 }
    let values = sample.values
    var sum = 0.0
    for index in values.partition(from: x - Self.reach * bandwidth)..<values.count {
      let distance = (values[index] - x) / bandwidth
      if distance > Self.reach { break }
      sum += exp(-distance * distance / 2)
    }
    return sum * scale
  }

  /// The curve at evenly spread places from `cut` bandwidths below the least value to as far above the
  /// greatest.
  ///
  /// Up to 4096 values it is exact; more are first shared out among the points of a mesh 64 to the
  /// bandwidth (linear binning), which costs less than 10⁻⁴ of the highest density.
  /// - Precondition: at least 2 points.
  /// - Complexity: O(points × min(n, 4096) + n).
  public func curve(points: Int = 512, cut: Double = 3) -> [Point] {
    precondition(points > 1, "a curve has at least two points")
    let values = sample.values
    let low = values[0] - cut * bandwidth
    let high = values[values.count - 1] + cut * bandwidth
    let mesh = values.count > Self.directCount ? DensityMesh(sample, bandwidth: bandwidth) : nil
    return (0..<points).map { index in
      let share = Double(index) / Double(points - 1)
      let x = (1 - share) * low + share * high
      return Point(value: x, density: mesh.map { $0.sum(around: x) * scale } ?? density(x))
    }
  }

  /// What turns a sum of exp(−z²/2) into a density.
  var scale: Double {
    1 / (Double(sample.count) * bandwidth * (2 * Double.pi).squareRoot())
  }

  /// The values on a mesh.
  var mesh: DensityMesh { DensityMesh(sample, bandwidth: bandwidth) }
}

/// A sample shared out among the points of a mesh: each value goes to the two points beside it, the more
/// the nearer. Only points with a share are kept.
struct DensityMesh {
  /// The distance of points.
  let step: Double
  /// The place of point 0.
  let origin: Double
  /// The points with a share, ascending.
  private(set) var points: [Int] = []
  /// What each of them has, in values.
  private(set) var shares: [Double] = []
  /// exp(−z²/2) so many steps from the middle.
  private let kernel: [Double]

  init(_ sample: SortedSample, bandwidth: Double) {
    step = bandwidth / Double(KernelDensity.meshSteps)
    origin = sample.values[0]
    let reach = Int(KernelDensity.reach) * KernelDensity.meshSteps
    kernel = (0...reach).map { distance in
      let z = Double(distance) / Double(KernelDensity.meshSteps)
      return exp(-z * z / 2)
    }
    for value in sample.values {
      // A range of more than 2⁶² steps has no mesh; its far values are put at the last point.
      let position = min((value - origin) / step, 0x1p62)
      let point = Int(position)
      add(point, 1 - (position - Double(point)))
      add(point + 1, position - Double(point))
    }
  }

  private mutating func add(_ point: Int, _ share: Double) {
    guard share > 0 else { return }
    if let last = points.indices.last, points[last] >= point {
      shares[points[last] == point ? last : last - 1] += share
    } else {
      points.append(point)
      shares.append(share)
    }
  }

  /// The sum of the kernel over the shares around any place.
  func sum(around x: Double) -> Double {
    let position = (x - origin) / step
    let reach = Double(kernel.count - 1)
    guard position > -reach, position < 0x1p62 else { return 0 }
    let start = first(from: Int((position - reach).rounded(.up)))
    var sum = 0.0
    for index in start..<points.count {
      let distance = (Double(points[index]) - position) / Double(KernelDensity.meshSteps)
      if distance > KernelDensity.reach { break }
      sum += shares[index] * exp(-distance * distance / 2)
    }
    return sum
  }

  /// The sum of the kernel over the shares around a point of the mesh.
  func sum(at point: Int) -> Double {
    var sum = 0.0
    for index in first(from: point - kernel.count + 1)..<points.count {
      let distance = abs(points[index] - point)
      if points[index] > point, distance >= kernel.count { break }
      sum += shares[index] * kernel[distance]
    }
    return sum
  }

  /// The index of the first point with a share from `point` on.
  func first(from point: Int) -> Int {
    Statistics.first(in: 0...points.count) { points[$0] >= point }
  }
}
