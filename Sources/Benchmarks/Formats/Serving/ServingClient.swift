import Tables

/// What vLLM's and SGLang's clients have in common: SGLang's grew out of vLLM's.
///
/// Statistics stand as `mean_ttft_ms`, `p99_itl_ms`. With details, per-request lists stand beside
/// them, failed requests among them. Sources: vLLM, `vllm/benchmarks/serve.py`, and SGLang,
/// `python/sglang/bench_serving.py`, `calculate_metrics` of each: `np.std` (divided by n),
/// `np.percentile` (linear), and 0 in place of a list without values.
enum ServingClient {
  static let traps = [
    "Standard deviations are the population's, divided by n.",
    "Statistics of an empty list are written as 0; they are left out here.",
    "TPOT leaves the first token out: (latency - TTFT) / (output tokens - 1). The latency is not "
      + "saved, so its samples here come from the sum of the inter-token latencies.",
    "An inter-token latency is the time between chunks, which may hold several tokens.",
  ]

  /// The latencies with their statistics: every `<statistic>_<name>_ms` of the run.
  static func latencies(_ run: JSONPlace, _ notes: inout ToolNotes) -> [ToolMetric] {
    var metrics: [ToolMetric] = []
    for (key, _) in run.members ?? [] {
      guard let (kind, name) = latencyStatistic(key),
        let statistic = run.reported(kind, key, &notes)
      else { continue }
      if let i = metrics.firstIndex(where: { $0.name == name }) {
        metrics[i].reported.append(statistic)
      } else {
        metrics.append(ToolMetric(name, .milliseconds, reported: [statistic]))
      }
    }
    for i in metrics.indices where metrics[i].reported.allSatisfy({ $0.value == 0 }) {
      notes.add(
        "\(metrics[i].name): all statistics are 0, which stands for an empty list; left out")
      metrics[i].reported = []
    }
    return metrics
  }

  private static func latencyStatistic(
    _ key: String
  ) -> (kind: ReportedStatistic.Kind, name: String)? {
    guard key.hasSuffix("_ms"), let underscore = key.firstIndex(of: "_"),
      let kind = ReportedStatistic.Kind(servingName: String(key[..<underscore]))
    else { return nil }
    let name = key[key.index(after: underscore)...].dropLast(3)
    return name.isEmpty ? nil : (kind, String(name))
  }

  /// Figures of the run as a whole, by the keys that hold them.
  static func totals(
    _ run: JSONPlace, _ keys: [(key: String, unit: Unit)], _ notes: inout ToolNotes
  ) -> [ToolMetric] {
    keys.compactMap { key, unit in
      run.reported(.total, key, &notes).map { ToolMetric(key, unit, reported: [$0]) }
    }
  }

  static let totalKeys: [(key: String, unit: Unit)] = [
    ("duration", .seconds), ("request_throughput", .requestsPerSecond),
    ("request_goodput", .requestsPerSecond), ("input_throughput", .tokensPerSecond),
    ("output_throughput", .tokensPerSecond), ("total_token_throughput", .tokensPerSecond),
    ("total_throughput", .tokensPerSecond), ("total_input_tokens", .tokens),
    ("total_output_tokens", .tokens), ("total_output_tokens_retokenized", .tokens),
    ("max_output_tokens_per_s", .tokensPerSecond), ("max_concurrent_requests", .requests),
    ("concurrency", .requests), ("accept_length", .tokens),
  ]

  /// How many requests failed: the count that the tool states, or what is missing to all.
  static func failures(
    _ run: JSONPlace, _ details: ServingDetails?, _ notes: inout ToolNotes
  ) -> ToolFailures? {
    let completed = run.count("completed", &notes)
    let total = run.count("num_prompts", &notes)
    let reasons = tallied(details?.errors ?? [])
    if let failed = run.count("failed", &notes) {
      return ToolFailures(count: failed, total: total, rule: "failed", reasons: reasons)
    }
    if let completed, let total, completed <= total {
      return ToolFailures(
        count: total - completed, total: total, rule: "num_prompts - completed", reasons: reasons)
    }
    guard let details, details.hasErrors else { return nil }
    return ToolFailures(
      count: details.errors.count, total: details.count, rule: "errors that are not empty",
      reasons: reasons)
  }

  /// Adds the samples of the details to the metrics of the names, and metrics where there is none.
  static func addSamples(
    _ details: ServingDetails, endToEnd: String, to metrics: inout [ToolMetric]
  ) {
    func add(_ name: String, _ unit: Unit, _ samples: ToolSamples?) {
      guard let samples, !samples.values.isEmpty else { return }
      if let i = metrics.firstIndex(where: { $0.name == name }) {
        metrics[i].samples = samples
      } else {
        metrics.append(ToolMetric(name, unit, samples: samples))
      }
    }
    add("ttft", .milliseconds, details.firstTokens)
    add("tpot", .milliseconds, details.perOutputToken)
    add("itl", .milliseconds, details.interToken)
    add(endToEnd, .milliseconds, details.endToEnd)
    add("input_len", .tokens, details.lengths("input_lens"))
    add("output_len", .tokens, details.lengths("output_lens"))
  }
}
