import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("ISO 8601 times")
struct TimestampTests {
  @Test(
    "forms of one moment",
    arguments: [
      "2025-10-04T14:32:44Z", "2025-10-04t14:32:44z", "2025-10-04 14:32:44",
      "2025-10-04T14:32:44", "2025-10-04T14:32:44.000000000Z", "2025-10-04T14:32:44,0Z",
      "2025-10-04T16:32:44+02:00", "2025-10-04T16:32:44+0200", "2025-10-04T16:32:44+02",
      "2025-10-04T10:02:44-04:30", "2025-10-05T08:32:44+18:00", "2025-10-03T20:32:44-18:00",
    ])
  func forms(text: String) {
    #expect(Timestamp(iso8601: text)?.nanoseconds == 1_759_588_364_000_000_000)
  }

  @Test("a date is its midnight, a time may lack seconds")
  func parts() {
    #expect(Timestamp(iso8601: "1970-01-02") == Timestamp(seconds: 86_400))
    #expect(Timestamp(iso8601: "1970-01-01T01:02") == Timestamp(seconds: 3720))
    #expect(Timestamp(iso8601: "1970-01-01T01:02Z") == Timestamp(seconds: 3720))
    #expect(Timestamp(iso8601: "1970-01-01T01:02-01:00") == Timestamp(seconds: 7320))
    #expect(
      Timestamp(iso8601: "1969-12-31T23:59:59.5Z") == Timestamp(nanoseconds: -500_000_000))
  }

  @Test(
    "text that names no moment",
    arguments: [
      "", "2025", "2025-10", "2025-10-4", "25-10-04", "2025/10/04", "20251004", "2025-00-01",
      "2025-13-01", "2025-01-00", "2025-01-32", "2025-04-31", "2025-02-29", "1900-02-29",
      "2100-02-29", "2025-10-04T", "2025-10-04T14", "2025-10-04T24:00", "2025-10-04T14:60",
      "2025-10-04T14:32:60", "2025-10-04T14:32:44.", "2025-10-04T14:32:44.1234567891",
      "2025-10-04T14:32:44Zx", "2025-10-04T14:32:44+", "2025-10-04T14:32:44+2",
      "2025-10-04T14:32:44+02:", "2025-10-04T14:32:44+02:6", "2025-10-04T14:32:44+02:60",
      "2025-10-04T14:32:44+19:00", "2025-10-04  14:32", "2025-10-04Z", "+025-10-04",
      "2025-+1-04", "2025-10-04T1a:00", " 2025-10-04", "0001-01-01", "9999-12-31",
    ])
  func refused(text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test("leap days", arguments: [1680, 1904, 2000, 2024, 2096, 2104, 2260])
  func leapDays(year: Int) throws {
    let leap = try #require(Timestamp(iso8601: "\(year)-02-29"))
    let next = try #require(Timestamp(iso8601: "\(year)-03-01"))
    #expect(next.nanoseconds - leap.nanoseconds == 86_400_000_000_000)
    #expect(leap.description == "\(year)-02-29T00:00:00Z")
  }

  @Test("every day from 1678 to 2262 follows the one before and prints as the calendar has it")
  func everyDay() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "GMT"))
    let first = TimeParser.daysFromCivil(year: 1678, month: 1, day: 1)
    let last = TimeParser.daysFromCivil(year: 2262, month: 1, day: 1)
    #expect(last - first == 213_301)
    for days in first..<last {
      let date = TimeParser.civil(fromDays: days)
      let back = TimeParser.daysFromCivil(year: date.year, month: date.month, day: date.day)
      guard back == days else {
        Issue.record("day \(days) is \(date), which is day \(back)")
        return
      }
    }
    for days in stride(from: first, to: last, by: 97) {
      let date = Date(timeIntervalSince1970: Double(days) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let ours = TimeParser.civil(fromDays: days)
      #expect([ours.year, ours.month, ours.day] == [parts.year, parts.month, parts.day])
    }
  }

  @Test("what is printed is read back")
  func roundTrip() {
    var random = SeededGenerator(seed: 5)
    var moments = (0..<20_000).map { _ in
      Int64(truncatingIfNeeded: random.next()) >> Int64.random(in: 0..<40, using: &random)
    }
    moments += [0, 1, -1, 999_999_999, -1_000_000_000, .max, .min, .max - 1, .min + 1]
    let lost = moments.map { Timestamp(nanoseconds: $0) }
      .filter { Timestamp(iso8601: $0.description) != $0 }
    #expect(lost == [])
  }

  @Test(
    "the fraction is as short as it is exact",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1, "1970-01-01T00:00:00.000000001Z"),
      (500_000_000, "1970-01-01T00:00:00.5Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
      (Int64.max, "2262-04-11T23:47:16.854775807Z"),
      (Int64.min, "1677-09-21T00:12:43.145224192Z"),
    ])
  func fraction(nanoseconds: Int64, expected: String) {
    #expect(Timestamp(nanoseconds: nanoseconds).description == expected)
  }

  @Test(
    "one nanosecond beyond 64 bits is no moment, also by its zone",
    arguments: [
      "2262-04-11T23:47:16.854775808Z", "1677-09-21T00:12:43.145224191Z", "2262-04-12",
      "1677-09-21", "2262-04-11T23:47:16-00:01", "1677-09-21T00:12:44+00:01", "1677-09-20",
    ])
  func limits(text: String) {
    #expect(Timestamp(iso8601: text) == nil)
  }

  @Test("times are ordered")
  func order() {
    #expect(Timestamp(seconds: 1) < Timestamp(seconds: 1, nanoseconds: 1))
    #expect(Timestamp(seconds: -1) < Timestamp(seconds: 0))
  }
}
