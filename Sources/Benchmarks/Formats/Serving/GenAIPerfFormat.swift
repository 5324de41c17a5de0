import Tables

/// genai-perf's `profile_export_genai_perf.json`.
///
/// Source: triton-inference-server/perf_analyzer, `genai-perf/genai_perf/metrics/statistics.py`:
/// `np.percentile` (linear) and `np.std` (divided by n).
enum GenAIPerfJSONFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "genai-perf-json", tool: "genai-perf", form: "profile_export_genai_perf.json",
    standardDeviation: .population, percentile: .linear,
    traps: ["inter_token_latency is a mean for each request: its percentiles are those of means."])

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.json.map({ JSONPlace($0) }), root["input_config"]?.value.object != nil,
      !AIPerfJSONFormat.isReport(root),
      let latency = root["request_latency"] ?? root["request_throughput"],
      PerfMetrics.isMetric(latency)
    else { return nil }
    return "an object with 'input_config' and metrics of 'unit' and 'avg', without "
      + "'was_cancelled' and 'error_summary'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let root = JSONPlace(content.json ?? .null)
    let (metrics, times) = PerfMetrics.read(root, &notes)
    let input = root["input_config"]
    let benchmark = ToolBenchmark(
      entity: PerfMetrics.model(input) ?? requestsEntity,
      parameters: PerfMetrics.parameters(input), metrics: metrics, place: "document")
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark], environment: times,
      notes: notes.all)
  }
}

/// genai-perf's `profile_export_genai_perf.csv`.
enum GenAIPerfCSVFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "genai-perf-csv", tool: "genai-perf", form: "profile_export_genai_perf.csv",
    standardDeviation: .population, percentile: .linear,
    traps: [
      "Figures are rounded to two decimals, with commas between thousands.",
      "The file names no model and no setting.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    // The percentiles fall from left to right here, and rise in aiperf's table.
    guard let header = PerfTables.header(content),
      header.prefix(5) == ["Metric", "avg", "min", "max", "p99"]
    else { return nil }
    return "CSV whose header begins with Metric,avg,min,max,p99"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    try AIPerfCSVFormat.result(content, format, reason)
  }
}
