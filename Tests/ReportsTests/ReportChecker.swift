import Facts
import Foundation

/// Holds a report against the facts by rules of its own, apart from what wrote it: outside of code
/// spans, comments and the appendix every digit stands in a link whose target is an anchor and a
/// fact, and whose text is one of the ways to say that fact.
struct ReportChecker {
  private(set) var violations: [String] = []
  private(set) var linkCount = 0

  init(_ report: String, _ sheet: FactSheet) {
    let anchors = Set(report.matches(of: /<a id="([^"]*)"><\/a>/).map { String($0.1) })
    for line in Self.withoutCode(Self.withoutAppendix(report)).split(separator: "\n") {
      let line = line.replacing(/<!--.*?-->|<a id="[^"]*"><\/a>/, with: "")
      let link = /\[((?:\\.|[^\[\]\\])*)\]\(#([^)\s]*)\)/
      if Self.hasDigit(line.replacing(link, with: "")) {
        violations.append("a number outside of links: \(line)")
      }
      for match in line.matches(of: link) {
        linkCount += 1
        let id = String(match.2)
        if !anchors.contains(id) { violations.append("no anchor: \(id)") }
        guard let fact = sheet[id: id] else {
          violations.append("no fact: \(id)")
          continue
        }
        let text = String(match.1.replacing(/\\(.)/) { $0.1 })
        if !Self.says(text, fact) { violations.append("\(id) does not say: \(text)") }
      }
    }
  }

  /// The report without the section between the headings of the appendix and the next one.
  private static func withoutAppendix(_ report: String) -> String {
    guard let start = report.range(of: "\n## Appendix\n") else { return report }
    let rest = report[start.upperBound...]
    let end = rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex
    return String(report[..<start.lowerBound] + rest[end...])
  }

  /// The text without code spans: runs of backticks up to the next run of the same length on a line.
  static func withoutCode(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var rest = line
      var result = ""
      while let tick = rest.firstIndex(where: { $0 == "`" || $0 == "\\" }) {
        result += rest[..<tick]
        rest = rest[tick...]
        if rest.first == "\\" {
          result += rest.prefix(2)
          rest = rest.dropFirst(2)
          continue
        }
        let fence = rest.prefix { $0 == "`" }
        rest = rest.dropFirst(fence.count)
        let close = rest.ranges(of: /`+/).first { rest[$0].count == fence.count }
        if let close { rest = rest[close.upperBound...] } else { result += fence }
      }
      return result + rest
    }.joined(separator: "\n")
  }

  /// Whether a text has a digit of any script; the ² of a name is none.
  private static func hasDigit(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { $0.properties.generalCategory == .decimalNumber }
  }

  /// Whether a text is one of the ways to say a fact.
  private static func says(_ text: String, _ fact: Fact) -> Bool {
    if !hasDigit(text) { return true }
    let table = fact.entity.table.map { "\($0): " } ?? ""
    var ways: Set = [
      fact.statement, fact.valueText, String(fact.n), "\(fact.valueText), n = \(fact.n)",
      NumberText.pValue(fact.test?.holm ?? fact.test?.p), NumberText.significant(fact.value),
    ]
    if fact.statement.hasPrefix(table) {
      ways.insert(String(fact.statement.dropFirst(table.count)))
    }
    if let interval = fact.interval {
      let (lower, upper) = (interval.lower, interval.upper)
      let level = " (\(NumberText.percent(interval.level)))"
      ways.insert("≥ " + NumberText.significant(lower) + level)
      ways.insert("≤ " + NumberText.significant(upper) + level)
      ways.insert(NumberText.significant(lower) + " to " + NumberText.significant(upper) + level)
    }
    // Some of the caveats, in their order.
    let caveats = fact.caveats.map(\.text)
    for choice in 0..<(1 << min(caveats.count, 10)) {
      let chosen = caveats.indices.filter { choice >> $0 & 1 == 1 }.map { caveats[$0] }
      ways.insert(chosen.joined(separator: "; "))
    }
    return ways.contains(text)
  }
}
