import Tables

/// k6's end-of-test summary: the data of `handleSummary`, or the older `--summary-export`.
enum K6SummaryFormat: ToolFormatReader {
  // Source: k6, metrics/sink.go, TrendSink.P: linear interpolation at p(n - 1).
  static let format = ToolFormat(
    identifier: "k6-summary", tool: "k6", form: "handleSummary or --summary-export",
    percentile: .linear,
    traps: [
      "Times are in milliseconds.",
      "passes of http_req_failed counts the requests that did fail.",
      "A threshold that was met is false in --summary-export, but has 'ok' true in handleSummary.",
      "A trend that a threshold names but nothing measured stands as zeros.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.document, let metrics = root["metrics"]?.members, !metrics.isEmpty
    else { return nil }
    if metrics.allSatisfy({ $0.place.has("type", "contains") && $0.place["values"]?.members != nil }
    ) {
      return "an object with 'metrics' whose entries have 'type', 'contains' and 'values'"
    }
    guard root["root_group"]?.members != nil, metrics.allSatisfy({ isFlat($0.place) }) else {
      return nil
    }
    return "an object with 'root_group' and 'metrics' whose entries are numbers by statistic"
  }

  /// Whether a metric is one of --summary-export: numbers, and thresholds by expression.
  private static func isFlat(_ metric: JSONPlace) -> Bool {
    guard let members = metric.members, !members.isEmpty else { return false }
    return members.allSatisfy { key, member in
      key == "thresholds" ? member.members != nil : member.value.number != nil
    }
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let root = content.document else {
      throw content.error("a JSON document", found: "another form")
    }
    var notes = ToolNotes()
    var metrics: [ToolMetric] = []
    for (name, place) in root["metrics"]?.members ?? [] {
      metrics += K6SummaryMetric(name, place).metrics(&notes)
      noteThresholds(name, place, &notes)
    }
    noteChecks(root["root_group"], &notes)
    let benchmark = ToolBenchmark(
      entity: content.stem, metrics: metrics, failures: failures(root), place: "document")
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark],
      environment: root["state"]?.scalars ?? [], notes: notes.all)
  }

  private static func failures(_ root: JSONPlace) -> ToolFailures? {
    guard let metric = root.at("metrics", "http_req_failed") else { return nil }
    let values = metric["values"] ?? metric
    guard let failed = values["passes"]?.count else { return nil }
    return ToolFailures(
      count: failed, total: values["fails"]?.count.map { sum([failed, $0]) }, rule: K6.failureRule)
  }

  private static func noteThresholds(
    _ name: String, _ metric: JSONPlace, _ notes: inout ToolNotes
  ) {
    for (expression, place) in metric["thresholds"]?.members ?? [] {
      let isMissed =
        place["ok"].map { $0.value == .boolean(false) } ?? (place.value == .boolean(true))
      if isMissed {
        notes.add("\(name): the threshold '\(escapedForNote(expression))' was not met")
      }
    }
  }

  /// Checks of the outermost group that failed at times; by list or by name, after the form.
  private static func noteChecks(_ group: JSONPlace?, _ notes: inout ToolNotes) {
    let checks = group?["checks"]
    for check in checks?.elements ?? checks?.members?.map(\.place) ?? [] {
      guard let failed = check["fails"]?.count, failed > 0 else { continue }
      notes.add(
        "the check '\(escapedForNote(check["name"]?.label ?? ""))' failed \(failed) times")
    }
  }
}

/// A metric of a summary.
private struct K6SummaryMetric {
  let name: String
  let type: String?
  let contains: String?
  let values: JSONPlace

  init(_ name: String, _ place: JSONPlace) {
    self.name = name
    let builtIn = K6.builtIn(name)
    type = place["type"]?.label ?? builtIn?.type
    contains = place["contains"]?.label ?? builtIn?.contains
    values = place["values"] ?? place
  }

  /// The metric's statistics, and its rate per second as a metric of its own.
  func metrics(_ notes: inout ToolNotes) -> [ToolMetric] {
    let unit = K6.unit(type: type, contains: contains)
    var own = ToolMetric(name, unit)
    var rate: ToolMetric?
    for (key, _) in values.members ?? [] where !["thresholds", "type", "contains"].contains(key) {
      if key == "rate", type == "counter" || values.has("count") {
        let perSecond = Unit(unit == .one ? "1/s" : "\(unit.symbol)/s")
        rate = values.reported(.total, key, &notes).map {
          ToolMetric("\(name) rate", perSecond, reported: [$0])
        }
      } else if let statistic = values.reported(kind(key), key, &notes) {
        own.reported.append(statistic)
      }
    }
    return (own.reported.isEmpty ? [] : [own]) + (rate.map { [$0] } ?? [])
  }

  private func kind(_ key: String) -> ReportedStatistic.Kind {
    switch key {
    case "avg": return .mean
    case "med": return .median
    case "min": return .minimum
    case "max": return .maximum
    // Of a counter the sum of what was added, of a trend the number of samples.
    case "count": return type == "trend" || values.has("avg") ? .count : .total
    default: break
    }
    if key.hasPrefix("p("), key.hasSuffix(")"),
      let probability = ToolNumber.probability(percent: key.dropFirst(2).dropLast())
    {
      return .percentile(probability)
    }
    return .other(key)
  }
}
