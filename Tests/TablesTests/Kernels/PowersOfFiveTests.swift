import CTextKernels
import Testing

/// The table of powers of five against exact products of whole numbers.
@Suite("Powers of five")
struct PowersOfFiveTests {
  /// A whole number in 32-bit limbs, the least first, none of them leading zeros.
  private struct Whole {
    var limbs: [UInt64]

    var bitWidth: Int { limbs.count * 32 - (limbs.last! << 32).leadingZeroBitCount }

    /// 2^`exponent`.
    init(powerOfTwo exponent: Int) {
      limbs = [UInt64](repeating: 0, count: exponent / 32) + [1 << UInt64(exponent % 32)]
    }

    /// 5^`exponent`.
    init(powerOfFive exponent: Int) {
      limbs = [1]
      for _ in 0..<exponent { self = times([5]) }
    }

    func times(_ factor: [UInt64]) -> Whole {
      var product = [UInt64](repeating: 0, count: limbs.count + factor.count)
      for (i, a) in limbs.enumerated() {
        var carry: UInt64 = 0
        for (j, b) in factor.enumerated() {
          carry += product[i + j] + a * b
          product[i + j] = carry & 0xFFFF_FFFF
          carry >>= 32
        }
        product[i + factor.count] = carry
      }
      while product.last == 0 { product.removeLast() }
      var result = self
      result.limbs = product
      return result
    }

    static func <= (a: Whole, b: Whole) -> Bool {
      a.limbs.count == b.limbs.count
        ? !b.limbs.reversed().lexicographicallyPrecedes(a.limbs.reversed())
        : a.limbs.count < b.limbs.count
    }
  }

  private func limbs(_ power: UInt128) -> [UInt64] {
    (0..<5).map { UInt64(truncatingIfNeeded: power >> UInt128(32 * $0) & 0xFFFF_FFFF) }
  }

  private func entry(_ exponent: Int) -> UInt128 {
    let power = bs_power_of_five_table()![exponent - BS_SMALLEST_POWER]
    return UInt128(power.high) << 64 | UInt128(power.low)
  }

  /// Whether `a` · 2^`shift` ≤ `b`, or for a shift below 0, `a` ≤ `b` · 2^−`shift`.
  private func isAtMost(_ a: Whole, shiftedBy shift: Int, _ b: Whole) -> Bool {
    shift >= 0
      ? a.times(Whole(powerOfTwo: shift).limbs) <= b
      : a <= b.times(Whole(powerOfTwo: -shift).limbs)
  }

  @Test("every power has its leading 128 bits, rounded the way that the header says")
  func leadingBits() {
    let one = Whole(powerOfTwo: 0)
    for exponent in BS_SMALLEST_POWER...BS_LARGEST_POWER {
      let power = Whole(powerOfFive: abs(exponent))
      let isRoundedUp = (-27 ... -1).contains(exponent)
      let lower = isRoundedUp ? entry(exponent) - 1 : entry(exponent)
      #expect(entry(exponent) >> 127 == 1)
      // The bits, scaled, are at most the power, and one more is beyond it.
      let atLeast = one.times(limbs(lower))
      let next = lower == .max ? Whole(powerOfTwo: 128) : one.times(limbs(lower + 1))
      if exponent >= 0 {
        let shift = power.bitWidth - 128
        #expect(isAtMost(atLeast, shiftedBy: shift, power))
        #expect(!isAtMost(next, shiftedBy: shift, power))
      } else {
        let scaled = Whole(powerOfTwo: 127 + power.bitWidth)
        #expect(power.times(atLeast.limbs) <= scaled)
        #expect(!(power.times(next.limbs) <= scaled))
      }
    }
  }
}
