import Benchmarks
import Facts
import Foundation
import Grounding
import TestSupport
import Testing

/// Reports of models with every number labelled by hand, beside the repository.
@Suite(
  "labelled reports",
  .enabled(if: Repository.shared != nil, "../shared is not there"))
struct LabelledReportsTests {
  struct Label: Decodable {
    var id: String
    var report: String
    var line: Int
    var col: Int
    var end: Int
    var truth: String
    var detail: String
    var accept: [String]

    /// The verdict that the label's own terms mean.
    var verdict: Verdict? { Self.verdict(truth, detail) }

    static func verdict(_ truth: String, _ detail: String) -> Verdict? {
      switch (truth, detail) {
      case ("grounded", _): .exact
      case ("rounded", _): .rounded
      case ("wrong_unit", _): .wrongUnit
      case ("wrong_aggregation", "wrong_scope"): .wrongScope
      case ("wrong_aggregation", _): .wrongStatistic
      case ("derived_ok", _): .derived
      case ("derived_wrong", _): .derivedWrong
      case ("count_ok", _): .count
      case ("count_wrong", _): .countWrong
      case ("run_metric", "config_echo"): .configuration
      case ("run_metric", _): .runMetric
      case ("unsupported", "wrong_entity"): .wrongEntity
      case ("unsupported", "expected_as_measured"): .targetAsResult
      case ("unsupported", "derived_from_unsupported"): .derivedFromUnsupported
      case ("unsupported", "not_checkable"): .notCheckable
      case ("unsupported", "contradicted"): .contradicted
      case ("unsupported", _): .absent
      default: nil
      }
    }

    /// Whether a verdict is the label's, or one that it accepts.
    func accepts(_ found: Verdict) -> Bool {
      found == verdict
        || accept.contains { truth in
          truth == "unsupported"
            ? [.absent, .contradicted, .wrongEntity, .targetAsResult].contains(found)
            : Self.verdict(truth, "") == found
        }
    }
  }

  struct Score {
    var labels = 0
    var found = 0
    var rightlyFailed = 0
    var wronglyFailed = 0
    var wronglyPassed = 0
    var rightClass = 0
  }

  private func labels() throws -> [Label] {
    let text = try String(contentsOf: sharedFile("reports/labelled/labels.jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map {
      try JSONDecoder().decode(Label.self, from: Data($0.utf8))
    }
  }

  private func score() throws -> Score {
    let folder = try BenchmarkFolder(sharedFile("data/chimera-101").path)
    let chimera = GroundingData(try FolderAnalysis(folder), lineFeeds: 6119)
    let nothing = GroundingData(FactSheet([]))
    var score = Score()
    for (report, labels) in Dictionary(grouping: try labels(), by: \.report) {
      let file = try sharedFile("reports/labelled/\(report)")
      // Nothing was read for the fourth report.
      let data = report.hasPrefix("o4") ? nothing : chimera
      let verification = Verifier(data: data).verify(
        try String(contentsOf: file, encoding: .utf8), name: report)
      var unlabelled = verification.claims
      for label in labels {
        score.labels += 1
        let isWrong = label.verdict?.isFailure ?? false
        let claim = unlabelled.firstIndex {
          $0.line == label.line && (label.col..<label.end).contains($0.column - 1)
        }
        guard let claim else {
          if isWrong { score.wronglyPassed += 1 }
          continue
        }
        let verdict = unlabelled.remove(at: claim).verdict
        score.found += 1
        if verdict.isFailure, isWrong { score.rightlyFailed += 1 }
        if verdict.isFailure, !isWrong { score.wronglyFailed += 1 }
        if !verdict.isFailure, isWrong { score.wronglyPassed += 1 }
        if label.accepts(verdict) { score.rightClass += 1 }
      }
      score.wronglyFailed += unlabelled.count { $0.verdict.isFailure }
    }
    return score
  }

  @Test func targetsAreReached() throws {
    let score = try score()
    #expect(score.labels == 174)
    #expect(Double(score.found) >= 0.99 * Double(score.labels))
    let failed = Double(score.rightlyFailed)
    #expect(failed / (failed + Double(score.wronglyFailed)) >= 0.95)
    #expect(failed / (failed + Double(score.wronglyPassed)) >= 0.95)
    #expect(Double(score.rightClass) >= 0.90 * Double(score.labels))
  }
}
