/// A decimal number as it is written: ±`significand` · 10^`exponent`.
struct DecimalNumber {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  var isNegative = false
  var significand: UInt64 = 0
  var exponent = 0
  /// Whether the significand holds every digit; otherwise the value lies above it and below the
  /// significand + 1.
  var isExact = true

  /// Reads a sign, digits with an optional point, and an optional exponent; nil where the text has
  /// another form.
  init?(_ bytes: Bytes, _ range: Range<Int>) {
    let end = range.upperBound
    guard range.lowerBound < end else { return nil }
    isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    let hasSign = isNegative || bytes[range.lowerBound] == UInt8(ascii: "+")
    let start = hasSign ? range.lowerBound + 1 : range.lowerBound
    var i = DigitRun.append(bytes, start, end, to: &significand)
    var digits = i - start
    if i < end, bytes[i] == UInt8(ascii: ".") {
      let fraction = i + 1
      i = DigitRun.append(bytes, fraction, end, to: &significand)
      exponent = fraction - i
      digits += i - fraction
    }
    guard digits > 0 else { return nil }
    if digits > 19 { readManyDigits(bytes, start..<i) }
    if i < end {
      guard let power = Self.exponent(bytes, i..<end) else { return nil }
      exponent += power
    }
  }

  /// The leading digits, as many as 64 bits hold.
  private mutating func readManyDigits(_ bytes: Bytes, _ range: Range<Int>) {
    significand = 0
    exponent = 0
    var hasPoint = false
    for i in range {
      let digit = bytes[i] &- UInt8(ascii: "0")
      if digit > 9 {
        hasPoint = true
      } else if significand <= 1_844_674_407_370_955_160 {
        // 1844674407370955160 · 10 + 9 still fits 64 bits.
        significand = significand * 10 + UInt64(digit)
        if hasPoint { exponent -= 1 }
      } else {
        if !hasPoint { exponent += 1 }
        if digit != 0 { isExact = false }
      }
    }
  }

  private static func exponent(_ bytes: Bytes, _ range: Range<Int>) -> Int? {
    guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { return nil }
    var i = range.lowerBound + 1
    guard i < range.upperBound else { return nil }
    let isNegative = bytes[i] == UInt8(ascii: "-")
    if isNegative || bytes[i] == UInt8(ascii: "+") { i += 1 }
    guard i < range.upperBound else { return nil }
    var value = 0
    while i < range.upperBound {
      let digit = bytes[i] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      // Beyond 2⁴⁰ no significand that fits in memory brings the number back into a double's range.
      value = min(value * 10 + Int(digit), 1 << 40)
      i += 1
    }
    return isNegative ? -value : value
  }
}
