import Foundation
import Testing

/// Several files as one table, patterns, and compressed input.
@Suite struct AsOneTests {
  /// A folder with three tables; removed at the end of the test.
  private final class Folder {
    let path = NSTemporaryDirectory() + "bench-stats-\(UUID().uuidString)"

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in [
        ("a.csv", "num_ctx,ttft_s\n1,0.5\n2,0.25\n"), ("b.csv", "ttft_s,num_ctx\n0.75,3\n"),
        ("c.ndjson", "{\"num_ctx\": 4, \"ttft_s\": 1}\n"),
      ] {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  @Test(arguments: [["{}/*.csv", "{}/c.ndjson"], ["{}"], ["{}/*"], ["{}/a.csv", "{}/[bc].*"]])
  func percentilesOverAllFiles(files: [String]) throws {
    let folder = try Folder()
    let outcome = Outcome(
      ["percentiles"] + files.map { $0.replacing("{}", with: folder.path) } + [
        "--as-one", "--column", "ttft_s", "--p", "0,100", "--format", "csv",
      ])
    #expect(outcome.status == 0)
    #expect(outcome.stdout.contains("\np0,0.25,") && outcome.stdout.contains("\np100,1,"))
  }

  @Test func describeNamesTheColumnOfTheFiles() throws {
    let folder = try Folder()
    let outcome = Outcome(["describe", folder.path + "/*.csv", "--as-one", "--format", "csv"])
    #expect(outcome.status == 0)
    #expect(outcome.stdout.contains(",source,label"))
  }

  @Test func describeTakesTheFilesOfAPatternOneByOne() throws {
    let folder = try Folder()
    let outcome = Outcome(["describe", folder.path + "/*.csv", "--format", "csv"])
    #expect(outcome.status == 0)
    #expect(outcome.stdout.contains("/a.csv,") && outcome.stdout.contains("/b.csv,"))
    #expect(!outcome.stdout.contains("source"))
  }

  @Test(arguments: [
    ["percentiles", "{}/*.csv", "--column", "ttft_s"],
    ["correlate", "{}/*.csv", "--columns", "num_ctx,ttft_s"],
    ["surface", "{}/*.csv", "--response", "ttft_s", "--factors", "num_ctx"],
  ])
  func severalFilesForOneTable(arguments: [String]) throws {
    let folder = try Folder()
    let outcome = Outcome(arguments.map { $0.replacing("{}", with: folder.path) })
    #expect(outcome.status == 1)
    #expect(
      outcome.stderr
        == "bench-stats: \(folder.path)/*.csv: expected one file, found 2 "
        + "(--as-one reads them as one table)\n")
  }

  @Test func noOutputTakesThePlaceOfAFileOfAPattern() throws {
    let folder = try Folder()
    let outcome = Outcome([
      "describe", folder.path + "/*.csv", "--as-one", "--output", folder.path + "/b.csv",
    ])
    #expect(outcome.status == 1)
    #expect(outcome.stderr.hasSuffix("can't be written: it is one of the input files\n"))
  }
}
