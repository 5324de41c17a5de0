import Tables

/// Google Benchmark with `--benchmark_format=json` or `--benchmark_out`.
enum GoogleBenchmarkJSONFormat: ToolFormatReader {
  // Source: google/benchmark, src/statistics.cc: StatisticsStdDev divides by n - 1.
  static let format = ToolFormat(
    identifier: "google-benchmark-json", tool: "Google Benchmark", form: "JSON",
    standardDeviation: .sample, traps: traps)

  static let traps = [
    "Aggregates over repetitions stand among the repetitions themselves.",
    "A repetition is already the mean of so many iterations.",
    "cv is a ratio although it stands in the columns of the times.",
    "Each benchmark has a time unit of its own.",
  ]

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.document, root["context"]?.members != nil,
      let entries = root["benchmarks"]?.elements, !entries.isEmpty, entries.allSatisfy(isEntry)
    else { return nil }
    return "an object with 'context' and 'benchmarks' whose entries have 'name' and 'real_time'"
  }

  /// Whether an entry is a repetition, an aggregate, a failure or the fit of a complexity.
  private static func isEntry(_ entry: JSONPlace) -> Bool {
    entry["name"]?.value.string != nil
      && (entry.has("real_time", "time_unit") || entry.has("error_occurred")
        || entry.has("skipped") || isFit(entry))
  }

  /// Whether an entry is the fit of a complexity or its error, which are no repetitions and have no
  /// times. A counter may be named `rms` too.
  private static func isFit(_ entry: JSONPlace) -> Bool {
    entry.has("real_coefficient") || (entry.has("rms") && !entry.has("real_time"))
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let root = content.document else {
      throw content.error("a JSON document", found: "another form")
    }
    var notes = ToolNotes()
    let all = root["benchmarks"]?.elements ?? []
    let entries = all.enumerated().filter { !isFit($0.element) }
    if entries.count < all.count {
      notes.add("\(all.count - entries.count) entries are fits of a complexity; left out")
    }
    let series = GoogleBenchmarkSeries(entries.map { entry($0.element, $0.offset, &notes) }) {
      name, indices in
      "benchmarks[\(indices.map(String.init).joined(separator: ", "))].\(name)"
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: series.benchmarks,
      environment: root["context"]?.nestedScalars ?? [], notes: notes.all)
  }

  private static func entry(
    _ place: JSONPlace, _ index: Int, _ notes: inout ToolNotes
  ) -> GoogleBenchmarkEntry {
    let type = place["run_type"]?.value.string
    let hasFailed = place["error_occurred"]?.value.boolean == true
    return GoogleBenchmarkEntry(
      name: place["name"]?.label ?? "", runName: place["run_name"]?.value.string,
      isAggregate: type.map { $0 == "aggregate" },
      aggregateName: place["aggregate_name"]?.value.string,
      timeUnit: place["time_unit"]?.value.string, figures: figures(place, &notes),
      error: hasFailed ? place["error_message"]?.label ?? "no message" : nil,
      isSkipped: place["skipped"]?.value.boolean == true,
      parameters: place.attributes(["label"]), place: place.place, index: index)
  }

  private static let ownMembers: Set<String> = [
    "name", "family_index", "per_family_instance_index", "run_name", "run_type", "repetitions",
    "repetition_index", "threads", "aggregate_name", "aggregate_unit", "iterations", "time_unit",
    "label", "error_occurred", "error_message", "skipped", "skip_message", "cpu_coefficient",
    "real_coefficient", "big_o",
  ]

  /// The times and the counters: whatever number the report does not define itself.
  private static func figures(
    _ place: JSONPlace, _ notes: inout ToolNotes
  ) -> [GoogleBenchmarkEntry.Figure] {
    (place.members ?? []).compactMap { key, member in
      guard !ownMembers.contains(key) else { return nil }
      guard let value = member.number else {
        notes.leftOut(member, expected: "a finite number")
        return nil
      }
      return GoogleBenchmarkEntry.Figure(name: key, value: value, source: member.place)
    }
  }
}
