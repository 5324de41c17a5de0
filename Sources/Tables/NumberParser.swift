/// Numbers from bytes: exactly rounded always.
///
/// Doubles of up to 19 significant digits whose decimal exponent is small take Clinger's exact path
/// (one multiplication or division of two exact doubles); all others go to the standard library's
/// correctly rounded conversion. Source: W. D. Clinger, "How to read floating point numbers
/// accurately", PLDI 1990.
enum NumberParser {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A whole number with an optional sign; nil for other text and beyond 64 bits.
  static func integer(_ bytes: Bytes, _ range: Range<Int>) -> Int64? {
    var i = range.lowerBound
    guard i < range.upperBound else { return nil }
    let isNegative = bytes[i] == UInt8(ascii: "-")
    if isNegative || bytes[i] == UInt8(ascii: "+") { i += 1 }
    guard i < range.upperBound else { return nil }
    var value: Int64 = 0
    while i < range.upperBound {
      let digit = bytes[i] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) =
        isNegative
        ? scaled.subtractingReportingOverflow(Int64(digit))
        : scaled.addingReportingOverflow(Int64(digit))
      if overflow || overflow2 { return nil }
      value = sum
      i += 1
    }
    return value
  }

  /// A decimal number: sign, digits with an optional point, optional exponent; or `inf`,
  /// `infinity`, `nan` in any case. Nil for other text. Beyond the range of doubles an infinity,
  /// below it a zero, as IEEE 754 rounds.
  static func double(_ bytes: Bytes, _ range: Range<Int>) -> Double? {
    guard let number = scan(bytes, range) else { return special(bytes, range) }
    if number.isExact, number.mantissa <= 1 << 53, abs(number.exponent) <= 22 {
      let magnitude = Double(number.mantissa)
      let power = powersOfTen[abs(number.exponent)]
      let value = number.exponent < 0 ? magnitude / power : magnitude * power
      return number.isNegative ? -value : value
    }
    return Double(String(decoding: bytes[range], as: UTF8.self))
  }

  /// What ``double(_:_:)`` would give, without the work of the conversion.
  static func form(_ bytes: Bytes, _ range: Range<Int>) -> Form {
    if scan(bytes, range) != nil { return .number }
    guard let value = special(bytes, range) else { return .other }
    return value.isNaN ? .notANumber : .number
  }

  /// How the text of a cell relates to doubles.
  enum Form {
    /// A number, infinities among them.
    case number
    /// A spelling of NaN.
    case notANumber
    /// Other text.
    case other
  }

  private struct Decimal {
    var isNegative = false
    var mantissa: UInt64 = 0
    var exponent = 0
    /// Whether the mantissa holds every digit.
    var isExact = true
  }

  /// The parts of a decimal number; nil where the text has another form.
  private static func scan(_ bytes: Bytes, _ range: Range<Int>) -> Decimal? {
    var number = Decimal()
    var i = range.lowerBound
    let end = range.upperBound
    guard i < end else { return nil }
    number.isNegative = bytes[i] == UInt8(ascii: "-")
    if number.isNegative || bytes[i] == UInt8(ascii: "+") { i += 1 }
    var digits = 0
    var hasPoint = false
    while i < end {
      let digit = bytes[i] &- UInt8(ascii: "0")
      if digit <= 9 {
        digits += 1
        // 1844674407370955160 × 10 + 9 still fits 64 bits.
        if number.mantissa <= 1_844_674_407_370_955_160 {
          number.mantissa = number.mantissa * 10 + UInt64(digit)
          if hasPoint { number.exponent -= 1 }
        } else {
          number.isExact = false
        }
      } else if bytes[i] == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      i += 1
    }
    guard digits > 0 else { return nil }
    if i < end {
      guard let exponent = scanExponent(bytes, i..<end) else { return nil }
      number.exponent += exponent
    }
    return number
  }

  private static func scanExponent(_ bytes: Bytes, _ range: Range<Int>) -> Int? {
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
      // Beyond 2⁴⁰ no mantissa that fits in memory brings the number back into a double's range.
      value = min(value * 10 + Int(digit), 1 << 40)
      i += 1
    }
    return isNegative ? -value : value
  }

  private static func special(_ bytes: Bytes, _ range: Range<Int>) -> Double? {
    guard (3...9).contains(range.count) else { return nil }
    switch String(decoding: bytes[range], as: UTF8.self).lowercased() {
    case "nan", "+nan", "-nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
