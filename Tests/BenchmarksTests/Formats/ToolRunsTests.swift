import Tables
import TestSupport
import Testing

@testable import Benchmarks

/// A row of a tool's table holds values of one run alone.
@Suite struct ToolRunsTests {
  /// The tables of a text, which some format must recognise.
  private func tables(_ text: String, file: String = "file") throws -> [Table] {
    try servingResult(text, file: file).tables(file: file).map(\.table)
  }

  /// The metrics that share rows with `metric`, itself among them, in order.
  private func beside(_ metric: String, in tables: [Table]) throws -> [String] {
    let table = try #require(tables.first { $0.columnNames.contains(metric) })
    return Array(table.columnNames.drop { $0 != "sample" }.dropFirst())
  }

  @Test("as many values of other runs stand in a table of their own")
  func otherRuns() throws {
    func metric(_ name: String, _ runs: [Int]) -> ToolMetric {
      ToolMetric(
        name, .seconds, samples: ToolSamples(runs.map { ($0, Double($0)) }, source: name))
    }
    let result = ToolResult(
      format: ToolFormat(identifier: "test", tool: "tool", form: "test"), reason: "test",
      benchmarks: [
        ToolBenchmark(
          entity: "a",
          metrics: [metric("a", [0, 2]), metric("b", [1, 2]), metric("c", [0, 2])], place: "x"),
        ToolBenchmark(
          entity: "b", metrics: [metric("b", [0, 1, 2]), metric("c", [0, 1, 2])], place: "y"),
      ])
    let tables = result.tables(file: "f").map(\.table)
    #expect(try beside("a", in: tables) == ["a", "c"])
    #expect(try beside("b", in: tables) == ["b"])
    #expect(try tables[0].numbers("a") == [0, 2, nil, nil, nil])
    #expect(try tables[0].numbers("c") == [0, 2, 0, 1, 2])
  }

  @Test("one value a run needs no runs, however they are told")
  func normalForm() {
    let plain = ToolSamples([4, 5], source: "x")
    #expect(plain.runs == nil)
    #expect(ToolSamples([4, 5], source: "x", runs: [0, 1]) == plain)
    #expect(ToolSamples([(0, 4), (1, 5)], source: "x") == plain)
    #expect(ToolSamples([(0, 4), (2, 5)], source: "x").runs == [0, 2])
    #expect(ToolSamples([(0, 4), (0, 5)], source: "x").runs == [0, 0])
  }

  @Test("aiperf: metrics that miss in other records") func aiperf() throws {
    let records = [
      ["ttft": 1, "latency": 10], ["latency": 20, "x": 1], ["ttft": 3, "x": 3],
      ["ttft": 4, "latency": 41, "x": 4],
    ]
    let lines = records.map { record in
      let metrics = record.sorted { $0.key < $1.key }
        .map { "\"\($0.key)\":{\"value\":\($0.value),\"unit\":\"ms\"}" }
      return "{\"metadata\":{\"worker_id\":\"w\",\"record_processor_id\":\"p\"},"
        + "\"metrics\":{\(metrics.joined(separator: ","))},\"error\":null}"
    }
    let tables = try tables(lines.joined(separator: "\n") + "\n")
    for metric in ["ttft", "latency", "x"] {
      #expect(try beside(metric, in: tables) == [metric])
    }
  }

  @Test("LLMPerf: values that are null") func llmPerf() throws {
    let text = """
      [{"error_code":null,"ttft_s":null,"end_to_end_latency_s":10,"number_input_tokens":1},
       {"error_code":null,"ttft_s":1,"end_to_end_latency_s":null,"number_input_tokens":2},
       {"error_code":null,"ttft_s":2,"end_to_end_latency_s":20,"number_input_tokens":3}]
      """
    let result = try servingResult(text)
    let samples = result.benchmarks[0].metrics.map { ($0.name, $0.samples) }
    #expect(samples.map { $0.1?.isComplete } == [false, false, true])
    let tables = result.tables(file: "f").map(\.table)
    #expect(try beside("ttft", in: tables) == ["ttft"])
    #expect(try beside("end_to_end_latency", in: tables) == ["end_to_end_latency"])
  }

  @Test("Ollama: a response without one of the durations") func ollama() throws {
    func response(_ members: String) -> String {
      "{\"model\":\"m\",\"created_at\":\"t\",\"done\":true,\"response\":\"\",\(members)}"
    }
    let tables = try tables(
      [
        response("\"total_duration\":5,\"eval_count\":3"), response("\"total_duration\":6"),
        response("\"eval_count\":4"),
      ].joined(separator: "\n"))
    #expect(try beside("total_duration", in: tables) == ["total_duration"])
    #expect(try beside("eval_count", in: tables) == ["eval_count"])
  }

