import Benchmarks
import Facts

/// The sections of a report about a folder, each a function from facts to Markdown.
struct ReportSections {
  let analysis: FolderAnalysis
  var sheet: FactSheet { analysis.sheet }
  var tables: [AnalysedTable] { analysis.tables.filter { !$0.run.isSourceSummary } }

  /// A fact of the inventory that always exists.
  func inventory(_ name: String) -> Fact { sheet[key: "inventory/\(name)"]! }

  func executiveSummary(_ out: inout MarkdownBuilder) {
    out.heading(2, "Executive summary")
    var items: [Prose] = [
      """
      Files: \(inventory("files")), \(inventory("bytes")); directories: \
      \(inventory("directories")); tables of runs: \(inventory("tables")), with \
      \(inventory("runs")).
      """,
      "Failed runs, left out of every statistic: \(inventory("failed_runs")).",
    ]
    for table in headlineTables { items.append(headline(table)) }
    let blocked = Set(
      sheet.facts(.audit).filter { ["coldStarts", "sentinel", "cells"].contains($0.statistic) }
        .compactMap(\.entity.table))
    if !blocked.isEmpty {
      items.append(
        """
        Some conclusions that the numbers seem to offer are not supported by them: see what \
        can't be concluded, under parameter effects.
        """)
    }
    out.list(items)
  }

  /// The tables that report both a rate of tokens and a time to the first one.
  private var headlineTables: [AnalysedTable] {
    tables.filter { table in
      table.groups.count == 1 && !table.groups[0].rows.isEmpty
        && Set(["tokens_s", "ttft_s"]).isSubset(of: table.run.metrics.map(\.name))
    }
  }

  private func headline(_ table: AnalysedTable) -> Prose {
    let name = table.run.name
    let parts = responses(table.run.metrics).compactMap { metric -> Prose? in
      let warm = sheet[key: "\(name)[warm]/\(metric.name)/percentile(0.5)"]
      guard let fact = warm ?? sheet[key: "\(name)/\(metric.name)/percentile(0.5)"] else {
        return nil
      }
      return warm == nil
        ? "median \(code: metric.name) \(withN: fact)"
        : "median \(code: metric.name) without cold starts \(withN: fact)"
    }
    let joined = parts.dropFirst().reduce(parts.first ?? "no statistics") { "\($0), \($1)" }
    return "\(code: name): \(joined)."
  }

  func dataIngestion(_ out: inout MarkdownBuilder) {
    out.heading(2, "Data ingestion summary")
    out.table(
      ["Type", "Files", "Bytes", "Latest modified"],
      analysis.inventory.kinds.map { kind in
        let name = kind.kind.rawValue
        return [
          "\(code: name)", "\(number: inventory("\(name)/files"))",
          "\(number: inventory("\(name)/bytes"))",
          sheet[key: "inventory/\(name)/latest"].map { "\($0)" } ?? "unknown",
        ]
      }, texts: [0, 3])
    var items: [Prose] = [
      """
      Files directly in a directory: \(list(analysis.inventory.directories.compactMap { directory in
        sheet[key: "inventory/directory(\(directory.path))/files"].map {
          "\(code: directory.path) \(number: $0)"
        }
      })).
      """
    ]
    if let headings = sheet[key: "inventory/markdown/headings"] {
      items.append(
        """
        In the Markdown files: headings \(headings), tables \(inventory("markdown/tables")), \
        lines that begin with a hash (code blocks included) \(inventory("markdown/hash_lines")).
        """)
    }
    items += [
      "Files that repeat the bytes of an earlier one, analysed once: \(inventory("duplicates/files")).",
      "Files that could not be used as what their name says: \(inventory("problems")).",
    ]
    out.list(items)
    addGaps(&out)
  }

  private func addGaps(_ out: inout MarkdownBuilder) {
    let gaps = sheet.facts(.inventory).filter { $0.key.hasPrefix("inventory/gap(") }
    guard !gaps.isEmpty else { return }
    out.paragraph("Gaps in telemetry:")
    out.list(gaps.map { "\(statement: $0)." })
  }
}
