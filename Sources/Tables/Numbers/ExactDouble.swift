import CTextKernels

/// The double nearest to ±`significand` · 10^`exponent`, ties to even; an infinity beyond the range
/// of doubles, a zero below it, as IEEE 754 rounds.
///
/// The significand times the leading 128 bits of a power of five gives enough bits of the product
/// to round every 64-bit significand, so no case is left undecided. Constant time. Sources:
/// D. Lemire, "Number parsing at a gigabyte per second", Software: Practice and Experience 51
/// (2021); N. Mushtak, D. Lemire, "Fast number parsing without fallback", ibid. 53 (2023).
@inline(__always)
func exactDouble(significand: UInt64, exponent: Int, isNegative: Bool) -> Double {
  let magnitude = exactMagnitude(significand: significand, exponent: exponent)
  return Double(bitPattern: magnitude | (isNegative ? 1 << 63 : 0))
}

private let infinity: UInt64 = 0x7FF << 52

/// The bits of the double without its sign.
@inline(__always)
private func exactMagnitude(significand: UInt64, exponent: Int) -> UInt64 {
  guard significand != 0, exponent >= BS_SMALLEST_POWER else { return 0 }
  guard exponent <= BS_LARGEST_POWER else { return infinity }
  let leadingZeros = significand.leadingZeroBitCount
  let product = productWithPowerOfFive(significand << UInt64(leadingZeros), exponent: exponent)
  let upperBit = Int(product.high >> 63)
  // 53 bits and one more, which tells how to round.
  var bits = product.high >> UInt64(upperBit &+ 9)
  // The floor of exponent · log₂ 10, and the bias of doubles.
  let binaryExponent = (217_706 &* exponent) >> 16 &+ 1086 &+ upperBit &- leadingZeros
  if _slowPath(binaryExponent <= 0) { return subnormal(bits, binaryExponent) }
  // Only these powers allow for a value right between two doubles; it is one where all bits that
  // were dropped are zero.
  if product.low <= 1, exponent >= -4, exponent <= 23, bits & 3 == 1,
    bits << UInt64(upperBit &+ 9) == product.high
  {
    bits &= ~1
  }
  bits = (bits &+ (bits & 1)) >> 1
  // The implied bit adds 1 to the exponent; a mantissa rounded up to 2⁵³ adds one more.
  return min(UInt64(truncatingIfNeeded: binaryExponent &- 1) << 52 &+ bits, infinity)
}

/// The leading 128 bits of `significand`, whose highest bit is set, times 5^`exponent`.
@inline(__always)
private func productWithPowerOfFive(
  _ significand: UInt64, exponent: Int
) -> (high: UInt64, low: UInt64) {
  let power = bs_power_of_five_table()[exponent &- BS_SMALLEST_POWER]
  var product = significand.multipliedFullWidth(by: power.high)
  // Unless all of the bits below those of the result are set, the rest of the power can't carry
  // into these.
  if _slowPath(product.high & 0x1FF == 0x1FF) {
    let rest = significand.multipliedFullWidth(by: power.low).high
    let (low, carries) = product.low.addingReportingOverflow(rest)
    product.low = low
    if carries { product.high &+= 1 }
  }
  return (product.high, product.low)
}

/// The bits of a double below 2^-1022 from 54 bits and a biased exponent of at most 0. No tie is
/// possible: a power of five so small has far more than 64 bits.
private func subnormal(_ bits: UInt64, _ binaryExponent: Int) -> UInt64 {
  guard binaryExponent > -63 else { return 0 }
  let shifted = bits >> UInt64(1 &- binaryExponent)
  return (shifted &+ (shifted & 1)) >> 1
}
