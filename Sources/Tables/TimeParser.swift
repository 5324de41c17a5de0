/// A moment: nanoseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  public var nanoseconds: Int64

  /// A moment by its nanoseconds since 1970-01-01T00:00:00Z.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// A moment by its seconds since 1970-01-01T00:00:00Z and the nanoseconds within the second.
  ///
  /// - Precondition: the moment lies between the years 1677 and 2262, where 64 bits hold it.
  public init(seconds: Int, nanoseconds: Int = 0) {
    self.nanoseconds = Int64(seconds) * 1_000_000_000 + Int64(nanoseconds)
  }

  /// Parses ISO 8601: a date, or a date and a time of day after `T` or a space, with an optional
  /// fraction of up to nine digits and an optional zone (`Z`, `+02:00`, `+0200`). Without a zone
  /// the time is taken as UTC. Nil for other text, for dates that do not exist, for leap seconds
  /// and 24:00, and for moments that 64 bits of nanoseconds cannot hold (before
  /// 1677-09-21T00:12:43.145224192Z, after 2262-04-11T23:47:16.854775807Z).
  public init?(iso8601 text: String) {
    var text = text
    let parsed = text.withUTF8 { TimeParser.parse($0, 0..<$0.count) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// Earlier first.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// ISO 8601 in UTC: `2025-10-04T14:32:44.423558Z`, the fraction as short as it is exact.
  public var description: String {
    let (seconds, nanos) = nanoseconds.flooredDivision(by: 1_000_000_000)
    let (days, ofDay) = seconds.flooredDivision(by: 86_400)
    let date = TimeParser.civil(fromDays: Int(days))
    func pad(_ value: Int, _ width: Int = 2) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    var text = "\(pad(date.year, 4))-\(pad(date.month))-\(pad(date.day))T"
    text += "\(pad(Int(ofDay) / 3600)):\(pad(Int(ofDay) / 60 % 60)):\(pad(Int(ofDay) % 60))"
    if nanos > 0 {
      var fraction = pad(Int(nanos), 9)
      while fraction.last == "0" { fraction.removeLast() }
      text += "." + fraction
    }
    return text + "Z"
  }
}

extension Int64 {
  /// The quotient rounded down, and the remainder, which is never negative.
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (q, r) = quotientAndRemainder(dividingBy: divisor)
    return r < 0 ? (q - 1, r + divisor) : (q, r)
  }
}

/// ISO 8601 from bytes.
enum TimeParser {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The moment that the bytes of `range` name; nil for other text.
  static func parse(_ bytes: Bytes, _ range: Range<Int>) -> Timestamp? {
    guard range.count >= 10 else { return nil }
    var cursor = Cursor(bytes: bytes, position: range.lowerBound, end: range.upperBound)
    guard let year = cursor.digits(4), cursor.take("-"), let month = cursor.digits(2),
      cursor.take("-"), let day = cursor.digits(2), (1...12).contains(month),
      day >= 1, day <= daysInMonth(year, month)
    else { return nil }
    let days = daysFromCivil(year: year, month: month, day: day)
    if cursor.isAtEnd { return moment(seconds: days * 86_400, nanoseconds: 0) }
    guard cursor.take("T") || cursor.take("t") || cursor.take(" "),
      let hour = cursor.digits(2), hour < 24, cursor.take(":"), let minute = cursor.digits(2),
      minute < 60
    else { return nil }
    var second = 0
    var nanoseconds = 0
    if cursor.take(":") {
      guard let value = cursor.digits(2), value < 60 else { return nil }
      second = value
      if cursor.take(".") || cursor.take(",") {
        guard let value = cursor.fraction() else { return nil }
        nanoseconds = value
      }
    }
    guard let offset = cursor.zone(), cursor.isAtEnd else { return nil }
    return moment(
      seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset,
      nanoseconds: nanoseconds)
  }

  /// Nil beyond 64 bits of nanoseconds. One second is set aside while multiplying: before 1970 the
  /// whole seconds may lie below the range when the moment itself does not.
  private static func moment(seconds: Int, nanoseconds: Int) -> Timestamp? {
    let borrowed = seconds < 0 ? 1 : 0
    let (product, overflow) = Int64(seconds + borrowed).multipliedReportingOverflow(
      by: 1_000_000_000)
    let (sum, overflow2) = product.addingReportingOverflow(
      Int64(nanoseconds - borrowed * 1_000_000_000))
    return overflow || overflow2 ? nil : Timestamp(nanoseconds: sum)
  }

  private struct Cursor {
    let bytes: Bytes
    var position: Int
    let end: Int

    var isAtEnd: Bool { position == end }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
      position += 1
      return true
    }

    mutating func digits(_ count: Int) -> Int? {
      guard position + count <= end else { return nil }
      var value = 0
      for i in position..<position + count {
        let digit = bytes[i] &- UInt8(ascii: "0")
        guard digit <= 9 else { return nil }
        value = value * 10 + Int(digit)
      }
      position += count
      return value
    }

    /// One to nine digits as nanoseconds.
    mutating func fraction() -> Int? {
      var value = 0
      var count = 0
      while position < end, bytes[position] &- UInt8(ascii: "0") <= 9, count < 9 {
        value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
        position += 1
        count += 1
      }
      guard count > 0 else { return nil }
      for _ in count..<9 { value *= 10 }
      return value
    }

    /// The zone's seconds east of UTC; 0 where none stands; nil for a broken one.
    mutating func zone() -> Int? {
      if isAtEnd || take("Z") || take("z") { return 0 }
      let isEast = take("+")
      guard isEast || take("-"), let hours = digits(2), hours <= 18 else { return nil }
      let minutes = !take(":") && isAtEnd ? 0 : digits(2)
      guard let minutes, minutes < 60 else { return nil }
      let seconds = hours * 3600 + minutes * 60
      return isEast ? seconds : -seconds
    }
  }

  private static func daysInMonth(_ year: Int, _ month: Int) -> Int {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days since 1970-01-01 in the proleptic Gregorian calendar (H. Hinnant, "chrono-compatible
  /// low-level date algorithms").
  static func daysFromCivil(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse of ``daysFromCivil(year:month:day:)``.
  static func civil(fromDays days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
