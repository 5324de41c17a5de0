import Benchmarks
import Statistics

extension FactCollector {
  /// The fewest rows from which correlations are computed.
  private static var fewestRows: Int { 10 }
  /// The most columns that are correlated with each other.
  private static var mostColumns: Int { 16 }

  /// Pearson's and Spearman's correlations of all pairs of varying factors and metrics, over the
  /// succeeded rows without a missing value among them, and where there are cold starts those of
  /// factors with times once more without them.
  mutating func addCorrelations(_ table: AnalysedTable, _ options: AnalysisOptions) throws {
    let run = table.run
    let rows = run.succeededRows
    guard !run.isSourceSummary, table.groups.count == 1 else { return }
    let factors = run.numericFactors
    let metrics = run.metrics.filter { $0.meaning.unit != nil }
    let columns = (factors + metrics).filter { varies(run, $0, rows) }
    guard columns.count >= 2, columns.count <= Self.mostColumns else { return }
    for method in [CorrelationMethod.pearson, .spearman] {
      let pairs = CorrelationPairs(run: run, columns: columns, rows: rows, method: method)
      try addMatrix(table, pairs, filter: nil, key: run.name, options) { _, _ in true }
    }
    guard let cold = table.audit.coldStarts else { return }
    let warm = columns.filter { varies(run, $0, cold.warmRows) }
    let pairs = CorrelationPairs(run: run, columns: warm, rows: cold.warmRows, method: .spearman)
    try addMatrix(table, pairs, filter: "without cold starts", key: "\(run.name)[warm]", options) {
      ($0.meaning.role == .factor) != ($1.meaning.role == .factor)
        && (isTime($0) || isTime($1))
    }
  }

  private struct CorrelationPairs {
    let run: RunTable
    let columns: [RunColumn]
    let rows: [Int]
    let method: CorrelationMethod
  }

  private func varies(_ run: RunTable, _ column: RunColumn, _ rows: [Int]) -> Bool {
    Set(run.values(column, rows: rows).compactMap { $0 }).count > 1
  }

  private mutating func addMatrix(
    _ table: AnalysedTable, _ pairs: CorrelationPairs, filter: String?, key: String,
    _ options: AnalysisOptions, _ isWanted: (RunColumn, RunColumn) -> Bool
  ) throws {
    let (run, columns) = (pairs.run, pairs.columns)
    let complete = pairs.rows.filter { row in
      columns.allSatisfy { run.table.columns[$0.index].double(at: row)?.isFinite ?? false }
    }
    guard complete.count >= Self.fewestRows, columns.count >= 2 else { return }
    let matrix = try CorrelationMatrix(
      columns: columns.map { run.values($0, rows: complete).map { $0! } },
      names: columns.map(\.name), method: pairs.method, level: options.confidence)
    var excluded = [Fact.Exclusion(reason: "failed", count: run.failed.count)]
    if filter != nil, let cold = table.audit.coldStarts {
      excluded.append(Fact.Exclusion(reason: "cold start", count: cold.coldRows.count))
    }
    excluded.append(Fact.Exclusion(reason: "missing", count: pairs.rows.count - complete.count))
    let entity = Fact.Entity(table: run.name, subject: table.groups[0].subject, group: filter)
    for pair in matrix.pairs {
      let (a, b) = (columns[pair.first], columns[pair.second])
      guard isWanted(a, b), pair.coefficient != nil else { continue }
      let test = Fact.SignificanceTest(
        method: pair.test?.description ?? "none", p: pair.pValue, holm: pair.holmPValue,
        benjaminiHochberg: pair.benjaminiHochbergPValue)
      let quantity = Fact.Quantity.number(pair.coefficient.map(Self.withoutRoundingError), .one)
      let method = pairs.method.rawValue
      add(
        FactDraft(
          words: [key, method, a.name, b.name], key: "\(key)/\(method)(\(a.name), \(b.name))",
          topic: .correlation,
          statement: sentence(
            "\(method.capitalized) correlation of \(a.name) and \(b.name)", about: entity,
            quantity, n: pair.n, interval: pair.interval, test: test),
          quantity: quantity, statistic: "\(method)(\(a.name), \(b.name))", entity: entity,
          n: pair.n, excluded: excluded.filter { $0.count > 0 }, interval: pair.interval,
          test: test,
          caveats: caveats(table, a, b, isWarm: filter != nil)
            + [.oneOfManyTests(count: matrix.pairs.count)],
          provenance: Provenance(
            files: [run.file], columns: [a.name, b.name], filter: filter,
            lines: run.lines(complete), method: pairs.method == .pearson ? .pearson : .spearman)))
    }
  }

  /// A coefficient below the error of its own computation is that of a balanced design: 0.
  private static func withoutRoundingError(_ coefficient: Double) -> Double {
    abs(coefficient) < 1e-15 ? 0 : coefficient
  }

  private func caveats(
    _ table: AnalysedTable, _ a: RunColumn, _ b: RunColumn, isWarm: Bool
  ) -> [Caveat] {
    var caveats = table.audit.identities
      .filter { $0.columns.contains(a.name) && $0.columns.contains(b.name) }
      .map { Caveat.partOfIdentity(equation: $0.equation) }
    for column in [a, b] {
      caveats += factorCaveats(table.audit, column.name)
      if let cold = table.audit.coldStarts, !isWarm, column.name == cold.factor,
        isTime(a) || isTime(b)
      {
        caveats.append(.confoundedWithColdStarts(factor: cold.factor, level: cold.level))
      }
    }
    return caveats + Caveat.reading(table.run, [a.name, b.name])
  }
}

/// What the audit says of a factor, whatever it is related to.
public func factorCaveats(_ audit: SweepAudit, _ factor: String) -> [Caveat] {
  audit.findings.compactMap { finding in
    switch finding {
    case .sentinel(let level) where level.factor == factor:
      .sentinelLevel(factor: factor, level: level.level)
    case .confoundedWithOrder(factor, let correlation, _):
      .confoundedWithOrder(factor: factor, correlation: correlation)
    default: nil
    }
  }
}
