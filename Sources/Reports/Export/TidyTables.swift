import Benchmarks
import Facts
import Statistics
import Tables

/// Tables of one observation a row, for dataframes.
enum TidyTables {
  /// Each cell of each run: table, line, whether the run succeeded, column, role, unit, value.
  static func runs(_ analysis: FolderAnalysis) -> OutputTable {
    var rows: [[OutputCell]] = []
    for analysed in analysis.tables where !analysed.run.isSourceSummary {
      let run = analysed.run
      let failed = Set(run.failed.map(\.row))
      for row in 0..<run.table.rowCount {
        for column in run.columns where column.meaning.role != .text {
          guard let value = run.table.columns[column.index].text(at: row) else { continue }
          rows.append([
            .label(run.name), .count(row + 1), .count(run.table.line(ofRow: row)),
            .label(failed.contains(row) ? "failed" : "succeeded"), .label(column.name),
            .label(column.meaning.role.rawValue), .label(column.meaning.unit?.symbol),
            .label(value),
          ])
        }
      }
    }
    return OutputTable(
      headers: ["table", "run", "line", "status", "column", "role", "unit", "value"], rows: rows)
  }

  /// Each percentile of each metric and group, with its limits and the fact's identifier.
  static func percentiles(_ analysis: FolderAnalysis) -> OutputTable {
    let facts = analysis.sheet.facts(.performance).filter { $0.statistic.hasPrefix("percentile(") }
    return OutputTable(
      headers: [
        "table", "group", "metric", "unit", "n", "percentile", "value", "lower", "upper", "level",
        "fact",
      ],
      rows: facts.map { fact in
        let probability = Double(fact.statistic.dropFirst(11).prefix { $0 != "," && $0 != ")" })
        return [
          .label(fact.entity.table), .label(fact.entity.group),
          .label(fact.provenance.columns.first), .label(unit(fact)), .count(fact.n),
          .number(probability.map { 100 * $0 }), .number(fact.value),
          .number(fact.interval?.lower), .number(fact.interval?.upper),
          .number(fact.interval?.level), .label(fact.id),
        ]
      })
  }

  /// Each correlation with its limits, p-values and the fact's identifier.
  static func correlations(_ analysis: FolderAnalysis) -> OutputTable {
    OutputTable(
      headers: [
        "table", "group", "method", "first", "second", "n", "coefficient", "lower", "upper", "p",
        "p_holm", "p_benjamini_hochberg", "caveats", "fact",
      ],
      rows: analysis.sheet.facts(.correlation).map { fact in
        [
          .label(fact.entity.table), .label(fact.entity.group),
          .label(String(fact.statistic.prefix { $0 != "(" })), .label(fact.provenance.columns[0]),
          .label(fact.provenance.columns[1]), .count(fact.n), .number(fact.value),
          .number(fact.interval?.lower), .number(fact.interval?.upper), .number(fact.test?.p),
          .number(fact.test?.holm), .number(fact.test?.benjaminiHochberg), caveats(fact),
          .label(fact.id),
        ]
      })
  }

  /// Each figure of each surface: coefficients in coded units, the coding, quality and shape.
  static func coefficients(_ analysis: FolderAnalysis) -> OutputTable {
    let facts = analysis.sheet.facts(.surface)
    return OutputTable(
      headers: [
        "table", "response", "kind", "term", "estimate", "unit", "lower", "upper", "t", "p", "n",
        "caveats", "fact",
      ],
      rows: facts.compactMap { fact in
        guard let value = fact.value else { return nil }
        let kind = String(fact.statistic.prefix { $0 != "(" })
        let term = fact.statistic.dropFirst(kind.count + 1).dropLast()
        return [
          .label(fact.entity.table), .label(fact.provenance.columns[0]), .label(kind),
          .label(String(term)), .number(value), .label(unit(fact)), .number(fact.interval?.lower),
          .number(fact.interval?.upper), .number(fact.test?.statistic), .number(fact.test?.p),
          .count(fact.n), caveats(fact), .label(fact.id),
        ]
      })
  }

  private static func unit(_ fact: Fact) -> String? {
    if case .number(_, let unit) = fact.quantity { unit.symbol } else { nil }
  }

  private static func caveats(_ fact: Fact) -> OutputCell {
    .label(fact.caveats.map(\.text).joined(separator: "; "))
  }
}
