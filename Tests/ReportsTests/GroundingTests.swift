import Benchmarks
import Facts
import Foundation
import Tables
import TestSupport
import Testing

@testable import Reports

/// No number in a report without a fact.
@Suite struct GroundingTests {
  private static let times = RunTimes(ingest: 0.0123, analysis: 0.45, report: 1.5)

  @Test func everyNumberOfTheFixtureIsAFact() throws {
    let analysis = try chatModels()
    let sheet = FactSheet(analysis.sheet.facts + Self.times.facts)
    let checked = ReportChecker(MarkdownReport(analysis).text(times: Self.times.facts), sheet)
    #expect(checked.violations == [])
    #expect(checked.linkCount > 400)
  }

  @Test(.enabled(if: Repository.shared != nil, "../shared is not there"))
  func everyNumberOfChimeraIsAFact() throws {
    let folder = Repository.shared!.appendingPathComponent("data/chimera-101")
    let analysis = try FolderAnalysis(BenchmarkFolder(folder.path))
    let checked = ReportChecker(MarkdownReport(analysis).text(), analysis.sheet)
    #expect(checked.violations == [])
    #expect(checked.linkCount > 1500)
  }

  /// The checker sees what it is for.
  @Test(arguments: [
    ("No model wrote", "No 7 models wrote"), ("](#files)", "](#filez)"),
    ("[11 files]", "[12 files]"),
    ("<a id=\"files\"></a>", ""), ("## Key findings", "## 4 key findings"),
    ("Failed runs and why", "Failed runs (٣) and why"),
  ])
  func tamperingIsSeen(original: String, tampered: String) throws {
    let analysis = try chatModels()
    let report = MarkdownReport(analysis).text()
    #expect(report.contains(original))
    let changed = report.replacing(original, with: tampered)
    #expect(!ReportChecker(changed, analysis.sheet).violations.isEmpty)
  }

  @Test(.enabled(if: python != nil, "BENCH_STATS_PYTHON names no interpreter"))
  func pythonFindsEveryNumberAmongTheFacts() throws {
    let analysis = try chatModels()
    let report = MarkdownReport(analysis).text(times: Self.times.facts)
    let facts = JSONWriter.text(analysis.sheet.json(times: Self.times.facts))
    let script = Repository.root.appendingPathComponent("Tests/scripts/check_report.py").path
    let folder = try TemporaryFolder([
      "report.md": report, "facts.json": facts,
      "tampered.md": report.replacing("[11 files]", with: "[12 files]"),
    ])
    let honest = try runPython([script, "report.md", "facts.json"], in: folder.url)
    #expect(honest.status == 0, "\(honest.output)")
    let tampered = try runPython([script, "tampered.md", "facts.json"], in: folder.url)
    #expect(tampered.status == 1)
    #expect(tampered.output.contains("12 in '12 files' is no number of the fact"))
  }
}
