import Tables

/// `llama-bench -o csv`: a test a row, without its repetitions.
enum LlamaBenchCSVFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "llama-bench-csv", tool: "llama-bench", form: "-o csv",
    standardDeviation: .sample,
    traps: [
      "CSV holds no repetitions, only their mean and standard deviation (0 for one repetition).",
      "avg_ts is the mean of the rates of the repetitions, not tokens over the mean time.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let records = content.records, LlamaBench.isTest(Set(records.header)) else { return nil }
    return "CSV with the columns \(LlamaBench.reason)"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let records = content.records, !records.rows.isEmpty else {
      throw content.error("a test", found: "a header alone")
    }
    var notes = ToolNotes()
    let rows = records.rows.map {
      CSVFields(line: $0.line, header: records.header, fields: $0.fields)
    }
    let benchmarks = rows.map { benchmark($0, &notes) }
    let environment = records.header.filter(LlamaBench.environmentFields.contains).compactMap {
      name in rows[0][name].map { ToolAttribute(name, $0) }
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks, environment: environment,
      notes: notes.all)
  }

  private static func benchmark(_ row: CSVFields, _ notes: inout ToolNotes) -> ToolBenchmark {
    func count(_ name: String) -> Int? { row[name].flatMap { Int($0) } }
    let name = LlamaBench.testName(
      prompt: count("n_prompt"), generated: count("n_gen"), depth: count("n_depth"))
    let settings = row.header.compactMap { column -> ToolAttribute? in
      let isSetting =
        column != "model_type" && !LlamaBench.environmentFields.contains(column)
        && !LlamaBench.resultFields.contains(column)
      return isSetting ? row[column].map { ToolAttribute(column, $0) } : nil
    }
    func metric(_ name: String, _ unit: Unit, _ suffix: String) -> ToolMetric? {
      let reported = [
        row.reported(.mean, "avg_\(suffix)", &notes),
        row.reported(.standardDeviation, "stddev_\(suffix)", &notes),
      ].compactMap { $0 }
      return reported.isEmpty ? nil : ToolMetric(name, unit, reported: reported)
    }
    return ToolBenchmark(
      entity: row["model_type"] ?? "model of no name",
      parameters: [ToolAttribute("test", name)] + settings,
      metrics: [metric("t/s", .tokensPerSecond, "ts"), metric("time", .nanoseconds, "ns")]
        .compactMap { $0 },
      place: "line \(row.line)")
  }
}

/// The fields of a record by the names of their columns.
struct CSVFields {
  let line: Int
  let header: [String]
  let fields: [String]

  /// The field; nil where it is absent or empty.
  subscript(column: String) -> String? {
    guard let i = header.firstIndex(of: column), i < fields.count else { return nil }
    let text = fields[i].trimmed
    return text.isEmpty ? nil : text
  }

  /// The statistic in a column; nil where it is absent, empty or not available, and with a note
  /// where it is no finite number. Commas between thousands are passed over.
  func reported(
    _ kind: ReportedStatistic.Kind, _ column: String, _ notes: inout ToolNotes
  ) -> ReportedStatistic? {
    guard let text = self[column], text.lowercased() != "n/a" else { return nil }
    let digits = String(text.filter { $0 != "," })
    guard digits.isReadAsNumber, let number = Double(digits), number.isFinite else {
      notes.add(
        "line \(line), column \(column): expected a finite number, found the text "
          + "'\(escapedForNote(text))'; left out")
      return nil
    }
    return ReportedStatistic(kind, number, source: "line \(line), column \(column)")
  }
}
