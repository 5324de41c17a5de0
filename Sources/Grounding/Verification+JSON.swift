import Tables

extension Verification {
  /// The name of the published schema, `docs/schemas/verification-1.schema.json`.
  public static let schema = "bench-stats/verification/1"

  /// The verification as JSON after the published schema.
  ///
  /// - Complexity: O(claims).
  public var json: JSONValue {
    .object([
      ("schema", .string(Self.schema)), ("report", .string(name)),
      (
        "summary",
        .object([
          ("claims", .count(claims.count)), ("failed", .count(failures.count)),
          ("notCheckable", .count(claims.count { $0.verdict == .notCheckable })),
          (
            "verdicts",
            .object(
              Verdict.allCases.compactMap { verdict in
                let count = claims.count { $0.verdict == verdict }
                return count > 0 ? (verdict.rawValue, .count(count)) : nil
              })
          ),
        ])
      ),
      ("claims", .array(claims.map(\.json))),
      (
        "notClaims",
        .array(
          notClaims.map {
            .object([
              ("line", .count($0.line)), ("column", .count($0.column)), ("text", .string($0.text)),
              ("reason", .string($0.reason.rawValue)),
            ])
          })
      ),
      (
        "qualitative",
        .array(
          qualitative.map {
            .object([
              ("line", .count($0.line)), ("column", .count($0.column)), ("text", .string($0.text)),
              ("outcome", .string($0.outcome.rawValue)), ("evidence", .string($0.evidence)),
            ])
          })
      ),
    ])
  }
}

extension CheckedClaim {
  var json: JSONValue {
    .object([
      ("line", .count(line)), ("column", .count(column)), ("text", .string(text)),
      ("value", .number(value)), ("unit", .text(unit)), ("verdict", .string(verdict.rawValue)),
      ("flags", .array(flags.map { .string($0.rawValue) })), ("fact", .text(fact)),
      (
        "evidence",
        .object([
          ("file", .text(evidence.file)), ("key", .text(evidence.key)),
          ("rows", .text(evidence.rows)), ("computation", .string(evidence.computation)),
        ])
      ),
      ("correction", .text(correction)), ("confidence", .number(confidence)),
      ("quantity", .text(quantity)), ("statistic", .text(statistic)),
      ("entities", .array(entities.map { .string($0) })),
    ])
  }
}
