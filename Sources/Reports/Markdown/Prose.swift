import Benchmarks
import Facts

/// Markdown in which every number comes from a fact: literals may hold no digit, and what is
/// interpolated is a fact, a name from the data as code, or other prose.
struct Prose: ExpressibleByStringInterpolation, Sendable {
  private(set) var markdown: String

  init(stringLiteral text: String) { self.init(checked: text) }

  init(stringInterpolation: StringInterpolation) { markdown = stringInterpolation.markdown }

  private init(checked text: String) {
    Self.requireNoDigit(text)
    markdown = text
  }

  fileprivate static func requireNoDigit(_ text: String) {
    precondition(!hasDigit(text), "a number in a report comes from a fact: \(text)")
  }

  fileprivate static func hasDigit(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.numericType == .decimal }
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markdown = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      markdown.reserveCapacity(literalCapacity)
    }

    mutating func appendLiteral(_ text: String) {
      Prose.requireNoDigit(text)
      markdown += text
    }

    /// The fact's value, as a link to the fact.
    mutating func appendInterpolation(_ fact: Fact) { link(fact.valueText, fact) }

    /// The fact's number without its unit, for tables that name the unit, as a link to the fact.
    mutating func appendInterpolation(number fact: Fact) {
      link(NumberText.significant(fact.value), fact)
    }

    /// The fact's limits without their unit and with the level achieved, as a link to the fact;
    /// nothing where there are none.
    mutating func appendInterpolation(interval fact: Fact) {
      guard let interval = fact.interval else { return }
      let lower = NumberText.significant(interval.lower)
      let upper = NumberText.significant(interval.upper)
      let level = NumberText.percent(interval.level)
      switch (interval.lower, interval.upper) {
      case (_?, _?): link("\(lower) to \(upper) (\(level))", fact)
      case (_?, nil): link("≥ \(lower) (\(level))", fact)
      case (nil, _?): link("≤ \(upper) (\(level))", fact)
      case (nil, nil): break
      }
    }

    /// The fact's whole sentence, as a link to the fact.
    mutating func appendInterpolation(statement fact: Fact) { link(fact.statement, fact) }

    /// The fact's sentence without the name of its table, which the text around it names.
    mutating func appendInterpolation(finding fact: Fact) {
      let prefix = fact.entity.table.map { "\($0): " } ?? ""
      let isNamed = !prefix.isEmpty && fact.statement.hasPrefix(prefix)
      link(isNamed ? String(fact.statement.dropFirst(prefix.count)) : fact.statement, fact)
    }

    /// The fact's value with its number of rows, as a link to the fact.
    mutating func appendInterpolation(withN fact: Fact) {
      link("\(fact.valueText), n = \(fact.n)", fact)
    }

    /// The number of rows of a fact, as a link to the fact.
    mutating func appendInterpolation(n fact: Fact) { link(String(fact.n), fact) }

    /// The fact's p-value adjusted after Holm, or the plain one where there is no family.
    mutating func appendInterpolation(p fact: Fact) {
      link(NumberText.pValue(fact.test?.holm ?? fact.test?.p), fact)
    }

    /// The caveats of a fact that pass, in words, as a link to the fact; nothing where there are
    /// none.
    mutating func appendInterpolation(
      caveats fact: Fact, where isShown: (Caveat) -> Bool = { _ in true }
    ) {
      let texts = fact.caveats.filter(isShown).map(\.text)
      if !texts.isEmpty { link(texts.joined(separator: "; "), fact) }
    }

    /// A text without digits, as a link to the fact that it is about.
    mutating func appendInterpolation(link text: String, to fact: Fact) {
      Prose.requireNoDigit(text)
      link(text, fact)
    }

    /// A name from the data, as code.
    mutating func appendInterpolation(code name: String) { markdown += Markdown.code(name) }

    /// The symbol of a unit; as code where it is not of the usual form.
    mutating func appendInterpolation(unit: Benchmarks.Unit) {
      let symbol = unit.symbol
      markdown += Prose.hasDigit(symbol) ? Markdown.code(symbol) : Markdown.escaped(symbol)
    }

    /// Other prose.
    mutating func appendInterpolation(_ prose: Prose) { markdown += prose.markdown }

    private mutating func link(_ text: String, _ fact: Fact) {
      markdown += "[\(Markdown.escaped(text))](#\(fact.id))"
    }
  }
}

/// Builds a Markdown document from prose.
struct MarkdownBuilder {
  private(set) var text = ""

  mutating func heading(_ level: Int, _ prose: Prose) {
    text += String(repeating: "#", count: level) + " " + prose.markdown + "\n\n"
  }

  mutating func paragraph(_ prose: Prose) { text += prose.markdown + "\n\n" }

  mutating func list(_ items: [Prose]) {
    for item in items { text += "- " + item.markdown + "\n" }
    if !items.isEmpty { text += "\n" }
  }

  /// A table; columns without any content are left out, and those of `texts` aligned to the left.
  mutating func table(_ headers: [Prose], _ rows: [[Prose]], texts: Set<Int> = [0]) {
    guard !rows.isEmpty else { return }
    let shown = headers.indices.filter { i in rows.contains { !$0[i].markdown.isEmpty } }
    text += MarkdownTable.grid(
      headers: shown.map { headers[$0].markdown },
      rows: rows.map { row in shown.map { row[$0].markdown } },
      isNumber: shown.map { !texts.contains($0) })
    text += "\n"
  }

  /// Adds Markdown that was made elsewhere: the appendix, whose rows are the facts themselves.
  mutating func verbatim(_ markdown: String) { text += markdown }
}
