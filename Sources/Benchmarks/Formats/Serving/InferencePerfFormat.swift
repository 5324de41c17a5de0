import Tables

/// inference-perf's lifecycle metrics, of a stage or of all: percentiles without samples.
///
/// Source: kubernetes-sigs/inference-perf, `inference_perf/reportgen/base.py`, `summarize`:
/// `np.percentile` (linear).
enum InferencePerfFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "inference-perf", tool: "inference-perf", form: "lifecycle metrics as JSON",
    percentile: .linear,
    traps: [
      "normalized_time_per_output_token is the whole latency over the output tokens, the first "
        + "included; time_per_output_token leaves the first out.",
      "A response without tokens counts as 0 in the times per token: a minimum of 0 is no latency.",
      "The file names no model.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.jsonObjects?.first, content.json?.array == nil,
      content.lines?.count ?? 1 == 1,
      root["load_summary"]?.has("count") == true, root["successes"]?.has("count") == true,
      root["failures"]?.has("count") == true
    else { return nil }
    return "an object with 'load_summary', 'successes' and 'failures', each with a 'count'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let root = content.jsonObjects?.first ?? JSONPlace(.null)
    var metrics: [ToolMetric] = []
    for part in ["load_summary", "successes", "failures"] {
      if let place = root[part] { collect(place, part, into: &metrics, &notes) }
    }
    let failures = root["failures"]?.count("count", &notes).map { count in
      ToolFailures(
        count: count, total: root["load_summary"]?.count("count", &notes), rule: "failures.count")
    }
    let settings =
      root["load_summary"]?.attributes(["requested_rate", "concurrency", "num_workers"]) ?? []
    let benchmark = ToolBenchmark(
      entity: requestsEntity, parameters: settings, metrics: metrics, failures: failures,
      place: root.place)
    return ToolResult(format: format, reason: reason, benchmarks: [benchmark], notes: notes.all)
  }

  /// Distributions (objects with a mean) and single figures below `place`, named by their last key;
  /// of what failed, and counts, by the part as well.
  private static func collect(
    _ place: JSONPlace, _ part: String, into metrics: inout [ToolMetric], _ notes: inout ToolNotes
  ) {
    for (key, member) in place.members ?? [] {
      let name = part == "failures" || key == "count" ? "\(part) \(key)" : key
      if member.has("mean") {
        let reported = member.statistics(&notes)
        if !reported.isEmpty { metrics.append(ToolMetric(name, unit(key), reported: reported)) }
      } else if member.value.object != nil {
        collect(member, part, into: &metrics, &notes)
      } else if member.value.number != nil, let total = place.reported(.total, key, &notes) {
        metrics.append(ToolMetric(name, unit(key), reported: [total]))
      }
    }
  }

  private static func unit(_ key: String) -> Unit {
    switch key {
    case "request_latency", "normalized_time_per_output_token", "time_per_output_token",
      "time_to_first_token", "inter_token_latency", "schedule_delay", "send_duration":
      .seconds
    case "prompt_len", "output_len": .tokens
    case "count": .requests
    case "requested_rate", "achieved_rate", "requests_per_sec": .requestsPerSecond
    default: key.hasSuffix("tokens_per_sec") ? .tokensPerSecond : .one
    }
  }
}
