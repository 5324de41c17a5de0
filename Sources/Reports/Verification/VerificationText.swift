import Facts
import Grounding

extension Verification {
  /// The verification for a terminal: what fails with what should stand there, what can't be checked,
  /// statements of rank and direction, and a count of each verdict.
  public func text(style: TextStyle = .plain) -> String {
    var result = style.header("\(oneLine(name)): \(summaryLine)") + "\n"
    for claim in claims where claim.verdict.isFailure { result += line(claim, style) }
    for claim in claims where !claim.verdict.isFailure && !claim.flags.isEmpty {
      result += line(claim, style)
    }
    for statement in qualitative {
      result +=
        "\(oneLine(name)):\(statement.line):\(statement.column): \(statement.outcome.rawValue): "
        + "\(oneLine(String(statement.text.prefix(100)))): \(oneLine(statement.evidence))\n"
    }
    let counts = Verdict.allCases.compactMap { verdict -> String? in
      let count = claims.count { $0.verdict == verdict }
      return count > 0 ? "\(verdict.rawValue) \(count)" : nil
    }
    result += "verdicts: \(counts.joined(separator: ", ")); numbers that claim nothing: "
    return result + "\(notClaims.count)\n"
  }

  /// How many claims stand, fail and can't be checked.
  public var summaryLine: String {
    let failed = failures.count
    let unchecked = claims.count { $0.verdict == .notCheckable }
    return
      "\(claims.count) claims, \(claims.count - failed - unchecked) supported, \(failed) failed, "
      + "\(unchecked) not checkable"
  }

  private func line(_ claim: CheckedClaim, _ style: TextStyle) -> String {
    var words = "\(oneLine(name)):\(claim.line):\(claim.column): "
    words += claim.verdict.isFailure ? style.note(claim.verdict.rawValue) : claim.verdict.rawValue
    if !claim.flags.isEmpty {
      words += " (" + claim.flags.map(\.rawValue).joined(separator: ", ") + ")"
    }
    words += ": \(claim.written): \(oneLine(claim.evidence.inWords))"
    if let correction = claim.correction, claim.verdict.isFailure {
      words += "; correct is \(oneLine(correction))"
    }
    return words + "\n"
  }
}

extension CheckedClaim {
  /// Number and unit.
  var written: String {
    oneLine(text) + (unit.map { $0 == "%" ? " %" : " \($0)" }.map(oneLine) ?? "")
  }
}

extension Evidence {
  /// File, key, rows and computation in one line.
  var inWords: String {
    let place = [file, rows].compactMap { $0 }.joined(separator: ", ")
    return place.isEmpty ? computation : "\(computation) (\(place))"
  }
}
