import Benchmarks
import Facts
import Foundation
import Grounding
import Reports
import Tables
import TestSupport
import Testing

/// What bench-stats writes itself: every number is supported.
@Suite struct OwnReportTests {
  private func expectSupported(_ folder: String) throws {
    let analysis = try FolderAnalysis(BenchmarkFolder(folder))
    let times = RunTimes(ingest: 0.5, analysis: 0.25, report: 0.125).facts
    let report = MarkdownReport(analysis).text(times: times)
    let sheet = analysis.sheet.json(times: times)
    let file = Array(JSONWriter.text(sheet).utf8)
    for data in [
      GroundingData(analysis, times: times), try GroundingData(facts: file, file: "facts.json"),
    ] {
      let verification = Verifier(data: data).verify(report, name: "report.md")
      #expect(verification.claims.count > 500)
      for claim in verification.failures.prefix(5) {
        Issue.record("\(claim.line):\(claim.column) \(claim.text): \(claim.evidence.computation)")
      }
      #expect(!verification.claims.contains { $0.verdict == .notCheckable })
    }
  }

  @Test func recordedFolder() throws {
    try expectSupported(Repository.fixture("chat-models").path)
  }

  @Test(.enabled(if: Repository.shared != nil, "../shared is not there"))
  func realFolder() throws { try expectSupported(sharedFile("data/chimera-101").path) }

  /// A digit that is changed in a link is found.
  @Test func changedDigitsAreFound() throws {
    let analysis = try FolderAnalysis(BenchmarkFolder(Repository.fixture("chat-models").path))
    let report = MarkdownReport(analysis).text(times: [])
    let verifier = Verifier(data: GroundingData(analysis))
    let sound = verifier.verify(report, name: "report.md")
    var bytes = Array(report.utf8)
    let changed = report.ranges(of: /median `tokens_s` \[\d+\.\d\d/)
    try #require(!changed.isEmpty)
    for range in changed {
      let last = report.utf8.distance(from: report.startIndex, to: range.upperBound) - 1
      bytes[last] = bytes[last] == 0x35 ? 0x36 : 0x35
    }
    let broken = verifier.verify(String(decoding: bytes, as: UTF8.self), name: "report.md")
    #expect(sound.failures.isEmpty)
    #expect(broken.failures.count == changed.count)
    #expect(broken.failures.allSatisfy { $0.verdict == .contradicted && $0.correction != nil })
  }
}