  @Test("k6: points of one moment are of one request") func k6() throws {
    func point(_ metric: String, _ second: Int, _ value: Int) -> String {
      "{\"metric\":\"\(metric)\",\"type\":\"Point\",\"data\":"
        + "{\"time\":\"2026-01-02T03:04:0\(second)Z\",\"value\":\(value),\"tags\":{}}}"
    }
    let tables = try tables(
      [
        point("http_req_duration", 1, 10), point("http_req_waiting", 1, 8), point("checks", 2, 1),
        point("http_req_duration", 3, 20), point("http_req_waiting", 3, 18), point("checks", 4, 0),
        point("vus", 1, 1),
      ].joined(separator: "\n"))
    #expect(
      try beside("http_req_duration", in: tables) == ["http_req_duration", "http_req_waiting"])
    #expect(try beside("checks", in: tables) == ["checks"])
    #expect(try beside("vus", in: tables) == ["vus"])
  }

  @Test("vLLM: a request that was not streamed has no time to the first token")
  func vllm() throws {
    let text = """
      {"model_id":"m","tokenizer_id":"t","num_prompts":3,"completed":3,"request_throughput":1,
       "ttfts":[0,0.2,0.3],"input_lens":[1,2,null],"output_lens":[1,3,2],
       "itls":[[],[0.1,0.1],[0.2]],"errors":["","",""]}
      """
    let result = try servingResult(text)
    func samples(_ name: String) -> ToolSamples? {
      result.benchmarks[0].metrics.first { $0.name == name }?.samples
    }
    #expect(samples("ttft")?.runs == [1, 2] && samples("ttft")?.isComplete == false)
    #expect(samples("tpot")?.runs == [1, 2] && samples("tpot")?.isComplete == true)
    #expect(samples("itl")?.runs == [1, 1, 2] && samples("itl")?.isComplete == true)
    #expect(samples("input_len")?.runs == nil && samples("input_len")?.isComplete == false)
    let tables = result.tables(file: "f").map(\.table)
    #expect(try beside("ttft", in: tables) == ["tpot", "ttft", "e2el"].sorted { $0 > $1 })
    #expect(try beside("input_len", in: tables) == ["input_len"])
  }

  @Test("Go and Google Benchmark: a counter that some runs have") func counters() throws {
    let go = try tables(
      """
      BenchmarkX 10 1 ns/op 5 misses/op
      BenchmarkX 10 2 ns/op 6 hits/op
      """)
    #expect(try beside("misses/op", in: go) == ["misses/op"])
    #expect(try beside("hits/op", in: go) == ["hits/op"])
    let google = try tables(
      """
      {"context":{},"benchmarks":[
       {"name":"a","real_time":1,"cpu_time":1,"time_unit":"ns","hits":1},
       {"name":"a","real_time":2,"cpu_time":2,"time_unit":"ns","misses":1}]}
      """)
    #expect(try beside("real_time", in: google) == ["real_time", "cpu_time"])
    #expect(try beside("hits", in: google) == ["hits"])
    #expect(try beside("misses", in: google) == ["misses"])
  }

  @Test("a log of histograms: recorded values are not the maxima of the intervals")
  func histogramLog() throws {
    // Six values in the first of six intervals.
    let text = """
      "StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"
      0.000,1.000,0.257,HISTFAAAACZ4nJNpmSzMwMDAxgABTFCaEURcm7yEwf4DRECYjek5MwsAcCYFlQ==

      """
      + String(
        repeating: "1.000,1.000,0.000,HISTFAAAABx4nJNpmSzMgABMUJoRRFybvITB/gNEAABQwQSG\n", count: 5)
    let tables = try MicroSamples.read(
      MicroSamples.content(text, file: "a.hlog"), as: "hdrhistogram-log"
    ).tables(file: "f").map(\.table)
    #expect(tables.map(\.rowCount) == [6, 6])
    #expect(try beside("value", in: tables) == ["value"])
    #expect(try beside("Interval_Max", in: tables) == ["Interval_Max", "Interval_Length"])
  }

  @Test("llama-bench: of repetitions with a null one the file does not keep every sample")
  func llamaBench() throws {
    let text = """
      [{"build_commit":"c","model_type":"m","n_prompt":1,"n_gen":0,"avg_ts":100,"stddev_ts":10,
        "samples_ts":[90,null,110],"samples_ns":[1,2,3]}]
      """
    let metrics = try servingResult(text).benchmarks[0].metrics
    #expect(metrics[0].samples?.isComplete == false)
    #expect(metrics[0].samples?.runs == [0, 2])
    #expect(metrics[1].samples?.isComplete == true)
  }

  @Test("k6's own output", .enabled(if: Repository.shared != nil, "needs ../shared"))
  func k6Shared() throws {
    let tables = try MicroSamples.readShared("k6-ndjson/mn1809_output.ndjson", as: "k6-ndjson")
      .tables(file: "f").map(\.table)
    #expect(try beside("checks", in: tables) == ["checks"])
    #expect(try beside("http_req_duration", in: tables).contains("http_req_waiting"))
  }
}
