import Tables

/// `oha -j`, also within the record of a runner that keeps it under `stdout.value`.
enum OhaFormat: ToolFormatReader {
  // Source: oha, src/printer.rs (sample_variance) and src/result_data.rs: a percentile is
  // `sorted[floor(n * p)]`.
  static let format = ToolFormat(
    identifier: "oha", tool: "oha", form: "-j",
    standardDeviation: .sample, percentile: .other,
    traps: [
      "Times are in seconds.",
      "Percentiles pick the sample at index ⌊np⌋ counted from 0.",
      "successRate counts responses of any status.",
      "Requests cut off by the deadline stand among the errors and are no failures.",
      "The standard deviation is that of requests per second in pieces of 10 ms.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let (root, isWrapped) = report(content) else { return nil }
    return "an object with 'summary', 'responseTimeHistogram' and 'latencyPercentiles'"
      + (isWrapped ? " under '\(root.place)'" : "")
  }

  private static func report(_ content: ToolContent) -> (root: JSONPlace, isWrapped: Bool)? {
    guard let document = content.document else { return nil }
    let wrapped = document.at("stdout", "value")
    guard
      let root = [document, wrapped].compactMap(\.self).first(where: {
        $0["summary"]?.has("requestsPerSec") == true
          && $0.has("responseTimeHistogram", "latencyPercentiles", "statusCodeDistribution")
      })
    else { return nil }
    return (root, !root.keyPath.isEmpty)
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let (root, isWrapped) = report(content), let document = content.document else {
      throw content.error("a report of oha", found: "another form")
    }
    var notes = ToolNotes()
    let arguments = isWrapped ? document.at("request", "args")?.elements ?? [] : []
    let texts = arguments.compactMap(\.label)
    let url = texts.last { $0.hasPrefix("http://") || $0.hasPrefix("https://") }
    let benchmark = ToolBenchmark(
      entity: url ?? content.stem,
      parameters: texts.isEmpty
        ? [] : [ToolAttribute("arguments", texts.joined(separator: " "))],
      metrics: metrics(root, &notes), failures: failures(root, &notes), place: root.place)
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark],
      environment: isWrapped
        ? document.at("request", "env")?.scalars ?? [] : [], notes: notes.all)
  }

  private static func metrics(_ root: JSONPlace, _ notes: inout ToolNotes) -> [ToolMetric] {
    let summary = root["summary"]
    let ends: [(ReportedStatistic.Kind, String)] = [
      (.mean, "average"), (.minimum, "fastest"), (.maximum, "slowest"),
    ]
    func triple(_ place: JSONPlace?) -> [ReportedStatistic] {
      ends.compactMap { kind, key in place?.reported(kind, key, &notes) }
    }
    var metrics = [
      ToolMetric(
        "latency", .seconds,
        reported: triple(summary) + percentiles(root["latencyPercentiles"], &notes))
    ]
    let totals: [(String, Unit)] = [
      ("total", .seconds), ("requestsPerSec", Unit("requests/s")), ("totalData", .bytes),
      ("sizePerRequest", .bytes), ("sizePerSec", Unit("bytes/s")), ("successRate", .one),
    ]
    for (name, unit) in totals {
      if let total = summary?.reported(.total, name, &notes) {
        metrics.append(ToolMetric(name, unit, reported: [total]))
      }
    }
    metrics.append(
      ToolMetric("rps", Unit("requests/s"), reported: rates(root["rps"], &notes)))
    for (name, place) in root["details"]?.members ?? [] {
      let more = name == "firstByte" ? percentiles(root["firstBytePercentiles"], &notes) : []
      metrics.append(ToolMetric(name, .seconds, reported: triple(place) + more))
    }
    for name in ["latencyPercentilesSuccessful", "latencyPercentilesNotSuccessful"] {
      metrics.append(
        ToolMetric(name, .seconds, reported: percentiles(root[name], &notes)))
    }
    return metrics.filter { !$0.reported.isEmpty }
  }

  private static func rates(_ rps: JSONPlace?, _ notes: inout ToolNotes) -> [ReportedStatistic] {
    let kinds: [(ReportedStatistic.Kind, String)] = [
      (.mean, "mean"), (.standardDeviation, "stddev"), (.maximum, "max"), (.minimum, "min"),
    ]
    return kinds.compactMap { kind, key in rps?.reported(kind, key, &notes) }
      + percentiles(rps?["percentiles"], &notes)
  }

  private static func percentiles(
    _ place: JSONPlace?, _ notes: inout ToolNotes
  ) -> [ReportedStatistic] {
    (place?.members ?? []).compactMap { key, _ in
      guard key.hasPrefix("p"), let probability = ToolNumber.probability(percent: key.dropFirst())
      else { return nil }
      return place?.reported(.percentile(probability), key, &notes)
    }
  }

  private static let deadline = "aborted due to deadline"

  private static func failures(_ root: JSONPlace, _ notes: inout ToolNotes) -> ToolFailures? {
    guard let errors = root["errorDistribution"]?.members,
      let statuses = root["statusCodeDistribution"]?.members
    else { return nil }
    var failed: [(String, Int)] = []
    for (text, place) in errors {
      guard let count = place.count else {
        notes.leftOut(place, expected: "a count")
        continue
      }
      if text == deadline {
        notes.add("\(count) requests were aborted due to the deadline and are no failures")
      } else {
        failed.append((text, count))
      }
    }
    let counts = statuses.compactMap { code, place in place.count.map { (code, $0) } }
    failed += counts.filter { (Int($0.0) ?? 0) >= 400 }.map { ("status \($0.0)", $0.1) }
    let errorCount = sum(failed.filter { !$0.0.hasPrefix("status ") }.map(\.1))
    return ToolFailures(
      count: sum(failed.map(\.1)), total: sum(counts.map(\.1) + [errorCount]),
      rule: "errorDistribution without '\(deadline)', and status codes of 400 and more",
      reasons: failed.sorted { $0.1 > $1.1 })
  }
}
