import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("Numbers")
struct NumberParserTests {
  private func double(_ text: String) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { NumberParser.double($0, 0..<$0.count) }
  }

  private func integer(_ text: String) -> Int64? {
    Array(text.utf8).withUnsafeBufferPointer { NumberParser.integer($0, 0..<$0.count) }
  }

  /// The texts among `texts` whose double is not, bit for bit, that of the C library.
  private func differing(_ texts: some Sequence<String>) -> [String] {
    texts.filter { double($0)?.bitPattern != strtod($0, nil).bitPattern }
  }

  @Test("random bit patterns in several prints agree with strtod bit for bit")
  func randomBits() {
    var random = SeededGenerator(seed: 1)
    let formats = ["%.17g", "%.16e", "%.15g", "%.6f", "%.25e"]
    let texts = (0..<40_000).lazy.flatMap { _ -> [String] in
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { return [] }
      return formats.map { String(format: $0, value) } + ["\(value)"]
    }
    #expect(differing(Array(texts)) == [])
  }

  @Test("numbers as benchmarks write them agree with strtod bit for bit")
  func everyday() {
    var random = SeededGenerator(seed: 2)
    let texts = (0..<60_000).flatMap { _ -> [String] in
      let value = Double.random(in: -1000...1000, using: &random)
      let digits = Int.random(in: 0...17, using: &random)
      return [String(format: "%.\(digits)f", value), "\(value)"]
    }
    #expect(differing(texts) == [])
  }

  @Test("digit strings with any exponent agree with strtod bit for bit")
  func digitStrings() {
    var random = SeededGenerator(seed: 3)
    let texts = (0..<60_000).map { i -> String in
      let digits = (0..<Int.random(in: 1...(i % 50 == 0 ? 400 : 24), using: &random)).map { _ in
        Character(String(Int.random(in: 0...9, using: &random)))
      }
      let point = Int.random(in: 0...digits.count, using: &random)
      let exponent = Int.random(in: -350...330, using: &random)
      let mantissa = String(digits[..<point]) + "." + String(digits[point...])
      return (Bool.random(using: &random) ? "-" : "") + mantissa + "e\(exponent)"
    }
    #expect(differing(texts) == [])
  }

  @Test("points half way between two doubles, and one digit to either side")
  func halfway() {
    var random = SeededGenerator(seed: 4)
    let texts = (0..<10_000).flatMap { _ -> [String] in
      // Between 2⁵³ and 2⁵⁴ doubles are even: every odd integer lies half way.
      let odd = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
      return ["\(odd)", "\(odd).0000000000000000000000001", "\(odd - 1).9999999999999999999999999"]
    }
    #expect(differing(texts) == [])
  }

  @Test(
    "the borders of the range",
    arguments: [
      "0", "-0", "0.0", "-0.0e5", "1e22", "1e23", "9007199254740993", "9007199254740992e22",
      "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "1e309",
      "-1e400", "2.2250738585072014e-308", "2.2250738585072011e-308", "4.9406564584124654e-324",
      "2.4703282292062327e-324", "2.4703282292062328e-324", "1e-400", "18446744073709551615",
      "18446744073709551616", "184467440737095516150", "1e999999999999999999999",
      "-1e999999999999999999999", "1e-999999999999999999999", "0e999999999999999999999",
      "1" + String(repeating: "0", count: 5000) + "e-5000",
      "0." + String(repeating: "0", count: 4999) + "1e5000",
      "0." + String(repeating: "0", count: 100_009) + "1e200000",
      String(repeating: "9", count: 5000), "." + String(repeating: "9", count: 5000),
    ])
  func borders(text: String) {
    #expect(differing([text]) == [])
  }

  @Test("a mantissa of a hundred thousand zeros does not hide an exponent out of range")
  func longMantissa() {
    #expect(double("0." + String(repeating: "0", count: 100_009) + "1e999999") == .infinity)
  }

  @Test(
    "text that is no number",
    arguments: [
      "", "-", "+", ".", "-.", "e5", ".e5", "1e", "1e-", "1e+-5", "1e5.0", "1,5", "0x10", "1f",
      "1 ", " 1", "1e5 ", "1__0", "++1", "infinit", "na", "nano", "١",
    ])
  func noNumber(text: String) {
    #expect(double(text) == nil)
    #expect(integer(text) == nil)
  }

  @Test(
    "infinities in any case",
    arguments: [
      ("inf", 1.0), ("+Inf", 1), ("-INF", -1), ("infinity", 1), ("-Infinity", -1),
      ("+INFINITY", 1),
    ])
  func infinities(text: String, sign: Double) {
    #expect(double(text) == sign * .infinity)
  }

  @Test("nan in any case", arguments: ["nan", "NaN", "-nan", "+NAN"])
  func nan(text: String) {
    #expect(double(text)?.isNaN == true)
  }

  @Test(
    "whole numbers up to the borders of 64 bits",
    arguments: [
      ("0", 0), ("-0", 0), ("+7", 7), ("007", 7), ("-12", -12),
      ("9223372036854775807", .max), ("-9223372036854775808", .min),
      ("0000000000000000000000000000001", 1),
      ("9223372036854775808", nil), ("-9223372036854775809", nil),
      ("99999999999999999999999999", nil), ("1.0", nil), ("1e2", nil),
    ] as [(String, Int64?)])
  func integers(text: String, expected: Int64?) {
    #expect(integer(text) == expected)
  }

  @Test("the form of a cell agrees with its value")
  func form() {
    for text in ["1", "1.5e3", "inf", "1e999999999999999999999"] {
      #expect(
        Array(text.utf8).withUnsafeBufferPointer { NumberParser.form($0, 0..<$0.count) } == .number)
    }
    let nan = Array("nan".utf8).withUnsafeBufferPointer { NumberParser.form($0, 0..<$0.count) }
    #expect(nan == .notANumber)
    let other = Array("nano".utf8).withUnsafeBufferPointer { NumberParser.form($0, 0..<$0.count) }
    #expect(other == .other)
  }

  @Test(
    "the shortest text of a double",
    arguments: [
      (0, "0"), (-0.0, "-0"), (5, "5"), (0.1, "0.1"), (-2.5, "-2.5"), (1e16, "1e+16"),
      (.leastNonzeroMagnitude, "5e-324"), (.infinity, "inf"), (1e300, "1e+300"),
    ] as [(Double, String)])
  func shortestText(value: Double, expected: String) {
    #expect(shortest(value) == expected)
    #expect(double(expected)?.bitPattern == value.bitPattern)
  }
}
