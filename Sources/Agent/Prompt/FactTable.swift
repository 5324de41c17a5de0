import Benchmarks
import Facts

/// What a model sees of facts: a table of names, meanings, values, units and caveats.
public struct FactTable: Sendable {
  /// The facts shown, in order.
  public let facts: [Fact]
  /// The table, a line for each fact under a line of headings.
  public let text: String

  /// The first of `candidates` that have room within `tokens`.
  ///
  /// - Parameter most: How many at most.
  public init(_ candidates: some Sequence<Fact>, tokens: Int, most: Int = .max) {
    let heading = "name | meaning | value | unit | caveat"
    var left = tokens - TokenEstimate.tokens(heading)
    var facts: [Fact] = []
    var lines = [heading]
    for fact in candidates where facts.count < most {
      let line = Self.line(fact)
      let cost = TokenEstimate.tokens(line) + 1
      // A long line leaves room for shorter ones behind it.
      guard cost <= left else { continue }
      left -= cost
      facts.append(fact)
      lines.append(line)
    }
    self.facts = facts
    text = lines.joined(separator: "\n")
  }

  /// The first pairs of `candidates`, two in a row, that have room within `tokens`.
  init(pairsIn candidates: [Fact], tokens: Int) {
    var left = tokens
    var chosen: [Fact] = []
    for i in stride(from: 0, to: candidates.count - 1, by: 2) where chosen.count < 8 {
      let pair = [candidates[i], candidates[i + 1]]
      let cost = pair.reduce(2) { $0 + TokenEstimate.tokens(Self.line($1)) }
      guard cost <= left else { continue }
      left -= cost
      chosen += pair
    }
    self.init(chosen, tokens: .max)
  }

  /// One fact. What comes from the data stands in quotes.
  static func line(_ fact: Fact) -> String {
    let (value, unit): (String, String) =
      switch fact.quantity {
      case .number(let value, let unit):
        (NumberText.significant(value), unit == .one || unit == .count ? "" : symbol(unit))
      case .time(let time): (NumberText.time(time), "time")
      case .text(let text): (QuotedText.quoted(text), "")
      }
    let caveat = fact.caveats.first.map { QuotedText.quoted($0.text, longest: 40) } ?? ""
    return [fact.id, meaning(fact), value, unit, caveat].joined(separator: " | ")
  }

  /// A unit's symbol, which a configuration beside the data may have named.
  private static func symbol(_ unit: Benchmarks.Unit) -> String {
    let symbol = unit.symbol
    let quoted = QuotedText.quoted(symbol, longest: 12)
    return quoted == "\"\(symbol)\"" && !symbol.contains(" ") ? symbol : quoted
  }

  /// What the fact is, without its value: the statement up to the value, or the whole of a finding.
  private static func meaning(_ fact: Fact) -> String {
    let statement = fact.statement
    guard statement.utf8.count < 4000,
      let end = statement.firstRange(of: ": " + fact.valueText)?.lowerBound
    else {
      return QuotedText.quoted(statement, longest: 90)
    }
    return QuotedText.quoted(String(statement[..<end]), longest: 90)
  }
}

/// How many tokens a text is, without asking a model.
enum TokenEstimate {
  /// A number of tokens that text seldom exceeds: names with underscores and digits are cut into
  /// pieces of two or three letters, words into one.
  static func tokens(_ text: String) -> Int {
    var tokens = 0
    var letters = 0
    for byte in text.utf8 {
      let small = byte | 0x20
      if small >= UInt8(ascii: "a"), small <= UInt8(ascii: "z") {
        letters += 1
        // A new piece after every fifth letter.
        if letters % 5 == 1 { tokens += 1 }
      } else {
        letters = 0
        if byte != UInt8(ascii: " ") { tokens += 1 }
      }
    }
    return tokens
  }
}
