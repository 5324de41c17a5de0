import Tables

/// What LLMPerf's two files have in common.
///
/// Source: ray-project/llmperf, `token_benchmark_ray.py`, `metrics_summary`: pandas' `std` (divided
/// by n - 1) and `quantile` (linear) over the requests without an error code.
enum LLMPerf {
  static let traps = [
    "inter_token_latency is the mean of a request over all its output tokens, the first included.",
    "A request without output tokens has the inter-token latency 0, which is none.",
  ]

  /// The metrics of a request, by key: name and unit.
  static let metrics: [(key: String, name: String, unit: Unit)] = [
    ("inter_token_latency_s", "inter_token_latency", .seconds), ("ttft_s", "ttft", .seconds),
    ("end_to_end_latency_s", "end_to_end_latency", .seconds),
    (
      "request_output_throughput_token_per_s", "request_output_throughput", .tokensPerSecond
    ),
    ("number_input_tokens", "number_input_tokens", .tokens),
    ("number_output_tokens", "number_output_tokens", .tokens),
    ("number_total_tokens", "number_total_tokens", .tokens),
  ]
}

/// LLMPerf's individual responses: an array with an object for each request.
enum LLMPerfResponsesFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "llmperf-responses", tool: "LLMPerf", form: "individual_responses.json",
    traps: LLMPerf.traps)

  static func recognise(_ content: ToolContent) -> String? {
    guard content.json?.array != nil, let responses = content.jsonObjects,
      responses.allSatisfy({ $0.has("error_code", "ttft_s", "end_to_end_latency_s") })
    else { return nil }
    return "an array of objects with 'error_code', 'ttft_s' and 'end_to_end_latency_s'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let responses = content.jsonObjects ?? []
    let errors = responses.compactMap { $0["error_code"]?.label }
    let succeeded = responses.filter { $0["error_code"] == nil }
    let metrics = LLMPerf.metrics.compactMap { key, name, unit -> ToolMetric? in
      let values = succeeded.enumerated().flatMap { run, response in
        Self.values(response, key, &notes).map { (run: run, value: $0) }
      }
      guard !values.isEmpty else { return nil }
      let samples = ToolSamples(
        values, source: "[].\(key) where error_code is null",
        isComplete: Set(values.map(\.run)).count == succeeded.count)
      return ToolMetric(name, unit, samples: samples)
    }
    let benchmark = ToolBenchmark(
      entity: requestsEntity, metrics: metrics,
      failures: ToolFailures(
        count: responses.count - succeeded.count, total: responses.count,
        rule: "error_code not null", reasons: tallied(errors)),
      place: "document")
    return ToolResult(format: format, reason: reason, benchmarks: [benchmark], notes: notes.all)
  }

  private static func values(
    _ response: JSONPlace, _ key: String, _ notes: inout ToolNotes
  ) -> [Double] {
    let isPerToken = key == "inter_token_latency_s"
    if isPerToken, response["number_output_tokens"]?.number == 0 {
      notes.add("responses without output tokens have no inter-token latency")
      return []
    }
    // Some versions wrote every latency of a request.
    if response[key]?.value.array != nil { return response.numbers(key, &notes) ?? [] }
    return response.number(key, &notes).map { [$0] } ?? []
  }
}

/// LLMPerf's summary: one flat object.
enum LLMPerfSummaryFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "llmperf-summary", tool: "LLMPerf", form: "summary.json",
    standardDeviation: .sample, percentile: .linear, traps: LLMPerf.traps)

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.json.map({ JSONPlace($0) }),
      root.has("num_concurrent_requests", "results_ttft_s_mean", "results_num_requests_started")
    else { return nil }
    return "an object with 'num_concurrent_requests', 'results_ttft_s_mean' and "
      + "'results_num_requests_started'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let root = JSONPlace(content.json ?? .null)
    let metrics =
      LLMPerf.metrics.compactMap { key, name, unit -> ToolMetric? in
        let reported = statistics(root, "results_\(key)_", &notes)
        return reported.isEmpty ? nil : ToolMetric(name, unit, reported: reported)
      } + totals(root, &notes)
    let settings = (root.members ?? []).filter {
      !$0.key.hasPrefix("results_") && !["model", "version", "name", "timestamp"].contains($0.key)
    }
    let benchmark = ToolBenchmark(
      entity: root["model"]?.label ?? requestsEntity,
      parameters: settings.compactMap { key, place in
        place.label.map { ToolAttribute(key, $0) }
      },
      metrics: metrics, failures: failures(root, &notes), place: "document")
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark],
      environment: root.attributes(["version", "name", "timestamp"]), notes: notes.all)
  }

  private static func statistics(
    _ root: JSONPlace, _ prefix: String, _ notes: inout ToolNotes
  ) -> [ReportedStatistic] {
    (root.members ?? []).compactMap { key, place -> ReportedStatistic? in
      guard key.hasPrefix(prefix) else { return nil }
      var statistic = key.dropFirst(prefix.count)
      if statistic.hasPrefix("quantiles_") { statistic = statistic.dropFirst("quantiles_".count) }
      guard let kind = ReportedStatistic.Kind(servingName: String(statistic)) else { return nil }
      return number(place, &notes).map { ReportedStatistic(kind, $0, source: place.place) }
    }
  }

  /// Extremes of whole numbers are written as text.
  private static func number(_ place: JSONPlace, _ notes: inout ToolNotes) -> Double? {
    if let number = place.numberOrNumberText { return number }
    notes.leftOut(place, expected: "a finite number")
    return nil
  }

  private static func totals(_ root: JSONPlace, _ notes: inout ToolNotes) -> [ToolMetric] {
    let keys: [(key: String, unit: Unit)] = [
      ("num_requests_started", .requests), ("num_completed_requests", .requests),
      ("number_errors", .requests), ("error_rate", .one),
      ("mean_output_throughput_token_per_s", .tokensPerSecond),
      ("num_completed_requests_per_min", Unit("requests/min")),
    ]
    return keys.compactMap { key, unit in
      guard let place = root["results_\(key)"], let value = number(place, &notes) else {
        return nil
      }
      let total = ReportedStatistic(.total, value, source: place.place)
      let name = key == "mean_output_throughput_token_per_s" ? "mean_output_throughput" : key
      return ToolMetric(name, unit, reported: [total])
    }
  }

  private static func failures(_ root: JSONPlace, _ notes: inout ToolNotes) -> ToolFailures? {
    guard let count = root.count("results_number_errors", &notes) else { return nil }
    let frequency = root["results_error_code_frequency"]?.label
    if let frequency, frequency != "{}" { notes.add("error codes: \(escapedForNote(frequency))") }
    return ToolFailures(
      count: count, total: root.count("results_num_requests_started", &notes),
      rule: "results_number_errors")
  }
}
