import Foundation
import Tables
import TestSupport
import Testing

@testable import Benchmarks

/// The formats of recorded scripts.
@Suite struct RecordedFormatsTests {
  private func read(_ path: String) throws -> ToolResult {
    let url = Repository.fixture("formats/" + path)
    return try #require(
      try ToolFormats.read(file: path, bytes: Array(Data(contentsOf: url))), "\(path)")
  }

  @Test("figures over the runs' means are not those of the latencies")
  func timingBaseline() throws {
    let result = try read("timing-baseline-json/decode.json")
    #expect(result.format.identifier == "timing-baseline-json")
    #expect(result.format.standardDeviation == .population)
    #expect(result.format.traps.contains { $0.contains("few run means") })
    #expect(
      result.benchmarks.map(\.place).prefix(2) == ["timing_stats", "timing_stats.run_results[0]"])
    let means = try #require(result.benchmarks[0].metrics.first)
    #expect((means.name, means.unit) == ("run_mean", .milliseconds))
    #expect(means.samples?.values == [9, 10, 11, 12])
    #expect(
      means.reported.first
        == ReportedStatistic(
          .mean, 10.5, source: "timing_stats.overall_mean_ms", lower: 9, upper: 12))
    #expect(means.reported.last?.kind == .percentile(0.99))
    let run = try #require(result.benchmarks.last)
    #expect(run.parameters == [ToolAttribute("run", "4")])
    #expect(run.metrics[0].reported.map(\.value) == [25, 12, 0.4, 11.9, 12.75, 12.8])
    #expect(result.environment.contains(ToolAttribute("cores", "2")))
  }

  @Test("a backend that failed to compile has no times")
  func compilerBenchmark() throws {
    let result = try read("compiler-benchmark-json/tiny.json")
    #expect(result.benchmarks.map(\.entity) == ["eager", "graph", "native"])
    #expect(
      result.benchmarks.map { $0.metrics.map(\.name) } == [["time"], ["time", "compile_time"], []])
    #expect(result.benchmarks[0].failures == nil)
    #expect(result.benchmarks[2].failures?.count == 1)
    #expect(result.benchmarks[2].failures?.reasons.first?.text == "no compiler\nfound")
    #expect(result.benchmarks[1].metrics[0].reported.map(\.value) == [1.5, 0.125, 1.25, 1.75])
    #expect(result.environment == [ToolAttribute("graph.opset", "17")])
  }

  @Test func inferenceTiming() throws {
    let result = try read("inference-timing-json/warm.json")
    #expect(result.benchmarks.map(\.entity) == ["warm_inference"])
    #expect(result.benchmarks[0].metrics[0].reported.count == 6)
  }

  @Test("tables with one row a run keep the plain reader's rows and get meanings")
  func plainTables() throws {
    let csv = """
      num_gpu,num_ctx,temperature,mean_tokens_s,mean_ttft_s,mean_load_s,prompt_eval,eval_s_mean
      40,1024,0.2,77.5,3.25,3,0.25,1.5
      """
    let file = try BenchmarkFile(Array(csv.utf8), file: "summary.csv")
    #expect(file.tool?.format.identifier == "ollama-sweep-summary-csv")
    #expect(file.tool?.benchmarks.isEmpty == true && file.toolTables.isEmpty)
    let table = try #require(file.tables.first)
    #expect(table.table.rowCount == 1)
    #expect(
      Configuration().dictionary(table.meanings).meanings(of: table.table)[6]
        == ColumnMeaning(.sourceSummary, .seconds))
    let user = Configuration(columns: ["prompt_eval": ColumnMeaning(.metric, .milliseconds)])
    #expect(
      user.dictionary(table.meanings).meanings(of: table.table)[6]
        == ColumnMeaning(.metric, .milliseconds))
  }

  @Test(
    "a user's tables are no tool's: sweeps of other settings, columns added or in another order")
  func userTables() throws {
    for file in ["smollm2_135m_param_tuning.csv", "smollm2_135m_randomised_sweep.csv"] {
      let url = Repository.fixture("chat-models/csv_data/" + file)
      #expect(try ToolFormats.read(file: file, bytes: Array(Data(contentsOf: url))) == nil)
    }
    let header = OllamaBaselineFormat.headers[0]
    for changed in [header.reversed(), header + ["more"], Array(header.dropLast())] {
      #expect(
        try ToolFormats.read(file: "f", bytes: Array(changed.joined(separator: ",").utf8)) == nil)
    }
    for json in ["{}", "[]", "{\"results\": []}", "{\"backends\": {}}", "{\"metrics\": [{}]}"] {
      #expect(try ToolFormats.read(file: "f", bytes: Array(json.utf8)) == nil, "\(json)")
    }
  }

  @Test("where the caller says how CSV is to be read, it is no tool's")
  func asTold() throws {
    let csv = OllamaBaselineFormat.headers[0].joined(separator: ",") + "\np,1,2,3,4,5,6,7,\n"
    let options = CSVOptions(delimiter: UInt8(ascii: ","))
    #expect(try BenchmarkFile(Array(csv.utf8), file: "f.csv").tool != nil)
    #expect(try BenchmarkFile(Array(csv.utf8), file: "f.csv", csv: options).tool == nil)
  }

  @Test("mutated documents are read, refused or not recognised, and never trap")
  func mutations() throws {
    var random = SeededGenerator(seed: 7)
    for path in [
      "timing-baseline-json/decode.json", "compiler-benchmark-json/tiny.json",
      "inference-timing-json/warm.json",
    ] {
      let original = Array(try Data(contentsOf: Repository.fixture("formats/" + path)))
      var recognised = 0
      for _ in 0..<300 {
        var bytes = original
        for _ in 0..<Int.random(in: 1...3, using: &random) {
          let i = bytes.indices.randomElement(using: &random)!
          let replacements = Array("0\"{}[],:9en-".utf8)
          bytes[i] = replacements.randomElement(using: &random)!
        }
        if let result = try ToolFormats.read(file: path, bytes: bytes) {
          recognised += 1
          _ = result.tables(file: path)
        }
      }
      #expect(recognised > 10, "\(path)")
    }
  }
}
