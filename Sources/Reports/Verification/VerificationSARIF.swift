import Facts
import Grounding
import Tables

extension VerificationDocument {
  /// SARIF 2.1.0: a result for each claim that fails and each statement that the facts contradict,
  /// for code hosts that show such results beside the text.
  public var sarif: String {
    let rules = Verdict.allCases.filter(\.isFailure).map(\.rawValue) + ["statementContradicted"]
    let results = reports.flatMap { verification in
      verification.failures.map { Self.result($0, verification.name) }
        + verification.qualitative.filter { $0.outcome == .contradicted }.map {
          Self.result(
            "statementContradicted", "\($0.text): \($0.evidence)", verification.name, $0.line,
            $0.column, 0)
        }
    }
    return JSONWriter.text(
      .object([
        ("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
        ("version", .string("2.1.0")),
        (
          "runs",
          .array([
            .object([
              (
                "tool",
                .object([
                  (
                    "driver",
                    .object([
                      ("name", .string("bench-stats")),
                      ("version", .string(FactSheet.softwareVersion)),
                      ("rules", .array(rules.map { .object([("id", .string($0))]) })),
                    ])
                  )
                ])
              ),
              ("columnKind", .string("unicodeCodePoints")), ("results", .array(results)),
            ])
          ])
        ),
      ]))
  }

  private static func result(_ claim: CheckedClaim, _ name: String) -> JSONValue {
    var words = "\(claim.written): \(claim.evidence.inWords)"
    if let correction = claim.correction { words += "; correct is \(correction)" }
    return result(
      claim.verdict.rawValue, words, name, claim.line, claim.column,
      claim.text.unicodeScalars.count)
  }

  private static func result(
    _ rule: String, _ words: String, _ name: String, _ line: Int, _ column: Int, _ length: Int
  ) -> JSONValue {
    var region: [(String, JSONValue)] = [
      ("startLine", .count(line)), ("startColumn", .count(column)),
    ]
    if length > 0 { region.append(("endColumn", .count(column + length))) }
    return .object([
      ("ruleId", .string(rule)), ("level", .string("error")),
      ("message", .object([("text", .string(words))])),
      (
        "locations",
        .array([
          .object([
            (
              "physicalLocation",
              .object([
                ("artifactLocation", .object([("uri", .string(uri(name)))])),
                ("region", .object(region)),
              ])
            )
          ])
        ])
      ),
    ])
  }

  /// A path as a URI: what is no plain character in percents.
  private static func uri(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in path.utf8 {
      let plain =
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || Set("-._~/".utf8).contains(byte)
      result +=
        plain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: result, as: UTF8.self)
  }
}
