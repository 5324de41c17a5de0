import Tables

/// BenchmarkDotNet's JSON exporters: `*-report-full.json` and its kin.
enum BenchmarkDotNetFormat: ToolFormatReader {
  // Source: BenchmarkDotNet, Mathematics/Statistics.cs (variance over n - 1) and Perfolizer's
  // SimpleQuantileEstimator (Hyndman–Fan type 7).
  static let format = ToolFormat(
    identifier: "benchmarkdotnet", tool: "BenchmarkDotNet", form: "*-report-full.json",
    standardDeviation: .sample, percentile: .linear,
    traps: [
      "All times are in nanoseconds, also where the tool displays others.",
      "Upper outliers are taken out of the results before statistics by default.",
      "The interval is of the level 99.9 %.",
      "Among the measurements stand overhead, warm-up and pilot runs; results alone are samples.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.document, root["HostEnvironmentInfo"]?.members != nil,
      root["Benchmarks"]?.elements != nil
    else { return nil }
    return "an object with 'HostEnvironmentInfo' and 'Benchmarks'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let root = content.document else {
      throw content.error("a JSON document", found: "another form")
    }
    var notes = ToolNotes()
    let benchmarks = (root["Benchmarks"]?.elements ?? []).map { benchmark($0, &notes) }
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks,
      environment: root.attributes(["Title"]) + (root["HostEnvironmentInfo"]?.nestedScalars ?? []),
      notes: notes.all)
  }

  private static func benchmark(_ entry: JSONPlace, _ notes: inout ToolNotes) -> ToolBenchmark {
    let statistics = entry["Statistics"]
    let time = ToolMetric(
      "time", .nanoseconds, samples: samples(entry, &notes),
      reported: statistics.map { reported($0, &notes) } ?? [])
    let isMeasured = statistics?["Mean"]?.number != nil
    return ToolBenchmark(
      entity: entry["FullName"]?.label ?? entry["Method"]?.label ?? "",
      parameters: parameters(entry),
      metrics: (time.samples == nil && time.reported.isEmpty ? [] : [time])
        + memory(entry, &notes) + others(entry, &notes),
      failures: ToolFailures(
        count: isMeasured ? 0 : 1, total: 1, rule: "Statistics is null or without a mean"),
      place: entry.place)
  }

  /// `N=10&Mode=Fast`, and the job at the end of `DisplayInfo`.
  private static func parameters(_ entry: JSONPlace) -> [ToolAttribute] {
    var attributes = (entry["Parameters"]?.label ?? "").split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return sides.count == 2
        ? ToolAttribute(String(sides[0]), String(sides[1]))
        : ToolAttribute("Parameters", String(pair))
    }
    if let info = entry["DisplayInfo"]?.label, let colon = info.firstIndex(of: ":") {
      let job = info[info.index(after: colon)...].prefix { $0 != "[" }.trimmed
      if !job.isEmpty { attributes.append(ToolAttribute("Job", job)) }
    }
    return attributes
  }

  /// Time over operations of the measurements that are results; the values that the statistics kept
  /// where the exporter writes no measurements.
  private static func samples(_ entry: JSONPlace, _ notes: inout ToolNotes) -> ToolSamples? {
    let results = (entry["Measurements"]?.elements ?? []).filter(isResult)
    guard !results.isEmpty else {
      return entry["Statistics"]?.samples("OriginalValues", &notes)
    }
    let values = results.compactMap { result -> Double? in
      guard let time = result["Nanoseconds"]?.number, let count = result["Operations"]?.number,
        count > 0
      else {
        notes.leftOut(result, expected: "Nanoseconds and Operations")
        return nil
      }
      return time / count
    }
    guard !values.isEmpty else { return nil }
    return ToolSamples(
      values,
      source: entry.source(of: "Measurements")
        + "[IterationMode=Workload, IterationStage=Result]: Nanoseconds/Operations",
      isComplete: values.count == results.count)
  }

  /// Versions before 0.11 had no stage and called the mode itself `Result`.
  private static func isResult(_ measurement: JSONPlace) -> Bool {
    let mode = measurement["IterationMode"]?.value.string
    let stage = measurement["IterationStage"]?.value.string
    return mode == "Workload" && stage == "Result" || mode == "Result" && stage == nil
  }

  private static func reported(
    _ statistics: JSONPlace, _ notes: inout ToolNotes
  ) -> [ReportedStatistic] {
    let kinds: [(ReportedStatistic.Kind, String)] = [
      (.count, "N"), (.mean, "Mean"), (.median, "Median"), (.minimum, "Min"), (.maximum, "Max"),
      (.standardDeviation, "StandardDeviation"), (.variance, "Variance"),
      (.interquartileRange, "InterquartileRange"), (.percentile(0.25), "Q1"),
      (.percentile(0.75), "Q3"), (.other("StandardError"), "StandardError"),
      (.other("LowerFence"), "LowerFence"), (.other("UpperFence"), "UpperFence"),
      (.other("Skewness"), "Skewness"), (.other("Kurtosis"), "Kurtosis"),
    ]
    var reported: [ReportedStatistic] = []
    for (kind, key) in kinds {
      // NaN stands where there is too little data, as text or as an empty string.
      guard let member = statistics[key], let value = member.numberOrNumberText else { continue }
      reported.append(ReportedStatistic(kind, value, source: member.place))
    }
    if let i = reported.firstIndex(where: { $0.kind == .mean }) {
      reported[i].lower = statistics.at("ConfidenceInterval", "Lower")?.numberOrNumberText
      reported[i].upper = statistics.at("ConfidenceInterval", "Upper")?.numberOrNumberText
    }
    for (key, member) in statistics["Percentiles"]?.members ?? [] {
      guard key.hasPrefix("P"), let probability = ToolNumber.probability(percent: key.dropFirst()),
        let value = member.numberOrNumberText
      else { continue }
      reported.append(
        ReportedStatistic(.percentile(probability), value, source: member.place))
    }
    if statistics["N"]?.number == 1 {
      // Of one value these are written as 0.
      let spread: [ReportedStatistic.Kind] = [
        .standardDeviation, .variance, .other("StandardError"),
      ]
      reported.removeAll { spread.contains($0.kind) }
    }
    return reported
  }

  private static func memory(_ entry: JSONPlace, _ notes: inout ToolNotes) -> [ToolMetric] {
    guard let memory = entry["Memory"] else { return [] }
    return (memory.members ?? []).compactMap { key, member in
      guard let value = member.number else {
        notes.leftOut(member, expected: "a finite number")
        return nil
      }
      return ToolMetric(
        key, key.hasPrefix("Bytes") ? .bytes : .count,
        reported: [ReportedStatistic(.total, value, source: member.place)])
    }
  }

  /// The figures of diagnosers, each with its own name and unit.
  private static func others(_ entry: JSONPlace, _ notes: inout ToolNotes) -> [ToolMetric] {
    (entry["Metrics"]?.elements ?? []).compactMap { metric in
      guard let name = metric.at("Descriptor", "Id")?.label,
        let value = metric.number("Value", &notes)
      else { return nil }
      return ToolMetric(
        name, Unit(metric.at("Descriptor", "Unit")?.label.flatMap { $0.isEmpty ? nil : $0 } ?? "1"),
        reported: [ReportedStatistic(.total, value, source: metric.source(of: "Value"))])
    }
  }
}
