import Tables

/// `pytest --benchmark-json`, and the files that `--benchmark-autosave` keeps.
enum PytestBenchmarkFormat: ToolFormatReader {
  // Source: pytest-benchmark, src/pytest_benchmark/stats.py: statistics.stdev (n - 1, but 0 for a
  // single round), quartiles by hinges or by the mean of two methods after the count of rounds.
  static let format = ToolFormat(
    identifier: "pytest-benchmark", tool: "pytest-benchmark", form: "--benchmark-json",
    standardDeviation: .sample, percentile: .other,
    traps: [
      "All times are in seconds, also where the tool displays ns or µs.",
      "A round is the mean of so many iterations; the spread is that between rounds.",
      "data is kept with --benchmark-save-data alone.",
      "The standard deviation of a single round stands as 0 and is left out here.",
      "Quartiles are hinges where the number of rounds is even, else means of two of them.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.document, root["machine_info"]?.members != nil,
      let benchmarks = root["benchmarks"]?.elements,
      benchmarks.allSatisfy({ $0.has("name", "fullname", "stats") })
    else { return nil }
    return
      "an object with 'machine_info' and 'benchmarks' whose entries have 'fullname' and 'stats'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let root = content.document else {
      throw content.error("a JSON document", found: "another form")
    }
    var notes = ToolNotes()
    let benchmarks = (root["benchmarks"]?.elements ?? []).map { benchmark($0, &notes) }
    let environment =
      root.attributes(["datetime", "version"]) + (root["machine_info"]?.nestedScalars ?? [])
      + (root["commit_info"]?.nestedScalars ?? []).map {
        ToolAttribute("commit_info.\($0.name)", $0.text)
      }
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks, environment: environment,
      notes: notes.all)
  }

  private static func benchmark(_ entry: JSONPlace, _ notes: inout ToolNotes) -> ToolBenchmark {
    var parameters = entry["params"]?.scalars ?? []
    if parameters.isEmpty { parameters = entry.attributes(["param"]) }
    parameters += entry.attributes(["group"])
    let stats = entry["stats"]
    return ToolBenchmark(
      entity: entry["fullname"]?.label ?? entry["name"]?.label ?? "", parameters: parameters,
      metrics: stats.map { metrics($0, &notes) } ?? [], place: entry.place)
  }

  private static func metrics(_ stats: JSONPlace, _ notes: inout ToolNotes) -> [ToolMetric] {
    let rounds = stats["rounds"]?.count
    var reported = kinds.compactMap { stats.reported($0, $1, &notes) }
    if rounds == 1 { reported.removeAll { $0.kind == .standardDeviation } }
    var metrics = [
      ToolMetric(
        "time", .seconds, samples: samples(stats, rounds: rounds, &notes), reported: reported)
    ]
    if let rate = stats.reported(.total, "ops", &notes) {
      metrics.append(ToolMetric("ops", Unit("operations/s"), reported: [rate]))
    }
    return metrics
  }

  private static let kinds: [(ReportedStatistic.Kind, String)] = [
    (.minimum, "min"), (.maximum, "max"), (.mean, "mean"), (.standardDeviation, "stddev"),
    (.count, "rounds"), (.median, "median"), (.interquartileRange, "iqr"),
    (.percentile(0.25), "q1"), (.percentile(0.75), "q3"), (.sum, "total"),
    (.other("iterations"), "iterations"), (.other("iqr_outliers"), "iqr_outliers"),
    (.other("stddev_outliers"), "stddev_outliers"), (.other("ld15iqr"), "ld15iqr"),
    (.other("hd15iqr"), "hd15iqr"),
  ]

  /// The rounds; not complete where the list was cut short, by count or by a text at its end.
  private static func samples(
    _ stats: JSONPlace, rounds: Int?, _ notes: inout ToolNotes
  ) -> ToolSamples? {
    guard var samples = stats.samples("data", &notes) else { return nil }
    if let rounds, rounds != samples.values.count {
      samples.isComplete = false
      notes.add(
        "\(samples.source): \(samples.values.count) samples of \(rounds) rounds; "
          + "the list was cut short")
    }
    return samples
  }
}
