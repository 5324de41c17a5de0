/// Finds the numbers of a text: digits with separators, decimals, exponents, signs, ranges, units;
/// and tells apart what is part of a name.
///
/// One pass over the bytes; each is looked at a bounded number of times.
struct NumberFinder {
  let text: [UInt8]
  var numbers: [FoundNumber] = []
  private var at = 0

  init(_ text: [UInt8]) {
    self.text = text
    while at < text.count { step() }
    joinRanges()
  }

  func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < text.count ? text[offset] : 0 }

  private mutating func step() {
    let byte = text[at]
    if byte.isDigit {
      number()
    } else if byte.isLetter || byte == 0x5F || byte >= 0x80 {
      word()
    } else if byte == 0x2E, self.byte(at + 1).isDigit, !self.byte(at - 1).isWord {
      number()
    } else {
      at += 1
    }
  }

  /// A word, with the digits and connectors in it: a name where it holds digits.
  private mutating func word() {
    let start = at
    if let superscript = Self.dashLength(text, at) {
      at += superscript
      return
    }
    while at < text.count, text[at].isLetter || text[at] >= 0x80 {
      if text[at] >= 0x80, Self.isMark(text, at) { break }
      at += 1
    }
    if at == start {
      at += text[at] >= 0x80 ? Self.scalarLength(text[at]) : 1
      if text[start] != 0x5F { return }
    }
    if let date = DateForms.monthFirst(text, start, at) {
      numbers.append(date)
      at = date.end
      return
    }
    var hasDigit = false
    scan: while at < text.count {
      let byte = text[at]
      if byte.isWord {
        if byte >= 0x80, Self.isMark(text, at) { break scan }
        hasDigit = hasDigit || byte.isDigit
        at += 1
      } else if Self.connectors.contains(byte), self.byte(at + 1).isWord,
        !(self.byte(at + 1) >= 0x80 && Self.isMark(text, at + 1))
      {
        // `latency:15.5` is a name and its value; `gemma:7b` is a name.
        if byte == 0x3A, !hasDigit, self.byte(at + 1).isDigit, valueFollows(at + 1) { break scan }
        if byte == 0x2F, !hasDigit { break scan }
        at += 1
      } else {
        break scan
      }
    }
    guard hasDigit, let first = (start..<at).first(where: { text[$0].isDigit }) else { return }
    var found = FoundNumber(range: start..<at, value: 0, resolution: 1, end: at)
    found.reason = Self.isFileName(text[start..<at]) ? .fileName : nameReason(start..<at, first)
    numbers.append(found)
  }

  private func nameReason(_ range: Range<Int>, _ firstDigit: Int) -> NotClaimReason {
    let isPercentile =
      text[range.lowerBound] | 0x20 == 0x70 && firstDigit == range.lowerBound + 1
      && text[firstDigit..<range.upperBound].allSatisfy { $0.isDigit || $0 == 0x2E }
    let isVersion =
      text[range.lowerBound] | 0x20 == 0x76 && firstDigit == range.lowerBound + 1
    return isPercentile ? .percentileName : isVersion ? .version : .identifier
  }

  /// Whether a number and not a name follows a colon: it has a point, a unit, or ends there.
  private func valueFollows(_ start: Int) -> Bool {
    var end = start
    while byte(end).isDigit || (byte(end) == 0x2E && byte(end + 1).isDigit) { end += 1 }
    if !byte(end).isWord, byte(end) != 0x2D, byte(end) != 0x3A { return end - start < 4 }
    return UnitTable.match(text, at: end) != nil
  }

  private mutating func number() {
    if let date = DateForms.digitsFirst(text, at) {
      numbers.append(date)
      at = date.end
      return
    }
    let written = WrittenNumber(text, at)
    var found = FoundNumber(
      range: at..<written.end, value: written.value, resolution: written.resolution,
      end: written.end)
    found.exponentScale = written.exponentScale
    readSign(&found)
    at = written.end
    if written.isVersion {
      found.reason = .version
      extendName(&found)
    } else {
      readSuffix(&found)
    }
    at = max(at, found.end)
    numbers.append(found)
  }

  /// What stands directly behind the digits: a unit, a factor of size, an ordinal, or more of a name.
  private mutating func readSuffix(_ found: inout FoundNumber) {
    let end = found.range.upperBound
    let next = byte(end)
    if next == 0x5F || (next == 0x3A && byte(end + 1).isWord) {
      found.reason = .identifier
      return extendName(&found)
    }
    if next.isLetter {
      if let ordinal = Self.ordinals.first(where: { hasWord($0, at: end) }) {
        found.reason = .ordinal
        found.end = end + ordinal.utf8CodeUnitCount
        return
      }
      if let unit = unit(at: end, attached: true), !continuesName(unit.end) {
        found.unit = unit.unit
        found.end = unit.end
        return
      }
      if let factor = Self.sizes[next], !byte(end + 1).isWord, !continuesName(end + 1) {
        found.value *= factor
        found.resolution *= factor
        found.exponentScale *= factor
        found.end = end + 1
        return readSpacedUnit(&found, from: end + 1)
      }
      found.reason = next | 0x20 == 0x62 && !byte(end + 1).isWord ? .modelSize : .identifier
      return extendName(&found)
    }
    if next == 0x2D, byte(end + 1).isWord { return readHyphen(&found, end) }
    readSpacedUnit(&found, from: end)
  }

  /// A unit behind a hyphen (`5-minute`), a range (`3-5`), or a name (`4-bit`, `2025-run`).
  private mutating func readHyphen(_ found: inout FoundNumber, _ end: Int) {
    if byte(end + 1).isDigit {
      let digits = found.range.count
      let rest = (end + 1..<text.count).prefix { text[$0].isDigit }.count
      if digits >= 6, rest >= 4 {
        found.reason = .identifier
        extendName(&found)
      }
      return
    }
    if hasWord("bit", at: end + 1) || hasWord("bits", at: end + 1) {
      found.reason = .identifier
      return
    }
    if let unit = UnitTable.match(text, at: end + 1) {
      found.unit = unit.unit
      found.end = unit.end
    }
  }

  private mutating func readSpacedUnit(_ found: inout FoundNumber, from start: Int) {
    var offset = start
    while offset < start + 2,
      byte(offset).isSpace || byte(offset) == 0xC2 && byte(offset + 1) == 0xA0
    {
      offset += byte(offset) == 0xC2 ? 2 : 1
    }
    if byte(offset) == 0xE2, byte(offset + 1) == 0x80 { offset += 3 }
    if let unit = unit(at: offset, attached: offset == start) {
      found.unit = unit.unit
      found.end = unit.end
    }
  }

  /// A unit; single letters that are words or names of their own are none behind a space.
  private func unit(at offset: Int, attached: Bool) -> (unit: MeasuredUnit, end: Int)? {
    guard let found = UnitTable.match(text, at: offset) else { return nil }
    if found.unit.symbol == "bytes", found.end == offset + 1 { return nil }
    if attached { return found }
    if found.unit == .factor, found.end == offset + 1, byte(offset) | 0x20 == 0x78 {
      // `3 x 4` is a product.
      return byte(found.end + 1).isDigit ? nil : found
    }
    return found
  }

  private func continuesName(_ offset: Int) -> Bool {
    let next = byte(offset)
    return next == 0x5F
      || next == 0x2D && byte(offset + 1).isWord
        && !(byte(offset + 1).isLetter && byte(offset - 1) == 0x25)
  }

  private mutating func extendName(_ found: inout FoundNumber) {
    var end = found.range.upperBound
    while byte(end).isWord || (Self.connectors.contains(byte(end)) && byte(end + 1).isWord) {
      end += 1
    }
    found.range = found.range.lowerBound..<end
    found.end = end
    if Self.isFileName(text[found.range]) { found.reason = .fileName }
  }

  /// The sign and the marks before the digits.
  private func readSign(_ found: inout FoundNumber) {
    var offset = found.range.lowerBound - 1
    func previous() -> UInt8 { byte(offset) }
    var isNegative = false
    if previous() == 0x2D || previous() == 0x2B {
      if !byte(offset - 1).isWord {
        isNegative = previous() == 0x2D
        found.isSigned = true
        offset -= 1
      }
    } else if ends("−", at: offset) {
      isNegative = true
      found.isSigned = true
      offset -= 3
    }
    while previous() == 0x20 { offset -= 1 }
    if ends("±", at: offset) || (previous() == 0x2D && byte(offset - 1) == 0x2B) {
      found.isSpread = true
    }
    found.isApproximate = previous() == 0x7E || ends("≈", at: offset)
    if isNegative { found.value = -found.value }
  }

  private func ends(_ mark: StaticString, at offset: Int) -> Bool {
    let count = mark.utf8CodeUnitCount
    guard offset + 1 >= count else { return false }
    return text[(offset + 1 - count)...offset].equals(mark)
  }

  private func hasWord(_ word: StaticString, at offset: Int) -> Bool {
    let end = offset + word.utf8CodeUnitCount
    return end <= text.count && text[offset..<end].equals(word) && !byte(end).isWord
  }

  private static let connectors: Set<UInt8> = Set("-.:/+@#".utf8)
  private static let ordinals: [StaticString] = ["st", "nd", "rd", "th"]
  private static let sizes: [UInt8: Double] = [
    UInt8(ascii: "k"): 1e3, UInt8(ascii: "K"): 1e3, UInt8(ascii: "M"): 1e6,
  ]
}
