import Tables

/// Google Benchmark with `--benchmark_format=csv`: lines about the machine may stand before the
/// table.
enum GoogleBenchmarkCSVFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "google-benchmark-csv", tool: "Google Benchmark", form: "CSV",
    standardDeviation: .sample,
    traps: GoogleBenchmarkJSONFormat.traps + [
      "Lines before the header are the context, no part of the table.",
      "Numbers are rounded to six significant digits.",
    ])

  private static let columns = ["name", "iterations", "real_time", "cpu_time", "time_unit"]
  private static let failed = "error_occurred"

  /// The table of a content, with the lines before it.
  private struct Report {
    var context: [String] = []
    var header: [String]
    var rows: [(line: Int, fields: [String])]
  }

  private static func report(_ content: ToolContent) -> Report? {
    if let (header, rows) = content.records {
      return header.starts(with: columns) && header.contains(failed)
        ? Report(header: header, rows: rows) : nil
    }
    let start = columns.joined(separator: ",") + ","
    guard let lines = content.text, let top = lines.firstIndex(where: { $0.hasPrefix(start) })
    else { return nil }
    let header = TextRecords.fields(of: lines[top])
    guard header.contains(failed) else { return nil }
    var rows: [(line: Int, fields: [String])] = []
    for index in lines.indices.dropFirst(top + 1) {
      // What follows the table, such as another tool's output, ends it.
      let row = TextRecords.fields(of: lines[index])
      guard row.count == header.count else { break }
      rows.append((index + 1, row))
    }
    return Report(context: Array(lines[..<top]), header: header, rows: rows)
  }

  static func recognise(_ content: ToolContent) -> String? {
    guard report(content) != nil else { return nil }
    return "a header with the columns " + columns.joined(separator: ", ") + " and \(failed)"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let report = report(content) else {
      throw content.error("the columns " + columns.joined(separator: ", "), found: "none of them")
    }
    guard !report.rows.isEmpty else { throw content.error("rows under the header", found: "none") }
    var notes = ToolNotes()
    let rows = report.rows.filter { !isFit($0.fields, report.header) }
    if rows.count < report.rows.count {
      notes.add("\(report.rows.count - rows.count) entries are fits of a complexity; left out")
    }
    let series = GoogleBenchmarkSeries(rows.map { entry($0, report.header, &notes) }) {
      name, lines in
      "column \(name), lines \(lines.map(String.init).joined(separator: ", "))"
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: series.benchmarks,
      environment: environment(report.context), notes: notes.all)
  }

  /// Whether a row is the fit of a complexity or its error, which are no repetitions: it has no
  /// iterations, as otherwise a failure alone.
  private static func isFit(_ fields: [String], _ header: [String]) -> Bool {
    let hasFailed = header.firstIndex(of: failed).map { fields[$0] == "true" } ?? false
    return fields[1].isEmpty && !hasFailed
      && (fields[0].hasSuffix("_BigO") || fields[0].hasSuffix("_RMS"))
  }

  private static func entry(
    _ row: (line: Int, fields: [String]), _ header: [String], _ notes: inout ToolNotes
  ) -> GoogleBenchmarkEntry {
    var cells: [String: String] = [:]
    for (name, field) in zip(header, row.fields) where cells[name] == nil { cells[name] = field }
    let own: Set = ["name", "iterations", "time_unit", "label", failed, "error_message"]
    let figures = header.compactMap { column -> GoogleBenchmarkEntry.Figure? in
      guard !own.contains(column), let text = cells[column], !text.isEmpty else { return nil }
      let source = "line \(row.line), column \(column)"
      guard let value = ToolNumber.decimal(text) else {
        notes.add("\(source): expected a number, found '\(escapedForNote(text))'; left out")
        return nil
      }
      return GoogleBenchmarkEntry.Figure(name: column, value: value, source: source)
    }
    let label = cells["label"] ?? ""
    let unit = cells["time_unit"] ?? ""
    return GoogleBenchmarkEntry(
      name: cells["name"] ?? "", timeUnit: unit.isEmpty ? nil : unit, figures: figures,
      error: cells[failed] == "true" ? cells["error_message"] ?? "no message" : nil,
      parameters: label.isEmpty ? [] : [ToolAttribute("label", label)], place: "line \(row.line)",
      index: row.line)
  }

  /// The lines of the context: `key: value`, or plain text.
  private static func environment(_ lines: [String]) -> [ToolAttribute] {
    lines.compactMap { line in
      let text = line.trimmed
      guard !text.isEmpty else { return nil }
      let sides = text.split(separator: ": ", maxSplits: 1)
      return sides.count == 2 && sides[0].count < 40
        ? ToolAttribute(String(sides[0]), String(sides[1])) : ToolAttribute("context", text)
    }
  }
}
