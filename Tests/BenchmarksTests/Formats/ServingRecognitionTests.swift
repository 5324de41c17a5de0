import Foundation
import Tables
import TestSupport
import Testing

@testable import Benchmarks

/// The files of our own fixtures of serving formats, each below a folder of the format's name.
private func servingFixtures() throws -> [(format: String, path: String)] {
  try ToolFormats.servingReaders.flatMap { reader in
    let identifier = reader.format.identifier
    let folder = Repository.fixture("formats/\(identifier)")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .map { (identifier, "\(identifier)/\($0)") }
  }
}

private func formatsThatRecognise(_ text: String) throws -> [String] {
  let content = try ToolContent(file: "file", bytes: Array(text.utf8))
  return ToolFormats.servingReaders.filter { $0.recognise(content) != nil }
    .map { $0.format.identifier }
}

@Suite struct ServingRecognitionTests {
  @Test func exactlyOneFormatAnswers() throws {
    let fixtures = try servingFixtures()
    #expect(fixtures.count == ToolFormats.servingReaders.count + 2)
    for (format, path) in fixtures {
      #expect(try formatsThatRecognise(servingFixture(path)) == [format], "\(path)")
    }
  }

  @Test(.enabled(if: Repository.shared != nil, "needs ../shared"))
  func noFileOfAnotherToolIsTaken() throws {
    let root = try sharedFile("formats")
    let families = [
      "ollama", "llama-bench", "vllm", "sglang", "guidellm", "aiperf", "genai-perf",
      "inference-perf", "llmperf",
    ]
    var counts = (own: 0, others: 0)
    for case let path as String in FileManager.default.enumerator(atPath: root.path) ?? .init() {
      let url = root.appendingPathComponent(path)
      guard !path.hasSuffix(".expected.json"), !path.hasSuffix(".md"),
        let text = try? String(contentsOf: url, encoding: .utf8),
        let found = try? formatsThatRecognise(text)
      else { continue }
      let isOurs = families.contains { path.hasPrefix($0) }
      #expect(found.count == (isOurs ? 1 : 0), "\(path): \(found)")
      if isOurs { counts.own += 1 } else { counts.others += 1 }
    }
    #expect(counts.own == 18 && counts.others > 30, "\(counts)")
  }

  @Test(arguments: [
    "{}", "[]", "[{}]", "null", "1", "text", "a,b\n1,2\n",
    // Tables of a user's own with names like those of tools.
    "model,test,t/s\ntiny,pp512,12.5\n",
    "Metric,avg,min,max\nlatency,1,2,3\n",
    "| model | test | t/s |\nno table\n",
    #"[{"model":"m","avg_ts":1}]"#,
    #"{"model":"m","done":true,"total_duration":1}"#,
    #"{"completed":3,"request_throughput":1,"mean_ttft_ms":2}"#,
    #"{"benchmarks":[]}"#, #"{"benchmarks":[{"metrics":{"x":{"mean":1}}}]}"#,
    #"{"input_config":{},"request_latency":{"avg":1}}"#,
    #"{"successes":{"count":1},"failures":{"count":0}}"#,
    #"[{"ttft_s":1,"end_to_end_latency_s":2}]"#,
    #"{"metrics":{},"metadata":{"run":1}}"#,
  ])
  func tablesOfUsersAreNotTaken(_ text: String) throws {
    let content = try ToolContent(file: "file", bytes: Array(text.utf8))
    #expect(ToolFormats.servingReaders.allSatisfy { $0.recognise(content) == nil })
  }

  /// A document of one line may come as the only one of several.
  @Test func oneDocumentAsOneLine() throws {
    for path in ["ollama/chat.json", "vllm-bench-serve/detailed.json", "guidellm/report_v1.json"] {
      let value = try JSONReader.parse(Array(servingFixture(path).utf8), file: path)
      let lines = ToolContent(file: path, form: .lines([(1, value)]))
      let document = ToolContent(file: path, form: .json(value))
      let a = try #require(try ToolFormats.read(lines))
      let b = try #require(try ToolFormats.read(document))
      #expect(a.format == b.format)
      #expect(a.benchmarks.map(\.entity) == b.benchmarks.map(\.entity))
      #expect(a.benchmarks.map(\.metrics.count) == b.benchmarks.map(\.metrics.count))
    }
  }

  @Test func formatsHaveNamesOfTheirOwn() {
    let names = ToolFormats.servingReaders.map { $0.format.identifier }
    #expect(Set(names).count == names.count)
    #expect(ToolFormats.servingReaders.allSatisfy { !$0.format.traps.isEmpty })
  }
}

/// Broken files: nothing may trap, and a number that isn't finite may reach no one.
@Suite struct ServingFuzzTests {
  @Test func mutatedFilesNeverTrap() throws {
    var random = SeededGenerator(seed: 2026)
    var read = 0
    for (_, path) in try servingFixtures() {
      let bytes = Array(try servingFixture(path).utf8)
      for _ in 0..<60 {
        let broken = mutated(bytes, &random)
        if let result = try? ToolFormats.read(file: path, bytes: broken) {
          read += 1
          expectFinite(result, path)
        }
      }
      if let json = try? JSONReader.parse(bytes, file: path) {
        for _ in 0..<200 {
          let broken = JSONWriter.text(mutated(json, depth: 0, &random))
          if let result = try? ToolFormats.read(file: path, bytes: Array(broken.utf8)) {
            read += 1
            expectFinite(result, path)
          }
        }
      }
    }
    #expect(read > 500, "\(read)")
  }

  private func expectFinite(_ result: ToolResult, _ path: String) {
    for metric in result.benchmarks.flatMap(\.metrics) {
      #expect(metric.samples?.values.allSatisfy(\.isFinite) != false, "\(path) \(metric.name)")
      #expect(metric.reported.allSatisfy { $0.value.isFinite }, "\(path) \(metric.name)")
    }
  }

  /// One or two bytes changed, or the end cut off.
  private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var result = bytes
    if Int.random(in: 0..<8, using: &random) == 0 {
      return Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
    }
    let letters = Array("0123456789-.e,\"[]{}ntf|: \n".utf8)
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let i = Int.random(in: 0..<result.count, using: &random)
      result[i] = letters.randomElement(using: &random) ?? 0
    }
    return result
  }

  /// Here and there a value of another type in place of what was there.
  private func mutated(
    _ value: JSONValue, depth: Int, _ random: inout SeededGenerator
  ) -> JSONValue {
    if depth > 0, Int.random(in: 0..<40, using: &random) == 0 {
      let others: [JSONValue] = [
        .null, .boolean(true), .integer(.max), .integer(-1), .double(1e308), .double(0.5),
        .string("text"), .string(""), .array([]), .array([.null, .string("x"), .integer(3)]),
        .object([]), .object([("mean", .string("x")), ("count", .double(1e300))]),
      ]
      return others.randomElement(using: &random) ?? .null
    }
    switch value {
    case .array(let elements):
      return .array(elements.map { mutated($0, depth: depth + 1, &random) })
    case .object(let object):
      return .object(object.members.map { ($0.key, mutated($0.value, depth: depth + 1, &random)) })
    default: return value
    }
  }
}
