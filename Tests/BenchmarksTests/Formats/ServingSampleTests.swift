import Foundation
import TestSupport
import Testing

@testable import Benchmarks

/// Files of real tools against figures that an independent script computed from them. Without a
/// counterpart here are: counts of lines and columns that the text of the file has besides its
/// benchmarks, the names of top-level keys, and the texts of `raw_field`, which say in words what
/// the sources of our samples say in theirs.
@Suite(.enabled(if: Repository.shared != nil, "needs ../shared"))
struct ServingSampleTests {
  @Test func ollama() throws {
    let sample = try ServingSample(shared: "ollama/qwen3coder_chat.ndjson")
    let models = sample.expected["models"].elements
    #expect(sample.result.benchmarks.map(\.entity) == models.compactMap { $0["model"].string })
    for (benchmark, model) in zip(sample.result.benchmarks, models) {
      let names = model["metrics"].keys
      #expect(names.count == 6)
      for name in names {
        let metric = try #require(benchmark.metric(name))
        #expect(metric.unit.symbol == model["metrics"][name]["unit"].string)
        try expectFigures(metric.samples, model["metrics"][name]["from_raw"], name)
      }
      #expect(benchmark.failures?.count == 0)
      #expect(benchmark.failures?.total == 6)
      #expect(Set(model["done_reasons"].elements.compactMap(\.string)) == ["stop"])
      #expect(sample.result.notes.isEmpty)
    }
  }

  @Test(arguments: [
    ("llama-bench-json/doc_2025.json", 2, 8), ("llama-bench-jsonl/lhl_llama32_1b.jsonl", 10, 20),
  ])
  func llamaBench(_ path: String, benchmarks: Int, fields: Int) throws {
    let sample = try ServingSample(shared: path)
    let expected = sample.expected["benchmarks"].elements
    try #require(sample.result.benchmarks.count == benchmarks && expected.count == benchmarks)
    for (benchmark, expected) in zip(sample.result.benchmarks, expected) {
      try expectTest(benchmark, expected, sample.result.environment)
      let rate = try #require(benchmark.metric("t/s"))
      #expect(rate.unit == .tokensPerSecond)
      try expectFigures(rate.samples, expected["from_raw"], benchmark.entity)
      try expectFigures(
        benchmark.metric("time")?.samples, expected["samples_ns_from_raw"], benchmark.entity)
    }
    // The deviation of one repetition, which the tool writes as 0, is none.
    var reported = ReportedFields(sample.result)
    let isOneRepetition = expected[0].number("n_raw") == 1
    reported.expectAll(
      sample.expected,
      isLeftOut: { field, value in
        isOneRepetition && field.contains("stddev") && value == 0
      })
    #expect(reported.count == fields)
  }

  private func expectTest(
    _ benchmark: ToolBenchmark, _ expected: JSONOracle, _ environment: [ToolAttribute]
  ) throws {
    let test = try #require(benchmark.parameter("test"))
    #expect("\(benchmark.entity) \(test)" == expected["name"].string)
    for key in ["n_prompt", "n_gen", "n_depth"] where expected[key].exists {
      #expect(benchmark.parameter(key).flatMap(Double.init) == expected.number(key))
    }
    for key in expected["settings"].keys {
      let text =
        benchmark.parameter(key) ?? environment.first { $0.name == key }?.text
      let setting = expected["settings"][key]
      if let string = setting.string {
        #expect(text == string, "\(key)")
      } else if let number = setting.number {
        #expect(text.flatMap(Double.init) == number, "\(key)")
      } else {
        #expect(text == "true" || text == "false", "\(key)")
      }
    }
  }

  @Test func llamaBenchCSV() throws {
    let sample = try ServingSample(shared: "llama-bench-csv/doc_2025.csv")
    let names = sample.result.benchmarks.map { "\($0.entity) \($0.parameter("test") ?? "")" }
    #expect(names == sample.expected["benchmarks"].elements.compactMap { $0["name"].string })
    // The reference counts records, we count lines: one more, for the header.
    var reported = ReportedFields(sample.result)
    reported.expectAll(
      sample.expected,
      rewrite: {
        $0.replacingOccurrences(of: "row 2", with: "line 3")
          .replacingOccurrences(of: "row 1", with: "line 2")
      })
    #expect(reported.count == 8)
  }

  @Test func llamaBenchMarkdown() throws {
    let sample = try ServingSample(shared: "llama-bench-markdown/rx7900xtx.txt")
    let expected = sample.expected["benchmarks"].elements
    try #require(sample.result.benchmarks.count == 12 && expected.count == 12)
    for (benchmark, expected) in zip(sample.result.benchmarks, expected) {
      for column in expected["columns"].keys where column != "t/s" {
        let text = column == "model" ? benchmark.entity : benchmark.parameter(column)
        #expect(text == expected["columns"][column].string, "\(benchmark.place) \(column)")
      }
    }
    #expect(sample.result.notes.contains("3 tables in one text"))
    #expect(sample.result.benchmarks.map { $0.parameter("heading") }.count { $0 == nil } == 0)
    #expect(sample.result.environment == [ToolAttribute("build", "34ce48d97 (7356)")])
    var reported = ReportedFields(sample.result)
    reported.expectAll(sample.expected)
    #expect(reported.count == 24)
  }

