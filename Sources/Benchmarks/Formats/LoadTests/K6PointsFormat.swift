import Tables

/// `k6 run --out json=…`: one definition of a metric or one point a line.
enum K6PointsFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "k6-ndjson", tool: "k6", form: "--out json", percentile: .linear,
    traps: [
      "Times are in milliseconds.",
      "The value of a counter is what was added, that of a rate 1 or 0.",
      "A point of http_req_failed is 1 where the request did fail.",
      "Points of the setup and the teardown stand among the others.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let lines = content.lines, !lines.isEmpty,
      lines.allSatisfy({ line in
        let type = line.value["type"]?.string
        return line.value["metric"]?.string != nil && line.value["data"]?.object != nil
          && (type == "Metric" || type == "Point")
      })
    else { return nil }
    return "lines of objects with 'metric', 'data' and the 'type' Metric or Point"
  }

  private struct Series {
    var type: String?
    var contains: String?
    var values: [RunValue] = []
    var first: Int
    var missing = 0
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    var names: [String] = []
    var series: [String: Series] = [:]
    // Points of one request, or of one iteration, are of one time.
    var moments: [String: Int] = [:]
    for (line, value) in content.lines ?? [] {
      let place = JSONPlace(value, line: line)
      guard let name = place["metric"]?.label, let data = place["data"] else { continue }
      if series[name] == nil {
        names.append(name)
        let builtIn = K6.builtIn(name)
        series[name] = Series(type: builtIn?.type, contains: builtIn?.contains, first: line)
      }
      if place["type"]?.value == .string("Metric") {
        if let type = data["type"]?.label { series[name]?.type = type }
        if let contains = data["contains"]?.label { series[name]?.contains = contains }
      } else if let number = data.number("value", &notes) {
        let time = data["time"]?.label ?? "line \(line)"
        let moment = moments[time] ?? moments.count
        moments[time] = moment
        series[name]?.values.append((moment, number))
      } else {
        series[name]?.missing += 1
      }
    }
    let failed = series["http_req_failed"]?.values
    let benchmark = ToolBenchmark(
      entity: content.stem,
      metrics: names.compactMap { name in series[name].flatMap { metric(name, $0) } },
      failures: failed.map { values in
        ToolFailures(
          count: values.count { $0.value != 0 }, total: values.count, rule: K6.failureRule)
      },
      place: "line \(content.lines?.first?.line ?? 1)")
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark], notes: notes.all)
  }

  private static func metric(_ name: String, _ series: Series) -> ToolMetric? {
    guard !series.values.isEmpty else { return nil }
    return ToolMetric(
      name, K6.unit(type: series.type, contains: series.contains),
      samples: ToolSamples(
        series.values, source: "data.value of the points of \(name)",
        isComplete: series.missing == 0))
  }
}
