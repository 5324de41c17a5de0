import Tables

/// Numbers that stand in the text of a tool's output.
enum ToolNumber {
  /// A finite decimal number; nil for other text, among it spellings of NaN and infinity.
  static func decimal(_ text: some StringProtocol) -> Double? {
    guard text.isReadAsNumber, let value = Double(String(text)), value.isFinite else { return nil }
    return value
  }

  /// A number with its unit's symbol right after it, as in `296.80ms` or `1.84k`; nil where there
  /// is no number in front or the symbol is none of the scales.
  static func scaled(_ text: some StringProtocol, by scales: [(symbol: String, factor: Double)])
    -> Double?
  {
    let digits = text.prefix { $0.isNumber || ".+-".contains($0) }
    let symbol = String(text.dropFirst(digits.count))
    guard let number = decimal(digits),
      let scale = scales.first(where: { $0.symbol == symbol })
    else { return nil }
    // A division by the inverse of a small factor is exact to the last place where a product with
    // 0.001 is not.
    return scale.factor < 1 ? number / (1 / scale.factor).rounded() : number * scale.factor
  }

  /// The probability of a percentage such as `99.90`: 0.999, shifted as decimal text, so that it is
  /// the nearest double; nil for other text and beyond 0…100.
  static func probability(percent text: some StringProtocol) -> Double? {
    guard decimal(text) != nil, let value = decimal(String(text) + "e-2"), (0...1).contains(value)
    else {
      return nil
    }
    return value
  }

  /// A value as text: numbers in their shortest form, lists and objects as JSON has them.
  static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .double(let number): "\(number)"
    case .string(let string): string
    case .array(let elements): "[" + elements.map(text).joined(separator: ", ") + "]"
    case .object(let object):
      "{" + object.members.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
