import Facts
import Tables

/// The forms that an answer is held to. Words are of plain letters and a few marks: a class such as
/// `[^0-9]` would let the digits of other scripts through.
enum OutputForm {
  /// The words that a comparison may use.
  static let comparing = ["higher than", "lower than", "similar to"]

  /// JSON: sentences, each a fact's name and the words before it, or two facts and a comparison. Each
  /// sentence chooses among facts of its own, so that none is told twice.
  static func schema(_ facts: [Fact], _ pairs: [(Fact, Fact)], count: Int) -> JSONValue {
    object(
      groups(pairs.isEmpty ? facts.count : pairs.count, count).enumerated().map { i, group in
        (
          "sentence_" + letter(i),
          object(
            pairs.isEmpty
              ? [("fact", names(group.map { facts[$0] })), ("words", words)]
              : [
                ("fact", names(group.map { pairs[$0].0 })),
                ("is", .object([("type", .string("string")), ("enum", strings(comparing))])),
                ("other", names(group.map { pairs[$0].1 })),
              ])
        )
      })
  }

  /// Indices dealt out in turn to at most `count` groups, none of which is empty.
  private static func groups(_ total: Int, _ count: Int) -> [[Int]] {
    let count = max(1, min(count, total))
    return (0..<count).map { start in Array(stride(from: start, to: total, by: count)) }
  }

  private static func letter(_ i: Int) -> String {
    String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(i % 26)))
  }

  /// GBNF: a sentence a line, with the same parts.
  static func grammar(_ facts: [Fact], _ pairs: [(Fact, Fact)], count: Int) -> String {
    let names = facts.map { "\"\($0.id)\"" }.joined(separator: " | ")
    let sentence =
      pairs.isEmpty
      ? #"[A-Z] [A-Za-z_ ,'-]{8,70} "{{" name "}}" "." "\n""#
      : #""{{" name "}} is " ("higher than" | "lower than" | "similar to") " {{" name "}}.\n""#
    return """
      root ::= sentence{1,\(count)}
      sentence ::= \(sentence)
      name ::= \(names)
      """
  }

  private static let words = JSONValue.object([
    ("type", .string("string")), ("pattern", .string("^[A-Z][A-Za-z_ ,'-]{8,70}$")),
  ])

  private static func names(_ facts: [Fact]) -> JSONValue {
    var seen: Set<String> = []
    let distinct = facts.map(\.id).filter { seen.insert($0).inserted }
    return .object([("type", .string("string")), ("enum", strings(distinct))])
  }

  private static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  private static func object(_ properties: [(String, JSONValue)]) -> JSONValue {
    .object([
      ("type", .string("object")), ("properties", .object(properties)),
      ("required", strings(properties.map(\.0))), ("additionalProperties", .boolean(false)),
    ])
  }
}

/// Finds the sentences in an answer, whatever its form came to.
enum AnswerReader {
  /// The sentences, in order; of JSON that breaks off the members that are whole.
  ///
  /// - Complexity: O(n).
  static func sentences(_ text: String, count: Int) -> [DraftSentence] {
    let isJSON = text.first { !$0.isWhitespace }.map { "{[`".contains($0) } ?? false
    let found = isJSON ? fromJSON(text) : []
    let all = isJSON && text.contains("\"") ? found : fromText(text)
    return Array(all.prefix(count))
  }

  /// The innermost objects of a JSON text, each parsed by itself.
  private static func fromJSON(_ text: String) -> [DraftSentence] {
    var result: [DraftSentence] = []
    var start: String.UTF8View.Index?
    var isInString = false
    var isEscaped = false
    let bytes = text.utf8
    for i in bytes.indices {
      let byte = bytes[i]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"): start = i
      case UInt8(ascii: "}"):
        if let from = start { sentence(bytes[from...i]).map { result.append($0) } }
        start = nil
      default: break
      }
    }
    return result
  }

  private static func sentence(_ bytes: Substring.UTF8View) -> DraftSentence? {
    guard let value = try? JSONReader.parse(Array(bytes), file: "answer"),
      let fact = value["fact"]?.string
    else { return nil }
    if let comparing = value["is"]?.string, let other = value["other"]?.string {
      return DraftSentence("{{\(fact)}} is \(comparing) {{\(other)}}.")
    }
    guard var words = value["words"]?.string else { return nil }
    if words.contains("{{") { return DraftSentence(words) }
    while let last = words.last, last.isWhitespace || ".:,;-".contains(last) { words.removeLast() }
    let last = words.split(separator: " ").last.map(String.init) ?? ""
    return DraftSentence("\(words)\(leading.contains(last) ? "" : ":") {{\(fact)}}.")
  }

  /// Words after which a fact's own words follow without a colon.
  private static let leading: Set<String> = [
    "is", "are", "was", "were", "by", "of", "in", "with", "at", "from", "on", "to", "as", "shows",
    "see", "and", "the",
  ]

  /// A sentence a line; lines that end within a sentence go on in the next one.
  private static func fromText(_ text: String) -> [DraftSentence] {
    text.split(separator: "\n").flatMap { line -> [DraftSentence] in
      var sentences: [String] = []
      var sentence = ""
      var depth = 0
      let characters = Array(line)
      for (i, character) in characters.enumerated() {
        sentence.append(character)
        if character == "{" { depth += 1 }
        if character == "}" { depth = max(0, depth - 1) }
        let isEnd =
          ".!?".contains(character)
          && (i + 1 == characters.count || characters[i + 1].isWhitespace)
        // The counter of a list ends no sentence.
        if depth == 0, isEnd, sentence.count > 4 {
          sentences.append(sentence)
          sentence = ""
        }
      }
      return (sentences + [sentence]).filter { $0.contains { $0.isLetter } }.map {
        DraftSentence($0)
      }
    }
  }
}
