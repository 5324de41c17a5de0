import Tables

/// `vegeta report -type=json`.
enum VegetaReportFormat: ToolFormatReader {
  // Source: vegeta, lib/metrics.go: percentiles come from a t-digest (another stream estimator in
  // older versions); success counts statuses from 200 to 399.
  static let format = ToolFormat(
    identifier: "vegeta-report", tool: "vegeta", form: "report -type=json", percentile: .other,
    traps: [
      "Latencies and durations are in nanoseconds.",
      "Percentiles are estimates of a t-digest.",
      "Failed requests are among the latencies.",
      "rate is what was sent, throughput what succeeded.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.document, root["latencies"]?.members != nil,
      root.has("bytes_in", "bytes_out", "requests", "status_codes", "success")
    else { return nil }
    return "an object with 'latencies', 'bytes_in', 'bytes_out', 'requests' and 'status_codes'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let root = content.document else {
      throw content.error("a JSON document", found: "another form")
    }
    var notes = ToolNotes()
    // Of an attack without requests vegeta writes zeros.
    let isEmpty = root["requests"]?.number == 0
    if isEmpty { notes.add("no requests: statistics are left out") }
    let benchmark = ToolBenchmark(
      entity: content.stem,
      metrics: isEmpty ? [] : metrics(root, &notes), failures: failures(root, &notes),
      place: "document")
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark],
      environment: root.attributes(["earliest", "latest", "end"])
        + (root["errors"]?.elements ?? []).compactMap { error in
          error.label.map { ToolAttribute("error", $0) }
        },
      notes: notes.all)
  }

  private static func metrics(_ root: JSONPlace, _ notes: inout ToolNotes) -> [ToolMetric] {
    var metrics: [ToolMetric] = []
    if let latencies = root["latencies"] {
      metrics.append(ToolMetric("latency", .nanoseconds, reported: reported(latencies, &notes)))
    }
    for name in ["bytes_in", "bytes_out"] {
      guard let bytes = root[name] else { continue }
      let kinds: [(ReportedStatistic.Kind, String)] = [(.sum, "total"), (.mean, "mean")]
      metrics.append(
        ToolMetric(name, .bytes, reported: kinds.compactMap { bytes.reported($0, $1, &notes) }))
    }
    let totals: [(String, Unit)] = [
      ("requests", .count), ("rate", Unit("requests/s")), ("throughput", Unit("requests/s")),
      ("duration", .nanoseconds), ("wait", .nanoseconds), ("success", .one),
    ]
    return metrics
      + totals.compactMap { name, unit in
        root.reported(.total, name, &notes).map { ToolMetric(name, unit, reported: [$0]) }
      }
  }

  private static func reported(
    _ latencies: JSONPlace, _ notes: inout ToolNotes
  ) -> [ReportedStatistic] {
    let kinds: [String: ReportedStatistic.Kind] = [
      "total": .sum, "mean": .mean, "max": .maximum, "min": .minimum,
    ]
    return (latencies.members ?? []).compactMap { key, _ in
      let percentile = key.hasSuffix("th") ? ToolNumber.probability(percent: key.dropLast(2)) : nil
      guard let kind = kinds[key] ?? percentile.map({ .percentile($0) }) else { return nil }
      return latencies.reported(kind, key, &notes)
    }
  }

  private static func failures(_ root: JSONPlace, _ notes: inout ToolNotes) -> ToolFailures? {
    guard let codes = root["status_codes"]?.members else { return nil }
    var failed: [(String, Int)] = []
    for (code, place) in codes {
      guard let count = place.count else {
        notes.leftOut(place, expected: "a count")
        continue
      }
      if !VegetaResultsFormat.isSuccess(Int(code)) { failed.append(("status \(code)", count)) }
    }
    return ToolFailures(
      count: sum(failed.map(\.1)), total: root["requests"]?.count,
      rule: VegetaResultsFormat.rule, reasons: failed.sorted { $0.1 > $1.1 })
  }
}

/// `vegeta encode -to=json`: one result a line.
enum VegetaResultsFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "vegeta-results", tool: "vegeta", form: "encode -to=json",
    traps: [
      "Latencies are in nanoseconds.",
      "Failed requests have latencies too and are among the samples, as in vegeta's own report.",
    ])

  static let rule = "status codes outside of 200…399; 0 is a request without response"

  static func isSuccess(_ code: Int?) -> Bool { code.map { (200..<400).contains($0) } ?? false }

  static func recognise(_ content: ToolContent) -> String? {
    guard let results = results(content), !results.isEmpty,
      results.allSatisfy({
        $0.has("attack", "seq", "code", "timestamp", "latency", "bytes_out", "bytes_in", "error")
      })
    else { return nil }
    return "lines of objects with 'attack', 'seq', 'code', 'latency', 'bytes_out' and 'bytes_in'"
  }

  private static func results(_ content: ToolContent) -> [JSONPlace]? {
    content.lines?.map { JSONPlace($0.value, line: $0.line) }
      ?? content.json.map { [JSONPlace($0)] }
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    var order: [String] = []
    var groups: [String: [JSONPlace]] = [:]
    for result in results(content) ?? [] {
      let key = ["attack", "method", "url"].map { result[$0]?.label ?? "" }.joined(separator: "\n")
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(result)
    }
    let benchmarks = order.map { benchmark(groups[$0] ?? [], content.stem, &notes) }
    return ToolResult(format: format, reason: reason, benchmarks: benchmarks, notes: notes.all)
  }

  private static func benchmark(
    _ results: [JSONPlace], _ stem: String, _ notes: inout ToolNotes
  ) -> ToolBenchmark {
    let quantities: [(key: String, name: String, unit: Unit)] = [
      ("latency", "latency", .nanoseconds), ("bytes_in", "bytes_in", .bytes),
      ("bytes_out", "bytes_out", .bytes),
    ]
    let metrics = quantities.compactMap { key, name, unit -> ToolMetric? in
      let values = results.enumerated().compactMap { run, result in
        result.number(key, &notes).map { (run: run, value: $0) }
      }
      guard !values.isEmpty else { return nil }
      return ToolMetric(
        name, unit,
        samples: ToolSamples(
          values, source: "\(key) of each line", isComplete: values.count == results.count))
    }
    let failed = results.filter { !isSuccess($0["code"]?.count) }
    let reasons = failed.map { result in
      result["error"]?.label.flatMap { $0.isEmpty ? nil : $0 }
        ?? "status \(result["code"]?.label ?? "unknown")"
    }
    let first = results.first
    return ToolBenchmark(
      entity: first?["url"]?.label ?? stem,
      parameters: (first?.attributes(["attack", "method"]) ?? []).filter { !$0.text.isEmpty },
      metrics: metrics,
      failures: ToolFailures(
        count: failed.count, total: results.count, rule: rule, reasons: tallied(reasons)),
      place: first?.place ?? "document")
  }
}
