/// A repeatable stream of random numbers: xoshiro256**, its state filled by SplitMix64.
///
/// Replicate number i of a random method draws from stream i of its seed, so that neither the order
/// of the replicates nor the number of threads changes a result, and the same seed gives the same
/// numbers on every machine. Streams of different indices start at unrelated places of a period of
/// 2²⁵⁶ − 1.
///
/// Sources: D. Blackman, S. Vigna, Scrambled linear pseudorandom number generators, ACM Transactions
/// on Mathematical Software 47 (2021); G. L. Steele, D. Lea, C. H. Flood, Fast splittable
/// pseudorandom number generators, OOPSLA 2014.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// Stream number `index` of a seed.
  public init(seed: UInt64, index: UInt64 = 0) {
    // The index is scrambled first: else stream i + 1 would begin within stream i of SplitMix64.
    var scrambler = SplitMix64(state: index)
    var filler = SplitMix64(state: seed ^ scrambler.next())
    (a, b, c, d) = (filler.next(), filler.next(), filler.next(), filler.next())
  }

  /// The next 64 random bits.
  @inline(__always) public mutating func next() -> UInt64 {
    let product = b &* 5
    let result = ((product &<< 7) | (product &>> 57)) &* 9
    let shifted = b &<< 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d &<< 45) | (d &>> 19)
    return result
  }

  /// A number evenly spread over 0 ..< 1, a multiple of 2⁻⁵³.
  @inline(__always) public mutating func uniform() -> Double {
    Double(next() &>> 11) * 0x1p-53
  }

  /// A whole number from 0 ..< `count`, each equally likely (Lemire's multiplication).
  ///
  /// - Precondition: `count` is above 0.
  @inline(__always) public mutating func index(below count: Int) -> Int {
    let bound = UInt64(count)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let unfair = (0 &- bound) % bound
      while product.low < unfair { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }
}

/// The generator that fills the state of others from one word.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word &>> 31)
  }
}
