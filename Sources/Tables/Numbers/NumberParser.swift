/// Numbers from bytes: exactly rounded always.
enum NumberParser {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A whole number with an optional sign; nil for other text and beyond 64 bits.
  static func integer(_ bytes: Bytes, _ range: Range<Int>) -> Int64? {
    var start = range.lowerBound
    guard start < range.upperBound else { return nil }
    let isNegative = bytes[start] == UInt8(ascii: "-")
    if isNegative || bytes[start] == UInt8(ascii: "+") { start += 1 }
    guard start < range.upperBound else { return nil }
    var magnitude: UInt64 = 0
    let end = DigitRun.append(bytes, start, range.upperBound, to: &magnitude)
    guard end == range.upperBound else { return nil }
    if end - start > 18 {
      return longInteger(bytes, start..<end, isNegative: isNegative)
    }
    return isNegative ? -Int64(magnitude) : Int64(magnitude)
  }

  /// A decimal number: sign, digits with an optional point, optional exponent; or `inf`,
  /// `infinity`, `nan` in any case. Nil for other text. Beyond the range of doubles an infinity,
  /// below it a zero, as IEEE 754 rounds.
  static func double(_ bytes: Bytes, _ range: Range<Int>) -> Double? {
    guard let number = DecimalNumber(bytes, range) else { return special(bytes, range) }
    let value = exactDouble(
      significand: number.significand, exponent: number.exponent, isNegative: number.isNegative)
    if number.isExact { return value }
    // Digits were left out: where their bounds have one double in common, it is theirs too.
    let next = exactDouble(
      significand: number.significand + 1, exponent: number.exponent,
      isNegative: number.isNegative)
    return value == next ? value : Double(String(decoding: bytes[range], as: UTF8.self))
  }

  /// What ``double(_:_:)`` would give, without the work of the conversion.
  static func form(_ bytes: Bytes, _ range: Range<Int>) -> Form {
    if DecimalNumber(bytes, range) != nil { return .number }
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

  /// A number of digits that may be beyond 64 bits.
  private static func longInteger(
    _ bytes: Bytes, _ digits: Range<Int>, isNegative: Bool
  ) -> Int64? {
    var value: Int64 = 0
    for i in digits {
      let digit = Int64(bytes[i] &- UInt8(ascii: "0"))
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow2) =
        isNegative
        ? scaled.subtractingReportingOverflow(digit) : scaled.addingReportingOverflow(digit)
      if overflow || overflow2 { return nil }
      value = sum
    }
    return value
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
}
