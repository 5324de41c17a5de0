import Tables

/// The summary that MLPerf's load generator writes: `mlperf_log_summary.txt`.
enum MLPerfFormat: ToolFormatReader {
  // Source: mlcommons/inference, loadgen/results.cc: percentiles are
  // `sorted[sample_count * percentile]`, the index cut to a whole number.
  static let format = ToolFormat(
    identifier: "mlperf", tool: "MLPerf loadgen", form: "mlperf_log_summary.txt",
    percentile: .other,
    traps: [
      "Percentiles pick the sample at index ⌊np⌋ counted from 0.",
      "In the offline scenario a latency counts from the start of the whole run.",
      "A result that is not VALID breaks one of the benchmark's own constraints.",
      "The latencies among the test parameters are limits, not measurements.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let lines = content.text,
      lines.contains(where: { $0.hasPrefix(MLPerfSummary.Section.results.rawValue) })
    else { return nil }
    let summary = MLPerfSummary(lines)
    guard summary.result("SUT name") != nil, summary.result("Scenario") != nil else { return nil }
    return "a section 'MLPerf Results Summary' with 'SUT name' and 'Scenario'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    let summary = MLPerfSummary(content.text ?? [])
    let results = summary.entries[.results] ?? []
    let settings = ["Scenario", "Mode"]
    let parameters =
      results.filter { settings.contains($0.key) } + (summary.entries[.parameters] ?? [])
    let benchmark = ToolBenchmark(
      entity: summary.result("SUT name")?.value ?? content.stem,
      parameters: parameters.map { ToolAttribute($0.key, $0.value) },
      metrics: metrics(results + (summary.entries[.additional] ?? [])),
      failures: summary.errors.map {
        ToolFailures(count: $0, rule: "the line 'errors encountered', errors of the load generator")
      },
      place: "line \(results.first?.line ?? 1)")
    let other = results.filter {
      !settings.contains($0.key) && $0.key != "SUT name" && $0.rate == nil && $0.statistic == nil
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark],
      environment: other.map { ToolAttribute($0.key, $0.value) }, notes: notes(summary))
  }

  private static func metrics(_ entries: [MLPerfSummary.Entry]) -> [ToolMetric] {
    var metrics: [ToolMetric] = []
    for entry in entries {
      if let rate = entry.rate { metrics.append(rate) }
      guard let (quantity, unit, reported) = entry.statistic else { continue }
      if let index = metrics.firstIndex(where: { $0.name == quantity && $0.unit == unit }) {
        metrics[index].reported.append(reported)
      } else {
        metrics.append(ToolMetric(quantity, unit, reported: [reported]))
      }
    }
    return metrics
  }

  private static func notes(_ summary: MLPerfSummary) -> [String] {
    var notes: [String] = []
    if let result = summary.result("Result is"), result.value != "VALID" {
      notes.append("the load generator says that the result is \(result.value)")
    }
    if let warnings = summary.warnings { notes.append(warnings) }
    return notes
  }
}
