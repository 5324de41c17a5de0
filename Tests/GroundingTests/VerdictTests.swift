import Foundation
import Grounding
import TestSupport
import Testing

/// A report of ours about the recorded folder, with a label for each number, and a sentence for each form.
@Suite struct VerdictTests {
  struct Label: Decodable, Sendable, CustomTestStringConvertible {
    var line: Int
    var text: String
    var verdict: String
    var testDescription: String { "line \(line): \(text)" }
  }

  private static let name = "reports/chat_models"

  private func verification() throws -> Verification {
    let file = Repository.fixture("\(Self.name).md")
    return try verify(String(contentsOf: file, encoding: .utf8))
  }

  @Test func everyNumberHasItsVerdict() throws {
    let text = try String(
      contentsOf: Repository.fixture("\(Self.name).labels.jsonl"), encoding: .utf8)
    let labels = try text.split(separator: "\n").map {
      try JSONDecoder().decode(Label.self, from: Data($0.utf8))
    }
    let claims = try verification().claims
    #expect(claims.count == labels.count)
    for (claim, label) in zip(claims, labels) {
      #expect(claim.line == label.line)
      #expect(claim.text == label.text)
      #expect(claim.verdict.rawValue == label.verdict, "\(claim.line): \(claim.text)")
    }
  }

  /// A fixed report has no claim left that has a correction; the rest of its text is the same.
  @Test func correctionsHold() throws {
    let fixed = try verification().fixed
    #expect(fixed.changes.count == 7)
    let again = try verify(fixed.markdown)
    // An entity's own value in place of another's, a right count, a right unit: all supported.
    let places = Set(fixed.changes.map { "\($0.line)" })
    #expect(!again.failures.contains { $0.correction != nil && places.contains("\($0.line)") })
  }

  @Test func annotationKeepsTheText() throws {
    let verification = try verification()
    var marks = 0
    let plain = verification.marked { part, claim in
      marks += claim == nil ? 0 : 1
      return part
    }
    #expect(plain == verification.markdown)
    #expect(marks == verification.claims.count)
    #expect(verification.annotated.contains("5 [countWrong: 2]"))
  }

  @Test(
    arguments: [
      ("The folder holds 11 files.", Verdict.count), ("The folder holds 12 files.", .countWrong),
      ("Median TTFT of gemma3_270m_baseline: 60.6 ms.", .converted),
      ("Median TTFT of gemma3_270m_baseline: 0.0606 s.", .rounded),
      ("Median TTFT of gemma3_270m_baseline: 60.6 s.", .wrongUnit),
      ("Mean TTFT of gemma3_270m_baseline: 0.188274317875 s.", .exact),
      ("Median TTFT of gemma3_270m_baseline: 0.188274317875 s.", .wrongStatistic),
      ("Mean TTFT of gemma3_270m_baseline: 0.188274317875 ms.", .wrongUnit),
      ("Mean TTFT of smollm2_135m_baseline: 0.188274317875 s.", .wrongEntity),
      ("Mean TTFT of smollm2_135m_baseline: 0.377 s.", .contradicted),
      ("The perplexity was 12.75.", .absent),
      ("The average throughput across all runs is 45.03407746506335 tokens/s.", .wrongScope),
      ("CSV files are 54.5% of all files.", .derived),
      ("CSV files are 44.5% of all files.", .derivedWrong),
      ("Throughput of 45.034 tokens/s against 49.124 tokens/s is 8.3% less.", .derived),
      ("Throughput of 45.034 tokens/s against 49.124 tokens/s is 9.3% less.", .derivedWrong),
      (
        "Throughput of 400.5 tokens/s against 500.5 tokens/s is 20.0% less.",
        .derivedFromUnsupported
      ),
      ("We ran with num_ctx = 512.", .configuration), ("We ran with num_ctx = 513.", .absent),
      ("`mean_ttft_s: 0.5019686240000001`", .exact),
    ])
  func sentences(_ sentence: String, verdict: Verdict) throws {
    let claims = try verify(sentence).claims
    let claim = claims.first { $0.unit == "%" } ?? claims.first
    #expect(claim?.verdict == verdict, "\(claims.map { ($0.text, $0.verdict, $0.evidence) })")
  }

  @Test func withoutDataNothingIsSaidOfData() throws {
    let text = "The mean TTFT was 0.5 s in 12 files; 4 s against 5 s is 20 % less."
    let claims = Verifier(data: nil).verify(text, name: "r").claims
    #expect(
      claims.map(\.verdict) == [
        .notCheckable, .notCheckable, .notCheckable, .notCheckable, .notCheckable,
      ])
  }

  @Test func expectationsOfTheHeadAreNoResults() throws {
    let head = """
      # Report

      **Date:** 2026-01-02
      **Model:** small
      **Configuration:** temperature=0.3
      **Expected throughput:** 77.5 tokens/s

      ---

      """
    func verdict(_ sentence: String) throws -> Verdict? {
      try verify(head + sentence).claims.last?.verdict
    }
    #expect(try verdict("It reached 77.5 tokens/s.") == .targetAsResult)
    #expect(try verdict("The expected throughput is 77.5 tokens/s.") == .configuration)
    #expect(try verdict("The expected throughput is 79.5 tokens/s.") == .contradicted)
    #expect(try verdict("The temperature was 0.3.") == .configuration)
    #expect(try verdict("The temperature was 0.9.") == .contradicted)
  }

  @Test func contradictionsOfTheReportItselfAreFlagged() throws {
    let claims = try verify("There are 6 CSV files. Later: 7 CSV files. And 2 JSON files.").claims
    #expect(claims.map { $0.flags.contains(.selfContradiction) } == [true, true, false])
  }

  @Test func statementsOfRankAndDirection() throws {
    let verification = try verify(
      """
      Throughput falls with num_thread.

      Throughput rises with num_thread.

      The gemma3_270m_baseline model is the fastest.
      """)
    #expect(verification.qualitative.map(\.outcome) == [.supported, .contradicted, .contradicted])
    let unchecked = Verifier(data: nil).verify("Throughput falls with num_thread.", name: "r")
    #expect(unchecked.qualitative.map(\.outcome) == [.unchecked])
  }
}
