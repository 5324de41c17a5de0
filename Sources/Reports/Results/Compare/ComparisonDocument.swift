import Benchmarks
import Facts
import Statistics
import Tables

extension ResultDocument {
  /// A comparison of two tables: a table for each metric with a row for each group.
  public init(_ result: TableComparison) {
    let rows = result.comparisons.map { ComparisonRow($0, result) }
    let tables = result.metrics.map { metric in
      let ofMetric = rows.filter { $0.comparison.metric == metric }
      return OutputTable(
        title: ofMetric[0].title, headers: ComparisonRow.headers(ofMetric, result),
        rows: ofMetric.map(\.cells) + result.means.filter { $0.metric == metric }.map(result.cells))
    }
    let all = OutputTable(
      headers: ["metric", "unit"] + result.groupColumns + ComparisonRow.csvHeaders,
      rows: rows.map(\.csvCells))
    let caveats = result.caveats + rows.flatMap(\.caveats)
    self.init(
      kind: "compare",
      members: [
        ("base", result.base.json), ("new", result.new.json),
        ("test", .string(result.options.test.rawValue)),
        ("paired", .boolean(result.options.isPaired)),
        ("confidence", .double(result.options.confidence)),
        ("threshold", .double(result.options.threshold)),
        ("adjustment", .text(result.options.adjustment?.rawValue)),
        ("family", .count(result.family)),
        ("groupedBy", .array(result.groupColumns.map { .string($0) })),
        ("onlyInBase", .array(result.onlyInBase.map { .string($0) })),
        ("onlyInNew", .array(result.onlyInNew.map { .string($0) })),
        ("unmatchedPairs", .count(result.unmatchedKeys)),
        ("withoutValues", .array(result.withoutValues.map { .string($0) })),
        ("comparisons", .array(rows.map(\.json))),
        ("geometricMeans", .array(result.means.map(result.json))),
        ("hasRegression", .boolean(result.hasRegression)),
        ("caveats", .array(caveats.map { .string($0) })),
      ], tables: tables, csvTable: all,
      notes: [result.rule] + result.exclusionNotes + result.reachNotes + result.directionNotes
        + caveats, hasFindings: result.hasChange || !caveats.isEmpty)
  }
}

extension TableComparison {
  /// The metrics, each once, in order.
  var metrics: [String] {
    var seen: Set<TextKey> = []
    return comparisons.map(\.metric).filter { seen.insert(TextKey($0)).inserted }
  }

  /// The name of the adjustment; nil where there is nothing to adjust.
  var adjustmentName: String? { family > 1 ? options.adjustment?.name : nil }

  /// How verdicts come about, in one line.
  var rule: String {
    let level = NumberText.percent(options.alpha)
    let over = adjustmentName.map { ", over \(family) comparisons (\($0))" } ?? ""
    return "a verdict stands at the level \(level)\(over); the threshold is "
      + NumberText.percent(options.threshold)
  }

  var exclusionNotes: [String] {
    func listed(_ names: [String]) -> String {
      names.prefix(5).joined(separator: "; ") + (names.count > 5 ? " …" : "")
    }
    var notes =
      base.exclusionNotes(missing: 0).map { "base: \($0)" }
      + new.exclusionNotes(missing: 0).map { "new: \($0)" }
    if !onlyInBase.isEmpty { notes.append("only in the base: \(listed(onlyInBase))") }
    if !onlyInNew.isEmpty { notes.append("only in the new table: \(listed(onlyInNew))") }
    if !withoutValues.isEmpty {
      notes.append("no value in one of the tables: \(listed(withoutValues))")
    }
    if unmatchedKeys > 0 {
      notes.append("without a partner: " + counted(unmatchedKeys, "pair") + " left out")
    }
    for comparison in comparisons where comparison.missing.base + comparison.missing.new > 0 {
      let counts =
        options.isPaired
        ? counted(comparison.missing.base, "pair") + " without two values"
        : "\(comparison.missing.base) in the base and \(comparison.missing.new) in the new table "
          + "without a value"
      notes.append("\(name(comparison)): \(counts) left out")
    }
    return notes
  }

  /// What is counted where more are needed.
  var runs: String { options.isPaired ? "pairs" : "runs each" }

