import Foundation
import Testing

@Suite struct GoldenTests {
  @Test func alikeIsButForTheLastDigits() {
    #expect(Golden.isAlike("a 1.00000000001 b", "a 1.0 b"))
    #expect(!Golden.isAlike("a 1.00001 b", "a 1.0 b"))
    #expect(!Golden.isAlike("a 1.0 c", "a 1.0 b"))
    #expect(!Golden.isAlike("a 1.0", "a 1.0 2.0"))
  }

  private func check(_ golden: GoldenCase) throws {
    try #require(Workspace.isReady)
    let outcome = Outcome(golden.arguments)
    #expect(outcome.status == golden.status)
    try Golden.expect(golden.name, golden.arguments, outcome)
  }

  @Test(arguments: GoldenCase.results)
  func results(_ golden: GoldenCase) throws {
    try check(golden)
    if golden.arguments.contains("json") {
      let object = try JSONSerialization.jsonObject(
        with: Data(Outcome(golden.arguments).stdout.utf8))
      let schema = try #require((object as? [String: Any])?["schema"] as? String)
      #expect(schema == "bench-stats/\(golden.arguments[0])/1")
    }
  }

  @Test(arguments: GoldenCase.findings)
  func findings(_ golden: GoldenCase) throws { try check(golden) }

  @Test(arguments: GoldenCase.verifications)
  func verifications(_ golden: GoldenCase) throws { try check(golden) }

  @Test(arguments: GoldenCase.usage)
  func usage(_ golden: GoldenCase) throws {
    try check(golden)
    #expect(Outcome(golden.arguments).stdout.isEmpty)
  }

  @Test(arguments: GoldenCase.badInput)
  func badInput(_ golden: GoldenCase) throws {
    try #require(Workspace.isReady)
    for (name, text) in GoldenCase.documents {
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: "\(Workspace.out)/\(name)"), options: .atomic)
    }
    try check(golden)
    let outcome = Outcome(golden.arguments)
    #expect(outcome.stdout.isEmpty)
    #expect(outcome.stderr.hasPrefix("bench-stats: "))
    #expect(outcome.stderr.split(separator: "\n").count == 1)
  }

  /// No golden file without a case, and none twice.
  @Test func everyGoldenFileHasItsCase() throws {
    try #require(Workspace.isReady)
    let cases =
      GoldenCase.results + GoldenCase.findings + GoldenCase.verifications + GoldenCase.usage
      + GoldenCase.badInput
    let names = cases.map(\.name)
    #expect(Set(names).count == names.count)
    let files = try FileManager.default.contentsOfDirectory(atPath: "Fixtures/golden")
    #expect(Set(files).subtracting(names.map { "\($0).txt" }) == [])
  }

  @Test func colourOnATerminalOnly() throws {
    try #require(Workspace.isReady)
    let arguments = ["inventory", Workspace.small]
    #expect(Outcome(arguments, isTerminal: true).stdout.contains("\u{1B}[1m"))
    #expect(!Outcome(arguments).stdout.contains("\u{1B}"))
    let json = Outcome(arguments + ["--format", "json"], isTerminal: true)
    #expect(!json.stdout.contains("\u{1B}"))
  }
}
