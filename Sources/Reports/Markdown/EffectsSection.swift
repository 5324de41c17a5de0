import Benchmarks
import Facts
import Tables

extension ReportSections {
  /// The tables in which at least one setting varies.
  var sweeps: [AnalysedTable] { tables.filter { $0.audit.cells != nil } }

  func parameterEffects(_ out: inout MarkdownBuilder) {
    out.heading(2, "Parameter effects")
    if sweeps.isEmpty { out.paragraph("No table varies a setting.") }
    for table in sweeps {
      out.heading(3, "\(code: table.run.name)")
      if table.groups.count > 1 {
        out.paragraph(
          """
          Runs of several models or tests stand in this table: effects of settings are not computed \
          across them.
          """)
      }
      addLevels(table, &out)
      addCorrelations(table, &out)
      addSurfaces(table, &out)
      addLimits(table, &out)
    }
  }

  private func addLevels(_ table: AnalysedTable, _ out: inout MarkdownBuilder) {
    let metrics = responses(table.run.metrics)
    var rows: [[Prose]] = []
    for factor in table.run.numericFactors {
      let levels = Set(
        table.run.values(factor, rows: table.run.succeededRows).compactMap { $0 }
      ).sorted()
      for level in levels {
        let key = "\(table.run.name)[\(factor.name)=\(shortest(level))]"
        let facts = metrics.map { sheet[key: "\(key)/\($0.name)/percentile(0.5)"] }
        guard let first = facts.lazy.compactMap({ $0 }).first else { continue }
        rows.append(
          ["\(code: "\(factor.name) = \(shortest(level))")", "\(n: first)"]
            + facts.flatMap { fact -> [Prose] in
              fact.map { ["\(number: $0)", "\(interval: $0)"] } ?? ["", ""]
            })
      }
    }
    guard !rows.isEmpty else { return }
    out.paragraph(
      table.audit.coldStarts == nil
        ? "Medians at each level:" : "Medians at each level, cold starts left out:")
    out.table(["Level", "n"] + metrics.flatMap { ["Median of \(name($0))", "Its limits"] }, rows)
  }

  private func addCorrelations(_ table: AnalysedTable, _ out: inout MarkdownBuilder) {
    let name = table.run.name
    let factors = Set(table.run.numericFactors.map(\.name))
    let targets = Set(responses(table.run.metrics).map(\.name))
    let rows = sheet.facts(about: name, .correlation).filter { fact in
      let columns = Set(fact.provenance.columns)
      return fact.statistic.hasPrefix("spearman") && !columns.isDisjoint(with: factors)
        && !columns.isDisjoint(with: targets)
    }.map { fact -> [Prose] in
      let columns = fact.provenance.columns
      return [
        "\(code: columns[0])", "\(code: columns[1])",
        table.audit.coldStarts == nil ? "" : fact.entity.group == nil ? "all" : "warm",
        "\(n: fact)", "\(number: fact)", "\(p: fact)", shortCaveats(fact),
      ]
    }
    guard !rows.isEmpty else { return }
    out.paragraph("Rank correlations (Spearman) of settings with results, p adjusted after Holm:")
    out.table(
      ["Setting", "Result", "Runs", "n", "Correlation", "Adjusted p", "The setting"], rows,
      texts: [0, 1, 2, 6])
  }

  /// The caveats of a correlation in a few words, as a link to the fact that has them in full.
  private func shortCaveats(_ fact: Fact) -> Prose {
    let words = fact.caveats.compactMap(\.predicateOfSetting)
    return words.isEmpty ? "" : "\(link: words.joined(separator: "; "), to: fact)"
  }

