import Tables

/// `python -m sglang.bench_serving --output-file`: a run a line.
enum SGLangBenchServingFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "sglang-bench-serving", tool: "SGLang", form: "bench_serving --output-file",
    standardDeviation: .population, percentile: .linear,
    traps: ServingClient.traps + [
      "Only the requests that completed are counted: failures show in --output-details alone.",
      "A request rate without limit is written as the bare word Infinity.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard content.json?.array == nil, let runs = content.jsonObjects, runs.allSatisfy(isRun) else {
      return nil
    }
    return "an object with 'completed', 'request_throughput', "
      + "'total_output_tokens_retokenized' and 'mean_e2e_latency_ms'"
  }

  private static func isRun(_ place: JSONPlace) -> Bool {
    place.has(
      "completed", "request_throughput", "total_output_tokens_retokenized", "mean_e2e_latency_ms")
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let runs = content.jsonObjects ?? []
    let benchmarks = runs.map { benchmark($0, &notes) }
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks, environment: server(runs[0]),
      notes: notes.all)
  }

  private static func benchmark(_ run: JSONPlace, _ notes: inout ToolNotes) -> ToolBenchmark {
    let details = ServingDetails(run, &notes)
    var metrics =
      ServingClient.latencies(run, &notes)
      + ServingClient.totals(run, ServingClient.totalKeys, &notes)
    if let details { ServingClient.addSamples(details, endToEnd: "e2e_latency", to: &metrics) }
    let model = run.at("server_info", "model_path")?.label ?? run["model"]?.label
    return ToolBenchmark(
      entity: model ?? requestsEntity,
      parameters: run.attributes([
        "tag", "backend", "dataset_name", "num_prompts", "request_rate", "max_concurrency",
        "sharegpt_output_len", "random_input_len", "random_output_len", "random_range_ratio",
      ]),
      metrics: metrics.filter { $0.samples != nil || !$0.reported.isEmpty },
      failures: ServingClient.failures(run, details, &notes), place: run.place)
  }

  /// What the server says of itself, as far as it tells machines and builds apart.
  private static func server(_ run: JSONPlace) -> [ToolAttribute] {
    run["server_info"]?.attributes([
      "version", "model_path", "dtype", "quantization", "kv_cache_dtype", "device", "tp_size",
      "dp_size", "pp_size", "mem_fraction_static", "chunked_prefill_size", "schedule_policy",
      "attention_backend", "sampling_backend", "random_seed",
    ]) ?? []
  }
}
