import Facts
import Tables

extension ResultDocument {
  /// The facts of a sheet; as JSON after the published schema of facts.
  public init(_ sheet: FactSheet) {
    let facts = sheet.facts
    let table = OutputTable(
      headers: ["id", "statement"],
      rows: facts.map { fact in
        let caveats = fact.caveats.map { " [\($0.text)]" }.joined()
        return [.label(fact.id), .label(fact.statement + caveats)]
      })
    let full = OutputTable(
      headers: ["id", "key", "value", "unit", "n", "lower", "upper", "statement", "caveats"],
      rows: facts.map { fact in
        let unit: String? =
          if case .number(_, let unit) = fact.quantity { unit.symbol } else { nil }
        let value: OutputCell =
          if case .number(let value, _) = fact.quantity { .number(value) } else {
            .label(fact.valueText)
          }
        return [
          .label(fact.id), .label(fact.key), value, .label(unit), .count(fact.n),
          .number(fact.interval?.lower), .number(fact.interval?.upper), .label(fact.statement),
          .label(fact.caveats.map(\.text).joined(separator: "; ")),
        ]
      })
    let findings = facts.contains { $0.topic == .audit }
    self.init(
      kind: "facts", members: [], tables: [table], csvTable: full, notes: [], hasFindings: findings)
  }
}
