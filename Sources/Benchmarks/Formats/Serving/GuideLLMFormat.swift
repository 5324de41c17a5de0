import Tables

/// GuideLLM's report as JSON, of versions 1 and 2 of its schema.
///
/// Source: GuideLLM, `src/guidellm/schemas/statistics.py` (`DistributionSummary`: variance over the
/// total weight, percentiles that are existing values, 0.0 throughout for no value) and
/// `src/guidellm/schemas/request_stats.py` (`GenerativeRequestStats`).
enum GuideLLMFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "guidellm", tool: "GuideLLM", form: "report as JSON",
    standardDeviation: .population, percentile: .nearestRank,
    traps: [
      "A group without a value is written with 0.0 throughout; it is left out here.",
      "Rates and concurrency are distributions over time, weighted by how long a value held: "
        + "their count is no sample size.",
      "time_per_output_token counts the first token, inter_token_latency does not; both are "
        + "weighted by the tokens of a request.",
      "Only the group 'successful' is read.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let benchmarks = benchmarks(content), !benchmarks.isEmpty,
      benchmarks.allSatisfy({ isBenchmark($0) })
    else { return nil }
    return "an object with 'benchmarks' whose entries have 'metrics' by 'successful' and 'errored'"
  }

  private static func benchmarks(_ content: ToolContent) -> [JSONPlace]? {
    guard content.json?.object != nil || content.lines?.count == 1 else { return nil }
    return content.jsonObjects?.first?["benchmarks"]?.elements
  }

  private static func isBenchmark(_ place: JSONPlace) -> Bool {
    guard let metrics = place["metrics"]?.members else { return false }
    return metrics.contains {
      isByOutcome($0.place) && $0.place.at("successful")?.has("mean") == true
    }
  }

  private static func isByOutcome(_ place: JSONPlace) -> Bool {
    place.has("successful", "errored", "incomplete")
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let report = content.jsonObjects?.first ?? JSONPlace(.null)
    let benchmarks = (benchmarks(content) ?? []).map { benchmark($0, report, &notes) }
    let metadata = report["metadata"]?.members ?? []
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks,
      environment: metadata.compactMap { key, place in
        place.label.map { ToolAttribute(key, $0) }
      },
      notes: notes.all)
  }

  private static func benchmark(
    _ place: JSONPlace, _ report: JSONPlace, _ notes: inout ToolNotes
  ) -> ToolBenchmark {
    var metrics: [ToolMetric] = []
    if let root = place["metrics"] { collect(root, prefix: "", into: &metrics, &notes) }
    let failures = failures(place, &notes)
    GuideLLMRequests(place, &notes)?.addSamples(to: &metrics, &notes)
    return ToolBenchmark(
      entity: model(place, report) ?? requestsEntity, parameters: parameters(place),
      metrics: metrics, failures: failures, place: place.place)
  }

  /// The distributions below `place`; those of text, image and audio stand a level deeper.
  private static func collect(
    _ place: JSONPlace, prefix: String, into metrics: inout [ToolMetric], _ notes: inout ToolNotes
  ) {
    for (key, member) in place.members ?? [] {
      let name = JSONPlace.joined(prefix, key)
      if let successful = member["successful"], successful.has("mean") {
        guard successful["count"]?.number != 0 else { continue }
        let (plain, unit) = nameAndUnit(name)
        let reported = statistics(successful, &notes)
        if !reported.isEmpty { metrics.append(ToolMetric(plain, unit, reported: reported)) }
      } else if member.value.object != nil, !isByOutcome(member) {
        collect(member, prefix: name, into: &metrics, &notes)
      }
    }
  }

  private static func statistics(
    _ group: JSONPlace, _ notes: inout ToolNotes
  ) -> [ReportedStatistic] {
    // `p999` is the 0.999 quantile: the digits are those behind the point.
    let percentiles = (group["percentiles"]?.members ?? []).compactMap { key, _ in
      percentile(key).flatMap { group["percentiles"]?.reported(.percentile($0), key, &notes) }
    }
    return group.statistics(&notes) + percentiles
  }

  private static func percentile(_ key: String) -> Double? {
    let digits = key.dropFirst()
    guard key.hasPrefix("p"), !digits.isEmpty,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Double("0.\(digits)")
  }

  /// The name without its unit.
  static func nameAndUnit(_ name: String) -> (name: String, unit: Unit) {
    if name.hasSuffix("_ms") { return (String(name.dropLast(3)), .milliseconds) }
    if name.hasSuffix("requests_per_second") { return (name, .requestsPerSecond) }
    if name.hasSuffix("tokens_per_second") { return (name, .tokensPerSecond) }
    if name.hasSuffix("tokens_per_iteration") || name.hasSuffix("token_count")
      || name.hasSuffix("_tokens")
    {
      return (name, .tokens)
    }
    if name == "request_latency" { return (name, .seconds) }
    if name == "request_concurrency" { return (name, .requests) }
    return (name, modalityUnit(name) ?? .one)
  }

  /// The unit of `text.tokens.output_per_second` and its like: the quantity stands in the middle.
  private static func modalityUnit(_ name: String) -> Unit? {
    let parts = name.split(separator: ".")
    guard parts.count == 3, !parts[2].hasSuffix("_concurrency") else { return nil }
    let isRate = parts[2].hasSuffix("_per_second")
    switch parts[1] {
    case "tokens": return isRate ? .tokensPerSecond : .tokens
    case "seconds": return isRate ? .one : .seconds
    default: return Unit(isRate ? "\(parts[1])/s" : String(parts[1]))
    }
  }

  private static func failures(_ place: JSONPlace, _ notes: inout ToolNotes) -> ToolFailures? {
    let places = [
      place.at("metrics", "request_totals"), place["request_totals"],
      place.at("run_stats", "requests_made"), place.at("scheduler_metrics", "requests_made"),
    ]
    if let totals = places.compactMap({ $0 }).first(where: { $0.has("errored") }),
      let errored = totals.count("errored", &notes)
    {
      return ToolFailures(
        count: errored, total: totals.count("total", &notes), rule: totals.source(of: "errored"))
    }
    guard let errored = place.at("requests", "errored"), let elements = errored.elements else {
      return nil
    }
    return ToolFailures(count: elements.count, rule: "entries of \(errored.place)")
  }

  private static func model(_ place: JSONPlace, _ report: JSONPlace) -> String? {
    let places = [
      place.at("config", "backend", "model"), place.at("benchmarker", "backend", "model"),
      place.at("worker", "backend_model"), report.at("config", "spec", "backend", "model"),
      report.at("args", "model"),
    ]
    return places.compactMap { $0?.value.string }.first
  }

  private static func parameters(_ place: JSONPlace) -> [ToolAttribute] {
    let strategy =
      place.at("config", "strategy") ?? place.at("scheduler", "strategy")
      ?? place.at("args", "strategy")
    return (strategy?.members ?? []).compactMap { key, member in
      member.label.map { ToolAttribute(key == "type_" ? "strategy" : key, $0) }
    }
  }
}

