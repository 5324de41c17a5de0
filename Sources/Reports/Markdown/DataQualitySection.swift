import Benchmarks
import Facts

extension ReportSections {
  func dataQuality(_ out: inout MarkdownBuilder) {
    out.heading(2, "Data quality")
    addProblems(&out)
    let mixed = sheet.facts(.inventory).filter { $0.key.hasPrefix("inventory/mixed(") }
    if !mixed.isEmpty {
      out.paragraph(
        "Columns that are text because some of their cells are, and so in no statistic:")
      out.list(mixed.map { "\(statement: $0)." })
    }
    let notices = sheet.facts(.inventory).filter { $0.key.hasPrefix("inventory/notice(") }
    if !notices.isEmpty {
      out.paragraph("What reading did that the files do not say:")
      out.list(notices.map { "\(statement: $0)." })
    }
    addRepetitions(&out)
    let failing = tables.filter { !$0.run.failed.isEmpty }
    if !failing.isEmpty {
      out.paragraph("Failed runs and why:")
      out.list(failing.map { "\(code: $0.run.name): \(list(failures($0)))" })
    }
    addOtherFindings(&out)
    addShortfalls(&out)
  }

  private func addProblems(_ out: inout MarkdownBuilder) {
    let problems = analysis.inventory.problems
    guard !problems.isEmpty else { return out.paragraph("Every file could be read.") }
    out.paragraph("Files that could not be used:")
    out.table(
      ["File", "Reason"],
      problems.map { ["\(code: $0.path)", "\(code: $0.problem!.description)"] }, texts: [0, 1])
  }

  private func addRepetitions(_ out: inout MarkdownBuilder) {
    if !analysis.inventory.duplicates.isEmpty {
      out.paragraph("Files with the same bytes:")
      out.list(
        analysis.inventory.duplicates.map { group in list(group.paths.map { "\(code: $0)" }) })
    }
    if !analysis.folder.repeatedTables.isEmpty {
      out.paragraph("Tables whose runs stand in an earlier table already, and are left out:")
      out.list(
        analysis.folder.repeatedTables.map { "\(code: $0.name): the same as \(code: $0.sameAs)" })
    }
  }

  /// The reasons of a table's failed runs, in order of first appearance, with their lines.
  private func failures(_ table: AnalysedTable) -> [Prose] {
    var order: [String] = []
    var lines: [String: [Int]] = [:]
    for run in table.run.failed {
      if lines[run.reason] == nil { order.append(run.reason) }
      lines[run.reason, default: []] += run.line.map { [$0] } ?? []
    }
    return order.map { reason in
      let text = reason.count > 200 ? reason.prefix(200) + "…" : reason[...]
      let places = lines[reason]!.map(String.init).joined(separator: ", ")
      return places.isEmpty
        ? "\(code: String(text))" : "\(code: String(text)) at \(code: "line " + places)"
    }
  }

  /// What the audit found and no other section tells: constants and repeated rows, and all of a table
  /// that is no sweep.
  private func addOtherFindings(_ out: inout MarkdownBuilder) {
    let swept = Set(sweeps.map(\.run.name))
    let told: Set = ["coldStarts", "sentinel", "cells", "order", "confounded", "identity"]
    let items = tables.compactMap { table -> Prose? in
      let findings = sheet.facts(about: table.run.name, .audit).filter { fact in
        fact.statistic != "shortfall" && fact.statistic != "failures"
          && !(swept.contains(table.run.name) && told.contains(fact.statistic))
      }.map { fact -> Prose in "\(finding: fact)" }
      guard let first = findings.first else { return nil }
      return "\(code: table.run.name): \(findings.dropFirst().reduce(first) { "\($0); \($1)" })."
    }
    guard !items.isEmpty else { return }
    out.paragraph("Further findings of the audit:")
    out.list(items)
  }

  private func addShortfalls(_ out: inout MarkdownBuilder) {
    let names = ["p90", "p95", "p99"]
    let rows = tables.compactMap { table -> [Prose]? in
      let facts = sheet.facts(about: table.run.name, .audit).filter { $0.statistic == "shortfall" }
      guard let first = facts.first else { return nil }
      return ["\(code: table.run.name)", "\(n: first)"]
        + names.map { name in
          facts.first { percentileName($0) == name }.map { "\(number: $0)" } ?? ""
        }
    }
    guard !rows.isEmpty else { return }
    out.paragraph(
      """
      Runs that an upper limit of a percentile would need, beside those of the smallest group; a \
      cell is empty where they suffice:
      """)
    out.table(["Table", "n"] + names.map { "\(code: $0)" }, rows)
  }
}
