import Foundation
import Statistics
import Tables
import TestSupport
import Testing

@testable import Benchmarks

/// What the tests of micro-benchmark and load-test formats share.
enum MicroSamples {
  /// The content of a file below ../shared/formats.
  static func shared(_ path: String) throws -> ToolContent {
    try content(sharedFile("formats/" + path))
  }

  /// The result for a file below Fixtures/formats.
  static func readFixture(_ path: String, as identifier: String) throws -> ToolResult {
    try read(fixture(path), as: identifier)
  }

  /// A CSV text as lines, as which it is offered where none recognises its records.
  static func asText(_ text: String, _ file: String) -> ToolContent {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return ToolContent(file: file, form: .text(lines.map(String.init)))
  }

  /// The content of a file below Fixtures/formats.
  static func fixture(_ path: String) throws -> ToolContent {
    try content(Repository.fixture("formats/" + path))
  }

  /// The reference beside a file below ../shared/formats.
  static func expected(_ path: String) throws -> JSONOracle {
    try JSONOracle(shared: "formats/\(path).expected.json")
  }

  static func content(_ url: URL) throws -> ToolContent {
    try content(String(decoding: Data(contentsOf: url), as: UTF8.self), file: url.path)
  }

  /// A text in the form in which it reaches the formats first.
  static func content(_ text: String, file: String = "run.txt") throws -> ToolContent {
    try ToolContent(file: file, bytes: Array(text.utf8))
  }

  /// The result of the only format that recognises a content.
  static func read(_ content: ToolContent, as identifier: String) throws -> ToolResult {
    let recognising = (ToolFormats.microBenchmarkReaders + ToolFormats.loadTestReaders)
      .filter { $0.recognise(content) != nil }
    #expect(recognising.map { $0.format.identifier } == [identifier], "\(content.file)")
    guard let reader = recognising.first, let reason = reader.recognise(content) else {
      throw NotRecognised(file: content.file)
    }
    return try reader.read(content, reason: reason)
  }

  /// The result for a file below ../shared/formats.
  static func readShared(_ path: String, as identifier: String) throws -> ToolResult {
    try read(shared(path), as: identifier)
  }
}

/// No format recognises a file.
struct NotRecognised: Error {
  let file: String
}

/// Expects the statistics of a `from_raw` block to come from our samples, to 12 digits.
func expectRaw(_ samples: [Double]?, _ oracle: JSONOracle, _ what: String) throws {
  let samples = try #require(samples, "\(what): no samples")
  let sorted = try SortedSample(samples)
  let summary = try Summary(sorted)
  #expect(Double(samples.count) == oracle.number("n"), "\(what) n")
  let compared: [(key: String, value: Double?)] = [
    ("mean", summary.mean), ("median", summary.median), ("stddev", summary.standardDeviation),
    ("min", summary.minimum), ("max", summary.maximum), ("p50", try sorted.percentile(0.5)),
    ("p90", try sorted.percentile(0.9)), ("p99", try sorted.percentile(0.99)),
    ("sum", samples.reduce(0, +)),
  ]
  for (key, value) in compared {
    let digits = key == "stddev" || key == "sum" ? 11.5 : 12.0
    expectDigits(value, oracle.number(key), digits, "\(what) \(key)")
  }
  #expect(Set(oracle.keys).isSubset(of: compared.map(\.key) + ["n"]), "\(what): \(oracle.keys)")
}

extension ToolBenchmark {
  /// The metric of that name.
  func metric(_ name: String) -> ToolMetric? { metrics.first { $0.name == name } }

  /// The text of the parameter of that name.
  func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.text }

  /// The figure that stands at a place of the file.
  func reported(at source: String) -> [Double] {
    metrics.flatMap(\.reported).filter { $0.source == source }.map(\.value)
  }
}

extension ToolMetric {
  /// The figure of a kind.
  func reported(_ kind: ReportedStatistic.Kind) -> Double? {
    reported.first { $0.kind == kind }?.value
  }
}

/// Makes broken copies of a JSON value or a text, to see that nothing traps on them.
struct FormatMutator {
  var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Reads so many broken copies of a content; whatever is recognised may throw but not trap.
  mutating func exercise(_ content: ToolContent, times: Int) {
    for _ in 0..<times {
      let broken = ToolContent(file: content.file, form: mutate(content.form))
      let readers = ToolFormats.microBenchmarkReaders + ToolFormats.loadTestReaders
      for reader in readers {
        if let reason = reader.recognise(broken) { _ = try? reader.read(broken, reason: reason) }
      }
      // A reader must also bear content that it did not recognise.
      let other = readers.randomElement(using: &generator)
      _ = try? other?.read(broken, reason: "forced")
    }
  }

  private mutating func mutate(_ form: ToolContent.Form) -> ToolContent.Form {
    switch form {
    case .json(let value): return .json(mutate(value, depth: 0))
    case .lines(var lines):
      guard let i = lines.indices.randomElement(using: &generator) else { return form }
      lines[i].value = mutate(lines[i].value, depth: 0)
      return .lines(lines)
    case .records(var header, var rows):
      if Bool.random(using: &generator), let i = rows.indices.randomElement(using: &generator) {
        if let j = rows[i].fields.indices.randomElement(using: &generator) {
          rows[i].fields[j] = ["", "x", "-1", "nan", "1e999"].randomElement(using: &generator)!
        }
      } else if let i = rows.indices.randomElement(using: &generator) {
        rows[i].fields = Array(rows[i].fields.dropLast())
      } else {
        header = []
      }
      return .records(header: header, rows: rows)
    case .text(var lines):
      guard let i = lines.indices.randomElement(using: &generator) else { return form }
      lines[i] = mutate(lines[i])
      return .text(lines)
    }
  }

  private mutating func mutate(_ line: String) -> String {
    var characters = Array(line)
    let i = characters.indices.randomElement(using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return ""
    case 1: return String(characters.prefix(i ?? 0))
    case 2:
      if let i {
        characters[i] = ["9", "-", " ", ":", "%", "e", ".", "é"].randomElement(using: &generator)!
      }
    default:
      if let i { characters.remove(at: i) }
    }
    return String(characters)
  }

  private mutating func mutate(_ value: JSONValue, depth: Int) -> JSONValue {
    switch value {
    case .array(var elements) where !elements.isEmpty && !Bool.oneIn(6, using: &generator):
      let i = elements.indices.randomElement(using: &generator)!
      elements[i] = mutate(elements[i], depth: depth + 1)
      return .array(elements)
    case .object(var object) where !object.members.isEmpty && !Bool.oneIn(8, using: &generator):
      let i = object.members.indices.randomElement(using: &generator)!
      if Bool.oneIn(5, using: &generator) {
        object.members.remove(at: i)
      } else {
        object.members[i].value = mutate(object.members[i].value, depth: depth + 1)
      }
      return .object(object)
    default:
      let replacements: [JSONValue] = [
        .null, .boolean(true), .integer(0), .integer(-1), .integer(.max), .double(.nan),
        .double(.infinity), .double(1e300), .double(-0.5), .string(""), .string("NaN"),
        .string("12"), .array([]), .array([.string("x"), .integer(1)]), .object([]),
        .object([("value", .array([.null]))]),
      ]
      return replacements.randomElement(using: &generator)!
    }
  }
}

extension Bool {
  fileprivate static func oneIn(_ n: Int, using generator: inout SeededGenerator) -> Bool {
    Int.random(in: 0..<n, using: &generator) == 0
  }
}
