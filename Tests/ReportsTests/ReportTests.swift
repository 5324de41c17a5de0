import Facts
import Foundation
import TestSupport
import Testing

@testable import Reports

@Suite struct ReportTests {
  private static let sections = [
    "Executive summary", "Data ingestion summary", "Performance analysis", "Parameter effects",
    "Key findings", "Recommendations", "Data quality", "Appendix", "Workflow summary",
  ]

  private func headings(_ report: String) -> [String] {
    report.split(separator: "\n").filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
  }

  @Test func allSectionsInOrder() throws {
    let report = try MarkdownReport(chatModels()).text()
    #expect(headings(report) == Self.sections)
    #expect(report.contains("# Benchmark report: `chat-models`\n"))
  }

  @Test func sameBytesTwice() throws {
    #expect(
      try MarkdownReport(chatModels()).text() == MarkdownReport(chatModels()).text())
  }

  @Test func timesStandInOneBlock() throws {
    let report = try MarkdownReport(chatModels())
    let first = report.text(times: RunTimes(ingest: 1, analysis: 2, report: 3).facts)
    let second = report.text(times: RunTimes(ingest: 0.5, analysis: 0.25, report: 7).facts)
    #expect(first != second)
    let start = "<!-- times -->"
    let end = "<!-- end of times -->\n\n"
    func rest(_ text: String) -> String {
      let parts = text.components(separatedBy: start)
      let after = parts[1].components(separatedBy: end)
      #expect(parts.count == 2 && after.count == 2)
      return parts[0] + after[1]
    }
    #expect(rest(first) == rest(second))
    #expect(rest(first) == report.text())
  }

  /// What the issue asks of the fixture's report, by its words.
  @Test(arguments: [
    "ttft_s = load_s + prompt_eval_s", "tokens_s = eval_count / eval_s",
    "temperature = 0.2 stands at 12 of 12 first runs", "one run per cell", "**Warm up",
    "… and [1](#csv_unlisted) more", "Latest modified: ", "`model 'gemma3-270m-it' not found`",
  ])
  func says(_ text: String) throws {
    #expect(try MarkdownReport(chatModels()).text().contains(text))
  }

  private static let run = "ttft_s,tokens_s,error\n"

  /// Folders in which most of what a report is about is absent.
  @Test(arguments: [
    ("sweepless", ["a.csv": run + "0.1,50,\n0.2,51,\n0.3,52,\n"], "No table varies a setting."),
    ("json", ["a.json": "{\"p99_ms\": 12.5, \"runs\": 3}"], "No table of runs was found."),
    ("markdown", ["a.md": "# Title\n\n| a |\n|---|\n| 1 |\n"], "headings [1](#markdown_headings)"),
    ("failed", ["a.csv": run + "0,0,timed out\n0,0,timed out\n"], "[2 runs](#failed_runs)"),
    ("one row", ["a.csv": run + "0.1,50,\n"], "One run each"),
    ("non-ASCII", ["größe/測試.csv": "模型,ttft_s\nä,0.5\nä,0.75\nä,1\n"], "`größe`"),
    ("unreadable", ["a.csv": "\u{0}\u{1}binary"], "**Write again the files that can't be read**"),
    ("empty file", ["a.csv": ""], "Files that could not be used:"),
    ("text", ["notes.txt": "nothing"], "`other`"),
  ])
  func oddFolders(name: String, files: [String: String], expected: String) throws {
    let folder = try TemporaryFolder(files)
    let analysis = try folder.analysis()
    let report = MarkdownReport(analysis).text()
    #expect(report.contains(expected), "\(name): \(report)")
    #expect(headings(report) == Self.sections)
    #expect(ReportChecker(report, analysis.sheet).violations == [])
    #expect(!report.contains("undefined") && !report.contains("nan"), "\(name): \(report)")
    #expect(!NotebookExport(analysis).files.isEmpty)
  }
}
