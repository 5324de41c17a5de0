import BenchStats
import Foundation
import TestSupport
import Testing

@testable import BenchStatsCLI

/// `formats`, and the output of a known tool in the other commands.
@Suite struct FormatsCommandTests {
  private static let baseline = Repository.fixture("formats/timing-baseline-json/decode.json").path

  @Test("every format is listed, with its rules and traps, under a name of its own")
  func list() throws {
    let listed = try #require(try document(["formats"])["formats"] as? [[String: Any]])
    let names = listed.compactMap { $0["identifier"] as? String }
    #expect(names == ToolFormats.all.map(\.identifier))
    #expect(Set(names).count == names.count && names.contains("timing-baseline-json"))
    for name in names { #expect(name.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(name)") }
    let text = Outcome(["formats"]).stdout
    let traps = ToolFormats.all.flatMap(\.traps)
    #expect(!traps.isEmpty)
    for trap in traps { #expect(text.contains(trap.prefix(40)), "\(trap)") }
  }

  @Test("raw samples are a table of runs for every command, with the unit known")
  func samples() throws {
    let result = try document(["percentiles", Self.baseline, "--column", "run_mean", "--p", "50"])
    #expect(result["n"] as? Double == 4)
    #expect(result["unit"] as? String == "ms")
    let percentiles = try #require(result["percentiles"] as? [[String: Any]])
    #expect(percentiles[0]["value"] as? Double == 10.5)
  }

  @Test("a tool's file without samples has figures but no table")
  func figuresAlone() {
    let path = Repository.fixture("formats/inference-timing-json/warm.json").path
    #expect(Outcome(["describe", path]).stdout.contains("recognised as timing baseline"))
    let outcome = Outcome(["percentiles", path, "--column", "latency"])
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("without their samples"))
  }
}
