import Benchmarks
import Facts

extension ReportSections {
  func performance(_ out: inout MarkdownBuilder) {
    out.heading(2, "Performance analysis")
    out.paragraph(
      """
      Percentiles are sample percentiles; their limits come from order statistics and stand with \
      the level that they reach. Where the runs can't give one end, the other stands alone after \
      ≥ or ≤. From few runs a high percentile is interpolated just below the largest value, and \
      its lower limit can lie above it. The facts behind the links carry the caveats; figures that \
      a source computed itself are no measurements and stand in the facts alone.
      """)
    if tables.isEmpty { out.paragraph("No table of runs was found.") }
    for table in tables { addTable(table, &out) }
  }

  private func addTable(_ table: AnalysedTable, _ out: inout MarkdownBuilder) {
    out.heading(3, "\(code: table.run.name)")
    if !table.run.holdsRuns { out.paragraph("The rows of this table are no runs.") }
    if table.run.metrics.isEmpty { out.paragraph("None of its columns is a metric.") }
    for group in table.groups where group.rows.count > 1 {
      if let condition = group.condition { out.heading(4, "\(code: condition)") }
      addGroup(table, key(table, group), &out)
    }
    addSingleRuns(table, table.groups.filter { $0.rows.count == 1 }, &out)
    addFailedGroups(table, table.groups.filter(\.rows.isEmpty), &out)
    if table.audit.coldStarts != nil {
      out.paragraph("Times without the cold starts:")
      addStatistics(table, "\(table.run.name)[warm]", &out)
    }
  }

  private func addGroup(_ table: AnalysedTable, _ key: String, _ out: inout MarkdownBuilder) {
    guard let succeeded = sheet[key: "\(key)/runs/succeeded"],
      let failed = sheet[key: "\(key)/runs/failed"]
    else { return }
    let cold = firstRunIsCold(table, key)
    let remark: Prose = cold.map { "; \(caveats: $0, where: \.isAboutFirstRun)" } ?? ""
    out.paragraph("\(succeeded) succeeded, \(failed) failed\(remark).")
    addStatistics(table, key, &out)
  }

  /// The first fact of a group that says that its first run is cold.
  private func firstRunIsCold(_ table: AnalysedTable, _ key: String) -> Fact? {
    table.run.metrics.lazy
      .compactMap { sheet[key: "\(key)/\($0.name)/percentile(0.5)"] }
      .first { $0.caveats.contains(where: \.isAboutFirstRun) }
  }

  private func addStatistics(_ table: AnalysedTable, _ key: String, _ out: inout MarkdownBuilder) {
    var constants: [Prose] = []
    var rows: [[Prose]] = []
    for metric in table.run.metrics {
      let base = "\(key)/\(metric.name)"
      func fact(_ name: String) -> Fact? { sheet[key: "\(base)/\(name)"] }
      func cell(_ name: String) -> Prose { fact(name).map { "\(number: $0)" } ?? "" }
      guard let median = fact("percentile(0.5)") else { continue }
      if fact("standardDeviation")?.value == 0 {
        constants.append("\(code: metric.name) \(median)")
        continue
      }
      rows.append([
        name(metric), "\(n: median)", "\(number: median)", "\(interval: median)",
        cell("percentile(0.9)"), cell("percentile(0.95)"), cell("percentile(0.99)"),
        fact("percentile(0.99)").map { "\(interval: $0)" } ?? "", cell("mean"),
        cell("standardDeviation"), cell("minimum"), cell("maximum"),
      ])
    }
    out.table(
      [
        "Metric", "n", "Median", "Its limits", "\(code: "p90")", "\(code: "p95")",
        "\(code: "p99")", "Its limits", "Mean", "Standard deviation", "Minimum", "Maximum",
      ], rows)
    if !constants.isEmpty { out.paragraph("The same in every run: \(list(constants)).") }
  }

  /// Groups of one run: their values side by side.
  private func addSingleRuns(
    _ table: AnalysedTable, _ groups: [RunGroup], _ out: inout MarkdownBuilder
  ) {
    let metrics = table.run.metrics.filter { metric in
      groups.contains { sheet[key: "\(key(table, $0))/\(metric.name)/value"] != nil }
    }
    guard !metrics.isEmpty else { return }
    out.paragraph("One run each, so that nothing can be said about their spread:")
    out.table(
      ["Run"] + metrics.map { name($0) },
      groups.map { group in
        ["\(code: group.condition ?? table.run.name)"]
          + metrics.map { metric in
            sheet[key: "\(key(table, group))/\(metric.name)/value"].map { "\(number: $0)" } ?? ""
          }
      })
  }

  private func addFailedGroups(
    _ table: AnalysedTable, _ groups: [RunGroup], _ out: inout MarkdownBuilder
  ) {
    let items = groups.compactMap { group -> Prose? in
      sheet[key: "\(key(table, group))/runs/failed"].map { failed in
        "\(code: group.condition ?? table.run.name) \(failed)"
      }
    }
    if !items.isEmpty { out.paragraph("Failed without a single success: \(list(items)).") }
  }

  private func key(_ table: AnalysedTable, _ group: RunGroup) -> String {
    group.condition.map { "\(table.run.name)[\($0)]" } ?? table.run.name
  }

  /// A metric with its unit, for the head of a column or row.
  func name(_ metric: RunColumn) -> Prose {
    guard let unit = metric.meaning.unit, unit != .one, unit != .count else {
      return "\(code: metric.name)"
    }
    return "\(code: metric.name) in \(unit: unit)"
  }

  /// Parts with commas between.
  func list(_ parts: [Prose]) -> Prose {
    parts.dropFirst().reduce(parts.first ?? "none") { "\($0), \($1)" }
  }
}

extension Caveat {
  /// Whether the caveat is about a cold first run.
  var isAboutFirstRun: Bool { if case .firstRunIsCold = self { true } else { false } }
}
