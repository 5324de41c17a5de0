import Tables

/// The runs in a log of wrk or wrk2, with the settings that stand between them.
struct WrkLog {
  private(set) var runs: [(run: WrkRun, heading: String?, settings: [ToolAttribute])] = []
  /// Whether the log is one of wrk2, which calibrates its threads and prints an HdrHistogram.
  private(set) var isWrk2 = false

  /// Reads the lines.
  init(_ lines: [String]) {
    var heading: String?
    var settings: [ToolAttribute] = []
    for (index, text) in lines.enumerated() {
      if text.contains("Thread calibration:") || text.contains("(HdrHistogram -") { isWrk2 = true }
      if let run = WrkRun(start: text, line: index + 1) {
        runs.append((run, heading, settings))
      } else if let last = runs.indices.last, !runs[last].run.isEnded {
        runs[last].run.take(text, at: index + 1)
        if runs[last].run.isEnded { heading = nil }
      } else if !text.isBlank {
        heading = text.trimmed
        Self.note(text.trimmed, in: &settings)
      }
    }
  }

  /// A line that is one word `name=value` is a setting in force until the name stands again.
  private static func note(_ line: String, in settings: inout [ToolAttribute]) {
    let sides = line.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2, !sides.contains(where: \.isEmpty),
      !line.contains(where: { $0.isWhitespace || $0 == "/" })
    else { return }
    settings.removeAll { $0.name == sides[0] }
    settings.append(ToolAttribute(String(sides[0]), String(sides[1])))
  }

  /// Why the lines are a log of the tool; nil where there is no run with statistics.
  static func recognise(_ content: ToolContent) -> (reason: String, isWrk2: Bool)? {
    guard let lines = content.text, lines.contains(where: { $0.hasPrefix("Running ") }) else {
      return nil
    }
    let log = WrkLog(lines)
    let measured = log.runs.first {
      $0.run.latency.mean != nil || $0.run.requestsPerSecond != nil || $0.run.requests != nil
    }
    guard let measured else { return nil }
    let reason =
      "text with a line 'Running \(measured.run.duration) test @ …' "
      + "(line \(measured.run.line)) and statistics below it"
    return (reason, log.isWrk2)
  }

  /// The result in a format of the two.
  func result(_ format: ToolFormat, reason: String) -> ToolResult {
    var notes: [String] = []
    for (run, _, _) in runs where run.requests == nil {
      notes.append("the run on line \(run.line) has no line of totals: it was cut short")
    }
    for (run, _, _) in runs where run.requests?.value == 0 {
      notes.append("the run on line \(run.line) has no requests: its latencies are left out")
    }
    return ToolResult(
      format: format, reason: reason,
      benchmarks: runs.map { $0.run.benchmark(heading: $0.heading, settings: $0.settings) },
      notes: notes)
  }
}

extension WrkRun {
  /// The run as a benchmark of its address.
  func benchmark(heading: String?, settings: [ToolAttribute]) -> ToolBenchmark {
    var parameters = settings
    if let threads { parameters.append(ToolAttribute("threads", threads)) }
    if let connections { parameters.append(ToolAttribute("connections", connections)) }
    parameters.append(ToolAttribute("duration", duration))
    if let heading { parameters.append(ToolAttribute("heading", heading)) }
    let failed = failures.filter { $0.count > 0 }
    return ToolBenchmark(
      entity: url, parameters: parameters, metrics: metrics,
      failures: requests == nil
        ? nil
        : ToolFailures(
          count: sum(failed.map(\.count)),
          rule:
            "the lines 'Socket errors' and 'Non-2xx or 3xx responses', absent where there are none",
          reasons: failed.sorted { $0.count > $1.count }),
      place: "line \(line)")
  }

  private var metrics: [ToolMetric] {
    var metrics: [ToolMetric] = []
    if requests?.value != 0 {
      metrics.append(ToolMetric("latency", .seconds, reported: latency.reported + percentiles))
      metrics += distributions.dropFirst().map {
        ToolMetric("latency: \($0.name)", .seconds, reported: $0.reported)
      }
      metrics += distributions.compactMap { distribution in
        distribution.spectrum.map {
          ToolMetric(
            "latency: \(distribution.name), spectrum", .milliseconds, reported: $0.reported)
        }
      }
      metrics.append(
        ToolMetric("requests per second and thread", Unit("requests/s"), reported: rate.reported))
    }
    let totals: [(name: String, unit: Unit, figure: Figure?)] = [
      ("requests", .count, requests), ("duration", .seconds, seconds),
      ("read", .bytes, bytesRead), ("requests per second", Unit("requests/s"), requestsPerSecond),
      ("transfer per second", Unit("bytes/s"), bytesPerSecond),
    ]
    metrics += totals.compactMap { name, unit, figure in
      figure.map {
        ToolMetric(
          name, unit, reported: [ReportedStatistic(.total, $0.value, source: "line \($0.line)")])
      }
    }
    return metrics.filter { !$0.reported.isEmpty }
  }

  /// The percentiles of the first distribution, which is that of the line `Latency`.
  private var percentiles: [ReportedStatistic] { distributions.first?.reported ?? [] }
}

extension WrkRun.ThreadStatistics {
  fileprivate var reported: [ReportedStatistic] {
    let figures: [(kind: ReportedStatistic.Kind, figure: WrkRun.Figure?)] = [
      (.mean, mean), (.standardDeviation, standardDeviation), (.maximum, maximum),
      (.other("percent within one standard deviation of the mean"), withinOne),
    ]
    return figures.compactMap { kind, figure in
      figure.map { ReportedStatistic(kind, $0.value, source: "line \($0.line)") }
    }
  }
}

extension WrkRun.Distribution {
  /// What the heading says in brackets: `HdrHistogram - Recorded Latency`; else `distribution`.
  fileprivate var name: String {
    guard let open = title.firstIndex(of: "("), title.hasSuffix(")") else { return "distribution" }
    return String(title[title.index(after: open)...].dropLast())
  }

  fileprivate var reported: [ReportedStatistic] {
    percentiles.map {
      ReportedStatistic(
        .percentile($0.probability), $0.seconds.value, source: "line \($0.seconds.line)")
    }
  }
}
