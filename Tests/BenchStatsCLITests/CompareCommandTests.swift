import Foundation
import TestSupport
import Testing

/// `compare` as it is called.
@Suite struct CompareCommandTests {
  private static let slower = (1...8).map { "\(100 + $0)\n" }.joined()
  private static let faster = (1...8).map { "\(50 + $0)\n" }.joined()

  private func status(_ base: String, _ new: String, _ options: [String]) throws -> Int32 {
    try TwoTables(base, new).run(options).status
  }

  @Test func exitStatusOfARegression() throws {
    let (fast, slow) = ("t_ms\n" + Self.faster, "t_ms\n" + Self.slower)
    #expect(try status(fast, slow, []) == 0)
    #expect(try status(fast, slow, ["--strict"]) == 3)
    #expect(try status(fast, slow, ["--fail-on", "regression"]) == 3)
    #expect(try status(fast, slow, ["--fail-on", "change"]) == 3)
    #expect(try status(slow, fast, ["--fail-on", "regression"]) == 0)
    #expect(try status(slow, fast, ["--fail-on", "change"]) == 3)
    #expect(try status(fast, fast, ["--fail-on", "change"]) == 0)
    // A change below the threshold is none.
    #expect(try status(fast, slow, ["--fail-on", "change", "--threshold", "200%"]) == 0)
    // Of an unknown direction no regression is claimed, unless it is told.
    let (less, more) = ("points\n" + Self.faster, "points\n" + Self.slower)
    #expect(try status(less, more, ["--fail-on", "regression"]) == 0)
    #expect(
      try status(less, more, ["--fail-on", "regression", "--lower-is-better", "points"]) == 3)
    #expect(
      try status(less, more, ["--fail-on", "regression", "--higher-is-better", "points"]) == 0)
  }

  @Test func aFailureStillWritesItsOutput() throws {
    let tables = try TwoTables("t_ms\n" + Self.faster, "t_ms\n" + Self.slower)
    let folder = try OpenFolder()
    let output = folder.url.appendingPathComponent("out.json").path
    let outcome = Outcome([
      "compare", tables.base, tables.new, "--fail-on", "regression", "--format", "json",
      "--output", output,
    ])
    #expect(outcome.status == 3)
    #expect(try String(contentsOfFile: output, encoding: .utf8).contains("\"worse\""))
  }

  @Test func noOutputTakesThePlaceOfEitherInput() throws {
    let tables = try TwoTables("t_ms\n" + Self.faster, "t_ms\n" + Self.slower)
    for path in [tables.base, tables.new] {
      let outcome = Outcome(["compare", tables.base, tables.new, "--output", path])
      #expect(outcome.status == 1)
      #expect(outcome.stderr.hasSuffix("it is one of the input files\n"))
    }
    let noise = Outcome(["compare", "--noise", tables.base, "--output", tables.base])
    #expect(noise.status == 1)
    let history = Outcome([
      "compare", "--history", tables.base, tables.new, "--output", tables.new,
    ])
    #expect(history.status == 1)
  }

  @Test func foldersAsOneTable() throws {
    let folder = try OpenFolder()
    for (name, text) in [
      ("before/1.csv", "t_ms\n1\n2\n"), ("before/2.csv", "t_ms\n3\n"),
      ("after/1.csv", "t_ms\n1\n2\n3\n4\n"),
    ] {
      let file = folder.url.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let outcome = Outcome([
      "compare", folder.url.path + "/before", folder.url.path + "/after/*.csv", "--as-one",
      "--format", "csv",
    ])
    #expect(outcome.status == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("\nt_ms,ms,3,4,2,2.5,ratio,"))
  }

  @Test func theDocumentHoldsItsFigures() throws {
    let tables = try TwoTables("t_ms\n" + Self.faster, "t_ms\n" + Self.slower)
    let object = try document(["compare", tables.base, tables.new])
    #expect(object["family"] as? Int == 1)
    #expect(object["hasRegression"] as? Bool == true)
    let rows = try #require(object["comparisons"] as? [[String: Any]])
    #expect(rows.count == 1)
    #expect(try member(rows[0], "base", "n") as? Int == 8)
    #expect(rows[0]["verdict"] as? String == "changed")
    #expect(rows[0]["direction"] as? String == "worse")
    #expect(try number(rows[0], "adjusted") == number(rows[0], "p"))
    #expect(try number(rows[0], "cliffsDelta", "estimate") == 1)
    #expect(try member(rows[0], "cliffsDelta", "lower") is NSNull)
  }
}