/// The requests that GuideLLM keeps: all of them, a sample of them, or none.
private struct GuideLLMRequests {
  private let successful: [JSONPlace]
  private let source: String
  private let total: Int?

  init?(_ benchmark: JSONPlace, _ notes: inout ToolNotes) {
    guard let list = benchmark.at("requests", "successful"), let requests = list.elements,
      !requests.isEmpty
    else { return nil }
    successful = requests.filter { $0.value.object != nil }
    source = list.place
    let totals =
      benchmark.at("metrics", "request_totals") ?? benchmark["request_totals"]
      ?? benchmark.at("run_stats", "requests_made")
    total = totals?.count("successful", &notes)
    if requests.count > successful.count {
      notes.add("\(source): \(requests.count - successful.count) entries are no objects")
    }
    if let total, successful.count < total {
      notes.add("\(source): \(successful.count) of \(total) requests are kept")
    }
  }

  private var isComplete: Bool { total.map { successful.count >= $0 } ?? true }

  /// The keys of a request with the names of the metrics that summarise them, and whether the tool
  /// gives each request the same weight there.
  private static let keys: [(key: String, metric: String, isToolsOwn: Bool)] = [
    ("request_latency", "request_latency", true), ("prompt_tokens", "prompt_token_count", true),
    ("output_tokens", "output_token_count", true), ("total_tokens", "total_token_count", true),
    ("time_to_first_token_ms", "time_to_first_token", true),
    ("time_to_first_output_token_ms", "time_to_first_output_token", true),
    ("time_per_output_token_ms", "time_per_output_token", false),
    ("inter_token_latency_ms", "inter_token_latency", false),
  ]

  func addSamples(to metrics: inout [ToolMetric], _ notes: inout ToolNotes) {
    for (key, name, isToolsOwn) in Self.keys {
      let values = successful.enumerated().compactMap { run, request in
        request.number(key, &notes).map { (run: run, value: $0) }
      }
      guard !values.isEmpty else { continue }
      let samples = ToolSamples(
        values, source: "\(source)[].\(key)", isComplete: isComplete, isToolsOwn: isToolsOwn)
      if let i = metrics.firstIndex(where: { $0.name == name }) {
        metrics[i].samples = samples
      } else {
        let unit = GuideLLMFormat.nameAndUnit(key).unit
        let ofLatency = key == "request_latency" ? Unit.seconds : unit
        metrics.append(ToolMetric(name, ofLatency, samples: samples))
      }
    }
  }
}
