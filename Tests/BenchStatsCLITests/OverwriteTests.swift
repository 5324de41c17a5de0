import Foundation
import TestSupport
import Testing

/// No output takes the place of an input, by whatever name.
@Suite struct OverwriteTests {
  /// A folder with one table; removed at the end of the test.
  private final class Folder {
    let path = NSTemporaryDirectory() + "bench-stats-\(UUID().uuidString)"
    var table: String { path + "/runs.csv" }
    let text = "num_ctx,ttft_s\n1,0.5\n2,0.25\n3,0.75\n"

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: URL(fileURLWithPath: table))
      try FileManager.default.createDirectory(
        atPath: path + "-files", withIntermediateDirectories: true)
      try Data(configText.utf8).write(to: URL(fileURLWithPath: config))
      try Data(personaText.utf8).write(to: URL(fileURLWithPath: persona))
    }

    /// A configuration and a persona, beside the folder.
    var config: String { path + "-files/agent.yaml" }
    var persona: String { path + "-files/mine.md" }
    private let configText = "columns: {}\n"
    private let personaText = "---\nname: a\nstage: write\ntopics: [audit]\n---\n## risks: 1\n"

    var isUntouched: Bool {
      [(table, text), (config, configText), (persona, personaText)].allSatisfy {
        (try? String(contentsOfFile: $0, encoding: .utf8)) == $1
      }
    }

    deinit {
      try? FileManager.default.removeItem(atPath: path)
      try? FileManager.default.removeItem(atPath: path + "-files")
    }
  }

  @Test(arguments: [
    ["describe", "{table}", "--output", "{table}"],
    ["percentiles", "{table}", "--column", "ttft_s", "--output", "{table}"],
    ["correlate", "{table}", "--columns", "num_ctx,ttft_s", "--output", "{table}"],
    ["inventory", "{folder}", "--output", "{table}"], ["facts", "{folder}", "--output", "{table}"],
    ["report", "{folder}", "--output", "{table}"],
    ["report", "{folder}", "--output", "{folder}/r.md", "--facts", "{table}"],
    ["export", "{folder}", "--output", "{folder}"], ["describe", "{table}", "--output", "{link}"],
    ["facts", "{folder}", "--config", "{config}", "--output", "{config}"],
    ["describe", "{table}", "--config", "{config}", "--output", "{config}"],
    ["agent", "{folder}", "--personas", "{folder}-files", "--output", "{persona}"],
  ])
  func isRefused(arguments: [String]) throws {
    let folder = try Folder()
    let link = folder.path + "-link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.table)
    defer { try? FileManager.default.removeItem(atPath: link) }
    let outcome = Outcome(
      arguments.map {
        $0.replacing("{link}", with: link).replacing("{config}", with: folder.config)
          .replacing("{persona}", with: folder.persona).replacing("{table}", with: folder.table)
          .replacing("{folder}", with: folder.path)
      })
    #expect(outcome.status == 1)
    #expect(outcome.stderr.hasSuffix("can't be written: it is one of the input files\n"))
    #expect(folder.isUntouched)
  }

  /// The configurations of the agent.
  @Test func configurationsAreInputs() throws {
    let folder = try Folder()
    let path = folder.path + "-files/a.yaml"
    let text = "model: ollama:any\nbase-url: http://127.0.0.1:1\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    for arguments in [
      ["agent", "compare", path, path, folder.path], ["agent", folder.path, "--config", path],
    ] {
      let outcome = Outcome(arguments + ["--output", path])
      #expect(outcome.status == 1)
      #expect(outcome.stderr.hasSuffix("can't be written: it is one of the input files\n"))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  /// No name is no folder, and two names of one file are no two files.
  @Test func outputsAreNamed() throws {
    let folder = try Folder()
    let report = folder.path + "/r.md"
    for arguments in [
      ["export", folder.path, "--output", ""], ["agent", "personas", "--output", ""],
      ["report", folder.path, "--output", report, "--facts", ""],
      ["report", folder.path, "--output", report, "--facts", folder.path + "/./r.md"],
    ] {
      #expect(Outcome(arguments).status == 2, "\(arguments)")
    }
    let inner = folder.path + "-files/r.md"
    #expect(
      Outcome(["report", folder.path, "--output", report, "--facts", inner]).status == 0)
  }

  @Test func aReportInTheFolderMayBeWrittenAgainAndChangesNothing() throws {
    let folder = try Folder()
    let arguments = [
      "report", folder.path, "--no-times", "--output", folder.path + "/report.md", "--facts",
      folder.path + "/facts.json",
    ]
    func texts() throws -> [String] {
      try ["report.md", "facts.json"].map {
        try String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8)
      }
    }
    #expect(Outcome(arguments).status == 0)
    let first = try texts()
    #expect(Outcome(arguments).status == 0)
    #expect(try texts() == first)
  }
}
