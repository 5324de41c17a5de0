import Facts
import Foundation
import Tables
import TestSupport
import Testing

/// The interpreter of the tests' own virtual environment; nil without `make test`.
private let python = ProcessInfo.processInfo.environment["BENCH_STATS_PYTHON"]

/// The facts against the published schema, by an existing validator.
@Suite(
  "the published schema",
  .enabled(if: python != nil, "BENCH_STATS_PYTHON is not set; see `make test`"))
struct FactsSchemaTests {
  /// The validator's verdict on a document.
  private func validate(_ document: String) throws -> (status: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("facts-\(UUID().uuidString).json")
    try Data(document.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try run(
      try #require(python),
      [
        Repository.root.appendingPathComponent("Tests/scripts/validate_facts.py").path, file.path,
        Repository.root.appendingPathComponent("docs/schemas/facts-1.schema.json").path,
      ])
  }

  private func document(_ analysis: FolderAnalysis) -> String {
    let times = RunTimes(ingest: 0.5, analysis: 0.25, report: 0.125)
    return JSONWriter.text(analysis.sheet.json(times: times.facts))
  }

  @Test("every fact is valid", arguments: sources.map(\.name))
  func valid(source: String) throws {
    let analysis = try #require(sources.first { $0.name == source }).analysis.get()
    let verdict = try validate(document(analysis))
    #expect(verdict.status == 0, "\(verdict.output)")
  }

  @Test("an empty folder gives a valid document")
  func empty() throws {
    let verdict = try validate(document(try analysis(of: [:])))
    #expect(verdict.status == 0, "\(verdict.output)")
  }

  @Test(
    "a document that breaks one rule is refused, with the place",
    arguments: [
      ("\"topic\": \"inventory\"", "\"topic\": \"rumour\"", "topic"),
      ("\"topic\": \"inventory\"", "\"topic\": \"run\"", "facts[0]"),
      ("\"id\": \"files\"", "\"id\": \"p99\"", "id"),
      ("\"id\": \"files\"", "\"id\": \"files\", \"extra\": 1", "extra"),
      ("\"key\": \"inventory/files\",", "", "key"),
      ("bench-stats/facts/1", "bench-stats/facts/2", "schema"),
      ("\"kind\": \"firstRunIsCold\"", "\"kind\": \"hunch\"", "kind"),
      ("\"reason\": \"failed\"", "\"reason\": \"dull\"", "reason"),
      ("\"unit\": \"files\"", "\"unit\": null", "quantity"),
    ])
  func broken(good: String, bad: String, place: String) throws {
    let document = document(try chatModels.get())
    let range = try #require(document.range(of: good), "\(good)")
    let verdict = try validate(document.replacingCharacters(in: range, with: bad))
    #expect(verdict.status == 1, "\(verdict.output)")
    #expect(verdict.output.contains(place), "\(verdict.output)")
  }

  @Test("NaN is no JSON")
  func notANumber() throws {
    let document = document(try chatModels.get())
    let range = try #require(document.range(of: "\"value\": 11"))
    #expect(
      try validate(document.replacingCharacters(in: range, with: "\"value\": NaN")).status != 0)
  }
}
