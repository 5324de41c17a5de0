import Benchmarks
import Facts
import Foundation
import Tables
import TestSupport
import Testing

/// What holds for every fact of every folder.
@Suite struct FactSheetTests {
  @Test("identifiers are short words of small letters, distinct", arguments: sources.map(\.name))
  func identifiers(source: String) throws {
    let facts = try sheet(source).facts
    for fact in facts {
      #expect(fact.id.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(fact.id)")
      #expect(fact.id.utf8.count <= 80, "\(fact.id)")
    }
    #expect(Set(facts.map(\.id)).count == facts.count)
    #expect(Set(facts.map(\.key)).count == facts.count)
  }

  @Test("identifiers are the same when the folder is read again")
  func stable() throws {
    let again = try analysis(Repository.fixture("chat-models").path)
    #expect(again.sheet.facts.map(\.id) == (try chatModels.get()).sheet.facts.map(\.id))
    #expect(again.sheet.facts.map(\.key) == (try chatModels.get()).sheet.facts.map(\.key))
  }

  @Test("facts are found by key, identifier and topic")
  func lookUp() throws {
    let sheet = try sheet("chat-models")
    for fact in sheet.facts {
      #expect(sheet[key: fact.key]?.id == fact.id)
      #expect(sheet[id: fact.id]?.key == fact.key)
    }
    #expect(sheet[key: "nothing"] == nil)
    #expect(sheet[id: "nothing"] == nil)
    #expect(Fact.Topic.allCases.reduce(0) { $0 + sheet.facts($1).count } == sheet.facts.count)
    let table = "smollm2_135m_param_tuning"
    #expect(sheet.facts(about: table, .surface).allSatisfy { $0.entity.table == table })
    #expect(!sheet.facts(about: table, .surface).isEmpty)
  }

  @Test(
    "each has a sentence, a statistic and a method, and counts that make sense",
    arguments: sources.map(\.name))
  func parts(source: String) throws {
    for fact in try sheet(source).facts {
      #expect(!fact.statement.isEmpty && !fact.statement.contains("\n"), "\(fact.key)")
      #expect(!fact.statistic.isEmpty && !fact.key.isEmpty)
      #expect(fact.n >= 0)
      #expect(fact.excluded.allSatisfy { $0.count > 0 && !$0.reason.isEmpty }, "\(fact.key)")
      #expect(!fact.provenance.method.name.isEmpty)
      #expect(fact.value.map(\.isFinite) ?? true, "\(fact.key)")
      if let lower = fact.interval?.lower, let upper = fact.interval?.upper {
        #expect(lower <= upper, "\(fact.key)")
      }
      for text in [fact.statement] + fact.caveats.map(\.text) {
        #expect(!text.lowercased().contains("nan ") && !text.contains("Optional("), "\(text)")
      }
    }
  }

  @Test(
    "statistics of runs say their n, and their value stands in the sentence",
    arguments: sources.map(\.name))
  func sentences(source: String) throws {
    for fact in try sheet(source).facts
    where [.performance, .correlation, .surface].contains(fact.topic) {
      #expect(fact.statement.contains(fact.valueText), "\(fact.statement)")
      guard fact.statistic != "count" else { continue }
      #expect(fact.statement.contains("(n = \(fact.n)"), "\(fact.statement)")
      #expect(fact.n >= 1)
    }
  }

  @Test(
    "files of the provenance are in the folder, with the digest and size stated",
    arguments: sources.map(\.name))
  func provenance(source: String) throws {
    let source = try #require(sources.first { $0.name == source })
    let facts = try sheet(source.name).facts
    let files = Set(facts.flatMap(\.provenance.files))
    #expect(files.count >= 7)
    let paths = files.map { source.folder.appendingPathComponent($0.path).path }
    let sums = try run("/usr/bin/sha256sum", paths)
    #expect(sums.status == 0)
    let digests = sums.output.split(separator: "\n").map { String($0.prefix(64)) }
    #expect(digests.count == files.count)
    for (file, digest) in zip(files, digests) {
      #expect(file.sha256 == digest, "\(file.path)")
      let path = source.folder.appendingPathComponent(file.path).path
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      #expect(size == file.bytes, "\(file.path)")
    }
    // Only counts over the whole folder name no file.
    for fact in facts where fact.provenance.files.isEmpty {
      #expect(fact.topic == .inventory, "\(fact.key)")
    }
  }

  @Test("the facts of the run join the sheet, whatever the files are called")
  func runTimes() throws {
    let analysis = try analysis(of: ["run.json": "{\"total\": 5, \"ingest\": 6}"])
    let times = RunTimes(ingest: 0.25, analysis: 0.5, report: 0.125)
    let sheet = FactSheet(analysis.sheet.facts + times.facts)
    #expect(sheet[key: "run/total"]?.value == 0.875)
    #expect(sheet[key: "run/total"]?.id == "run_total")
    #expect(sheet[key: "run.json/total"]?.value == 5)
    #expect(
      RunTimes(ingest: 1, analysis: 2).facts.map(\.key) == [
        "run/ingest", "run/analysis", "run/total",
      ])
  }

  @Test("names without a letter, in other scripts or of great length make identifiers all the same")
  func awkwardNames() throws {
    let long = String(repeating: "very_long_name_", count: 12)
    let csv = "\(long)_s,時間_s,123_s,a_s,A_s\n1,2,3,4,5\n2,3,4,5,6\n4,3,2,1,0\n"
    let facts = try analysis(of: ["2026.csv": csv, "\(long).csv": csv + "1,1,1,1,1\n"]).sheet.facts
    #expect(Set(facts.map(\.id)).count == facts.count)
    for fact in facts {
      #expect(fact.id.wholeMatch(of: /[a-z]+(_[a-z]+)*/) != nil, "\(fact.id)")
      #expect(fact.id.utf8.count <= 80, "\(fact.id)")
    }
  }

  private func sheet(_ source: String) throws -> FactSheet {
    try #require(sources.first { $0.name == source }).analysis.get().sheet
  }
}
