import Tables

/// aiperf's `profile_export_aiperf.json`.
///
/// Source: ai-dynamo/aiperf, `metric_dicts.py` and `metric_result_from_array`: `np.percentile`
/// (linear) and `np.std` (divided by n).
enum AIPerfJSONFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "aiperf-json", tool: "aiperf", form: "profile_export_aiperf.json",
    standardDeviation: .population, percentile: .linear, traps: traps)

  static let traps = [
    "inter_token_latency is a mean for each request without the first token; inter_chunk_latency "
      + "holds every gap between chunks.",
    "output_token_count leaves reasoning tokens out, output_sequence_length counts them.",
    "Points in time are no measurements; they stand in the environment.",
  ]

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.json.map({ JSONPlace($0) }), isReport(root) else { return nil }
    return "an object with 'input_config', 'was_cancelled', 'error_summary' or 'aiperf_version', "
      + "and metrics of 'unit' and 'avg'"
  }

  static func isReport(_ root: JSONPlace) -> Bool {
    guard root["input_config"]?.value.object != nil,
      root.has("was_cancelled") || root.has("error_summary") || root.has("aiperf_version")
    else { return false }
    return metricsRoot(root).members?.contains { PerfMetrics.isMetric($0.place) } == true
  }

  /// Earlier versions held the metrics in `records`.
  private static func metricsRoot(_ root: JSONPlace) -> JSONPlace { root["records"] ?? root }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let root = JSONPlace(content.json ?? .null)
    let (metrics, times) = PerfMetrics.read(metricsRoot(root), &notes)
    let input = root["input_config"]
    if root["was_cancelled"]?.value.boolean == true { notes.add("the run was cancelled") }
    let benchmark = ToolBenchmark(
      entity: PerfMetrics.model(input) ?? requestsEntity,
      parameters: PerfMetrics.parameters(input), metrics: metrics,
      failures: failures(root, metrics, &notes), place: "document")
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark],
      environment: root.attributes(["aiperf_version", "schema_version", "start_time", "end_time"])
        + times,
      notes: notes.all)
  }

  private static func failures(
    _ root: JSONPlace, _ metrics: [ToolMetric], _ notes: inout ToolNotes
  ) -> ToolFailures? {
    var reasons: [(String, Int)] = []
    for entry in root["error_summary"]?.elements ?? [] {
      guard let count = entry.count("count", &notes) else { continue }
      reasons.append((errorText(entry["error_details"]), count))
    }
    func total(_ name: String) -> Int? {
      metrics.first { $0.name == name }?.reported.first?.count
    }
    let succeeded = total("request_count")
    if let failed = total("error_request_count") {
      return ToolFailures(
        count: failed, total: succeeded.flatMap { sum($0, failed) }, rule: "error_request_count",
        reasons: reasons)
    }
    guard root["error_summary"]?.elements != nil else { return nil }
    guard let failed = reasons.reduce(0 as Int?, { a, b in a.flatMap { sum($0, b.1) } }) else {
      return nil
    }
    return ToolFailures(
      count: failed, total: succeeded.flatMap { sum($0, failed) }, rule: "error_summary[].count",
      reasons: reasons)
  }

  private static func sum(_ a: Int, _ b: Int) -> Int? {
    let (sum, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : sum
  }

  /// `499 RequestCancellationError`.
  static func errorText(_ error: JSONPlace?) -> String {
    let parts = ["code", "type"].compactMap { error?[$0]?.label }
    return parts.isEmpty ? error?["message"]?.label ?? "error" : parts.joined(separator: " ")
  }
}

/// aiperf's `profile_export_aiperf.csv`: two tables in one file.
enum AIPerfCSVFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "aiperf-csv", tool: "aiperf", form: "profile_export_aiperf.csv",
    standardDeviation: .population, percentile: .linear,
    traps: [
      "Figures are rounded to two decimals.", "The file names no model and no setting.",
      "Points in time are no measurements; they stand in the environment.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let header = PerfTables.header(content),
      header.prefix(4) == ["Metric", "avg", "min", "max"],
      header.firstIndex(of: "p1") ?? .max < header.firstIndex(of: "p99") ?? 0,
      header.last == "std"
    else { return nil }
    return "CSV whose header begins with Metric,avg,min,max, rises from p1 to p99 and ends with std"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    try result(content, format, reason)
  }

  /// The result of a file of two tables, genai-perf's or aiperf's.
  static func result(
    _ content: ToolContent, _ format: ToolFormat, _ reason: String
  ) throws(ReadError) -> ToolResult {
    let tables = PerfTables(content)
    guard !tables.metrics.isEmpty else {
      throw content.error("a metric under the header", found: "none")
    }
    let count = tables.metrics.first { $0.name == "Error Request Count" }?.reported.first
    let failures = count?.count.map {
      ToolFailures(count: $0, rule: "Error Request Count")
    }
    return ToolResult(
      format: format, reason: reason,
      benchmarks: [
        ToolBenchmark(
          entity: requestsEntity, metrics: tables.metrics, failures: failures, place: "line 1")
      ],
      environment: tables.times, notes: tables.notes.all)
  }
}