  private func addSurfaces(_ table: AnalysedTable, _ out: inout MarkdownBuilder) {
    for response in responses(table.run.metrics) {
      let base = "\(table.run.name)/surface(\(response.name))"
      guard let rSquared = sheet[key: "\(base)/rSquared"] else { continue }
      func fact(_ name: String) -> Fact? { sheet[key: "\(base)/\(name)"] }
      var items: [Prose] = []
      if let sigma = fact("sigma"), let predicted = fact("predictedRSquared") {
        items.append(
          """
          Second-order surface of \(code: response.name) over n = \(n: rSquared) runs: R² \
          \(rSquared), predicted R² \(predicted), residual standard deviation \(sigma).
          """)
      }
      if let f = fact("f") {
        items.append(
          (f.test?.p ?? 1) < 1 - analysis.options.confidence
            ? "Test of the whole model: \(p: f)."
            : "Test of the whole model: \(p: f), so that it can't be told from noise.")
      }
      if let lack = fact("lackOfFit") {
        items.append("Test of lack of fit against the spread of replicates: \(p: lack).")
      }
      items.append(shape(base))
      if !rSquared.caveats.isEmpty { items.append("Caveats: \(caveats: rSquared).") }
      out.list(items)
    }
  }

  private func shape(_ base: String) -> Prose {
    guard let shape = sheet[key: "\(base)/shape"] else {
      return "No stationary point: the runs don't determine every second-order term."
    }
    let points = sheet.facts(.surface).filter { $0.key.hasPrefix("\(base)/stationary(") }
    let coordinates = points.map { fact -> Prose in
      let name = fact.statistic.dropFirst("stationary(".count).dropLast()
      return "\(code: String(name)) = \(fact)"
    }
    let place = coordinates.dropFirst().reduce(coordinates.first ?? "") { "\($0), \($1)" }
    return shape.caveats.contains { $0.isAboutShape }
      ? """
      The stationary point would be a \(shape), at \(place). Don't rely on it: \
      \(caveats: shape, where: { $0.isAboutShape }).
      """ : "The stationary point is a \(shape), at \(place), within the region of the runs."
  }

  private func addLimits(_ table: AnalysedTable, _ out: inout MarkdownBuilder) {
    let kinds: Set = [
      "coldStarts", "sentinel", "cells", "order", "confounded", "identity",
    ]
    let findings = sheet.facts(about: table.run.name, .audit).filter { fact in
      guard kinds.contains(fact.statistic) else { return false }
      return fact.statistic != "cells" || table.audit.cells?.hasReplicates == false
    }
    let items = findings.map { fact -> Prose in "\(finding: fact)." } + shortfalls(table)
    guard !items.isEmpty else { return }
    out.paragraph("What can't be concluded from \(code: table.run.name), and why:")
    out.list(items)
  }

  /// The percentiles that the runs can't bound from above, in one sentence; none where they can.
  private func shortfalls(_ table: AnalysedTable) -> [Prose] {
    let facts = sheet.facts(about: table.run.name, .audit).filter { $0.statistic == "shortfall" }
    guard let first = facts.first else { return [] }
    let parts = facts.map { fact -> Prose in "\(code: percentileName(fact)) \(fact)" }
    return [
      """
      The highest percentiles have no upper limit from n = \(n: first); it would need \
      \(list(parts)).
      """
    ]
  }

  /// The percentile that a shortfall is about: `p99`.
  func percentileName(_ shortfall: Fact) -> String {
    let probability = shortfall.numbers.first { $0.name == "probability" }?.value ?? nil
    return "p" + NumberText.significant(probability.map { 100 * $0 })
  }
}

extension Caveat {
  /// What the caveat says of a setting, in words that follow "the setting"; nil where it is no news.
  var predicateOfSetting: String? {
    switch self {
    case .confoundedWithColdStarts: "carries the cold starts"
    case .confoundedWithOrder: "follows the order of the runs"
    case .sentinelLevel: "has a code among its levels"
    case .partOfIdentity: "is tied to the result by an identity"
    default: nil
    }
  }

  /// Whether the caveat is about the number of tests alone.
  var isOneOfManyTests: Bool { if case .oneOfManyTests = self { true } else { false } }

  /// Whether the caveat is about a stationary point.
  var isAboutShape: Bool {
    switch self {
    case .outsideRegion, .curvatureUncertain: true
    default: false
    }
  }
}
