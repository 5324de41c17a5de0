import Facts
import Tables

/// The forms that an answer is held to. Words are of plain letters and a few marks: a class such as
/// `[^0-9]` would let the digits of other scripts through.
enum OutputForm {
  /// The words that a comparison may use.
  static let comparing = ["higher than", "lower than", "similar to"]

  /// JSON: sentences, each a fact's name and the words before it, or two facts and a comparison. Each
  /// sentence chooses among facts of its own, so that none is told twice; what compares has its first
  /// fact given, for of two free choices one may be the other, or of another kind.
  static func schema(_ facts: [Fact], _ pairs: [(Fact, Fact)], count: Int) -> JSONValue {
    let sentences =
      pairs.isEmpty
      ? groups(facts.count, count).map { group in
        object([("fact", names(group.map { facts[$0] })), ("words", words)])
      }
      : comparisons(pairs).prefix(count).map { first, others in
        object([
          ("fact", names([first])),
          ("is", .object([("type", .string("string")), ("enum", strings(comparing))])),
          ("other", names(others)),
        ])
      }
    return object(sentences.enumerated().map { ("sentence_" + letter($0), $1) })
  }

  /// The first facts of pairs, each with those that it is paired with.
  private static func comparisons(_ pairs: [(Fact, Fact)]) -> [(first: Fact, others: [Fact])] {
    var result: [(first: Fact, others: [Fact])] = []
    for (first, other) in pairs {
      if let i = result.firstIndex(where: { $0.first.id == first.id }) {
        result[i].others.append(other)
      } else {
        result.append((first, [other]))
      }
    }
    return result
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
    func choice(_ facts: [Fact]) -> String {
      facts.map { "\"\($0.id)\"" }.joined(separator: " | ")
    }
    guard !pairs.isEmpty else {
      return """
        root ::= sentence{1,\(count)}
        sentence ::= [A-Z] [A-Za-z_ ,'-]{8,70} "{{" name "}}" "." "\\n"
        name ::= \(choice(facts))
        """
    }
    let compared = comparing.map { "\"\($0)\"" }.joined(separator: " | ")
    let sentences = comparisons(pairs).map { first, others in
      "\"{{\(first.id)}} is \" comparing \" {{\" (\(choice(others))) \"}}.\\n\""
    }
    return """
      root ::= sentence{1,\(count)}
      sentence ::= \(sentences.joined(separator: " | "))
      comparing ::= \(compared)
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
    let found = fromJSON(text)
    let all = found.isEmpty && !text.contains("\"fact\"") ? fromText(text) : found
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
