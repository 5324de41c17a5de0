import Tables

/// `vllm bench serve --save-result` (before: `benchmark_serving.py`): a run a document, or with
/// `--append-result` a run a line.
enum VLLMBenchServeFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "vllm-bench-serve", tool: "vLLM", form: "bench serve --save-result",
    standardDeviation: .population, percentile: .linear, traps: ServingClient.traps)

  static func recognise(_ content: ToolContent) -> String? {
    guard content.json?.array == nil, let runs = content.jsonObjects, runs.allSatisfy(isRun) else {
      return nil
    }
    return "an object with 'model_id', 'tokenizer_id', 'num_prompts', 'completed' and "
      + "'request_throughput'"
  }

  private static func isRun(_ place: JSONPlace) -> Bool {
    place.has("model_id", "tokenizer_id", "num_prompts", "completed", "request_throughput")
      && !place.has("total_output_tokens_retokenized")
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let runs = content.jsonObjects ?? []
    let benchmarks = runs.map { benchmark($0, &notes) }
    let environment = runs[0].attributes(["date", "backend", "endpoint_type", "tokenizer_id"])
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks, environment: environment,
      notes: notes.all)
  }

  private static func benchmark(_ run: JSONPlace, _ notes: inout ToolNotes) -> ToolBenchmark {
    let details = ServingDetails(run, &notes)
    var metrics =
      ServingClient.latencies(run, &notes)
      + ServingClient.totals(run, ServingClient.totalKeys, &notes)
    if let details { ServingClient.addSamples(details, endToEnd: "e2el", to: &metrics) }
    return ToolBenchmark(
      entity: run["model_id"]?.label ?? requestsEntity,
      parameters: run.attributes([
        "label", "backend", "dataset_name", "num_prompts", "request_rate", "burstiness",
        "max_concurrency", "best_of",
      ]),
      metrics: metrics.filter { $0.samples != nil || !$0.reported.isEmpty },
      failures: ServingClient.failures(run, details, &notes), place: run.place)
  }
}
