import Tables

/// What hyperfine's JSON and CSV have in common.
private enum Hyperfine {
  /// The statistics of the time, by key or column.
  static let kinds: [(kind: ReportedStatistic.Kind, key: String)] = [
    (.mean, "mean"), (.standardDeviation, "stddev"), (.median, "median"), (.minimum, "min"),
    (.maximum, "max"),
  ]
}

/// `hyperfine --export-json`.
enum HyperfineJSONFormat: ToolFormatReader {
  // Source: hyperfine, src/benchmark/mod.rs; its crate `statistical` divides by n - 1.
  static let format = ToolFormat(
    identifier: "hyperfine-json", tool: "hyperfine", form: "--export-json",
    standardDeviation: .sample,
    traps: [
      "The ± of hyperfine's display is this standard deviation, no confidence interval.",
      "user and system are means over the runs; their single values are not kept.",
      "With --ignore-failure, failed runs are timed like others.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let results = content.document?["results"]?.elements, !results.isEmpty,
      results.allSatisfy(isResult)
    else { return nil }
    return "an object with 'results' whose entries have 'command', 'mean', 'user' and 'system'"
  }

  private static func isResult(_ entry: JSONPlace) -> Bool {
    entry["command"]?.value.string != nil && entry.has("mean", "user", "system")
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let results = content.document?["results"]?.elements ?? []
    let benchmarks = results.map { benchmark($0, &notes) }
    return ToolResult(format: format, reason: reason, benchmarks: benchmarks, notes: notes.all)
  }

  private static func benchmark(_ entry: JSONPlace, _ notes: inout ToolNotes) -> ToolBenchmark {
    var metrics = [
      ToolMetric(
        "time", .seconds, samples: entry.samples("times", &notes),
        reported: Hyperfine.kinds.compactMap { entry.reported($0, $1, &notes) })
    ]
    for name in ["user", "system"] {
      if let mean = entry.reported(.mean, name, &notes) {
        metrics.append(ToolMetric(name, .seconds, reported: [mean]))
      }
    }
    if let memory = entry.samples("memory_usage_byte", &notes) {
      metrics.append(ToolMetric("memory usage", .bytes, samples: memory))
    }
    return ToolBenchmark(
      entity: entry["command"]?.label ?? "", parameters: entry["parameters"]?.scalars ?? [],
      metrics: metrics, failures: failures(entry), place: entry.place)
  }

  /// Runs that ended with another code than 0, or with none because a signal ended them.
  private static func failures(_ entry: JSONPlace) -> ToolFailures? {
    guard let codes = entry["exit_codes"]?.elements else { return nil }
    let failed = codes.filter { $0.value != .integer(0) }
    let reasons = failed.map { $0.label.map { "exit code \($0)" } ?? "ended by a signal" }
    return ToolFailures(
      count: failed.count, total: codes.count, rule: "exit_codes that are not 0",
      reasons: tallied(reasons))
  }
}

/// `hyperfine --export-csv`.
enum HyperfineCSVFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "hyperfine-csv", tool: "hyperfine", form: "--export-csv",
    standardDeviation: .sample,
    traps: [
      "The single runs are not kept; only --export-json has them.",
      "user and system are means over the runs.",
      "The standard deviation of a single run stands as 0 and is left out here.",
    ])

  private static let columns = [
    "command", "mean", "stddev", "median", "user", "system", "min", "max",
  ]

  static func recognise(_ content: ToolContent) -> String? {
    guard let header = content.records?.header, header.starts(with: columns),
      header.dropFirst(columns.count).allSatisfy({ $0.hasPrefix("parameter_") })
    else { return nil }
    return "the columns " + columns.joined(separator: ", ")
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    guard let (header, rows) = content.records else {
      throw content.error("records with a header", found: "another form")
    }
    let benchmarks = rows.map { benchmark($0.fields, header, line: $0.line, &notes) }
    return ToolResult(format: format, reason: reason, benchmarks: benchmarks, notes: notes.all)
  }

  private static func benchmark(
    _ fields: [String], _ header: [String], line: Int, _ notes: inout ToolNotes
  ) -> ToolBenchmark {
    var cells: [String: String] = [:]
    for (name, field) in zip(header, fields) where cells[name] == nil { cells[name] = field }
    func reported(_ kind: ReportedStatistic.Kind, _ column: String) -> [ReportedStatistic] {
      guard let text = cells[column], !text.isEmpty else { return [] }
      let source = "line \(line), column \(column)"
      guard let value = ToolNumber.decimal(text) else {
        notes.add("\(source): expected a number, found '\(escapedForNote(text))'; left out")
        return []
      }
      return [ReportedStatistic(kind, value, source: source)]
    }
    // Runs that are equal to the last digit look the same, and are hardly more than one.
    let isOne =
      cells["stddev"].flatMap(ToolNumber.decimal) == 0 && cells["min"] == cells["max"]
    let kinds = Hyperfine.kinds.filter { !(isOne && $0.kind == .standardDeviation) }
    let parameter = "parameter_"
    return ToolBenchmark(
      entity: cells["command"] ?? "",
      parameters: header.filter { $0.hasPrefix(parameter) }
        .map { ToolAttribute(String($0.dropFirst(parameter.count)), cells[$0] ?? "") },
      metrics: [
        ToolMetric("time", .seconds, reported: kinds.flatMap(reported)),
        ToolMetric("user", .seconds, reported: reported(.mean, "user")),
        ToolMetric("system", .seconds, reported: reported(.mean, "system")),
      ].filter { !$0.reported.isEmpty },
      place: "line \(line)")
  }
}
