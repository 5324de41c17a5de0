import Benchmarks
import Facts
import Foundation
import Reports
import Tables
import TestSupport
import Testing

@testable import Grounding

/// Facts read from the bytes of a sheet against those read from its tree.
@Suite struct FactDecodingTests {
  private static let sheet = Result {
    let analysis = try FolderAnalysis(BenchmarkFolder(Repository.fixture("chat-models").path))
    return analysis.sheet.json(times: RunTimes(ingest: 0.5, analysis: 0.25, report: 0.125).facts)
  }

  /// A sheet of few facts, of each kind some.
  private static let few = Result { () throws -> JSONValue in
    let sheet = try FactDecodingTests.sheet.get()
    let facts = sheet["facts"]?.array ?? []
    func first(_ count: Int, _ isWanted: (JSONValue) -> Bool) -> [JSONValue] {
      Array(facts.filter(isWanted).prefix(count))
    }
    let kinds =
      first(1) { $0["topic"]?.string == "inventory" } + first(1) { $0["interval"] != .null }
      + first(1) { $0["test"] != .null } + first(1) { $0["excluded"] != .array([]) }
      + first(2) { $0["caveats"]?.array?.isEmpty == false }
      + first(1) { $0["topic"]?.string == "reading" }
      + first(1) { $0["entity"]?["group"]?.string != nil }
      + first(1) { $0["quantity"]?["value"] == nil }
    return .object([
      ("schema", sheet["schema"]!), ("facts", .array(kinds)),
      ("times", .array(Array((sheet["times"]?.array ?? []).prefix(1)))),
    ])
  }

  // MARK: The tree

  /// A fact in words.
  private static func words(_ fact: IssuedFact) -> String {
    let numbers = fact.numbers.map { "\($0.name)=\($0.value)" }
    return "\(fact.id)|\(fact.key)|\(fact.topic)|\(fact.statement)|\(fact.value ?? -.infinity)|"
      + "\(fact.unit)|\(fact.statistic)|\(fact.table ?? "-")|\(fact.subject ?? "-")|"
      + "\(fact.group ?? "-")|\(fact.n)|\(fact.files)|\(fact.columns)|\(fact.lines as Any)|"
      + "\(numbers)|\(fact.remarks)|\(fact.text ?? "-")"
  }

  /// The words of a fact by its tree; nil for what is no fact.
  private static func words(_ json: JSONValue) -> String? {
    guard let id = json["id"]?.string, let key = json["key"]?.string,
      let quantity = json["quantity"], let statistic = json["statistic"]?.string
    else { return nil }
    let provenance = json["provenance"]
    let ends = (provenance?["lines"]?.array ?? []).compactMap(\.integer)
    let lines = ends.count == 2 && ends[0] <= ends[1] ? Int(ends[0])...Int(ends[1]) : nil
    var numbers: [String] = []
    func add(_ object: JSONValue?) {
      for member in object?.object?.members ?? [] {
        if let number = member.value.number { numbers.append("\(member.key)=\(number)") }
      }
    }
    add(json["numbers"])
    add(json["interval"])
    add(json["test"])
    for caveat in json["caveats"]?.array ?? [] { add(caveat["numbers"]) }
    for excluded in json["excluded"]?.array ?? [] {
      if let count = excluded["count"]?.number {
        numbers.append("\(excluded["reason"]?.string ?? "")=\(count)")
      }
    }
    let files = (provenance?["files"]?.array ?? []).compactMap { $0["path"]?.string }
    let columns = (provenance?["columns"]?.array ?? []).compactMap(\.string)
    let remarks = (json["caveats"]?.array ?? []).compactMap { $0["text"]?.string }
    return "\(id)|\(key)|\(json["topic"]?.string ?? "")|\(json["statement"]?.string ?? "")|"
      + "\(quantity["value"]?.number ?? -.infinity)|\(quantity["unit"]?.string ?? "")|\(statistic)|"
      + "\(json["entity"]?["table"]?.string ?? "-")|\(json["entity"]?["subject"]?.string ?? "-")|"
      + "\(json["entity"]?["group"]?.string ?? "-")|\(json["n"]?.integer.map { Int($0) } ?? 0)|"
      + "\(files)|\(columns)|\(lines as Any)|\(numbers)|\(remarks)|"
      + (quantity["time"]?.string ?? quantity["text"]?.string ?? "-")
  }

  /// The facts of a sheet in words, or its error, by the tree.
  private static func byTree(_ bytes: [UInt8]) -> [String] {
    do {
      let document = try JSONReader.parse(bytes, file: "facts.json")
      guard let schema = document["schema"]?.string else {
        return ["expected a sheet of facts with a member 'schema'"]
      }
      guard schema == FactSheet.schema else {
        return ["expected the schema \(FactSheet.schema), found \(schema)"]
      }
      var all: [String] = []
      for name in ["facts", "times"] {
        for (i, element) in (document[name]?.array ?? []).enumerated() {
          guard let words = words(element) else {
            return ["\(name)[\(i)]: expected a fact with id, key, quantity and statistic"]
          }
          all.append(words)
        }
      }
      return all
    } catch {
      return ["\(error)"]
    }
  }

  private static func byMembers(_ bytes: [UInt8], shareLength: Int = 1 << 20) -> [String] {
    do {
      let facts = try IssuedFacts(sheet: bytes, file: "facts.json", shareLength: shareLength)
      return (0..<facts.count).map { words(facts[$0]) }
    } catch {
      return ["\(error)"]
    }
  }

  // MARK: Tests

