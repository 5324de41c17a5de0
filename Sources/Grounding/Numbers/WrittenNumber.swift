/// The digits of a number with its separators, point and exponent.
struct WrittenNumber {
  private(set) var value = 0.0
  private(set) var resolution = 1.0
  private(set) var end: Int
  /// Whether it has two points or more: `1.2.3`.
  private(set) var isVersion = false
  /// The power of ten that an exponent gives.
  private(set) var exponentScale = 1.0

  init(_ text: [UInt8], _ start: Int) {
    end = start
    var digits: [UInt8] = []
    var decimals = 0
    readWhole(text, &digits)
    readFraction(text, &digits, &decimals)
    if !isVersion { readExponent(text) }
    // Beyond 400 digits a double has none to give.
    let shown = digits.prefix(400)
    let point = shown.count - decimals
    var number = shown.asText
    if decimals > 0, point >= 0 {
      number.insert(".", at: number.index(number.startIndex, offsetBy: point))
    }
    let mantissa = Double(number.hasPrefix(".") ? "0" + number : number) ?? 0
    resolution = Self.powerOfTen(-decimals) * exponentScale
    value = mantissa * exponentScale
  }

  private func byte(_ text: [UInt8], _ offset: Int) -> UInt8 {
    offset < text.count ? text[offset] : 0
  }

  private func digitCount(_ text: [UInt8], _ start: Int, atMost limit: Int = .max) -> Int {
    var count = 0
    while count < limit, byte(text, start + count).isDigit { count += 1 }
    return count
  }

  private mutating func readWhole(_ text: [UInt8], _ digits: inout [UInt8]) {
    let first = digitCount(text, end)
    digits.append(contentsOf: text[end..<end + first])
    end += first
    guard (1...3).contains(first) else { return }
    var groups: [(separator: [UInt8], count: Int)] = []
    var offset = end
    while let separator = separator(text, offset) {
      let count = digitCount(text, offset + separator.count, atMost: 4)
      guard count == 2 || count == 3, groups.allSatisfy({ $0.separator == separator }) else {
        break
      }
      groups.append((separator, count))
      offset += separator.count + count
    }
    // Western groups have three digits, Indian ones two but for the last.
    guard let last = groups.last, last.count == 3,
      groups.dropLast().allSatisfy({ $0.count == 3 })
        || (last.separator == [0x2C] && groups.dropLast().allSatisfy { $0.count == 2 }),
      last.separator != [0x20] || groups.count >= 2,
      !byte(text, offset).isDigit
    else { return }
    digits.append(contentsOf: text[end..<offset].filter(\.isDigit))
    end = offset
  }

  /// A separator of groups: comma, apostrophe, underscore, a space (thin and unbreakable ones too).
  private func separator(_ text: [UInt8], _ offset: Int) -> [UInt8]? {
    let byte = byte(text, offset)
    if byte == 0x2C || byte == 0x27 || byte == 0x5F || byte == 0x20 {
      return self.byte(text, offset + 1).isDigit ? [byte] : nil
    }
    for mark: [UInt8] in [
      [0xC2, 0xA0], [0xE2, 0x80, 0xAF], [0xE2, 0x80, 0x89], [0xE2, 0x80, 0x99],
    ]
    where offset + mark.count < text.count
      && text[offset..<offset + mark.count].elementsEqual(mark)
      && text[offset + mark.count].isDigit
    {
      return mark
    }
    return nil
  }

  private mutating func readFraction(
    _ text: [UInt8], _ digits: inout [UInt8], _ decimals: inout Int
  ) {
    let mark = byte(text, end)
    guard mark == 0x2E || mark == 0x2C, byte(text, end + 1).isDigit else { return }
    let count = digitCount(text, end + 1)
    if mark == 0x2C {
      // `3,14` has a decimal comma; `1,2,3` and `3,000` have none.
      guard count != 3, count > 1, byte(text, end + 1 + count) != 0x2C, digits.count <= 4 else {
        return
      }
    }
    digits.append(contentsOf: text[end + 1..<end + 1 + count])
    decimals = count
    end += 1 + count
    while mark == 0x2E, byte(text, end) == 0x2E, byte(text, end + 1).isDigit {
      isVersion = true
      end += 1 + digitCount(text, end + 1)
    }
  }

  /// `e-3`, `×10^-3`, `× 10⁻³`.
  private mutating func readExponent(_ text: [UInt8]) {
    var offset = end
    var isNegative = false
    if byte(text, offset) | 0x20 == 0x65 {
      offset += 1
      if [0x2B, 0x2D].contains(byte(text, offset)) {
        isNegative = byte(text, offset) == 0x2D
        offset += 1
      }
      let count = digitCount(text, offset, atMost: 5)
      guard (1...4).contains(count), !byte(text, offset + count).isWord else { return }
      take(Int(text[offset..<offset + count].asText) ?? 0, isNegative, offset + count)
      return
    }
    while byte(text, offset) == 0x20 { offset += 1 }
    if byte(text, offset) == 0xC3, byte(text, offset + 1) == 0x97 {
      offset += 2
    } else if byte(text, offset) == 0xC2, byte(text, offset + 1) == 0xB7 {
      offset += 2
    } else if [0x78, 0x2A].contains(byte(text, offset)) {
      offset += 1
    } else {
      return
    }
    while byte(text, offset) == 0x20 { offset += 1 }
    guard byte(text, offset) == 0x31, byte(text, offset + 1) == 0x30 else { return }
    readPower(text, offset + 2)
  }

  private mutating func readPower(_ text: [UInt8], _ start: Int) {
    var offset = start
    var isNegative = false
    if byte(text, offset) == 0x5E {
      offset += 1
      if byte(text, offset) == 0x2D {
        isNegative = true
        offset += 1
      }
      let count = digitCount(text, offset, atMost: 4)
      if count > 0 { take(Int(text[offset..<offset + count].asText)!, isNegative, offset + count) }
      return
    }
    var power = 0
    var found = false
    while let (digit, length) = Self.superscript(text, offset), power < 10_000 {
      if let digit { power = power * 10 + digit } else { isNegative = true }
      found = found || digit != nil
      offset += length
    }
    if found { take(power, isNegative, offset) }
  }

  private mutating func take(_ power: Int, _ isNegative: Bool, _ offset: Int) {
    exponentScale = Self.powerOfTen(isNegative ? -power : power)
    end = offset
  }

  /// The digit of a superscript (nil for its minus) and its length.
  private static func superscript(_ text: [UInt8], _ offset: Int) -> (Int?, Int)? {
    guard offset + 1 < text.count else { return nil }
    if text[offset] == 0xC2 {
      let digits: [UInt8: Int] = [0xB9: 1, 0xB2: 2, 0xB3: 3]
      return digits[text[offset + 1]].map { ($0, 2) }
    }
    guard offset + 2 < text.count, text[offset] == 0xE2, text[offset + 1] == 0x81 else {
      return nil
    }
    if text[offset + 2] == 0xBB { return (nil, 3) }
    return (0xB0...0xB9).contains(text[offset + 2]) ? (Int(text[offset + 2] - 0xB0), 3) : nil
  }

  static func powerOfTen(_ power: Int) -> Double { Double("1e\(power)") ?? 0 }
}
