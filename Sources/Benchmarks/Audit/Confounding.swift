import Statistics

/// Factors that can't be told apart from each other or from the order of the runs.
enum Confounding {
  /// From this correlation on, two factors (or a factor and the order) are called confounded.
  static let threshold = 0.9

  static func findings(_ table: RunTable) -> [AuditFinding] {
    let rows = table.succeededRows
    let factors = table.numericFactors.compactMap { factor -> (name: String, values: [Double])? in
      let values = table.values(factor, rows: rows).compactMap { $0 }
      return values.count == rows.count ? (factor.name, values) : nil
    }
    guard rows.count >= 3 else { return [] }
    var findings: [AuditFinding] = []
    for (i, a) in factors.enumerated() {
      for b in factors[(i + 1)...] {
        guard let r = coefficient(a.values, b.values, .pearson), abs(r) >= threshold else {
          continue
        }
        findings.append(
          .confoundedFactors(first: a.name, second: b.name, correlation: r, n: rows.count))
      }
    }
    for factor in factors {
      let order = rows.map { Double($0) }
      guard let r = coefficient(factor.values, order, .spearman), abs(r) >= threshold else {
        continue
      }
      findings.append(.confoundedWithOrder(factor: factor.name, correlation: r, n: rows.count))
    }
    return findings
  }

  private static func coefficient(
    _ a: [Double], _ b: [Double], _ method: CorrelationMethod
  ) -> Double? {
    (try? correlation(a, b, method: method))?.coefficient
  }
}
