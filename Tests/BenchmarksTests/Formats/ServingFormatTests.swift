import Tables
import TestSupport
import Testing

@testable import Benchmarks

/// The readers of serving formats on files of our own, in which what is easily misread stands.
@Suite struct ServingFormatTests {
  private func read(_ path: String, as format: String) throws -> ToolResult {
    let result = try servingResult(servingFixture(path), file: path)
    #expect(result.format.identifier == format)
    return result
  }

  @Test func ollamaStream() throws {
    let result = try read("ollama/generate_stream.ndjson", as: "ollama")
    let benchmark = try #require(result.benchmarks.first)
    #expect(result.benchmarks.count == 1)
    #expect(benchmark.entity == "tiny:1b")
    #expect(benchmark.metric("total_duration")?.samples?.values == [0.5, 0.7])
    #expect(benchmark.metric("total_duration")?.unit == .seconds)
    #expect(benchmark.metric("eval_rate")?.samples?.values == [100, 80])
    // The prompt of the last response stood in the cache.
    #expect(benchmark.metric("prompt_eval_rate")?.samples?.values == [400])
    #expect(benchmark.metric("eval_count")?.samples?.values == [30, 40])
    #expect(
      benchmark.failures
        == ToolFailures(
          count: 1, total: 3, rule: "objects with an 'error'",
          reasons: [("model runner has stopped", 1)]))
    #expect(
      result.notes == [
        "tiny:1b: done_reason is stop (1), length (1)",
        "2 parts of streams hold no timings and are passed over",
      ])
  }

  @Test func ollamaDocument() throws {
    let result = try read("ollama/chat.json", as: "ollama")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.metric("load_duration")?.samples?.values == [1.5])
    #expect(benchmark.metric("eval_rate") == nil)
    #expect(benchmark.metric("prompt_eval_rate")?.samples?.values == [80])
    #expect(result.notes == ["eval_duration: no rate over a duration of 0"])
  }

  @Test func ollamaWithoutEnd() throws {
    let line = #"{"model":"m","created_at":"t","response":"x","done":false}"#
    #expect(throws: ReadError.self) { try servingResult("\(line)\n\(line)\n") }
  }

  @Test(arguments: ["llama-bench-json/three.json", "llama-bench-jsonl/three.jsonl"])
  func llamaBench(_ path: String) throws {
    let result = try read(path, as: String(path.prefix { $0 != "/" }))
    let tests = result.benchmarks.compactMap { $0.parameter("test") }
    #expect(tests == ["pp512", "tg128 @ d1024", "pp64+tg16"])
    let rate = try #require(result.benchmarks[0].metric("t/s"))
    #expect(rate.samples?.values == [256, 250, 260])
    #expect(rate.samples?.source.hasSuffix("samples_ts") == true)
    expectDigits(rate.value(.mean), 255.333333, 9, "avg_ts")
    #expect(rate.value(.standardDeviation) != nil)
    // One repetition has no deviation, though the tool writes 0.
    let single = try #require(result.benchmarks[2].metric("t/s"))
    #expect(single.samples?.values == [80] && single.value(.standardDeviation) == nil)
    #expect(result.notes == ["no standard deviation of one repetition: the tool writes 0"])
    #expect(result.environment.contains(ToolAttribute("build_number", "9001")))
    #expect(result.benchmarks[0].parameter("flash_attn") == "false")
    #expect(result.benchmarks[0].parameter("build_number") == nil)
  }

  @Test func llamaBenchCSV() throws {
    let result = try read("llama-bench-csv/three.csv", as: "llama-bench-csv")
    #expect(result.benchmarks.count == 3)
    let rate = try #require(result.benchmarks[1].metric("t/s"))
    #expect(rate.samples == nil)
    #expect(rate.reported.map(\.source) == ["line 3, column avg_ts", "line 3, column stddev_ts"])
    #expect(result.benchmarks[1].parameter("test") == "tg128 @ d1024")
  }

  @Test func llamaBenchMarkdown() throws {
    let result = try read("llama-bench-markdown/log.txt", as: "llama-bench-markdown")
    #expect(result.benchmarks.map { $0.parameter("test") } == ["pp512", "pp512 @ d1024"])
    #expect(result.benchmarks.map { $0.parameter("heading") } == ["One thread", "Four threads"])
    #expect(result.benchmarks[1].metric("t/s")?.value(.standardDeviation) == 3.9)
    #expect(result.environment.map(\.text) == ["0a1b2c3d (9001)", "0a1b2c3e (9002)"])
    #expect(result.notes.count == 2)
    #expect(result.notes[0].hasPrefix("line 7: expected 7 cells"))
  }

  @Test func vllmDetails() throws {
    let result = try read("vllm-bench-serve/detailed.json", as: "vllm-bench-serve")
    let benchmark = try #require(result.benchmarks.first)
    // The third request failed; it stands in the lists with zeros.
    #expect(benchmark.metric("ttft")?.samples?.values == [50, 60, 70])
    #expect(benchmark.metric("itl")?.samples?.values == [10, 20, 30, 20, 20])
    let perToken = try #require(benchmark.metric("tpot")?.samples)
    expectDigits(perToken.values, [20, 20], 14, "TPOT without the first token")
    #expect(!perToken.isToolsOwn)
    expectDigits(
      benchmark.metric("e2el")?.samples?.values ?? [], [110, 100, 70], 14, "end to end")
    #expect(benchmark.metric("e2el")?.samples?.isToolsOwn == false)
    #expect(benchmark.metric("output_len")?.samples?.values == [4, 3, 1])
    #expect(
      benchmark.failures
        == ToolFailures(
          count: 1, total: 4, rule: "num_prompts - completed",
          reasons: [("Service Unavailable", 1)]))
    #expect(benchmark.parameter("request_rate") == "inf")
    #expect(benchmark.parameter("max_concurrency") == nil)
    #expect(benchmark.metric("request_goodput") == nil)
    let ttft = try #require(benchmark.metric("ttft"))
    expectDigits(ttft.value(.standardDeviation), 10 * (2.0 / 3).squareRoot(), 14, "by n")
    #expect(ttft.reported.map(\.source).contains("std_ttft_ms"))
  }

  /// Zeros that stand for empty lists are no latencies.
  @Test func vllmWithoutSuccess() throws {
    let result = try read("vllm-bench-serve/all_failed.json", as: "vllm-bench-serve")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.metric("ttft") == nil && benchmark.metric("itl") == nil)
    #expect(benchmark.metric("request_throughput")?.value(.total) == 0)
    #expect(benchmark.failures == ToolFailures(count: 4, total: 4, rule: "failed"))
    #expect(result.notes.count == 3)
  }

  @Test func sglang() throws {
    let result = try read("sglang-bench-serving/two.jsonl", as: "sglang-bench-serving")
    #expect(result.benchmarks.map(\.place) == ["line 1", "line 2"])
    #expect(result.benchmarks.map { $0.parameter("request_rate") } == ["inf", "2"])
    #expect(result.benchmarks[0].metric("ttft")?.samples == nil)
    #expect(result.benchmarks[0].failures == nil)
    #expect(result.benchmarks[0].metric("itl")?.value(.maximum) == 30)
    #expect(result.benchmarks[1].metric("ttft")?.samples?.values == [50, 60, 70])
    #expect(result.benchmarks[1].metric("ttft")?.samples?.source == "line 2: ttfts (s, ×1000)")
    #expect(
      result.benchmarks[1].failures
        == ToolFailures(
          count: 1, total: 4, rule: "errors that are not empty", reasons: [("timeout", 1)]))
    #expect(result.benchmarks[1].entity == "imaginary/tiny-1b")
  }

  @Test func guideLLM() throws {
    let result = try read("guidellm/report_v1.json", as: "guidellm")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.entity == "imaginary/tiny-1b")
    #expect(benchmark.parameter("strategy") == "constant" && benchmark.parameter("rate") == "1")
    let ttft = try #require(benchmark.metric("time_to_first_token"))
    #expect(ttft.unit == .milliseconds && ttft.samples?.values == [50, 60, 80])
    #expect(ttft.samples?.isToolsOwn == true)
    #expect(ttft.value(.percentile(0.999)) == 80 && ttft.value(.percentile(0.001)) == 50)
    // Weighted by tokens in the report.
    #expect(benchmark.metric("inter_token_latency")?.samples?.isToolsOwn == false)
    #expect(benchmark.metric("request_latency")?.unit == .seconds)
    #expect(benchmark.metric("output_token_count")?.samples?.values == [8, 8, 16])
    // Zeros of an empty group are no statistics.
    #expect(benchmark.metric("request_concurrency") == nil)
    // One request of four was not kept.
    #expect(ttft.samples?.isComplete == false)
    #expect(result.notes == ["benchmarks[0].requests.successful: 3 of 4 requests are kept"])
    #expect(
      benchmark.failures
        == ToolFailures(count: 1, total: 5, rule: "benchmarks[0].request_totals.errored"))
  }

  /// Distributions of a modality stand two levels deeper.
  @Test(arguments: [
    ("text.tokens.output_per_second", "tokens/s"), ("text.characters.input", "characters"),
    ("audio.seconds.total", "s"), ("text.tokens.total_concurrency", "1"),
    ("time_to_first_token_ms", "ms"), ("output_token_count", "tokens"),
  ])
  func guideLLMUnits(_ name: String, unit: String) {
    #expect(GuideLLMFormat.nameAndUnit(name).unit.symbol == unit)
  }

  /// Without streaming vLLM writes a time to the first token of 0.
  @Test func vllmWithoutStreaming() throws {
    let text = """
      {"model_id": "m", "tokenizer_id": "m", "num_prompts": 2, "completed": 2,
       "request_throughput": 1, "mean_ttft_ms": 0, "std_ttft_ms": 0, "mean_e2el_ms": 100,
       "ttfts": [0, 0], "itls": [[], []], "output_lens": [5, 5], "errors": ["", ""]}
      """
    let benchmark = try #require(try servingResult(text).benchmarks.first)
    #expect(benchmark.metrics.map(\.name) == ["e2el", "request_throughput", "output_len"])
    #expect(benchmark.metric("e2el")?.samples == nil)
  }

  @Test func aiperf() throws {
    let result = try read("aiperf-json/profile_export_aiperf.json", as: "aiperf-json")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.entity == "imaginary/tiny-1b")
    #expect(benchmark.parameter("loadgen.concurrency") == "2")
    #expect(benchmark.metric("request_throughput")?.value(.total) == 2.5)
    #expect(benchmark.metric("request_throughput")?.unit == .requestsPerSecond)
    #expect(benchmark.metric("request_latency")?.value(.mean) == 120)
    #expect(benchmark.metric("min_request_timestamp") == nil)
    #expect(result.environment.last?.name == "min_request_timestamp")
    #expect(
      benchmark.failures
        == ToolFailures(
          count: 2, total: 5, rule: "error_request_count", reasons: [("503 HTTPError", 2)]))
  }

  @Test func aiperfRecords() throws {
    let result = try read("aiperf-jsonl/profile_export.jsonl", as: "aiperf-jsonl")
    #expect(result.benchmarks.map { $0.parameter("phase") } == ["warmup", "profiling"])
    let benchmark = result.benchmarks[1]
    #expect(benchmark.metric("request_latency")?.samples?.values == [100, 120, 140])
    #expect(benchmark.metric("inter_chunk_latency")?.samples?.values == [2, 3, 3, 4, 5, 6])
    #expect(benchmark.metrics.count == 2)
    #expect(benchmark.failures?.count == 1 && benchmark.failures?.total == 4)
    #expect(result.benchmarks[0].failures?.count == 0)
  }

  @Test func aiperfCSV() throws {
    let result = try read("aiperf-csv/profile_export_aiperf.csv", as: "aiperf-csv")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.metrics.count == 4)
    let ttft = try #require(benchmark.metric("Time to First Token"))
    #expect(ttft.value(.mean) == 1012 && ttft.value(.minimum) == nil && ttft.value(.maximum) == nil)
    #expect(
      benchmark.metric("Request Throughput")?.reported.first?.source == "line 8, column Value")
    #expect(benchmark.failures == ToolFailures(count: 2, rule: "Error Request Count"))
    #expect(result.notes == ["tables of another header than 'Metric' are passed over"])
    #expect(result.environment.map(\.name) == ["Maximum Response Timestamp"])
  }

  @Test func genAIPerf() throws {
    let result = try read("genai-perf-json/profile_export_genai_perf.json", as: "genai-perf-json")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.entity == "imaginary/tiny-1b" && benchmark.metrics.count == 3)
    #expect(benchmark.parameter("extra_inputs.max_tokens") == "50")
    let table = try read("genai-perf-csv/profile_export_genai_perf.csv", as: "genai-perf-csv")
    let csv = try #require(table.benchmarks.first)
    #expect(csv.metric("Request Latency")?.value(.percentile(0.99)) == 1139.6)
    #expect(csv.metric("Output Sequence Length")?.unit == .tokens)
    #expect(csv.metric("Output Token Throughput")?.unit == .tokensPerSecond)
    #expect(csv.metric("Request Throughput")?.unit == .requestsPerSecond)
    #expect(csv.failures == nil)
  }

  @Test func inferencePerf() throws {
    let result = try read(
      "inference-perf/stage_0_lifecycle_metrics.json", as: "inference-perf")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.failures == ToolFailures(count: 2, total: 5, rule: "failures.count"))
    expectDigits(benchmark.metric("request_latency")?.value(.mean), 0.12, 14, "mean")
    #expect(benchmark.metric("failures request_latency")?.value(.mean) == 0.6)
    #expect(benchmark.metric("inter_token_latency") == nil)
    #expect(benchmark.metric("request_latency")?.value(.percentile(0.999)) != nil)
    #expect(benchmark.metric("output_tokens_per_sec")?.unit == .tokensPerSecond)
    #expect(benchmark.parameter("requested_rate") == "2.5")
  }

  @Test func llmperf() throws {
    let result = try read("llmperf-responses/four.json", as: "llmperf-responses")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.metric("ttft")?.samples?.values == [0.1, 0.2, 0.3])
    #expect(benchmark.metric("inter_token_latency")?.samples?.values == [0.05, 0.05])
    #expect(benchmark.failures?.count == 1 && benchmark.failures?.total == 4)
    #expect(benchmark.failures?.reasons.map(\.text) == ["429"])
    #expect(result.notes == ["responses without output tokens have no inter-token latency"])
  }

  @Test func llmperfSummary() throws {
    let result = try read("llmperf-summary/summary.json", as: "llmperf-summary")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.entity == "imaginary/tiny-1b")
    #expect(benchmark.metric("ttft")?.value(.percentile(0.5)) == 0.2)
    #expect(benchmark.metric("number_input_tokens")?.value(.minimum) == 100)
    #expect(benchmark.metric("number_input_tokens")?.value(.maximum) == nil)
    #expect(benchmark.failures == ToolFailures(count: 1, total: 4, rule: "results_number_errors"))
    #expect(result.notes.contains("error codes: {429: 1}"))
    #expect(result.notes.contains { $0.hasPrefix("results_number_input_tokens_max: expected") })
  }
}
