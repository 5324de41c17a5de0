import Tables

/// A result file of airspeed velocity: one machine, environment and commit.
enum ASVFormat: ToolFormatReader {
  // Source: asv, asv/results.py (both versions of the format), asv_runner/statistics.py: the value
  // is the median of the samples, with a 99 % interval and quartiles beside it.
  static let format = ToolFormat(
    identifier: "asv", tool: "airspeed velocity", form: "results/<machine>/<commit>-<env>.json",
    percentile: .notStated,
    traps: [
      "Names and units of parameters and of tracked values stand in benchmarks.json, not here.",
      "null is a benchmark that failed, NaN one that was skipped.",
      "Samples are kept with --record-samples alone.",
      "Files of old versions do not say whether a value is a median.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let root = content.document,
      root.has("commit_hash", "date", "params", "python", "requirements", "version"),
      root["results"]?.members != nil
    else { return nil }
    return "an object with 'commit_hash', 'requirements', 'python' and 'results'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let root = content.document, let results = root["results"] else {
      throw content.error("a result file of asv", found: "another form")
    }
    var notes = ToolNotes()
    let columns = root["result_columns"]?.elements?.compactMap(\.value.string)
    // Members are read from the object itself: a null is a result too.
    let entries = (results.value.object?.members ?? []).map { member in
      let place = JSONPlace(
        member.value, keyPath: JSONPlace.joined(results.keyPath, member.key), line: results.line)
      return columns.map { ASVResult(name: member.key, row: place, columns: $0) }
        ?? ASVResult(name: member.key, plain: place)
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: entries.flatMap { benchmarks($0, &notes) },
      environment: root.attributes(["commit_hash", "date", "env_name", "python"])
        + (root["params"]?.scalars ?? []).map { ToolAttribute("params.\($0.name)", $0.text) }
        + (root["requirements"]?.scalars ?? []).map {
          ToolAttribute("requirements.\($0.name)", $0.text)
        },
      notes: notes.all)
  }

  private static func benchmarks(
    _ result: ASVResult, _ notes: inout ToolNotes
  ) -> [ToolBenchmark] {
    result.values.indices.map { index in
      let metric = result.metric(index, &notes)
      return ToolBenchmark(
        entity: result.name, parameters: result.combination(index),
        metrics: metric.map { [$0] } ?? [],
        failures: failures(result.values[index].value, isMeasured: metric != nil),
        place: result.values.count > 1 ? "\(result.place)[\(index)]" : result.place)
    }
  }

  private static func failures(_ value: JSONValue, isMeasured: Bool) -> ToolFailures {
    let rule = "values that are null (failed) or NaN (skipped)"
    guard !isMeasured else { return ToolFailures(count: 0, total: 1, rule: rule) }
    return ToolFailures(
      count: 1, total: 1, rule: rule, reasons: [(value == .null ? "failed" : "skipped", 1)])
  }
}
