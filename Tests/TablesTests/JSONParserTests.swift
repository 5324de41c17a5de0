import Foundation
import Testing

@testable import Tables

@Suite("JSON parser")
struct JSONParserTests {
  @Test(
    "every form of value",
    arguments: [
      ("null", .null), ("true", .boolean(true)), ("false", .boolean(false)), ("0", .integer(0)),
      ("-12", .integer(-12)), ("1.5", .double(1.5)), ("1e2", .double(100)), ("1E-2", .double(0.01)),
      ("1e+2", .double(100)), ("-0.0", .double(-0.0)), ("\"\"", .string("")),
      ("\"a\"", .string("a")), ("[]", .array([])), ("[ ]", .array([])),
      ("{}", .object([])), ("{ }", .object([])), (" \t\r\n1 \t\r\n", .integer(1)),
      ("[1,[2,[]],null]", .array([.integer(1), .array([.integer(2), .array([])]), .null])),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .double(0x1p63)),
      ("12345678901234567890", .double(12_345_678_901_234_567_168)),
      ("1e400", .double(.infinity)), ("1e-400", .double(0)),
      ("5e-324", .double(.leastNonzeroMagnitude)),
      ("1e999999999999999999999", .double(.infinity)), ("-1e-99999999999999999999", .double(-0.0)),
    ] as [(String, JSONValue)])
  func values(text: String, expected: JSONValue) throws {
    #expect(plain(try json(text)) == expected)
  }

  /// The value without the lines of its objects.
  private func plain(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): .array(elements.map(plain))
    case .object(let object): .object(object.members.map { ($0.key, plain($0.value)) })
    default: value
    }
  }

  @Test(
    "strings and their escapes",
    arguments: [
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"),
      (#""\ud83d\uDE00""#, "😀"), (#""\uD800\uDC00\uDBFF\uDFFF""#, "\u{10000}\u{10FFFF}"),
      (#""\u0000""#, "\u{0}"), ("\"é😀\u{7F}\u{2028}\"", "é😀\u{7F}\u{2028}"),
      (#""a\u0062c""#, "abc"), (#""\\u0041""#, "\\u0041"),
    ])
  func strings(text: String, expected: String) throws {
    let parsed = try #require(json(text).string)
    #expect(Array(parsed.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test("objects keep the order of their members, and the last of two like keys counts")
  func objects() throws {
    let value = try json("{\"b\": 1, \"a\": 2, \"b\": 3}")
    #expect(value.object?.members.map(\.key) == ["b", "a"])
    #expect(value["b"] == .integer(3))
    #expect(value["c"] == nil)
    #expect(try json("[1]")["c"] == nil)
  }

  @Test("objects know their line, whatever ends it", arguments: ["\n", "\r\n", "\r"])
  func lines(end: String) throws {
    let value = try json("[\(end){},\(end)\(end) {\"a\": \(end){}}]")
    let objects = try #require(value.array).compactMap(\.object)
    #expect(objects.map(\.line) == [2, 4])
    #expect(objects[1]["a"]?.object?.line == 5)
  }

  @Test("arrays and objects nest as deep as the limit and no deeper")
  func depth() throws {
    let limit = JSONReader.depthLimit
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      func nested(_ depth: Int) -> String {
        String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      }
      #expect(throws: Never.self) { try json(nested(limit)) }
      let error = #expect(throws: ReadError.self) { try json(nested(limit + 1)) }
      #expect(error?.kind == .tooDeep(limit: limit))
      #expect(error?.column == limit * open.count + 1)
    }
    #expect(
      try jsonFile(
        String(repeating: "{\"a\":", count: limit) + "1"
          + String(repeating: "}", count: limit)
      ).readings.count == 1)
  }

  @Test("many siblings are not depth")
  func siblings() throws {
    let text = "[" + Array(repeating: "[{}]", count: 2000).joined(separator: ",") + "]"
    #expect(try json(text).array?.count == 2000)
  }

  @Test("accessors answer for their own kind alone")
  func accessors() {
    let values: [JSONValue] = [
      .null, .boolean(true), .integer(1), .double(1.5), .string("s"), .array([]), .object([]),
    ]
    #expect(values.map { $0.integer != nil } == [false, false, true, false, false, false, false])
    #expect(values.map(\.number) == [nil, nil, 1, 1.5, nil, nil, nil])
    #expect(values.map { $0.boolean != nil } == [false, true, false, false, false, false, false])
    #expect(values.map(\.string) == [nil, nil, nil, nil, "s", nil, nil])
    #expect(values.map { $0.array != nil } == [false, false, false, false, false, true, false])
    #expect(values.map { $0.object != nil } == [false, false, false, false, false, false, true])
  }

  @Test("makers turn what JSON cannot say into null")
  func makers() {
    #expect(JSONValue.number(nil) == .null)
    #expect(JSONValue.number(.nan) == .null)
    #expect(JSONValue.number(-.infinity) == .null)
    #expect(JSONValue.number(0.5) == .double(0.5))
    #expect(JSONValue.text(nil) == .null)
    #expect(JSONValue.text("a") == .string("a"))
    #expect(JSONValue.count(nil) == .null)
    #expect(JSONValue.count(3) == .integer(3))
  }
}
