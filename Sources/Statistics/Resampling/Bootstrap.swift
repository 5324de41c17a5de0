/// The values of a statistic on resamples of the data: what bootstrap limits are made from.
///
/// Replicate i draws n values with replacement by stream i of the seed (see ``RandomStream``): the
/// same on every machine, in whatever order the replicates are made.
///
/// Sources: B. Efron, Annals of Statistics 7 (1979); B. Efron, Better bootstrap confidence intervals,
/// JASA 82 (1987); A. C. Davison, D. V. Hinkley, Bootstrap Methods and their Application, 1997.
public struct Bootstrap: Sendable, Hashable {
  /// The statistic of the sample itself; nil where it has none.
  public let estimate: Double?
  /// The statistic of each resample that has one, ascending.
  public let replicates: [Double]
  /// How many resamples had no statistic (nil or NaN); limits leave them out.
  public let undefinedReplicates: Int
  /// The empirical influence of each value on the statistic, by the jackknife: (n − 1)
  /// (mean of the statistics without one value − statistic without this value) / n. Empty where one
  /// of these isn't defined.
  public let influences: [Double]

  /// Bootstrap of a statistic of one sample.
  ///
  /// - Parameters:
  ///   - values: the sample.
  ///   - count: the number of resamples, B.
  ///   - seed: what the random numbers depend on.
  ///   - statistic: the statistic of a sample; nil where it is undefined.
  /// - Throws: `StatisticsError.notANumber`.
  /// - Precondition: `count` is not negative.
  /// - Complexity: B + n evaluations of the statistic, O(n) memory beside the replicates.
  public init(
    _ values: [Double], replicates count: Int, seed: UInt64,
    statistic: (UnsafeBufferPointer<Double>) -> Double?
  ) throws {
    try requireNumbers(values)
    self.init([values], replicates: count, seed: seed) { statistic($0[0]) }
  }

  /// Bootstrap of a statistic of two independent samples, each resampled by itself.
  ///
  /// - Throws: `StatisticsError.columnNotANumber`.
  /// - Precondition: `count` is not negative.
  /// - Complexity: B + n + m evaluations of the statistic.
  public init(
    _ x: [Double], _ y: [Double], replicates count: Int, seed: UInt64,
    statistic: (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Double>) -> Double?
  ) throws {
    try requireNumbers(inColumns: [x, y])
    self.init([x, y], replicates: count, seed: seed) { statistic($0[0], $0[1]) }
  }

  private init(
    _ samples: [[Double]], replicates count: Int, seed: UInt64,
    statistic: ([UnsafeBufferPointer<Double>]) -> Double?
  ) {
    precondition(count >= 0, "no negative number of replicates")
    let room = ResampleRoom(samples)
    defer { room.deallocate() }
    let isEmpty = samples.contains(where: \.isEmpty)
    let values = (0..<(isEmpty ? 0 : count)).map { index -> Double? in
      room.resample(samples, using: RandomStream(seed: seed, index: UInt64(index)))
      return statistic(room.views).flatMap { $0.isNaN ? nil : $0 }
    }
    room.copy(samples)
    let estimate = isEmpty ? nil : statistic(room.views).flatMap { $0.isNaN ? nil : $0 }
    let influences =
      estimate == nil ? [] : room.influences(samples, statistic: statistic)
    self.init(estimate: estimate, replicates: values, influences: influences)
  }

  /// A bootstrap of which the parts are known, such as replicates that were made elsewhere.
  ///
  /// - Parameters:
  ///   - estimate: the statistic of the sample.
  ///   - replicates: the statistics of resamples in any order; nil and NaN are undefined ones.
  ///   - influences: the empirical influences; empty for none, which leaves BCa limits undefined.
  public init(estimate: Double?, replicates: [Double?], influences: [Double]) {
    var defined = replicates.compactMap { $0.flatMap { $0.isNaN ? nil : $0 } }
    sortAscending(&defined)
    self.estimate = estimate
    self.replicates = defined
    undefinedReplicates = replicates.count - defined.count
    self.influences = influences.contains { !$0.isFinite } ? [] : influences
  }

  /// The acceleration a = Σ influence³ / (6 (Σ influence²)^1.5): 0 where all influences are 0, nil
  /// where there are none.
  public var acceleration: Double? { accelerationConstant(influences) }
}

/// The acceleration of the BCa method from influences on any scale.
func accelerationConstant(_ influences: [Double]) -> Double? {
  guard let largest = influences.map(abs).max() else { return nil }
  guard largest > 0 else { return 0 }
  var (squares, cubes) = (CompensatedSum(), CompensatedSum())
  for influence in influences {
    let scaled = influence / largest
    squares.add(scaled * scaled)
    cubes.add(scaled * scaled * scaled)
  }
  return cubes.value / (6 * squares.value * squares.value.squareRoot())
}

/// Memory that holds one resample of each sample, used again for every replicate.
private struct ResampleRoom {
  private let buffers: [UnsafeMutableBufferPointer<Double>]

  init(_ samples: [[Double]]) {
    buffers = samples.map {
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: $0.count)
      buffer.initialize(repeating: 0)
      return buffer
    }
  }

  func deallocate() { for buffer in buffers { buffer.deallocate() } }

  var views: [UnsafeBufferPointer<Double>] { buffers.map { UnsafeBufferPointer($0) } }

  func resample(_ samples: [[Double]], using stream: RandomStream) {
    var stream = stream
    for (buffer, sample) in zip(buffers, samples) {
      sample.withUnsafeBufferPointer { sample in
        for i in buffer.indices { buffer[i] = sample[stream.index(below: sample.count)] }
      }
    }
  }

  func copy(_ samples: [[Double]]) {
    for (buffer, sample) in zip(buffers, samples) { _ = buffer.update(fromContentsOf: sample) }
  }

  /// The influences of all values of all samples, from the statistics without one of them each.
  func influences(
    _ samples: [[Double]], statistic: ([UnsafeBufferPointer<Double>]) -> Double?
  ) -> [Double] {
    var result: [Double] = []
    for (k, sample) in samples.enumerated() {
      guard sample.count > 1 else { return [] }
      let n = sample.count
      copy(samples)
      var views = self.views
      views[k] = UnsafeBufferPointer(rebasing: buffers[k].prefix(n - 1))
      // The last place holds the value left out, then its neighbour, and so on.
      var without: [Double] = []
      for i in sample.indices.reversed() {
        if i < n - 1 { buffers[k][i] = sample[i + 1] }
        guard let value = statistic(views), value.isFinite else { return [] }
        without.append(value)
      }
      let mean = CompensatedSum(without).value / Double(n)
      let share = Double(n - 1) / Double(n)
      result += without.reversed().map { share * (mean - $0) }
    }
    return result
  }
}
