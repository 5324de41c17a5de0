import Glibc

/// Hartigans' test of unimodality.
///
/// The statistic is the greatest distance of the empirical distribution function from the nearest
/// unimodal one, 1/(2n) at least. Its p-value is the share of uniform samples of the same size that dip
/// as far: the uniform is the unimodal population that dips most, so the test holds its level for every
/// other one, and mostly stays well below it.
///
/// Ties and rounded values raise the dip: values in few steps can look multimodal.
///
/// Source: J. A. Hartigan, P. M. Hartigan, The dip test of unimodality, Annals of Statistics 13 (1985).
public struct DipTest: Sendable, Hashable {
  /// The number of values.
  public let n: Int
  /// The dip; nil for n = 0 and where a value is infinite.
  public let statistic: Double?
  /// (1 + samples that dip as far) / (1 + samples), so never 0; 1 for n < 4 and for values that are all
  /// equal; nil where the statistic is.
  public let pValue: Double?
  /// The number of uniform samples drawn; 0 where none were needed.
  public let replicates: Int
  /// The size of these samples: above 2000 values smaller ones stand for them, and √n times the dip is
  /// compared, which hardly depends on n there.
  public let replicateSize: Int

  /// The largest samples drawn.
  static let largestReplicate = 2000

  /// Tests a sample.
  ///
  /// - Parameters:
  ///   - replicates: How many uniform samples are drawn.
  ///   - seed: The same seed gives the same p-value on every machine.
  /// - Precondition: `replicates` is not negative; 0 gives no p-value.
  /// - Complexity: O(n + replicates × min(n, 2000)).
  public init(_ sample: SortedSample, replicates: Int = 2000, seed: UInt64 = 1) {
    precondition(replicates >= 0, "no negative number of replicates")
    let values = sample.values
    n = values.count
    guard let least = values.first, let greatest = values.last, least.isFinite, greatest.isFinite
    else {
      (statistic, pValue, self.replicates, replicateSize) = (nil, nil, 0, 0)
      return
    }
    let dip = Self.dip(values)
    statistic = dip
    guard n > 3, least < greatest, replicates > 0 else {
      (pValue, self.replicates, replicateSize) = (n > 3 && least < greatest ? nil : 1, 0, 0)
      return
    }
    self.replicates = replicates
    replicateSize = min(n, Self.largestReplicate)
    let scale = n == replicateSize ? 1 : (Double(n) / Double(replicateSize)).squareRoot()
    let reached = Self.uniformDips(
      size: replicateSize, replicates: replicates, seed: seed, atLeast: dip * scale)
    pValue = Double(reached + 1) / Double(replicates + 1)
  }

  /// The dip of finite ascending values.
  static func dip(_ values: [Double]) -> Double {
    var values = values
    if let first = values.first, let last = values.last, !(last - first).isFinite {
      for index in values.indices { values[index] /= 4 }
    }
    let doubled = withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * values.count) { room in
      values.withUnsafeBufferPointer { Dip.doubledCount($0, room: room) }
    }
    return doubled / (2 * Double(values.count))
  }

  /// How many uniform samples dip at least so far.
  private static func uniformDips(
    size: Int, replicates: Int, seed: UInt64, atLeast dip: Double
  ) -> Int {
    var values = [Double](repeating: 0, count: size)
    var reached = 0
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 2 * size) { room in
      for replicate in 0..<replicates {
        var stream = RandomStream(seed: seed, index: UInt64(replicate))
        // Sums of exponential gaps are uniform values in ascending order, but for their scale.
        var sum = 0.0
        for index in values.indices {
          sum -= log(1 - stream.uniform())
          values[index] = sum
        }
        let doubled = values.withUnsafeBufferPointer { Dip.doubledCount($0, room: room) }
        // A sample drawn may reach the same dip but for rounding.
        if doubled / (2 * Double(size)) >= dip * (1 - 1e-12) { reached += 1 }
      }
    }
    return reached
  }
}