  @Test func factsOfAnAnalysis() throws {
    let sheet = try Self.sheet.get()
    for text in [JSONWriter.text(sheet), JSONWriter.compactText(sheet)] {
      let bytes = Array(text.utf8)
      let tree = Self.byTree(bytes)
      #expect(tree.count > 100)
      #expect(Self.byMembers(bytes) == tree)
      #expect(Self.byMembers(bytes, shareLength: 2000) == tree)
    }
  }

  @Test func identifiersLeadToTheFirstFact() throws {
    let sheet = try Self.sheet.get()
    let facts = sheet["facts"]!.array!
    let twice = JSONValue.object([
      ("schema", sheet["schema"]!), ("facts", .array(facts + facts)),
    ])
    let issued = try IssuedFacts(sheet: Array(JSONWriter.text(twice).utf8), file: "facts.json")
    for (i, fact) in facts.enumerated() {
      let id = try #require(fact["id"]?.string)
      #expect(issued.firstIndex(of: id) == i)
      #expect(issued.identifier(of: facts.count + i) == id)
    }
    #expect(issued.firstIndex(of: "no_such_fact") == nil)
    let none = try IssuedFacts(sheet: Array(#"{"schema": "bench-stats/facts/1"}"#.utf8), file: "f")
    #expect(none.firstIndex(of: "") == nil && none.count == 0)
  }

  /// What is taken from a sheet is what is taken from the facts themselves.
  @Test func valuesAreThoseOfTheFacts() throws {
    let analysis = try FolderAnalysis(BenchmarkFolder(Repository.fixture("chat-models").path))
    let own = IssuedFacts(analysis.sheet.facts)
    let text = Array(JSONWriter.text(analysis.sheet.json()).utf8)
    let read = try IssuedFacts(sheet: text, file: "facts.json", shareLength: 2000)
    #expect(own.frames == read.frames && own.inventory == read.inventory)
    #expect(own.values.map(\.fact) == read.values.map(\.fact))
    #expect(own.values.map(\.frame) == read.values.map(\.frame))
    #expect(own.values.map(\.value) == read.values.map(\.value))
    #expect(own.values.map(\.n) == read.values.map(\.n))
    #expect(own.values.count > 100)
  }

  /// Members in any order, twice, of other kinds, and with escapes.
  @Test(arguments: 0..<8)
  func mutatedMembers(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let sheet = try Self.few.get()
    for _ in 0..<120 {
      let text = JSONWriter.text(Self.mutated(sheet, isTop: true, &random))
      let escaped = text.replacing("\"t", with: "\"\\u0074", maxReplacements: 3)
      for bytes in [Array(text.utf8), Array(escaped.utf8)] {
        #expect(Self.byMembers(bytes, shareLength: 500) == Self.byTree(bytes))
      }
    }
  }

  private static func mutated(
    _ value: JSONValue, isTop: Bool = false, _ random: inout SeededGenerator
  ) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map { mutated($0, &random) })
    case .object(var object):
      for i in object.members.indices {
        object.members[i].value = mutated(object.members[i].value, &random)
      }
      if Int.random(in: 0..<4, using: &random) == 0 { object.members.shuffle(using: &random) }
      if Int.random(in: 0..<(isTop ? 6 : 20), using: &random) == 0,
        var member = object.members.randomElement(using: &random)
      {
        let others: [JSONValue] = [
          .null, .integer(3), .string("x"), .double(0.25), .array([.integer(1), .integer(2)]),
          .object([]), member.value,
        ]
        member.value = others.randomElement(using: &random)!
        object.members.append(member)
      }
      return .object(object)
    default:
      if Int.random(in: 0..<300, using: &random) > 0 { return value }
      return [.null, .integer(-1), .string("a\"\n\\"), .double(1e300)].randomElement(
        using: &random)!
    }
  }

  /// Any bytes: the same facts or the same error.
  @Test(arguments: 0..<8)
  func mutatedBytes(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 100)
    let text = Array(JSONWriter.text(try Self.few.get()).utf8)
    let parts = [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "NaN", "1e999", "\\u0041", "\u{1}", "é",
      "\"id\": 1, ", "\"n\": 5, ", "\"numbers\": {\"p\": 1, \"p\": null}, ", "0", "-", "{\"id\": ",
    ]
    for _ in 0..<250 {
      var bytes = text
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        bytes.removeSubrange(
          place..<min(bytes.count, place + Int.random(in: 1...9, using: &random)))
      case 1: bytes.insert(contentsOf: parts.randomElement(using: &random)!.utf8, at: place)
      case 2: bytes[place] = UInt8.random(in: 0...255, using: &random)
      default:
        let from = Int.random(in: 0..<bytes.count, using: &random)
        bytes.insert(contentsOf: bytes[from..<min(from + 60, bytes.count)], at: place)
      }
      #expect(
        Self.byMembers(bytes, shareLength: 500) == Self.byTree(bytes),
        "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  /// A fact may have no number that can be compared.
  @Test(arguments: ["NaN", "Infinity", "-Infinity", "1e400", "null"])
  func valuesThatAreNoNumbers(_ value: String) throws {
    let text = """
      {"schema": "bench-stats/facts/1", "facts": [{"id": "a", "key": "t/x_ms/mean", "topic":
      "performance", "quantity": {"value": \(value), "unit": "ms"}, "statistic": "mean", "n": 3,
      "provenance": {"files": [{"path": "t.csv"}], "columns": ["x_ms"]}}]}
      """
    let data = try GroundingData(facts: Array(text.utf8), file: "facts.json")
    let verification = Verifier(data: data).verify("The mean of x_ms is 5 ms.", name: "r.md")
    #expect(verification.claims.allSatisfy { !$0.verdict.isPass })
  }
}
