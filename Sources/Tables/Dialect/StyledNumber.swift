/// A number as people write it: digits in groups (`1,234,567.5`, `22,80,000`; with a decimal comma
/// `1.234,5`), a percent sign behind it, a decimal comma.
struct StyledNumber {
  /// How the digits stand in groups.
  enum Grouping {
    case none
    /// One mark before three digits: of either system.
    case either
    /// Groups of three.
    case western
    /// A group of three behind groups of two.
    case indian
  }

  /// The number in its plain form: no groups, a point, no sign behind it.
  private(set) var plain: [UInt8] = []
  private(set) var isPercent = false
  private(set) var grouping = Grouping.none
  /// The digits before the decimal mark.
  private(set) var wholeDigits = 0
  private(set) var hasFraction = false
  private var hasLeadingZero = false

  /// Reads a number; nil for other text.
  init?(_ cell: UnsafeBufferPointer<UInt8>, _ decimal: DecimalMark) {
    var range = trimmed(cell, 0..<cell.count)
    if let last = range.last, cell[last] == UInt8(ascii: "%") {
      isPercent = true
      range = trimmed(cell, range.dropLast())
    }
    var i = range.lowerBound
    if i < range.upperBound, cell[i] == UInt8(ascii: "-") || cell[i] == UInt8(ascii: "+") {
      plain.append(cell[i])
      i += 1
    }
    guard readWhole(cell, &i, range.upperBound, mark: decimal == .point ? 0x2C : 0x2E) else {
      return nil
    }
    if i < range.upperBound, cell[i] == (decimal == .point ? 0x2E : 0x2C) {
      plain.append(UInt8(ascii: "."))
      i += 1
      let start = i
      while i < range.upperBound, cell[i] &- 0x30 <= 9 { i += 1 }
      plain += cell[start..<i]
      hasFraction = i > start
      if !hasFraction, wholeDigits == 0 { return nil }
    }
    if i < range.upperBound {
      // An exponent, which NumberParser checks.
      guard grouping == .none, cell[i] | 0x20 == UInt8(ascii: "e") else { return nil }
      plain += cell[i..<range.upperBound]
    }
    guard plain.withUnsafeBufferPointer({ DecimalNumber($0, 0..<$0.count) }) != nil else {
      return nil
    }
  }

  /// Digits with marks between groups of them; false where the groups are of no system.
  private mutating func readWhole(
    _ cell: UnsafeBufferPointer<UInt8>, _ i: inout Int, _ end: Int, mark: UInt8
  ) -> Bool {
    var groups: [Int] = [0]
    hasLeadingZero = i < end && cell[i] == UInt8(ascii: "0")
    while i < end {
      if cell[i] &- 0x30 <= 9 {
        plain.append(cell[i])
        groups[groups.count - 1] += 1
        wholeDigits += 1
      } else if cell[i] == mark {
        groups.append(0)
      } else {
        break
      }
      i += 1
    }
    guard groups.count > 1 else { return true }
    guard let grouping = Self.grouping(groups), !hasLeadingZero else { return false }
    self.grouping = grouping
    return true
  }

  private static func grouping(_ groups: [Int]) -> Grouping? {
    guard let first = groups.first, (1...3).contains(first), groups.last == 3 else { return nil }
    let middle = groups.dropFirst().dropLast()
    if middle.isEmpty { return first == 3 ? .western : .either }
    if middle.allSatisfy({ $0 == 3 }) { return .western }
    return first < 3 && middle.allSatisfy { $0 == 2 } ? .indian : nil
  }

  /// Whether the text could as well be a number with the other decimal mark: `1,234`.
  var isAmbiguous: Bool { (grouping == .either || isSingleWestern) && !hasFraction }

  private var isSingleWestern: Bool { grouping == .western && wholeDigits == 6 }

  /// Whether the text shows its decimal mark beyond doubt: `0.5`, `1,234.5`.
  var showsMark: Bool {
    guard hasFraction, let point = plain.lastIndex(of: UInt8(ascii: ".")) else { return false }
    if grouping != .none { return true }
    let fraction = plain[(point + 1)...].prefix { $0 &- 0x30 <= 9 }.count
    // Three digits behind one to three others could be a group.
    return fraction != 3 || wholeDigits == 0 || wholeDigits > 3 || hasLeadingZero
      || plain.count > point + 1 + fraction
  }

  /// The value; nil for a whole number beyond 64 bits or a fraction.
  var integer: Int64? {
    hasFraction ? nil : plain.withUnsafeBufferPointer { NumberParser.integer($0, 0..<$0.count) }
  }

  /// Whether this is a whole number, written with its digits alone, that no integer has room for.
  var isBeyond64Bits: Bool {
    wholeDigits > 18 && !hasFraction && integer == nil
      && !plain.contains { $0 | 0x20 == UInt8(ascii: "e") }
  }

  /// The nearest double.
  var double: Double {
    plain.withUnsafeBufferPointer { NumberParser.double($0, 0..<$0.count) } ?? .nan
  }
}

/// The style of the numbers of a whole column: each cell must have it.
struct NumberStyle {
  private(set) var isPercent: Bool?
  private(set) var grouping = StyledNumber.Grouping.none
  /// A number of four digits or more without groups.
  private var hasLongPlain = false
  /// Whether a cell tells the mark between groups from a decimal mark.
  private(set) var isCertain = false

  /// Adds a number; false where it is of another style than those before it.
  mutating func add(_ number: StyledNumber) -> Bool {
    if let isPercent, isPercent != number.isPercent { return false }
    isPercent = number.isPercent
    switch (grouping, number.grouping) {
    case (_, .none): hasLongPlain = hasLongPlain || number.wholeDigits > 3
    case (.western, .indian), (.indian, .western): return false
    case (.none, let new), (.either, let new): grouping = new
    default: break
    }
    if number.grouping != .none { isCertain = isCertain || !number.isAmbiguous }
    return grouping == .none || !hasLongPlain
  }

  /// Whether the readers of plain numbers would not have read them.
  var isStyled: Bool { isPercent == true || grouping != .none }
}
