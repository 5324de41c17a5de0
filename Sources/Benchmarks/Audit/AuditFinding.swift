import Statistics

/// What the audit of a table of runs can find: each finding with its numbers.
public enum AuditFinding: Sendable, Equatable {
  /// One column follows from others.
  case identity(Identity)
  /// Products, ratios and rounded sums were not sought among so many complete columns, which are more
  /// than ``Identity/mostTried``.
  case identitiesNotSought(columns: Int)
  /// A column with one value only, in `n` rows.
  case constant(column: String, value: String, n: Int)
  /// Two factors that vary together: the correlation of their values; 1 or -1 is aliasing.
  case confoundedFactors(first: String, second: String, correlation: Double, n: Int)
  /// A factor whose values follow the order of the runs: the rank correlation with it.
  case confoundedWithOrder(factor: String, correlation: Double, n: Int)
  /// A level of a factor that carries the cold starts.
  case coldStarts(ColdStarts)
  /// A level far off the others: not a point of the same scale.
  case sentinel(SentinelLevel)
  /// How the runs fill the cells of the factors' levels.
  case cells(CellCounts)
  /// A percentile that the `n` runs of the table can't bound from above; of a table about several
  /// things, those of the smallest group.
  case tooFewForPercentile(probability: Double, n: Int, needed: Int)
  /// Rows that are equal in every column.
  case duplicateRows(count: Int, firstLine: Int?, secondLine: Int?)
  /// Runs that failed.
  case failedRuns(count: Int, total: Int)
}

/// The audit of one table of runs.
public struct SweepAudit: Sendable {
  /// The findings, in the order of ``AuditFinding``'s cases.
  public let findings: [AuditFinding]

  /// The level of the one-sided limits for which the runs are counted.
  public static let confidence = 0.95
  /// The percentiles whose upper limits are looked at.
  public static let percentiles = [0.9, 0.95, 0.99]

  /// Audits a table of runs; failed runs are left out, but count as runs in the order.
  ///
  /// - Complexity: that of ``Identity/search(_:)``, and O(rows × columns) for the rest.
  public init(_ table: RunTable) {
    let rows = table.succeededRows
    let factors = table.numericFactors
    var findings: [AuditFinding] = []
    let candidates = Identity.candidates(table)
    findings += Identity.search(candidates).map { .identity($0) }
    if candidates.count > Identity.mostTried {
      findings.append(.identitiesNotSought(columns: candidates.count))
    }
    findings += Self.constants(table)
    findings += Confounding.findings(table)
    if let cold = ColdStarts(table) { findings.append(.coldStarts(cold)) }
    findings += factors.compactMap { factor in
      SentinelLevel(factor: factor.name, values: table.values(factor, rows: rows).compactMap { $0 })
        .map { .sentinel($0) }
    }
    if let cells = CellCounts(table) { findings.append(.cells(cells)) }
    if table.holdsRuns {
      findings += Self.shortfalls(n: table.groupsOfSucceededRows.values.map(\.count).min() ?? 0)
    }
    findings += Self.duplicateRows(table)
    if !table.failed.isEmpty {
      findings.append(.failedRuns(count: table.failed.count, total: table.table.rowCount))
    }
    self.findings = findings
  }

  /// The identities among the findings.
  public var identities: [Identity] {
    findings.compactMap { if case .identity(let identity) = $0 { identity } else { nil } }
  }

  /// The cold starts; nil where none were found.
  public var coldStarts: ColdStarts? {
    findings.lazy.compactMap { if case .coldStarts(let cold) = $0 { cold } else { nil } }.first
  }

  /// The sentinel levels.
  public var sentinels: [SentinelLevel] {
    findings.compactMap { if case .sentinel(let level) = $0 { level } else { nil } }
  }

  /// How the runs fill the cells; nil where there are no factors.
  public var cells: CellCounts? {
    findings.lazy.compactMap { if case .cells(let cells) = $0 { cells } else { nil } }.first
  }

  private static func constants(_ table: RunTable) -> [AuditFinding] {
    let rows = table.succeededRows
    guard rows.count > 1 else { return [] }
    return table.columns.compactMap { column in
      let data = table.table.columns[column.index]
      guard column.meaning.role == .metric || column.meaning.role == .factor,
        let first = data.text(at: rows[0]),
        rows.allSatisfy({ data.text(at: $0) == first })
      else { return nil }
      return .constant(column: column.name, value: first, n: rows.count)
    }
  }

  private static func shortfalls(n: Int) -> [AuditFinding] {
    percentiles.compactMap { probability in
      let needed = try? runsNeeded(toBoundPercentile: probability, confidence: confidence)
      guard let needed, n < needed, n > 0 else { return nil }
      return .tooFewForPercentile(probability: probability, n: n, needed: needed)
    }
  }

  private static func duplicateRows(_ table: RunTable) -> [AuditFinding] {
    var first: [[String?]: Int] = [:]
    var pair: (Int, Int)?
    var count = 0
    for row in table.succeededRows {
      let cells = table.table.columns.map { $0.text(at: row) }
      if let earlier = first[cells] {
        count += 1
        pair = pair ?? (earlier, row)
      } else {
        first[cells] = row
      }
    }
    guard let pair else { return [] }
    return [
      .duplicateRows(
        count: count, firstLine: table.table.line(ofRow: pair.0),
        secondLine: table.table.line(ofRow: pair.1))
    ]
  }
}
