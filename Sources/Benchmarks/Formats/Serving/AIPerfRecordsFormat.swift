import Tables

/// aiperf's `profile_export.jsonl`: a request a line.
enum AIPerfRecordsFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "aiperf-jsonl", tool: "aiperf", form: "profile_export.jsonl",
    traps: AIPerfJSONFormat.traps + [
      "A metric may hold a list for each request (inter_chunk_latency): the lists are joined.",
      "Requests with an error count as failures and give no samples.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard content.json?.array == nil, let records = content.jsonObjects,
      records.allSatisfy(isRecord)
    else { return nil }
    return "lines of objects with 'metrics' and 'metadata', in it 'worker_id' and "
      + "'record_processor_id'"
  }

  private static func isRecord(_ place: JSONPlace) -> Bool {
    place["metrics"]?.value.object != nil
      && place["metadata"]?.has("worker_id", "record_processor_id") == true
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    let records = content.jsonObjects ?? []
    var notes = ToolNotes()
    var phases: [(name: String, records: [JSONPlace])] = []
    for record in records {
      let metadata = record["metadata"]
      let name = (metadata?["benchmark_phase"] ?? metadata?["credit_phase"])?.label ?? "profiling"
      if let i = phases.firstIndex(where: { $0.name == name }) {
        phases[i].records.append(record)
      } else {
        phases.append((name, [record]))
      }
    }
    return ToolResult(
      format: format, reason: reason,
      benchmarks: phases.map { benchmark($0.name, $0.records, &notes) }, notes: notes.all)
  }

  private static func benchmark(
    _ phase: String, _ records: [JSONPlace], _ notes: inout ToolNotes
  ) -> ToolBenchmark {
    let errors = records.compactMap { $0["error"] }
    var metrics = Metrics()
    for (run, record) in records.filter({ $0["error"] == nil }).enumerated() {
      for (key, member) in record["metrics"]?.members ?? [] where !PerfMetrics.isPointInTime(key) {
        metrics.add(key, member, run: run, &notes)
      }
    }
    return ToolBenchmark(
      entity: requestsEntity, parameters: [ToolAttribute("phase", phase)], metrics: metrics.all,
      failures: ToolFailures(
        count: errors.count, total: records.count, rule: "records whose error is not null",
        reasons: tallied(errors.map { AIPerfJSONFormat.errorText($0) })),
      place: records[0].place)
  }

  /// Gathers the values of the records by metric.
  private struct Metrics {
    private var indices: [String: Int] = [:]
    private var names: [(name: String, unit: Unit, values: [RunValue])] = []

    var all: [ToolMetric] {
      names.filter { !$0.values.isEmpty }.map { name, unit, values in
        let samples = ToolSamples(values, source: "metrics.\(name).value of records without error")
        return ToolMetric(name, unit, samples: samples)
      }
    }

    mutating func add(
      _ name: String, _ place: JSONPlace, run: Int, _ notes: inout ToolNotes
    ) {
      let unit = Unit(servingText: place["unit"]?.value.string ?? "")
      let i = indices[name] ?? names.count
      if i == names.count {
        indices[name] = i
        names.append((name, unit, []))
      }
      guard names[i].unit == unit else {
        notes.add(
          "\(place.place): expected the unit \(names[i].unit) as before, found \(unit); left out")
        return
      }
      if place["value"]?.value.array != nil {
        let numbers = place.numbers("value", &notes) ?? []
        names[i].values += numbers.map { (run, $0) }
      } else if let value = place.number("value", &notes) {
        names[i].values.append((run, value))
      }
    }
  }
}
