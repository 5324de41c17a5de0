import Tables

/// llama-bench's tables as they are printed, often within a log.
///
/// Source: llama.cpp, `tools/llama-bench/llama-bench.cpp`, `markdown_printer`: the last two columns
/// are `test` and `t/s`, and `t/s` holds `avg_ts ± stddev_ts` with two decimals.
enum LlamaBenchMarkdownFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "llama-bench-markdown", tool: "llama-bench", form: "-o md",
    standardDeviation: .sample,
    traps: [
      "What follows ± is the standard deviation of the repetitions, not a confidence interval.",
      "Figures are rounded to two decimals, and the number of repetitions is not stated.",
      "Columns that hold the default value in all tests are not printed.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let lines = content.text, lines.indices.contains(where: { isHeader(lines, $0) }) else {
      return nil
    }
    return "a table with the columns 'model', 'test' and 't/s'"
  }

  private static func isHeader(_ lines: [String], _ i: Int) -> Bool {
    guard lines[i].contains("t/s"), i + 1 < lines.count, let names = cells(lines[i]),
      names.first == "model", names.suffix(2) == ["test", "t/s"], let rule = cells(lines[i + 1])
    else { return false }
    return rule.count == names.count && rule.allSatisfy { isRule($0) }
  }

  private static func isRule(_ cell: String) -> Bool {
    cell.contains("-") && cell.allSatisfy { $0 == "-" || $0 == ":" }
  }

  private static func cells(_ line: String) -> [String]? {
    let text = line.trimmed
    guard text.hasPrefix("|"), text.hasSuffix("|"), text.count > 1 else { return nil }
    return text.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
      .map { $0.trimmed }
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    let lines = content.text ?? []
    var tables = Scan()
    for i in lines.indices { tables.take(lines, i) }
    guard !tables.benchmarks.isEmpty else {
      throw content.error("a row of a test under the header", found: "a header alone")
    }
    if tables.count > 1 { tables.notes.add("\(tables.count) tables in one text") }
    return ToolResult(
      format: format, reason: reason, benchmarks: tables.benchmarks,
      environment: tables.builds.map { ToolAttribute("build", $0) }, notes: tables.notes.all)
  }

  /// Goes through the lines, with the header of the table in which a line stands.
  private struct Scan {
    var benchmarks: [ToolBenchmark] = []
    var builds: [String] = []
    var count = 0
    var notes = ToolNotes()
    private var header: [String]?
    private var heading: String?

    mutating func take(_ lines: [String], _ i: Int) {
      if LlamaBenchMarkdownFormat.isHeader(lines, i) {
        header = cells(lines[i])
        count += 1
      } else if let header, let cells = cells(lines[i]) {
        if !cells.allSatisfy(isRule) { addRow(header, cells, line: i + 1) }
      } else {
        header = nil
        takeOther(lines[i].trimmed)
      }
    }

    /// The heading above a table tells it from others of the same model; the build stands below.
    private mutating func takeOther(_ line: String) {
      if line.hasPrefix("build: ") {
        let build = String(line.dropFirst("build: ".count)).trimmed
        if !builds.contains(build) { builds.append(build) }
      } else if line.hasPrefix("#") {
        let text = String(line.drop { $0 == "#" }).trimmed
        let end = text.lastIndex { $0 != "#" }.map { text.index(after: $0) } ?? text.startIndex
        heading = String(text[..<end]).trimmed
      }
    }

    private mutating func addRow(_ header: [String], _ cells: [String], line: Int) {
      guard cells.count == header.count, let rate = Rate(cells[cells.count - 1]) else {
        notes.add(
          "line \(line): expected \(header.count) cells that end with 'mean ± deviation', found "
            + "'\(escapedForNote(cells.joined(separator: " | ")))'; left out")
        return
      }
      var parameters = zip(header, cells).dropFirst().dropLast().map { ToolAttribute($0, $1) }
      if let heading, !heading.isEmpty { parameters.append(ToolAttribute("heading", heading)) }
      let place = "line \(line), column t/s"
      let reported = [
        ReportedStatistic(.mean, rate.mean, source: "\(place), before ±"),
        ReportedStatistic(.standardDeviation, rate.deviation, source: "\(place), after ±"),
      ]
      benchmarks.append(
        ToolBenchmark(
          entity: cells[0], parameters: parameters,
          metrics: [ToolMetric("t/s", .tokensPerSecond, reported: reported)],
          place: "line \(line)"))
    }
  }

  /// `758.22 ± 1.75`.
  private struct Rate {
    let mean: Double
    let deviation: Double

    init?(_ text: String) {
      let parts = text.split(separator: "±").map { $0.trimmed }
      guard parts.count == 2, parts.allSatisfy(\.isReadAsNumber), let mean = Double(parts[0]),
        let deviation = Double(parts[1]), mean.isFinite, deviation.isFinite
      else { return nil }
      self.mean = mean
      self.deviation = deviation
    }
  }
}
