import Benchmarks
import Tables

extension FactCollector {
  /// One fact for each finding of the audit.
  mutating func addAudit(_ table: AnalysedTable) {
    guard !table.run.isSourceSummary else { return }
    for finding in table.audit.findings { add(FindingWriter(table).draft(finding)) }
  }
}

/// Renders findings of an audit as facts.
private struct FindingWriter {
  private let table: AnalysedTable
  private let run: RunTable
  private let entity: Fact.Entity

  init(_ table: AnalysedTable) {
    self.table = table
    run = table.run
    entity = Fact.Entity(
      table: run.name, subject: table.groups.count == 1 ? table.groups[0].subject : nil)
  }

  func draft(_ finding: AuditFinding) -> FactDraft {
    switch finding {
    case .identity(let identity): draft(identity)
    case .identitiesNotSought(let columns):
      make(
        ["identities", "sought"], "identitiesNotSought",
        "products, ratios and rounded sums were not sought among \(columns) measured columns, which "
          + "are more than \(Identity.mostTried)",
        .number(Double(columns), .count), n: run.succeededRows.count, columns: [])
    case .constant(let column, let value, let n):
      make(
        ["constant", column], "constant(\(column))", "\(column) is \(value) in all \(n) runs",
        .text(value), n: n, columns: [column])
    case .confoundedFactors(let first, let second, let correlation, let n):
      make(
        ["confounded", first, second], "confounded(\(first), \(second))",
        "\(first) and \(second) vary together (correlation \(NumberText.significant(correlation)), "
          + "n = \(n)): their effects can't be told apart",
        .number(correlation, .one), n: n, columns: [first, second])
    case .confoundedWithOrder(let factor, let correlation, let n):
      make(
        ["order", factor], "order(\(factor))",
        "\(factor) follows the order of the runs (rank correlation "
          + "\(NumberText.significant(correlation)), n = \(n)): its effect can't be told from a drift",
        .number(correlation, .one), n: n, columns: [factor])
    case .coldStarts(let cold): draft(cold)
    case .sentinel(let sentinel): draft(sentinel)
    case .cells(let cells): draft(cells)
    case .tooFewForPercentile(let probability, let n, let needed):
      draft(probability: probability, n: n, needed: needed)
    case .duplicateRows(let count, let first, let second): draft(count, first, second)
    case .failedRuns(let count, let total):
      make(
        ["failures"], "failures", "\(count) of \(total) runs failed and are left out",
        .number(Double(count), .runs), n: total,
        columns: run.columns(.error).map(\.name) + run.columns(.success).map(\.name))
    }
  }

  private func draft(_ identity: Identity) -> FactDraft {
    make(
      ["identity", identity.column], "identity(\(identity.equation))",
      "\(identity.equation) in all \(identity.n) runs (largest relative deviation "
        + "\(NumberText.significant(identity.largestDeviation, digits: 2))): an identity, not a finding",
      .text(identity.equation), n: identity.n, columns: identity.columns,
      numbers: [Fact.NamedNumber("largestDeviation", identity.largestDeviation)],
      method: .identities)
  }

  private func draft(_ cold: ColdStarts) -> FactDraft {
    let level = "\(cold.factor) = \(NumberText.plain(cold.level))"
    let unit = cold.unit ?? .one
    let statement =
      "\(level) stands at \(cold.firstRunsAtLevel) of \(cold.firstRuns) first runs after a "
      + "configuration change, \(cold.coldRows.count) of them cold (median \(cold.metric) "
      + "\(NumberText.quantity(cold.coldMedian, unit)) against "
      + "\(NumberText.quantity(cold.warmMedian, unit)) in later runs): the effect of \(cold.factor) on "
      + "times is confounded with cold starts"
    return make(
      ["cold", "starts"], "coldStarts(\(cold.factor))", statement,
      .number(Double(cold.coldRows.count), .runs), n: run.succeededRows.count,
      columns: [cold.factor, cold.metric],
      numbers: [
        Fact.NamedNumber("level", cold.level),
        Fact.NamedNumber("firstRuns", Double(cold.firstRuns)),
        Fact.NamedNumber("firstRunsAtLevel", Double(cold.firstRunsAtLevel)),
        Fact.NamedNumber("runsAtLevel", Double(cold.runsAtLevel)),
        Fact.NamedNumber("coldMedian", cold.coldMedian),
        Fact.NamedNumber("warmMedian", cold.warmMedian),
      ])
  }

