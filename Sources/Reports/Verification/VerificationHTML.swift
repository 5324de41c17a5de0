import Grounding

extension VerificationDocument {
  /// One page without anything from elsewhere: the verdicts, and the report's text with each claim
  /// marked.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <title>Verification</title>
    <style>
    body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
    table { border-collapse: collapse; width: 100% }
    td, th { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: left; vertical-align: top }
    pre { white-space: pre-wrap; overflow-wrap: anywhere }
    mark.fails { background: #ffd6d6 } mark.passes { background: #d9f2d9 }
    mark.unchecked { background: #eee }
    @media (prefers-color-scheme: dark) {
      body { background: #111; color: #ddd }
      mark { color: inherit } mark.fails { background: #6b1d1d } mark.passes { background: #1d4d1d }
      mark.unchecked { background: #444 }
    }
    </style>
    </head>
    <body>
    \(reports.map(Self.section).joined(separator: "\n"))
    </body>
    </html>

    """
  }

  private static func section(_ verification: Verification) -> String {
    var text = "<h1>\(HTMLText.escaped(verification.name))</h1>\n"
    text += "<p>\(HTMLText.escaped(verification.summaryLine))</p>\n<table>\n<tr>"
    for header in ["Line", "Claim", "Verdict", "Evidence", "Correction"] {
      text += "<th>\(header)</th>"
    }
    text += "</tr>\n"
    for claim in verification.claims {
      let verdict = ([claim.verdict.rawValue] + claim.flags.map(\.rawValue)).joined(separator: ", ")
      let cells = [
        "\(claim.line):\(claim.column)", claim.written, verdict, claim.evidence.inWords,
        claim.correction ?? "",
      ]
      text += "<tr>" + cells.map { "<td>\(HTMLText.escaped($0))</td>" }.joined() + "</tr>\n"
    }
    text += "</table>\n"
    for statement in verification.qualitative {
      text += "<p>\(statement.line): \(HTMLText.escaped(statement.text)): "
      text += "\(statement.outcome.rawValue), \(HTMLText.escaped(statement.evidence))</p>\n"
    }
    let marked = verification.marked { part, claim in
      guard let claim else { return HTMLText.escaped(part) }
      let kind =
        claim.verdict.isFailure ? "fails" : claim.verdict.isPass ? "passes" : "unchecked"
      return "<mark class=\"\(kind)\" title=\"\(HTMLText.escaped(claim.verdict.rawValue))\">"
        + HTMLText.escaped(part) + "</mark>"
    }
    return text + "<pre>\(marked)</pre>\n"
  }
}

/// Text from reports made harmless within HTML.
enum HTMLText {
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default:
        // Control characters and those that turn the direction of writing are shown, not obeyed.
        switch scalar.properties.generalCategory {
        case .control, .format: result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
