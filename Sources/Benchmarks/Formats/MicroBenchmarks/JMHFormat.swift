import Tables

/// `java -jar benchmarks.jar -rf json`.
enum JMHFormat: ToolFormatReader {
  // Source: JMH, org.openjdk.jmh.util.AbstractStatistics and ListStatistics: Commons Math's
  // variance (n - 1) and Percentile (LEGACY, Hyndman–Fan type 6); scoreError is half of the
  // 99.9 % interval of Student's t.
  static let format = ToolFormat(
    identifier: "jmh", tool: "JMH", form: "-rf json",
    standardDeviation: .sample, percentile: .other,
    traps: [
      "scoreError is half the width of a 99.9 % interval, no standard deviation.",
      "In mode thrpt larger is better, in the others smaller.",
      "Percentiles are Hyndman–Fan type 6 over all iterations of all forks.",
      "The interval takes iterations of one fork for independent.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let entries = JMHEntry.all(content), !entries.allSatisfy(PackageBenchmarkFormat.isOwn)
    else { return nil }
    return JMHEntry.reason
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    try JMHEntry.result(content, format: format, reason: reason)
  }
}

/// The entries of JMH's JSON, which package-benchmark writes too.
enum JMHEntry {
  static let reason =
    "an array of objects with 'benchmark', 'mode' and a 'primaryMetric' with 'score'"

  /// The entries; nil where the content is not of this form.
  static func all(_ content: ToolContent) -> [JSONPlace]? {
    // The first entry tells most other arrays apart without a look at the rest.
    guard let root = content.document, root.value.array?.first?["primaryMetric"] != nil,
      let entries = root.elements,
      entries.allSatisfy({
        $0["benchmark"]?.value.string != nil && $0["mode"]?.value.string != nil
          && $0["primaryMetric"]?.has("score", "scoreUnit") == true
      })
    else { return nil }
    return entries
  }

  static func result(
    _ content: ToolContent, format: ToolFormat, reason: String
  ) throws(ReadError) -> ToolResult {
    guard let entries = all(content) else { throw content.error(reason, found: "another form") }
    var notes = ToolNotes()
    let settings = entries.map(settings)
    let common = settings[0].filter { item in settings.allSatisfy { $0.contains(item) } }
    let benchmarks = zip(entries, settings).map { entry, settings in
      benchmark(entry, settings.filter { !common.contains($0) }, &notes)
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks, environment: common,
      notes: notes.all)
  }

  /// What is set for an entry besides mode, threads and forks.
  private static func settings(_ entry: JSONPlace) -> [ToolAttribute] {
    let own: Set = ["benchmark", "mode", "threads", "forks", "params"]
    return (entry.members ?? []).compactMap { key, member in
      guard !own.contains(key) else { return nil }
      if let label = member.label { return ToolAttribute(key, label) }
      guard let words = member.value.array?.compactMap(\.string), !words.isEmpty else { return nil }
      return ToolAttribute(key, words.joined(separator: " "))
    }
  }

  private static func benchmark(
    _ entry: JSONPlace, _ settings: [ToolAttribute], _ notes: inout ToolNotes
  ) -> ToolBenchmark {
    var metrics: [ToolMetric] = []
    if let primary = entry["primaryMetric"] {
      metrics.append(metric("score", primary, kind: .mean, &notes))
    }
    for (name, secondary) in entry["secondaryMetrics"]?.members ?? [] {
      guard secondary.value.object != nil else {
        notes.leftOut(secondary, expected: "an object")
        continue
      }
      // A profiler's figures may be sums, so that only their name is sure.
      metrics.append(metric(name, secondary, kind: .other("score"), &notes))
    }
    return ToolBenchmark(
      entity: entry["benchmark"]?.label ?? "",
      parameters: (entry["params"]?.scalars ?? []) + entry.attributes(["mode", "threads", "forks"])
        + settings,
      metrics: metrics, place: entry.place)
  }

  private static func metric(
    _ name: String, _ place: JSONPlace, kind: ReportedStatistic.Kind, _ notes: inout ToolNotes
  ) -> ToolMetric {
    var reported: [ReportedStatistic] = []
    let ends = place["scoreConfidence"]?.elements ?? []
    if let score = figure(place, "score") {
      reported.append(
        ReportedStatistic(
          kind, score, source: place.source(of: "score"),
          lower: ends.count == 2 ? ends[0].numberOrNumberText : nil,
          upper: ends.count == 2 ? ends[1].numberOrNumberText : nil))
    }
    if let error = figure(place, "scoreError") {
      reported.append(
        ReportedStatistic(.other("scoreError"), error, source: place.source(of: "scoreError")))
    }
    for (key, percentile) in place["scorePercentiles"]?.members ?? [] {
      guard let probability = ToolNumber.probability(percent: key),
        let value = percentile.numberOrNumberText
      else { continue }
      reported.append(
        ReportedStatistic(.percentile(probability), value, source: percentile.place))
    }
    return ToolMetric(
      name, Unit(place["scoreUnit"]?.label ?? "1"), samples: samples(place, &notes),
      reported: reported)
  }

  /// A number, which JMH writes as the text "NaN" where it has none.
  private static func figure(_ place: JSONPlace, _ key: String) -> Double? {
    place[key]?.numberOrNumberText
  }

  /// The iterations of all forks in order: plain values, or values with counts.
  private static func samples(_ place: JSONPlace, _ notes: inout ToolNotes) -> ToolSamples? {
    if let forks = place["rawData"]?.elements {
      let entries = forks.flatMap { $0.elements ?? [] }
      let values = entries.enumerated().compactMap { run, entry in
        entry.numberOrNumberText.map { (run: run, value: $0) }
      }
      if values.count < entries.count {
        notes.add("\(place.source(of: "rawData")): \(entries.count - values.count) are no numbers")
      }
      return values.isEmpty
        ? nil
        : ToolSamples(
          values, source: place.source(of: "rawData"), isComplete: values.count == entries.count)
    }
    return place["rawDataHistogram"].flatMap { histogram($0, &notes) }
  }

  /// So many samples are unfolded from values with counts.
  private static let limit = 10_000_000

  /// The samples behind `rawDataHistogram`: by fork and iteration, pairs of value and count.
  private static func histogram(_ place: JSONPlace, _ notes: inout ToolNotes) -> ToolSamples? {
    var values: [Double] = []
    var runs: [Int] = []
    var run = 0
    for fork in place.elements ?? [] {
      for iteration in fork.elements ?? [] {
        defer { run += 1 }
        for pair in iteration.elements ?? [] {
          guard let sides = pair.elements, sides.count == 2, let value = sides[0].number,
            let count = sides[1].count
          else {
            notes.leftOut(pair, expected: "a value with its count")
            return nil
          }
          guard count <= limit - values.count else {
            notes.add("\(place.place): more than \(limit) samples; left out")
            return nil
          }
          values.append(contentsOf: repeatElement(value, count: count))
          runs.append(contentsOf: repeatElement(run, count: count))
        }
      }
    }
    return values.isEmpty ? nil : ToolSamples(values, source: place.place, runs: runs)
  }
}
