import TestSupport
import Testing

@testable import Tables

/// Values taken one by one against the tree of all.
@Suite("Members of JSON texts")
struct JSONMemberTests {
  /// The texts and numbers of an array's elements, read one by one.
  private struct Gatherer: JSONElementReader {
    var elements: [String] = []

    mutating func read(_ parser: inout JSONParser) throws(JSONScanError) {
      let start = parser.offset
      try parser.skip()
      elements.append(String(decoding: parser.bytes[start..<parser.position], as: UTF8.self))
    }
  }

  private func elements(_ text: String, threads: Int, length: Int) throws -> [[String]] {
    try JSONReader.decode(JSONBytes(Array(text.utf8), file: "t.json"), file: "t.json") {
      (parser) throws(JSONScanError) in
      guard try parser.enterArray() else { return [] }
      return try parser.elements(threads: threads, length: length, into: Gatherer()).map(\.elements)
    }
  }

  /// Elements that hold what looks like the start of another, in strings and in objects within.
  private static let misleading = (0..<300).map { i in
    let inner =
      i % 3 == 0
      ? #""{\"id\": \"x\"}, {\"id\": 1""#
      : i % 3 == 1 ? #"[{"id": 7}, {"id": [{"id": 8}]}]"# : "\(i)"
    return #"{"id": \#(inner), "n": [\#(i)]}"#
  }

  @Test("shares of an array are the array", arguments: [1, 2, 3, 7], [1, 16, 300, 5000])
  func shares(threads: Int, length: Int) throws {
    let shares = try elements(
      "[" + Self.misleading.joined(separator: " ,\n ") + "] ", threads: threads, length: length)
    #expect(shares.flatMap { $0 } == Self.misleading)
    let plain = (0..<300).map { "{\"id\": \($0)}" }
    let parts = try elements(
      "[" + plain.joined(separator: ",") + "]", threads: threads, length: length)
    #expect(parts.flatMap { $0 } == plain)
    #expect(parts.count == (length < 5000 ? threads : 1))
  }

  @Test("arrays without elements, and of elements that are no objects")
  func otherElements() throws {
    #expect(try elements("[]", threads: 4, length: 1).flatMap { $0 } == [])
    #expect(
      try elements("[1, [], \"a\"]", threads: 4, length: 1).flatMap { $0 } == ["1", "[]", "\"a\""])
    #expect(try elements("{}", threads: 4, length: 1).flatMap { $0 } == [])
  }

  /// The error of a text that is passed over, and that of its tree.
  private func errors(_ text: [UInt8]) -> (passed: String?, parsed: String?) {
    func message(_ body: () throws -> Void) -> String? {
      do { try body() } catch { return "\(error)" }
      return nil
    }
    return (
      message {
        try JSONReader.decode(JSONBytes(text, file: "t.json"), file: "t.json") {
          (parser) throws(JSONScanError) in
          guard try parser.enterArray() else { return }
          _ = try parser.elements(threads: 3, length: 8, into: Gatherer())
        }
      },
      message { _ = try JSONReader.parse(text, file: "t.json") }
    )
  }

  @Test("mutated texts have the same errors", arguments: 0..<8)
  func mutatedTexts(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let text =
      Array(
        #"[{"id": "a\u00e9\ud83d\ude00", "n": -0.5e+10, "x": [true, false, null, NaN, -Infinity]}, "#
          .utf8
      ) + Array(Self.misleading[..<6].joined(separator: ", ").utf8) + Array(#", {"id": {}}]"#.utf8)
    let parts = [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", "e", "\u{1}", "n", " ", "\\u12",
    ]
    for _ in 0..<500 {
      var mutated = text
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<mutated.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: mutated.remove(at: place)
        case 1: mutated.insert(contentsOf: parts.randomElement(using: &random)!.utf8, at: place)
        default: mutated[place] = UInt8.random(in: 0...127, using: &random)
        }
      }
      let found = errors(mutated)
      #expect(found.passed == found.parsed, "\(String(decoding: mutated, as: UTF8.self))")
    }
  }

  @Test("depth, escapes in keys, and the places of names")
  func names() throws {
    let deep = Array((String(repeating: "[", count: 600) + String(repeating: "]", count: 600)).utf8)
    let found = errors(deep)
    #expect(found.passed != nil && found.passed == found.parsed)
    let names = JSONNames(["one", "two", ""])
    let text = #"{"two": 1, "on\u0065": 2, "": 3, "three": 4, "one": 5}"#
    let places = try JSONReader.decode(JSONBytes(Array(text.utf8), file: "t.json"), file: "t.json")
    {
      (parser) throws(JSONScanError) in
      var places: [Int] = []
      _ = try parser.enterObject()
      while let place = try parser.nextKey(of: names, after: places.last ?? -1) {
        places.append(place)
        try parser.skip()
      }
      return places
    }
    #expect(places == [1, 0, 2, 3, 0])
  }

  @Test("where a run of plain characters ends", arguments: 0..<40)
  func ends(length: Int) {
    for byte in [
      UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x1F, 0, 0x20, 0x21, 0x23, 0x5B, 0x5D, 0xFF,
    ] {
      var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length + 9)
      bytes[length] = byte
      bytes[length + 3] = UInt8(ascii: "\"")
      let isEnd = byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
      let found = bytes.withUnsafeBufferPointer { StringEnd.first(in: $0, from: 0, to: $0.count) }
      #expect(found == (isEnd ? length : length + 3))
    }
  }
}