  @Test(arguments: [
    ("vllm-bench-serve/h100_8b_512_85_c16.json", 15),
    ("sglang-bench-serving/tonyli15_agg_local.jsonl", 21),
  ])
  func clients(_ path: String, fields: Int) throws {
    let sample = try ServingSample(shared: path)
    let run = sample.expected["runs"].elements[0]
    let benchmark = try sample.benchmark
    #expect(run["model"].string == nil || benchmark.entity == run["model"].string)
    #expect(benchmark.failures.map { Double($0.count) } == run.number("n_failed"))
    for key in ["request_rate", "max_concurrency", "num_prompts"] where run[key].exists {
      #expect(benchmark.parameter(key).flatMap(Double.init) == run.number(key), "\(key)")
    }
    #expect(benchmark.metric("duration")?.value(.total) == run.number("duration_s"))
    for key in run["totals"].keys {
      #expect(benchmark.metric(key)?.value(.total) == run["totals"].number(key))
    }
    for name in run["metrics"].keys {
      let metric = try #require(benchmark.metric(name), "\(name)")
      let expected = run["metrics"][name]
      #expect(metric.unit.symbol == expected["unit"].string)
      guard expected["from_raw"].exists else { continue }
      try expectFigures(metric.samples, expected["from_raw"], name)
      #expect(metric.samples?.isToolsOwn == (name != "tpot"))
    }
    var reported = ReportedFields(sample.result)
    // A file of one line is a document as well.
    let isDocument = benchmark.place == "document"
    reported.expectAll(
      sample.expected,
      rewrite: { isDocument ? $0.replacingOccurrences(of: "line 1: ", with: "") : $0 })
    #expect(reported.count == fields)
  }

  /// The server's own record of the run, which stands in the file beside the client's.
  @Test func sglangServer() throws {
    let sample = try ServingSample(shared: "sglang-bench-serving/tonyli15_agg_local.jsonl")
    #expect(try sample.benchmark.entity == "Qwen/Qwen2.5-3B-Instruct")
    #expect(try sample.benchmark.parameter("tag") == "agg_local")
    #expect(sample.result.environment.contains(ToolAttribute("version", "0.5.5.post3")))
    let concurrency = sample.expected["runs"].elements[0].number("concurrency_reported")
    #expect(try sample.benchmark.metric("concurrency")?.value(.total) == concurrency)
  }

  @Test func guideLLM() throws {
    let sample = try ServingSample(shared: "guidellm/llmd_report_v2.json")
    let expected = sample.expected["benchmarks"].elements
    try #require(sample.result.benchmarks.count == 2 && expected.count == 2)
    for (benchmark, expected) in zip(sample.result.benchmarks, expected) {
      #expect(benchmark.entity == "e2e-mock-model")
      #expect(benchmark.failures.map { Double($0.count) } == expected.number("n_failed"))
      let totals = expected["request_totals_reported"]
      #expect(benchmark.failures?.total.map(Double.init) == totals.number("total"))
      for key in expected["strategy"].keys {
        let text = benchmark.parameter(key == "type_" ? "strategy" : key)
        let strategy = expected["strategy"][key]
        #expect(
          strategy.string == nil
            ? text.flatMap(Double.init) == strategy.number : text == strategy.string)
      }
      #expect(benchmark.metrics.allSatisfy { $0.samples == nil })
      #expect(benchmark.metrics.count == expected["metrics"].keys.count)
    }
    var reported = ReportedFields(sample.result)
    reported.expectAll(sample.expected)
    #expect(reported.count == 2 * 18 * 9)
  }

  @Test(arguments: ["stage_0", "stage_3", "summary"])
  func inferencePerf(_ name: String) throws {
    let path = "inference-perf/kubecon_vllm/\(name)_lifecycle_metrics.json"
    let sample = try ServingSample(shared: path)
    let benchmark = try sample.benchmark
    #expect(benchmark.failures.map { Double($0.count) } == sample.expected.number("n_failed"))
    #expect(benchmark.failures?.total.map(Double.init) == sample.expected.number("n_requests"))
    #expect(
      benchmark.metric("successes count")?.value(.total) == sample.expected.number("n_success"))
    let rate = sample.expected.number("requested_rate")
    #expect(benchmark.parameter("requested_rate").flatMap(Double.init) == rate)
    var reported = ReportedFields(sample.result)
    reported.expectAll(sample.expected)
    #expect(reported.count == sample.expected["reported"].keys.count && reported.count > 100)
  }

  @Test func llmperfResponses() throws {
    let sample = try ServingSample(shared: "llmperf/groq_70b_individual_responses.json")
    let benchmark = try sample.benchmark
    #expect(benchmark.failures.map { Double($0.count) } == sample.expected.number("n_failed"))
    #expect(benchmark.failures?.total.map(Double.init) == sample.expected.number("n_requests"))
    for key in sample.expected["metrics"].keys {
      let named = try #require(LLMPerf.metrics.first { $0.key == key })
      let metric = try #require(benchmark.metric(named.name))
      let expected = sample.expected["metrics"][key]
      #expect(metric.unit.symbol == expected["unit"].string)
      try expectFigures(metric.samples, expected["from_raw"], key)
    }
    #expect(sample.expected["metrics"].keys.count == 6)
  }

  @Test func llmperfSummary() throws {
    let sample = try ServingSample(shared: "llmperf/groq_70b_summary.json")
    let benchmark = try sample.benchmark
    #expect(benchmark.entity == sample.expected["model"].string)
    let concurrent = sample.expected.number("num_concurrent_requests")
    #expect(benchmark.parameter("num_concurrent_requests").flatMap(Double.init) == concurrent)
    #expect(benchmark.failures.map { Double($0.count) } == sample.expected.number("n_failed"))
    var reported = ReportedFields(sample.result)
    reported.expectAll(sample.expected)
    #expect(reported.count == sample.expected["reported"].keys.count)
    // The reference passes over numbers that the tool writes as text.
    #expect(benchmark.metric("number_input_tokens")?.value(.minimum) == 550)
  }
}
