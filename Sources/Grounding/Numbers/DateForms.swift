/// Dates and times of day as people write them.
enum DateForms {
  /// A date that begins with the name of a month: `November 14, 2025`, `Oct 2025`.
  static func monthFirst(_ text: [UInt8], _ start: Int, _ end: Int) -> FoundNumber? {
    guard let month = month(text[start..<end]) else { return nil }
    var offset = skip(text, end)
    let first = digits(text, offset)
    guard first.count == 4 || (1...2).contains(first.count), first.value > 0 else { return nil }
    if first.count == 4 {
      return isYear(first.value)
        ? found(text, start, first.end, DateMention(year: first.value, month: month)) : nil
    }
    guard first.value <= 31 else { return nil }
    offset = first.end
    for suffix: StaticString in ["st", "nd", "rd", "th"]
    where offset + 2 <= text.count && text[offset..<offset + 2].equals(suffix) {
      offset += 2
      break
    }
    let year = digits(text, skip(text, offset))
    if year.count == 4, isYear(year.value) {
      return found(
        text, start, year.end, DateMention(year: year.value, month: month, day: first.value))
    }
    return found(text, start, offset, DateMention(year: 0, month: month, day: first.value))
  }

  /// A date or time that begins with digits: `2025-10-09`, `14 November 2025`, `18:53:30`.
  static func digitsFirst(_ text: [UInt8], _ start: Int) -> FoundNumber? {
    let first = digits(text, start)
    func byte(_ offset: Int) -> UInt8 { offset < text.count ? text[offset] : 0 }
    let mark = byte(first.end)
    if mark == 0x3A, (1...2).contains(first.count) { return time(text, start, first) }
    if [0x2D, 0x2F, 0x2E].contains(mark) {
      let second = digits(text, first.end + 1)
      guard byte(second.end) == mark else { return nil }
      let third = digits(text, second.end + 1)
      if first.count == 4, isYear(first.value), (1...12).contains(second.value),
        (1...31).contains(third.value), second.count <= 2, third.count <= 2
      {
        return found(
          text, start, afterTime(text, third.end),
          DateMention(year: first.value, month: second.value, day: third.value))
      }
      guard third.count == 4, isYear(third.value), first.count <= 2, second.count <= 2 else {
        return nil
      }
      let (day, month) =
        mark == 0x2F && second.value > 12
        ? (second.value, first.value) : (first.value, second.value)
      return found(
        text, start, third.end, DateMention(year: third.value, month: month, day: day))
    }
    guard (1...2).contains(first.count), (1...31).contains(first.value) else { return nil }
    let name = skip(text, first.end)
    var end = name
    while end < text.count, text[end].isLetter { end += 1 }
    guard name > first.end, let month = month(text[name..<end]) else { return nil }
    let year = digits(text, skip(text, end))
    guard year.count == 4, isYear(year.value) else { return nil }
    return found(
      text, start, year.end, DateMention(year: year.value, month: month, day: first.value))
  }

  private static func time(
    _ text: [UInt8], _ start: Int, _ hour: (value: Int, count: Int, end: Int)
  ) -> FoundNumber? {
    let minute = digits(text, hour.end + 1)
    guard minute.count == 2, minute.value < 60, hour.value < 25 else { return nil }
    var end = minute.end
    let second = digits(text, end + 1)
    if end < text.count, text[end] == 0x3A, second.count == 2 {
      end = second.end
      let fraction = digits(text, end + 1)
      if end < text.count, text[end] == 0x2E, fraction.count > 0 { end = fraction.end }
    }
    var result = FoundNumber(range: start..<end, value: 0, resolution: 1, end: end)
    result.reason = .timeOfDay
    return result
  }

  /// The end of a time of day that follows a date.
  private static func afterTime(_ text: [UInt8], _ offset: Int) -> Int {
    guard offset + 1 < text.count, text[offset] | 0x20 == 0x74 else { return offset }
    var end = offset + 1
    while end < text.count, text[end].isDigit || Set("-:.+Zz".utf8).contains(text[end]) { end += 1 }
    while end > offset, [0x2E, 0x3A, 0x2D].contains(text[end - 1]) { end -= 1 }
    return end > offset + 2 ? end : offset
  }

  private static func found(
    _ text: [UInt8], _ start: Int, _ end: Int, _ date: DateMention
  ) -> FoundNumber? {
    // More digits or letters make it a name.
    if end < text.count, text[end].isWord && text[end] < 0x80 { return nil }
    if end + 1 < text.count, text[end] == 0x2D, text[end + 1].isDigit { return nil }
    var result = FoundNumber(range: start..<end, value: Double(date.year), resolution: 1, end: end)
    result.reason = .date
    result.date = date
    return result
  }

  private static func skip(_ text: [UInt8], _ start: Int) -> Int {
    var offset = start
    while offset < text.count, offset < start + 3, [0x20, 0x0A, 0x2C, 0x2E].contains(text[offset]) {
      offset += 1
    }
    return offset
  }

  private static func digits(_ text: [UInt8], _ start: Int) -> (value: Int, count: Int, end: Int) {
    var end = start
    var value = 0
    while end < text.count, text[end].isDigit, end < start + 5 {
      value = value * 10 + Int(text[end] - 0x30)
      end += 1
    }
    return (value, end - start, end)
  }

  static func isYear(_ value: Int) -> Bool { (1900...2199).contains(value) }

  private static func month(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= 3, bytes.count <= 9, bytes.first!.isUpper else { return nil }
    return months[bytes.map(\.lowered).asText]
  }

  private static let months: [String: Int] = {
    var result: [String: Int] = ["sept": 9]
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september",
      "october", "november", "december",
    ]
    for (i, name) in names.enumerated() {
      result[name] = i + 1
      result[String(name.prefix(3))] = i + 1
    }
    return result
  }()
}
