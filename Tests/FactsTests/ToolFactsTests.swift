import Benchmarks
import Facts
import Foundation
import TestSupport
import Testing

/// What a known tool says, as facts.
@Suite struct ToolFactsTests {
  private func sheet(_ path: String, change: (String) -> String = { $0 }) throws -> FactSheet {
    let text = try String(
      contentsOf: Repository.fixture("formats/" + path), encoding: .utf8)
    return try analysis(of: ["out.json": change(text)]).sheet
  }

  @Test("the tool's figures are quoted beside ours, and where they differ it is said why")
  func quoted() throws {
    let sheet = try sheet("timing-baseline-json/decode.json")
    let format = try #require(sheet[key: "out.json/format"])
    #expect(format.statement.contains("timing baseline"))
    #expect(format.caveats.contains { $0.text.contains("few run means") })
    let mean = try #require(sheet[key: "out.json/timing_stats/run_mean/mean/given"])
    #expect(mean.value == 10.5)
    #expect(mean.numbers.map(\.name) == ["lower", "upper", "ours"])
    #expect(mean.caveats == [.computedBySource])
    #expect(mean.provenance.columns == ["timing_stats.overall_mean_ms"])
    #expect(mean.provenance.files.first?.sha256 != nil)
    let deviation = try #require(
      sheet[key: "out.json/timing_stats/run_mean/standardDeviation/given"])
    #expect(
      deviation.caveats.map(\.kind) == ["computedBySource", "toolRule", "differsFromSamples"])
    #expect(deviation.statement.contains("divides by n"))
    #expect(deviation.numbers.last?.value == (5.0 / 3).squareRoot())
    #expect(deviation.quantity == .number(1.25.squareRoot(), .milliseconds))
    let p95 = try #require(sheet[key: "out.json/timing_stats/run_mean/percentile(0.95)/given"])
    #expect(p95.statement.contains("existing sample"))
    #expect(sheet[key: "out.json/environment/cores"]?.value == 2)
    // What the file's own words would have said without the format.
    #expect(sheet[key: "out.json/timing_stats.latency_percentiles.p95"] == nil)
  }

  @Test("our own statistics come from the samples, with the unit")
  func recomputed() throws {
    let sheet = try sheet("timing-baseline-json/decode.json")
    let mean = try #require(sheet[key: "out/run_mean/mean"])
    #expect((mean.value, mean.n) == (10.5, 4))
    #expect(mean.valueText == "10.50 ms")
  }

  @Test("a figure that its samples don't give is a finding")
  func findings() throws {
    let path = "timing-baseline-json/decode.json"
    let sheet = try sheet(path)
    let key = "out.json/audit/toolFigure(timing_stats, run_mean, percentile(0.99))"
    let finding = try #require(sheet[key: key])
    #expect(finding.topic == .audit && finding.value == 12.5)
    #expect(sheet.facts(.audit).count { $0.statistic == "toolFigure" } == 1)
    let mended = try self.sheet(path) { $0.replacing("\"p99\": 12.5", with: "\"p99\": 12.0") }
    #expect(!mended.facts(.audit).contains { $0.statistic == "toolFigure" })
  }

  @Test("failures are facts with their reasons, on one line")
  func failures() throws {
    let sheet = try sheet("compiler-benchmark-json/tiny.json")
    let failure = try #require(sheet[key: "out.json/backends.native/failures"])
    #expect((failure.value, failure.n) == (1, 1))
    #expect(failure.statement.contains("no compiler found"))
    #expect(sheet[key: "out.json/backends.graph/failures"]?.value == 0)
    #expect(sheet[key: "out.json/backends.native/time/mean/given"] == nil)
    #expect(sheet[key: "out.json/settings/batch_size"]?.value == 8)
    for fact in sheet.facts { #expect(!fact.statement.contains("\n")) }
  }

  @Test("tables with one row a run have the facts that they had")
  func plainTables() throws {
    let csv =
      "prompt,ttft_s,tokens_s,load_s,prompt_eval_s,eval_s,eval_count,response_chars,error\n"
      + "a,1,2,3,4,5,6,7,\nb,2,3,4,5,6,7,8,\n"
    let known = try analysis(of: ["runs.csv": csv])
    #expect(known.inventory.formats.map(\.format.identifier) == ["ollama-baseline-csv"])
    #expect(!known.sheet.facts.contains { $0.key.hasPrefix("runs.csv/") })
    #expect(known.sheet[key: "runs/ttft_s/mean"]?.value == 1.5)
  }
}
