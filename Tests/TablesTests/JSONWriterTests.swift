import Foundation
import TestSupport
import Testing

@testable import Tables

@Suite("JSON writer")
struct JSONWriterTests {
  @Test("short arrays and objects stand on one line, others on several")
  func layout() {
    let value = JSONValue.object([
      ("name", .string("a")), ("list", .array([.integer(1), .double(2.5), .null])),
      ("long", .array((0..<30).map { .integer(1000 + $0) })), ("empty", .object([])),
      ("nested", .array([.object([("x", .boolean(true))]), .object([("x", .boolean(false))])])),
    ])
    let long = (0..<30).map { "    \(1000 + $0)" }.joined(separator: ",\n")
    #expect(
      JSONWriter.text(value) == """
        {
          "name": "a",
          "list": [1, 2.5, null],
          "long": [
        \(long)
          ],
          "empty": {},
          "nested": [
            {"x": true},
            {"x": false}
          ]
        }

        """)
    #expect(
      JSONWriter.compactText(.object([("a", .array([.integer(1), .integer(2)])), ("b", .null)]))
        == #"{"a": [1, 2], "b": null}"#)
  }

  @Test("control characters and quotes are escaped, all else is itself")
  func escapes() {
    #expect(
      JSONWriter.compactText(.string("\"\\\n\r\t\u{0}\u{1F}\u{7F}é😀/"))
        == #""\"\\\n\r\t\u0000\u001f\u007fé😀/""#)
  }

  @Test("what is not finite is null")
  func notFinite() {
    #expect(
      JSONWriter.compactText(.array([.double(.nan), .double(.infinity), .double(-.infinity)]))
        == "[null, null, null]")
  }

  @Test("random values are read back equal, in both forms and by Foundation")
  func roundTrip() throws {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<500 {
      let value = randomValue(depth: 4, &random)
      let text = JSONWriter.text(value)
      #expect(withoutLines(try json(text)) == value)
      #expect(withoutLines(try json(JSONWriter.compactText(value))) == value)
      let foundation = try JSONSerialization.jsonObject(
        with: Data(text.utf8), options: [.fragmentsAllowed])
      #expect(firstDifference(value, foundation) == nil)
    }
  }

  private func withoutLines(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): .array(elements.map(withoutLines))
    case .object(let object): .object(object.members.map { ($0.key, withoutLines($0.value)) })
    default: value
    }
  }

  private func randomValue(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .boolean(.random(using: &random))
    case 2: return .integer(Int64(truncatingIfNeeded: random.next()))
    case 3:
      // A fraction, for a whole double is written as a whole number and read back as one.
      return .double(Double(Int.random(in: -9999...9999, using: &random)) + 0.25)
    case 4: return .string(randomText(&random))
    case 5, 6:
      return .array(
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          randomValue(depth: depth - 1, &random)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...5, using: &random)).map { i in
          ("\(i)\(randomText(&random))", randomValue(depth: depth - 1, &random))
        })
    }
  }

  private func randomText(_ random: inout SeededGenerator) -> String {
    let alphabet = Array("ab1 .,:[]{}\"\\/\n\r\t\u{0}\u{7F}éß€😀\u{301}")
    return String(
      (0..<Int.random(in: 0...8, using: &random)).map { _ in
        alphabet.randomElement(using: &random)!
      })
  }
}
