import Glibc

/// The permutation test of the difference of two means: how often sharing out the values found by
/// chance gives a difference as large.
///
/// Exact where there are no more ways to share out than `exactUpTo`: all are gone through. Else B of
/// them drawn at random, number i by stream i of the seed (see ``RandomStream``), and
/// p = (b + 1) / (B + 1), which keeps the level. Differences equal but for rounding count as equal. The
/// two-sided p-value is twice the smaller tail.
///
/// Sources: R. A. Fisher, The Design of Experiments, 1935, section 21; B. Phipson, G. K. Smyth,
/// Statistical Applications in Genetics and Molecular Biology 9 (2010).
public struct PermutationTest: Sendable, Hashable {
  /// The sizes of both samples.
  public let n: Int, m: Int
  /// The mean of x less the mean of y; nil where a sample is empty or a value is infinite.
  public let difference: Double?
  /// The p-values; nil with the difference. "Greater": x has the larger mean. 1 for constant data.
  public let pValues: PValues?
  /// Whether all ways to share out were gone through.
  public let isExact: Bool
  /// How many ways were gone through or drawn; 0 without p-values.
  public let permutations: Int

  /// Compares two samples. O(min(n, m)) for each permutation drawn, less than that for each one gone
  /// through.
  ///
  /// - Parameters:
  ///   - count: how many to draw where there are too many, B.
  ///   - seed: what the random numbers depend on.
  ///   - exactUpTo: the number of ways to share out up to which all are gone through.
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y).
  /// - Precondition: `count` is above 0.
  public init(
    _ x: [Double], _ y: [Double], permutations count: Int = 9_999, seed: UInt64 = 1,
    exactUpTo: Int = 200_000
  ) throws {
    precondition(count > 0, "there is a permutation to draw")
    try requireNumbers(inColumns: [x, y])
    (n, m) = (x.count, y.count)
    let ways = binomialCoefficient(n + m, min(n, m), atMost: exactUpTo)
    isExact = ways != nil
    guard let meanX = Moments(numbers: x).mean, let meanY = Moments(numbers: y).mean,
      (meanX - meanY).isFinite, let shares = SharedOut(x, y)
    else {
      (difference, pValues, permutations) = (nil, nil, 0)
      return
    }
    difference = meanX - meanY
    let tails = ways == nil ? shares.drawn(count, seed: seed) : shares.all()
    permutations = ways ?? count
    let (less, greater) =
      ways.map { (Double(tails.atMost) / Double($0), Double(tails.atLeast) / Double($0)) }
      ?? (
        Double(tails.atMost + 1) / Double(count + 1), Double(tails.atLeast + 1) / Double(count + 1)
      )
    // Where the smaller sample is y, a large sum of it is a small mean of x.
    pValues =
      n <= m ? PValues(less: less, greater: greater) : PValues(less: greater, greater: less)
  }
}

/// The sums of the smaller sample when the values of both are shared out anew.
private struct SharedOut {
  /// All values less their mean, the smaller sample first.
  private let values: [Double]
  private let size: Int
  private let observed: Double
  /// Sums this close to each other differ by rounding only.
  private let tolerance: Double

  /// nil where a value is too far off to be centred.
  init?(_ x: [Double], _ y: [Double]) {
    let all = x.count <= y.count ? x + y : y + x
    size = min(x.count, y.count)
    guard let centre = Moments(numbers: all).mean, centre.isFinite else { return nil }
    values = all.map { $0 - centre }
    observed = CompensatedSum(Array(values.prefix(size))).value
    tolerance = values.reduce(0) { $0 + abs($1) } * 1e-14
    guard tolerance.isFinite else { return nil }
  }

  /// How many of all choices have a sum of at most, and of at least, the one observed.
  func all() -> (atMost: Int, atLeast: Int) {
    var tails = (atMost: 0, atLeast: 0)
    choose(from: 0, size, sum: 0, &tails)
    return tails
  }

  private func choose(
    from start: Int, _ rest: Int, sum: Double, _ tails: inout (atMost: Int, atLeast: Int)
  ) {
    guard rest > 0 else { return count(sum, &tails) }
    for i in start...(values.count - rest) {
      choose(from: i + 1, rest - 1, sum: sum + values[i], &tails)
    }
  }

  /// As `all` for choices drawn by chance.
  func drawn(_ count: Int, seed: UInt64) -> (atMost: Int, atLeast: Int) {
    var tails = (atMost: 0, atLeast: 0)
    var places = [Int](repeating: 0, count: size)
    var pool = values
    pool.withUnsafeMutableBufferPointer { pool in
      for replicate in 0..<count {
        var stream = RandomStream(seed: seed, index: UInt64(replicate))
        var sum = 0.0
        for i in 0..<size {
          places[i] = i + stream.index(below: pool.count - i)
          pool.swapAt(i, places[i])
          sum += pool[i]
        }
        self.count(sum, &tails)
        // Each replicate begins with the same order, whichever came before.
        for i in (0..<size).reversed() { pool.swapAt(i, places[i]) }
      }
    }
    return tails
  }

  @inline(__always)
  private func count(_ sum: Double, _ tails: inout (atMost: Int, atLeast: Int)) {
    if sum <= observed + tolerance { tails.atMost += 1 }
    if sum >= observed - tolerance { tails.atLeast += 1 }
  }
}

/// n over k; nil where it is above a bound.
func binomialCoefficient(_ n: Int, _ k: Int, atMost bound: Int) -> Int? {
  var result = 1
  for i in 0..<min(k, n - k) {
    let (product, overflow) = result.multipliedReportingOverflow(by: n - i)
    guard !overflow else { return nil }
    result = product / (i + 1)
    if result > bound { return nil }
  }
  return result
}
