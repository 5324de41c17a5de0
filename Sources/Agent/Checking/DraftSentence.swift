/// A sentence as a model wrote it: words and references to facts, `{{ttft_tail}}`.
public struct DraftSentence: Sendable, Equatable {
  /// A part of a sentence.
  public enum Part: Sendable, Equatable {
    /// Words of the model's.
    case words(String)
    /// The name of a fact.
    case reference(String)
  }

  /// The parts, in order.
  public var parts: [Part]
  /// The text as it came.
  public var text: String

  /// Takes a text apart. Typographic quotes and dashes become plain ones, and the marks of lists and
  /// of emphasis go.
  ///
  /// - Complexity: O(n).
  public init(_ text: String) {
    self.text = text
    var parts: [Part] = []
    var rest = Self.plain(text)[...]
    func add(_ words: Substring, _ parts: inout [Part]) {
      if words.contains(where: { !$0.isWhitespace }) { parts.append(.words(String(words))) }
    }
    while let open = rest.firstRange(of: "{{") {
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { break }
      add(rest[..<open.lowerBound], &parts)
      let name = rest[open.upperBound..<close.lowerBound].filter { !$0.isWhitespace }
      parts.append(.reference(name))
      rest = rest[close.upperBound...]
    }
    add(rest, &parts)
    self.parts = parts
  }

  /// The names of the facts that it refers to, in order.
  public var references: [String] {
    parts.compactMap { if case .reference(let name) = $0 { name } else { nil } }
  }

  /// The words, without the references.
  var words: String {
    parts.map { if case .words(let words) = $0 { words } else { "" } }.joined(separator: " ")
  }

  private static func plain(_ text: String) -> String {
    var result = ""
    var isBlank = true
    for scalar in text.unicodeScalars {
      switch scalar {
      case "’", "‘": result += "'"
      case "“", "”": result += "\""
      case "–", "—", "−": result += " - "
      case "\u{A0}", "\n", "\r", "\t": result += " "
      case "*", "`", "#": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    // The mark of a list, or its counter.
    var start = result[...]
    while isBlank, let first = start.first {
      if first.isWhitespace || first == "-" || first == "+" {
        start.removeFirst()
      } else {
        isBlank = false
      }
    }
    let counter = start.prefix { $0.isASCII && $0.isNumber }
    if !counter.isEmpty, counter.count < 3, let mark = start.dropFirst(counter.count).first,
      mark == "." || mark == ")", start.dropFirst(counter.count + 1).first?.isWhitespace == true
    {
      start = start.dropFirst(counter.count + 2)
    }
    return String(start).replacing("  ", with: " ")
  }
}