  /// Of which comparisons n is too small for the test ever to reach the level, which limits don't reach
  /// theirs, and where the test is undefined.
  var reachNotes: [String] {
    let level = NumberText.significant(options.alpha(family: family), digits: 2)
    let small = notes { comparison in
      guard let needed = comparison.runsForLevel, let smallest = comparison.smallestPValue else {
        return nil
      }
      let n =
        options.isPaired ? "\(comparison.n.base)" : "\(comparison.n.base) and \(comparison.n.new)"
      return
        "with n = \(n) no p-value is below \(NumberText.significant(smallest, digits: 2)); the "
        + "test can reach \(level) from \(needed) \(runs) on"
    }
    let limits = notes { comparison in
      guard let interval = comparison.interval, interval.level < interval.requestedLevel - 1e-3
      else { return nil }
      return "the limits have a level of \(NumberText.percent(interval.level)) only"
    }
    let undefined = notes { comparison in
      comparison.pValue == nil
        ? "the test is undefined: too few values, none that differ, or samples that don't overlap"
        : nil
    }
    let strict = notes { comparison in
      comparison.scale == .difference && comparison.margins.upper == 0 && options.threshold > 0
        ? "the median of the base is 0: any difference is beyond the threshold" : nil
    }
    return small + limits + undefined + strict
  }

  /// One line for all comparisons of which the same is to be said.
  private func notes(_ statement: (MetricComparison) -> String?) -> [String] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for comparison in comparisons {
      guard let text = statement(comparison) else { continue }
      if names[text] == nil { order.append(text) }
      names[text, default: []].append(name(comparison))
    }
    return order.map { text in
      let found = names[text]!
      let more = found.count > 5 ? " and \(found.count - 5) more" : ""
      return found.prefix(5).joined(separator: ", ") + more + ": " + text
    }
  }

  var directionNotes: [String] {
    let unknown = metrics.filter { metric in
      comparisons.contains { $0.metric == metric && $0.isSmallerBetter == nil }
    }
    return unknown.isEmpty
      ? []
      : [
        "not known whether less is better: \(unknown.prefix(10).joined(separator: ", ")) "
          + "(--lower-is-better, --higher-is-better)"
      ]
  }

  /// The metric and the group of a comparison.
  func name(_ comparison: MetricComparison) -> String {
    comparison.metric
      + (comparison.group.isEmpty ? "" : " [\(comparison.group.joined(separator: ", "))]")
  }

  func json(_ mean: Mean) -> JSONValue {
    .object([
      ("metric", .string(mean.metric)), ("groups", .count(mean.ratios.n)),
      ("estimate", .number(mean.ratios.estimate)),
      ("lower", .number(mean.ratios.interval?.lower)),
      ("upper", .number(mean.ratios.interval?.upper)),
      ("lowerOverGroups", .number(mean.ratios.intervalOverBenchmarks?.lower)),
      ("upperOverGroups", .number(mean.ratios.intervalOverBenchmarks?.upper)),
    ])
  }

  /// The row of a geometric mean below those of the groups.
  func cells(_ mean: Mean) -> [OutputCell] {
    let blank = OutputCell(text: "", exact: "", isNumber: true)
    var labels = groupColumns.map { _ in OutputCell.label(nil) }
    labels[0] = .label("geometric mean of ratios")
    let after = adjustmentName == nil ? 2 : 3
    return labels + [blank, blank, blank, blank]
      + [
        .number(mean.ratios.estimate), .number(mean.ratios.interval?.lower),
        .number(mean.ratios.interval?.upper),
      ] + Array(repeating: blank, count: after) + [.label(nil)]
  }
}

extension TableSelection {
  /// The file of a table that was compared, for JSON.
  fileprivate var json: JSONValue {
    .object([
      ("file", .string(run.path)), ("rows", .count(run.table.rowCount)),
      ("failed", .count(run.failed.count)),
    ])
  }
}

extension MultipleComparisonMethod {
  /// The name as it is written.
  var name: String {
    switch self {
    case .bonferroni: "Bonferroni"
    case .holm: "Holm"
    case .hochberg: "Hochberg"
    case .benjaminiHochberg: "Benjamini-Hochberg"
    case .benjaminiYekutieli: "Benjamini-Yekutieli"
    }
  }
}
