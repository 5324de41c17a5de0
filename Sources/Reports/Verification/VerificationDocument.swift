import Grounding
import Tables

/// The verification of one or several reports in the forms for machines and for reading.
public struct VerificationDocument: Sendable {
  let reports: [Verification]

  /// The verifications of some reports, in their order.
  public init(_ verifications: [Verification]) { reports = verifications }

  /// One report as `bench-stats/verification/1`; several as `bench-stats/verifications/1` with a
  /// member `reports`.
  public var json: String {
    if reports.count == 1 { return JSONWriter.text(reports[0].json) }
    return JSONWriter.text(
      .object([
        ("schema", .string("bench-stats/verifications/1")),
        ("reports", .array(reports.map(\.json))),
      ]))
  }

  /// A table of claims and one of statements for each report.
  public var markdown: String {
    reports.map { verification in
      var text = "# Verification of \(Markdown.code(verification.name))\n\n"
      text += "\(Markdown.escaped(verification.summaryLine)).\n\n"
      text += verification.claimTable
      if !verification.qualitative.isEmpty {
        text += "\n## Statements of rank and direction\n\n" + verification.statementTable
      }
      return text
    }.joined(separator: "\n")
  }
}

extension Verification {
  /// The claims as a table in GitHub's Markdown.
  var claimTable: String {
    MarkdownTable.grid(
      headers: ["Line", "Claim", "Verdict", "Evidence", "Correction"],
      rows: claims.map { claim in
        [
          "\(claim.line):\(claim.column)", Markdown.escaped(claim.written),
          Markdown.escaped(
            ([claim.verdict.rawValue] + claim.flags.map(\.rawValue)).joined(separator: ", ")),
          Markdown.escaped(claim.evidence.inWords), Markdown.escaped(claim.correction ?? ""),
        ]
      }, isNumber: [true, true, false, false, false])
  }

  var statementTable: String {
    MarkdownTable.grid(
      headers: ["Line", "Statement", "Outcome", "Evidence"],
      rows: qualitative.map { statement in
        [
          "\(statement.line):\(statement.column)", Markdown.escaped(statement.text),
          statement.outcome.rawValue, Markdown.escaped(statement.evidence),
        ]
      }, isNumber: [true, false, false, false])
  }
}
