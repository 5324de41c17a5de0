import Benchmarks
import Glibc
import Statistics
import Tables

/// Numbers for people: rounding happens here and nowhere else.
public enum NumberText {
  /// How an undefined value is printed.
  public static let undefined = "undefined"

  /// A value to `digits` significant digits; whole numbers below 10¹⁵ in full; very large and very
  /// small ones with an exponent; `undefined` for nil and NaN.
  public static func significant(_ value: Double?, digits: Int = 4) -> String {
    guard let value, !value.isNaN else { return undefined }
    guard value.isFinite else { return value < 0 ? "-infinite" : "infinite" }
    let magnitude = abs(value)
    if value == value.rounded(), magnitude < 1e15 { return String(Int64(value)) }
    if magnitude >= 1e15 || magnitude < 1e-4 { return formatted(value, "%.*e", digits - 1) }
    // The exponent of the rounded value: 9.9996 has four digits as 10.00.
    let exponent = Int(formatted(magnitude, "%.*e", digits - 1).split(separator: "e")[1])!
    return formatted(value, "%.*f", max(0, digits - 1 - exponent))
  }

  /// A value with every digit it has: for levels of factors and other settings.
  public static func plain(_ value: Double) -> String { shortest(value) }

  /// A quantity with its unit.
  public static func quantity(_ value: Double?, _ unit: Benchmarks.Unit) -> String {
    let number = significant(value)
    guard value != nil, unit != .one, unit != .count else { return number }
    let isOne = value == 1 && [.files, .runs, .bytes, .tokens, .characters].contains(unit)
    return "\(number) \(isOne ? String(unit.symbol.dropLast()) : unit.symbol)"
  }

  /// A moment to the second.
  public static func time(_ time: Timestamp) -> String {
    let text = time.description
    guard let point = text.firstIndex(of: ".") else { return text }
    return text[..<point] + "Z"
  }

  /// A probability as a percentage, to two decimals where it has them: `95 %`, `95.12 %`.
  public static func percent(_ probability: Double) -> String {
    // Rounding must not raise a level above what was achieved; 1e-9 is for the binary fraction.
    let hundredths = (1e4 * probability + 1e-9).rounded(.down)
    var text = formatted((probability < 1 ? min(hundredths, 9999) : hundredths) / 100, "%.*f", 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + " %"
  }

  /// A p-value: `p = 0.034`, `p < 0.0001`.
  public static func pValue(_ p: Double?, name: String = "p") -> String {
    guard let p else { return "\(name) undefined" }
    return p < 1e-4 ? "\(name) < 0.0001" : "\(name) = \(significant(p, digits: 2))"
  }

  /// Limits with the level achieved: `95.12 % limits 0.1 s to 0.2 s`; an end that the data can't
  /// give is said to be open.
  public static func limits(_ interval: Interval, _ unit: Benchmarks.Unit) -> String {
    let level = percent(interval.level)
    switch (interval.lower, interval.upper) {
    case (let lower?, let upper?):
      return "\(level) limits \(quantity(lower, unit)) to \(quantity(upper, unit))"
    case (let lower?, nil): return "\(level) lower limit \(quantity(lower, unit)), upper limit open"
    case (nil, let upper?): return "\(level) upper limit \(quantity(upper, unit)), lower limit open"
    case (nil, nil): return "no limits"
    }
  }

  private static func formatted(_ value: Double, _ format: String, _ decimals: Int) -> String {
    withVaList([Int32(decimals), value]) { arguments in
      let capacity = 400
      return String(unsafeUninitializedCapacity: capacity) { buffer in
        buffer.withMemoryRebound(to: CChar.self) {
          Int(vsnprintf($0.baseAddress, capacity, format, arguments))
        }
      }
    }
  }
}
