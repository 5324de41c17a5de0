import Tables

private let highPercentiles =
  "p95 and p99 are existing samples: the one at place ⌊np⌋ counted from 0, which is the maximum up "
  + "to 20 samples for p95 and 100 for p99"

/// The timings of some runs, and figures over the runs' means.
enum TimingBaselineFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "timing-baseline-json", tool: "timing baseline", form: "JSON of several runs",
    standardDeviation: .population, percentile: .other,
    traps: [
      "'latency_percentiles' are percentiles of the few run means, not of the latencies: they say "
        + "nothing about the tail of a run",
      highPercentiles,
      "'overall_stdev_ms' divides by the number of runs, not by one less",
      "'confidence_interval_95' takes Student's t with one degree of freedom more than runs, and "
        + "that standard deviation: its level is not 95 %",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let json = content.json, json.hasKeys("test_name", "runs", "samples_per_run"),
      let stats = json["timing_stats"], stats.hasKeys("overall_mean_ms", "latency_percentiles"),
      let runs = stats["run_results"]?.array, runs.allSatisfy({ $0.hasKeys("mean_ms") })
    else { return nil }
    return "an object with 'test_name', 'samples_per_run' and 'timing_stats' that has "
      + "'run_results' and 'latency_percentiles'"
  }

  static func read(_ content: ToolContent, reason: String) -> ToolResult {
    let json = content.json ?? .null
    let name = json["test_name"]?.string ?? "baseline"
    let stats = json["timing_stats"] ?? .null
    let runs = stats["run_results"]?.array ?? []
    let overall = ToolBenchmark(
      entity: name, parameters: attributes(json, ["runs", "samples_per_run"]),
      metrics: [runMeans(json, stats, runs)] + totals(json, stats), place: "timing_stats")
    let each = runs.enumerated().map { i, run in
      let place = "timing_stats.run_results[\(i)]"
      return ToolBenchmark(
        entity: name, parameters: [ToolAttribute("run", String(i + 1))],
        metrics: [latency(run, at: place)], place: place)
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: [overall] + each,
      environment: (json["environment"] ?? .null).attributes)
  }

  private static func attributes(_ json: JSONValue, _ names: [String]) -> [ToolAttribute] {
    names.compactMap { name in json[name]?.scalarText.map { ToolAttribute(name, $0) } }
  }

  private static func runMeans(
    _ json: JSONValue, _ stats: JSONValue, _ runs: [JSONValue]
  ) -> ToolMetric {
    let means = runs.compactMap { $0["mean_ms"]?.number }
    var reported: [ReportedStatistic] = []
    if let mean = stats["overall_mean_ms"]?.number {
      let limits = (json["confidence_interval_95"]?.array ?? []).compactMap(\.number)
      reported.append(
        ReportedStatistic(
          .mean, mean, source: "timing_stats.overall_mean_ms",
          lower: limits.count == 2 ? limits[0] : nil, upper: limits.count == 2 ? limits[1] : nil))
    }
    if let deviation = stats["overall_stdev_ms"]?.number {
      reported.append(
        ReportedStatistic(
          .standardDeviation, deviation, source: "timing_stats.overall_stdev_ms"))
    }
    let percentiles = stats["latency_percentiles"] ?? .null
    for (key, p) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)] {
      guard let value = percentiles[key]?.number else { continue }
      reported.append(
        ReportedStatistic(
          .percentile(p), value, source: "timing_stats.latency_percentiles.\(key)"))
    }
    return ToolMetric(
      "run_mean", .milliseconds,
      samples: means.isEmpty
        ? nil : ToolSamples(means, source: "timing_stats.run_results[].mean_ms"),
      reported: reported)
  }

  /// Figures of the whole document that are no latencies.
  private static func totals(_ json: JSONValue, _ stats: JSONValue) -> [ToolMetric] {
    let places: [(String, Unit, String, Double?)] = [
      (
        "run_mean_variation", .percent, "coefficient_of_variation",
        json["coefficient_of_variation"]?.number
      ),
      ("outliers_detected", .count, "outliers_detected", json["outliers_detected"]?.number),
    ]
    return places.compactMap { name, unit, source, value in
      value.map {
        ToolMetric(name, unit, reported: [ReportedStatistic(.total, $0, source: source)])
      }
    }
  }

  /// The statistics of one run, or of a document that holds one.
  static func latency(_ run: JSONValue, at place: String) -> ToolMetric {
    let kinds: [(String, ReportedStatistic.Kind)] = [
      ("samples", .count), ("mean_ms", .mean), ("stdev_ms", .standardDeviation),
      ("p50_ms", .percentile(0.5)), ("p95_ms", .percentile(0.95)), ("p99_ms", .percentile(0.99)),
    ]
    return ToolMetric(
      "latency", .milliseconds,
      reported: kinds.compactMap { key, kind in
        run[key]?.number.map { ReportedStatistic(kind, $0, source: "\(place).\(key)") }
      })
  }
}

/// The timings of one run.
enum InferenceTimingFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "inference-timing-json", tool: "timing baseline", form: "JSON of one run",
    percentile: .other, traps: [highPercentiles])

  static func recognise(_ content: ToolContent) -> String? {
    guard let json = content.json, json.hasKeys("benchmark_name", "timestamp"),
      let timing = json["timing"],
      timing.hasKeys("samples", "p50_ms", "p95_ms", "p99_ms", "mean_ms")
    else { return nil }
    return "an object with 'benchmark_name' and 'timing' that has 'samples', 'p50_ms', 'p95_ms', "
      + "'p99_ms' and 'mean_ms'"
  }

  static func read(_ content: ToolContent, reason: String) -> ToolResult {
    let json = content.json ?? .null
    let benchmark = ToolBenchmark(
      entity: json["benchmark_name"]?.string ?? "inference",
      metrics: [TimingBaselineFormat.latency(json["timing"] ?? .null, at: "timing")],
      place: "timing")
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark],
      environment: (json["environment"] ?? .null).attributes)
  }
}
