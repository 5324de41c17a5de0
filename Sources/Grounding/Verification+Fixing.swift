extension Verification {
  /// One replaced number.
  public struct Change: Sendable, Equatable {
    /// The line of the report, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int
    /// What stood there.
    public var old: String
    /// What stands there now.
    public var new: String
    /// Why.
    public var reason: String

    /// The change in one line.
    public var words: String { "line \(line), column \(column): \(old) is now \(new) (\(reason))" }
  }

  /// The report with the corrections that the data tell, and what was changed. Claims that fail
  /// without a correction stay as they are.
  ///
  /// - Complexity: O(length of the report).
  public var fixed: (markdown: String, changes: [Change]) {
    let source = Array(markdown.utf8)
    var text: [UInt8] = []
    var changes: [Change] = []
    var at = 0
    for claim in claims.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
      guard claim.verdict.isFailure, let correction = claim.correction, claim.span.lowerBound >= at
      else { continue }
      // A unit in the correction takes the place of the one that is written.
      let number = claim.span.lowerBound..<(claim.span.lowerBound + claim.text.utf8.count)
      let isNumberAlone = correction.utf8.allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x2D }
      let span = isNumberAlone ? number : claim.span
      let old = source[span].asText
      text += source[at..<span.lowerBound]
      text += Array(correction.utf8)
      at = span.upperBound
      changes.append(
        Change(
          line: claim.line, column: claim.column, old: old, new: correction,
          reason: claim.verdict.rawValue))
    }
    text += source[at...]
    return (text.asText, changes)
  }

  /// The report's text in parts, those that are claims with their claim, each turned into text.
  ///
  /// - Complexity: O(length of the report).
  public func marked(_ transform: (String, CheckedClaim?) -> String) -> String {
    let source = Array(markdown.utf8)
    var text = ""
    var at = 0
    for claim in claims.sorted(by: { $0.span.lowerBound < $1.span.lowerBound })
    where claim.span.lowerBound >= at {
      text += transform(source[at..<claim.span.lowerBound].asText, nil)
      text += transform(source[claim.span].asText, claim)
      at = claim.span.upperBound
    }
    return text + transform(source[at...].asText, nil)
  }

  /// The report with the verdict behind each claim that fails or needs a remark.
  ///
  /// - Complexity: O(length of the report).
  public var annotated: String {
    let source = Array(markdown.utf8)
    var text: [UInt8] = []
    var at = 0
    for claim in claims.sorted(by: { $0.span.upperBound < $1.span.upperBound }) {
      guard claim.span.upperBound >= at else { continue }
      text += source[at..<claim.span.upperBound]
      at = claim.span.upperBound
      var mark = " [\(claim.verdict.rawValue)"
      if let correction = claim.correction, claim.verdict.isFailure { mark += ": \(correction)" }
      if !claim.flags.isEmpty { mark += "; " + claim.flags.map(\.rawValue).joined(separator: ", ") }
      text += Array("\(mark)]".utf8)
    }
    text += source[at...]
    return text.asText
  }
}