  private func draft(_ sentinel: SentinelLevel) -> FactDraft {
    let statement =
      "\(sentinel.factor) = \(NumberText.plain(sentinel.level)) is a sentinel, not an amount: "
      + "\(NumberText.plain(sentinel.gap)) from the next level "
      + "\(NumberText.plain(sentinel.neighbour)), while all others span "
      + NumberText.plain(sentinel.spanOfOthers)
    return make(
      ["sentinel", sentinel.factor], "sentinel(\(sentinel.factor))", statement,
      .number(sentinel.level, .one), n: run.succeededRows.count, columns: [sentinel.factor],
      numbers: [
        Fact.NamedNumber("neighbour", sentinel.neighbour), Fact.NamedNumber("gap", sentinel.gap),
        Fact.NamedNumber("spanOfOthers", sentinel.spanOfOthers),
        Fact.NamedNumber("runs", Double(sentinel.runs)),
      ])
  }

  private func draft(_ cells: CellCounts) -> FactDraft {
    let grid = cells.factors.map { "\($0.name) (\($0.levels))" }.joined(separator: " × ")
    let perCell =
      cells.most == 1
      ? "one run per cell: run-to-run noise can't be estimated"
      : cells.fewest == cells.most
        ? "\(cells.most) runs per cell" : "\(cells.fewest) to \(cells.most) runs per filled cell"
    let statement =
      "\(grid): \(cells.filled) of \(cells.possible) cells filled by \(cells.n) runs, " + perCell
    return make(
      ["cells"], "cells", statement, .number(Double(cells.filled), .count), n: cells.n,
      columns: cells.factors.map(\.name),
      numbers: cells.factors.map { Fact.NamedNumber("levels(\($0.name))", Double($0.levels)) } + [
        Fact.NamedNumber("possible", Double(cells.possible)),
        Fact.NamedNumber("missing", Double(cells.missing)),
        Fact.NamedNumber("fewest", Double(cells.fewest)),
        Fact.NamedNumber("most", Double(cells.most)),
      ])
  }

  private func draft(probability: Double, n: Int, needed: Int) -> FactDraft {
    let name = "p\(NumberText.significant(100 * probability))"
    let word = ["p90": "upper", "p95": "high", "p99": "tail"][name] ?? "percentile"
    let statement =
      "\(name) can't be bounded from above with \(NumberText.quantity(Double(n), .runs))"
      + (table.groups.count > 1 ? " of the smallest group" : "")
      + ": \(needed) are needed for an upper limit at \(NumberText.percent(SweepAudit.confidence))"
    return make(
      ["shortfall", word], "shortfall(\(NumberText.plain(probability)))", statement,
      .number(Double(needed), .runs), n: n, columns: [],
      numbers: [
        Fact.NamedNumber("probability", probability),
        Fact.NamedNumber("confidence", SweepAudit.confidence),
      ], method: .percentileBound)
  }

  private func draft(_ count: Int, _ first: Int?, _ second: Int?) -> FactDraft {
    var statement = "rows equal to an earlier row in every column: \(count)"
    if let first, let second, first != second {
      statement += " (line \(second) repeats line \(first))"
    }
    return make(
      ["duplicate", "rows"], "duplicateRows", statement, .number(Double(count), .count),
      n: run.succeededRows.count, columns: run.columns.map(\.name),
      numbers: [
        Fact.NamedNumber("firstLine", first.map { Double($0) }),
        Fact.NamedNumber("secondLine", second.map { Double($0) }),
      ])
  }

  private func make(
    _ words: [String], _ key: String, _ statement: String, _ quantity: Fact.Quantity, n: Int,
    columns: [String], numbers: [Fact.NamedNumber] = [], method: Method = .audit
  ) -> FactDraft {
    FactDraft(
      words: [run.name] + words, key: "\(run.name)/audit/\(key)", topic: .audit,
      statement: "\(run.name): \(statement)", quantity: quantity,
      statistic: String(key.prefix { $0 != "(" }), entity: entity, n: n,
      excluded: run.failed.isEmpty
        ? [] : [Fact.Exclusion(reason: "failed", count: run.failed.count)],
      numbers: numbers,
      provenance: Provenance(
        files: [run.file], columns: columns, lines: run.lines(run.succeededRows), method: method))
  }
}
