import Benchmarks
import Facts
import Foundation
import Tables
import TestSupport
import Testing

@testable import Agent

/// What a real model wrote, recorded by `make test-model` with BENCH_STATS_RECORD.
@Suite struct ReplayTests {
  private static let transcript: Transcript? = try? Transcript(
    contentsOf: Repository.fixture("transcripts/smollm2-135m.json").path)

  private func run(_ client: any ModelClient) throws -> AgentRun {
    try AgentWorkflow(
      chatModels, AgentConfiguration(), personas: Persona.builtIn, client: client
    ).run()
  }

  @Test func recordsReadAsTheyWereWritten() throws {
    let transcript = try #require(Self.transcript)
    #expect(transcript.calls.count >= 5)
    let folder = try TemporaryFolder(["t.json": JSONWriter.text(transcript.json)])
    #expect(
      try Transcript(contentsOf: folder.url.appendingPathComponent("t.json").path) == transcript)
    #expect(transcript.calls.allSatisfy { $0.answer.metrics.generatedTokens ?? 0 > 0 })
  }

  @Test func aRecordedModelGivesAReportWithoutAWrongNumber() throws {
    var transcript = try #require(Self.transcript)
    // Rewrites depend on what is refused: more answers than calls are never missed.
    transcript.calls += transcript.calls + transcript.calls
    let run = try run(ReplayClient(transcript))
    let report = AgentReport(
      chatModels, configuration: AgentConfiguration(), personas: Persona.builtIn, runs: [run])
    let check = try ReportScript.check(report, chatModels)
    #expect(check.status == 0, "\(check.output)")
    // Recorded with few tokens for an answer: the report says which were cut.
    #expect(run.tasks.contains { $0.calls.contains(where: \.isCut) })
    #expect(report.markdown.contains("Cut at the limit of tokens for an answer: `"))
  }

  /// The independent script sees what it is for.
  @Test(arguments: [
    ("The number of files is [", "The 7 files in the folder are ["),
    ("The number of files is [", "The seven files in the folder are ["),
    ("[files: 11 files](#files).", "[files: 12 files](#files)."),
    ("[files: 11 files](#files).", "[11](#files)."),
    ("[files: 11 files](#files).", "[files: 11 files](#filez)."),
    // A count that is off by one, and another sign, in what stands without a model's part.
    ("[6](#csv_files)", "[7](#csv_files)"),
    (
      "[-0.2784](#smollm_m_param_tuning_spearman_num_thread_ttft_s)",
      "[0.2784](#smollm_m_param_tuning_spearman_num_thread_ttft_s)"
    ),
  ])
  func theScriptSeesTampering(original: String, tampered: String) throws {
    let client = FunctionClient { request in
      request.messages[1].content.contains("files | ")
        ? #"{"a": {"fact": "files", "words": "The number of files is"}}"# : "no"
    }
    let report = AgentReport(
      chatModels, configuration: AgentConfiguration(), personas: Persona.builtIn,
      runs: [try run(client)])
    #expect(report.markdown.contains(original))
    #expect(try ReportScript.check(report, chatModels).status == 0)
    let changed = report.markdown.replacing(original, with: tampered)
    #expect(try ReportScript.check(report, chatModels, markdown: changed).status == 1)
  }

  @Test func anEmptyRecordSaysSo() {
    #expect(throws: ModelError.notRecorded(reason: "it holds 0 calls and was asked for more")) {
      try ReplayClient(Transcript(model: "m")).answer(hello)
    }
  }
}

/// `Tests/scripts/check_agent_report.py`, which shares no code with what writes reports.
enum ReportScript {
  static func check(
    _ report: AgentReport, _ analysis: FolderAnalysis, markdown: String? = nil
  ) throws -> (status: Int32, output: String) {
    try check(markdown ?? report.markdown, report.factsJSON, analysis)
  }

  static func check(
    _ text: String, _ factsJSON: String, _ analysis: FolderAnalysis
  ) throws -> (status: Int32, output: String) {
    let folder = try TemporaryFolder([
      "report.md": text, "report.facts.json": factsJSON,
      "report.digests.json": Attestation.json(
        analysis.folder, facts: ("report.facts.json", factsJSON),
        report: ("report.md", text)),
    ])
    return try runPython(
      [
        Repository.root.appendingPathComponent("Tests/scripts/check_agent_report.py").path,
        "report.md", analysis.folder.root,
      ], in: folder.url)
  }
}

extension RecordingClient {
  /// What was recorded so far, as a file.
  var text: String { JSONWriter.text(transcript.json) }
}
