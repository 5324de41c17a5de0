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
    }

    var isUntouched: Bool { (try? String(contentsOfFile: table, encoding: .utf8)) == text }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test(arguments: [
    ["describe", "{table}", "--output", "{table}"],
    ["percentiles", "{table}", "--column", "ttft_s", "--output", "{table}"],
    ["correlate", "{table}", "--columns", "num_ctx,ttft_s", "--output", "{table}"],
    ["inventory", "{folder}", "--output", "{table}"], ["facts", "{folder}", "--output", "{table}"],
    ["report", "{folder}", "--output", "{table}"],
    ["report", "{folder}", "--output", "{folder}/r.md", "--facts", "{table}"],
    ["export", "{folder}", "--output", "{folder}"], ["describe", "{table}", "--output", "{link}"],
  ])
  func isRefused(arguments: [String]) throws {
    let folder = try Folder()
    let link = folder.path + "-link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.table)
    defer { try? FileManager.default.removeItem(atPath: link) }
    let outcome = Outcome(
      arguments.map {
        $0.replacing("{link}", with: link).replacing("{table}", with: folder.table)
          .replacing("{folder}", with: folder.path)
      })
    #expect(outcome.status == 1)
    #expect(outcome.stderr.hasSuffix("can't be written: it is one of the input files\n"))
    #expect(folder.isUntouched)
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
