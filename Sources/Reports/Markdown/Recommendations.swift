import Benchmarks
import Facts

extension ReportSections {
  func keyFindings(_ out: inout MarkdownBuilder) {
    out.heading(2, "Key findings")
    var items = audit("coldStarts").map { fact -> Prose in
      "\(code: fact.entity.table ?? ""): \(finding: fact)."
    }
    items += sentinels + failures + bestLevels
    items += strongestEffects.map { "\(statement: $0)." }
    if items.isEmpty { items = ["No finding passes the rules that the documentation lists."] }
    out.list(items)
  }

  /// Sentinel levels: the same finding in several tables is told once.
  private var sentinels: [Prose] {
    let facts = audit("sentinel")
    func told(_ fact: Fact) -> String {
      String(fact.statement.dropFirst((fact.entity.table ?? "").count))
    }
    return facts.enumerated().compactMap { i, fact in
      guard facts.firstIndex(where: { told($0) == told(fact) }) == i else { return nil }
      let tables = facts.filter { told($0) == told(fact) }.compactMap(\.entity.table)
      return "\(list(tables.map { "\(code: $0)" })): \(finding: fact)."
    }
  }

  /// Tables with failed runs, in one sentence.
  private var failures: [Prose] {
    let parts = audit("failures").map { fact -> Prose in
      "\(code: fact.entity.table ?? "") \(fact) of \(n: fact)"
    }
    return parts.isEmpty ? [] : ["Failed runs, left out of every statistic: \(list(parts))."]
  }

  /// Levels of a setting whose median result is better than that of every other level beyond the
  /// limits of both: in sweeps with repeated cells, for settings that neither follow the order of the
  /// runs nor carry the cold starts.
  private var bestLevels: [Prose] {
    sweeps.filter { $0.audit.cells?.hasReplicates == true }.flatMap { table in
      table.run.numericFactors.filter { isFree($0.name, table.audit) }.flatMap { factor in
        responses(table.run.metrics).compactMap { bestLevel(table, factor, $0) }
      }
    }
  }

  private func isFree(_ factor: String, _ audit: SweepAudit) -> Bool {
    audit.coldStarts?.factor != factor
      && !audit.findings.contains {
        if case .confoundedWithOrder(factor, _, _) = $0 { true } else { false }
      }
  }

  private func bestLevel(
    _ table: AnalysedTable, _ factor: RunColumn, _ metric: RunColumn
  ) -> Prose? {
    guard let isSmallerBetter = metric.meaning.unit?.isSmallerBetter else { return nil }
    let prefix = "\(table.run.name)[\(factor.name)="
    let levels = sheet.facts(about: table.run.name, .performance).filter {
      $0.key.hasPrefix(prefix) && $0.key.hasSuffix("/\(metric.name)/percentile(0.5)")
    }.sorted { isSmallerBetter == (($0.value ?? 0) < ($1.value ?? 0)) }
    guard levels.count > 1, let best = levels[0].interval else { return nil }
    let others = levels.dropFirst()
    let isApart = others.allSatisfy { other in
      guard let limits = other.interval else { return false }
      let gap = isSmallerBetter ? (best.upper, limits.lower) : (limits.upper, best.lower)
      guard let low = gap.0, let high = gap.1 else { return false }
      return low < high
    }
    guard isApart else { return nil }
    func told(_ fact: Fact) -> Prose {
      "\(fact), limits \(interval: fact), at \(code: String(fact.entity.group?.prefix { $0 != "," } ?? ""))"
    }
    let rest = others.map(told)
    return """
      \(code: table.run.name): the best median \(code: metric.name) is \(told(levels[0])), against \
      \(list(rest)).
      """
  }

  /// Correlations of settings with results whose Holm-adjusted p-value is below the level, without
  /// any caveat that explains them away; per table the strongest three.
  private var strongestEffects: [Fact] {
    sweeps.flatMap { table -> [Fact] in
      let targets = Set(responses(table.run.metrics).map(\.name))
      let factors = Set(table.run.numericFactors.map(\.name))
      let candidates = sheet.facts(about: table.run.name, .correlation).filter { fact in
        let columns = Set(fact.provenance.columns)
        // In all runs, what a setting with the cold starts at one level does can't be told.
        if fact.entity.group == nil, let cold = table.audit.coldStarts,
          columns.contains(cold.factor)
        {
          return false
        }
        return fact.statistic.hasPrefix("spearman") && !columns.isDisjoint(with: targets)
          && !columns.isDisjoint(with: factors)
          && (fact.test?.holm ?? 1) < 1 - analysis.options.confidence
          && fact.caveats.allSatisfy(\.isOneOfManyTests)
      }
      return Array(candidates.sorted { abs($0.value ?? 0) > abs($1.value ?? 0) }.prefix(3))
    }
  }

  /// Each recommendation follows from named facts by a rule; `docs/RECOMMENDATIONS.md` lists them.
  func recommendations(_ out: inout MarkdownBuilder) {
    out.heading(2, "Recommendations")
    let rules: [(advice: Prose, facts: [Fact])] = [
      (
        """
        **Warm up before measuring**, or report cold and warm runs apart: first runs carry the \
        loading of the model.
        """, audit("coldStarts")
      ),
      (
        """
        **Randomise the order of the runs**: a setting that follows the order can't be told from \
        a drift.
        """, audit("order")
      ),
      (
        """
        **Repeat each configuration**: with one run per cell no difference between cells can be \
        told from noise.
        """, audit("cells").filter { isUnreplicated($0) }
      ),
      (
        """
        **Treat codes as categories**: a level that means a mode has no place on a scale of \
        amounts.
        """, audit("sentinel")
      ),
      (
        """
        **Don't quote the highest percentiles** of these tables as bounds; the runs that an upper \
        limit needs are named.
        """, audit("shortfall").filter { $0.key.hasSuffix("shortfall(0.99)") }
      ),
      ("**Find out why runs failed** before they are left out for good.", audit("failures")),
      (
        "**Record the same metrics everywhere**.",
        sheet.facts(.inventory).filter { $0.key.hasPrefix("inventory/gap(") }
      ),
      (
        """
        **Keep one copy of each file**: repeated files are counted twice by whoever reads the \
        folder without looking at the bytes.
        """,
        [inventory("duplicates/files")].filter { ($0.value ?? 0) > 0 }
      ),
      (
        "**Write again the files that can't be read**.",
        [inventory("problems")].filter { ($0.value ?? 0) > 0 }
      ),
    ]
    let applied = rules.filter { !$0.facts.isEmpty }
    out.list(
      applied.map { rule in
        let grounds = rule.facts.prefix(3).map { fact -> Prose in "\(statement: fact)" }
        let joined = grounds.dropFirst().reduce(grounds[0]) { "\($0); \($1)" }
        return rule.facts.count > grounds.count
          ? "\(rule.advice) Grounds: \(joined); and the like in other tables."
          : "\(rule.advice) Grounds: \(joined)."
      })
    if applied.isEmpty { out.paragraph("No rule applies.") }
  }

  private func audit(_ statistic: String) -> [Fact] {
    sheet.facts(.audit).filter { $0.statistic == statistic }
  }

  private func isUnreplicated(_ fact: Fact) -> Bool {
    fact.numbers.first { $0.name == "most" }?.value == 1
  }
}
