import Benchmarks
import Facts
import Grounding

/// An appendix for a report that someone else wrote: key metrics, verdicts, methods, digests.
public struct ReportAppendix: Sendable {
  private let verification: Verification
  private let analysis: FolderAnalysis

  /// An appendix for a verified report about the folder of an analysis.
  public init(_ verification: Verification, _ analysis: FolderAnalysis) {
    self.verification = verification
    self.analysis = analysis
  }

  /// The report with the appendix behind it; the report's own bytes are not changed.
  public var appended: String {
    var text = verification.markdown
    if !text.hasSuffix("\n") { text += "\n" }
    return text + "\n---\n\n" + markdown
  }

  /// The appendix alone.
  public var markdown: String {
    var text = "## Appendix: verification\n\n"
    text += "Written by bench-stats \(FactSheet.softwareVersion), without any model.\n\n"
    text += "### Key metrics\n\n" + keyMetrics + "\n"
    text += "### Verdicts\n\n\(Markdown.escaped(verification.summaryLine)).\n\n"
    text += verification.claimTable + "\n"
    if !verification.qualitative.isEmpty {
      text += "### Statements of rank and direction\n\n" + verification.statementTable + "\n"
    }
    text += "### Methods\n\n" + methods + "\n"
    text += "### Files\n\n" + digests
    return text
  }

  /// Of each table of runs the metrics that a benchmark is run for.
  private var keyMetrics: String {
    var rows: [[String]] = []
    for table in analysis.tables where table.run.holdsRuns && !table.run.isSourceSummary {
      let names = Set(responses(table.run.metrics).map(\.name))
      var order: [String] = []
      var cells: [String: [String: Fact]] = [:]
      for fact in analysis.sheet.facts(about: table.run.name, .performance) {
        guard let column = fact.provenance.columns.first, names.contains(column) else { continue }
        let group = fact.entity.group ?? ""
        // Levels of settings would drown the others.
        if group.contains(" = "), table.groups.count == 1 { continue }
        let key = "\(column)\u{0}\(group)"
        if cells[key] == nil { order.append(key) }
        cells[key, default: [:]][fact.statistic] = fact
      }
      for key in order {
        if let row = Self.row(key, table.run.name, cells[key]!) { rows.append(row) }
      }
    }
    if rows.isEmpty { return "The folder holds no table of runs.\n" }
    return MarkdownTable.grid(
      headers: ["Table", "Rows", "Metric", "Unit", "n", "Median", "Mean", "Minimum", "Maximum"],
      rows: rows, isNumber: [false, false, false, false, true, true, true, true, true])
  }

  private static func row(_ key: String, _ table: String, _ facts: [String: Fact]) -> [String]? {
    let parts = key.split(separator: "\u{0}", omittingEmptySubsequences: false)
    guard let any = facts.values.first(where: { $0.statistic != "count" }),
      case .number(_, let unit) = any.quantity
    else { return nil }
    func text(_ statistic: String) -> String {
      let fact = facts.first { $0.key.hasPrefix(statistic) }?.value ?? facts["value"]
      return fact.map { NumberText.significant($0.value) } ?? ""
    }
    return [
      Markdown.code(table), parts[1].isEmpty ? "all" : Markdown.escaped(String(parts[1])),
      Markdown.code(String(parts[0])), Markdown.escaped(unit.symbol), String(any.n),
      text("percentile(0.5,"), text("mean"), text("minimum"), text("maximum"),
    ]
  }

  private var methods: String {
    var seen: Set<Method> = []
    let cited = analysis.sheet.facts.map(\.provenance.method).filter { seen.insert($0).inserted }
    var text =
      "- Verdicts: each number is bound to quantity, unit, statistic, entity and scope, and "
    text += "what it names is looked up or computed; the data are never searched for a value.\n"
    for method in cited {
      let source = method.source.isEmpty ? "" : " (\(method.source))"
      text += "- \(Markdown.escaped(method.name + source))\n"
    }
    return text
  }

  private var digests: String {
    MarkdownTable.grid(
      headers: ["File", "Bytes", "SHA-256"],
      rows: analysis.folder.files.map { file in
        [Markdown.code(file.path), String(file.bytes), file.sha256.map(Markdown.code) ?? ""]
      }, isNumber: [false, true, false])
  }
}
