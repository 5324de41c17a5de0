import Benchmarks
import Facts
import Foundation
import Statistics
import Tables
import TestSupport
import Testing

@Suite struct NumberTextTests {
  @Test(
    "four significant digits",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (36, "36"), (436_259, "436259"),
      (0.5, "0.5000"), (183.987_41, "184.0"), (0.096_162_5, "0.09616"), (6.289, "6.289"),
      (0.000_123_449, "0.0001234"), (-2.345_678, "-2.346"), (12_345.678, "12346"),
      (9.9996, "10.00"), (999.96, "1000"), (0.099_999_6, "0.1000"), (0.999_99, "1.000"),
      (1e14 + 0.5, "100000000000000"), (999_999_999_999_999, "999999999999999"),
      (1e15, "1.000e+15"), (1.5e300, "1.500e+300"), (0.000_099_9, "9.990e-05"),
      (.leastNonzeroMagnitude, "4.941e-324"), (-1e-20, "-1.000e-20"), (.infinity, "infinite"),
      (-.infinity, "-infinite"), (.nan, "undefined"),
    ])
  func significant(value: Double, text: String) {
    #expect(NumberText.significant(value) == text)
  }

  @Test("rounding stays within half a unit of the last digit", arguments: 0..<20 as Range<UInt64>)
  func rounding(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let value =
        Double.random(in: 1...10, using: &generator)
        * pow(10, Double.random(in: -9...12, using: &generator))
      let read = try #require(Double(NumberText.significant(value)))
      #expect(abs(read - value) <= 0.500_001e-3 * value, "\(value)")
    }
  }

  @Test func undefined() {
    #expect(NumberText.significant(nil) == "undefined")
    #expect(NumberText.quantity(nil, .seconds) == "undefined")
    #expect(NumberText.pValue(nil) == "p undefined")
  }

  @Test("units, singular where one thing is counted")
  func quantities() {
    #expect(NumberText.quantity(0.5, .seconds) == "0.5000 s")
    #expect(NumberText.quantity(1, .seconds) == "1 s")
    #expect(NumberText.quantity(50, .tokensPerSecond) == "50 tokens/s")
    #expect(NumberText.quantity(1, .tokensPerSecond) == "1 tokens/s")
    for (unit, one) in [
      (Unit.files, "1 file"), (.runs, "1 run"), (.bytes, "1 byte"), (.tokens, "1 token"),
      (.characters, "1 character"),
    ] {
      #expect(NumberText.quantity(1, unit) == one)
      #expect(NumberText.quantity(2, unit) == "2 \(unit)")
      #expect(NumberText.quantity(0, unit) == "0 \(unit)")
    }
    #expect(NumberText.quantity(0.25, .one) == "0.2500")
    #expect(NumberText.quantity(3, .count) == "3")
  }

  @Test(
    "a level is never rounded upwards",
    arguments: [
      (0.95, "95 %"), (0.9, "90 %"), (0.951_2, "95.12 %"), (0.951_299_9, "95.12 %"),
      (0.999_99, "99.99 %"), (0.999_999_999_999, "99.99 %"), (1, "100 %"), (0, "0 %"),
      (0.5, "50 %"), (0.29, "29 %"), (0.57, "57 %"), (0.000_04, "0 %"),
    ])
  func percent(probability: Double, text: String) {
    #expect(NumberText.percent(probability) == text)
  }

  @Test("percentages of two decimals are exact")
  func percentages() {
    let wrong = (0...10_000).filter { hundredths in
      Double(NumberText.percent(Double(hundredths) / 10_000).dropLast(2)) != Double(hundredths)
        / 100
    }
    #expect(wrong.isEmpty)
  }

  @Test(
    "p-values",
    arguments: [
      (0.034, "p = 0.034"), (0.000_05, "p < 0.0001"), (0, "p < 0.0001"), (1, "p = 1"),
      (0.000_1, "p = 0.00010"), (0.5, "p = 0.50"),
    ])
  func pValues(p: Double, text: String) {
    #expect(NumberText.pValue(p) == text)
  }

  @Test("limits, with an end open where there is none")
  func limits() {
    func interval(_ lower: Double?, _ upper: Double?) -> String {
      NumberText.limits(
        Interval(lower: lower, upper: upper, level: 0.9512, requestedLevel: 0.95, method: "m"),
        .seconds)
    }
    #expect(interval(0.5, 2) == "95.12 % limits 0.5000 s to 2 s")
    #expect(interval(0.5, nil) == "95.12 % lower limit 0.5000 s, upper limit open")
    #expect(interval(nil, 2) == "95.12 % upper limit 2 s, lower limit open")
    #expect(interval(nil, nil) == "no limits")
  }

  @Test("settings keep every digit")
  func plain() {
    #expect(NumberText.plain(999) == "999")
    #expect(NumberText.plain(0.2) == "0.2")
    #expect(NumberText.plain(0.1 + 0.2) == "0.30000000000000004")
  }

  @Test("moments to the second")
  func times() throws {
    let time = try #require(Timestamp(iso8601: "2026-11-21T09:22:53.987Z"))
    #expect(NumberText.time(time) == "2026-11-21T09:22:53Z")
    #expect(NumberText.time(Timestamp(nanoseconds: 0)) == "1970-01-01T00:00:00Z")
  }
}
