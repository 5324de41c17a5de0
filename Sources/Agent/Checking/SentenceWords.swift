/// The words of a sentence, as the check looks at them.
struct SentenceWords {
  /// Every word in small letters, parts of compounds apart.
  let all: [String]
  /// The first character that plain text would not hold.
  let strangeCharacter: Character?
  /// The first number, in digits of any script or in words.
  let firstNumber: String?
  /// The words before the first reference, those between two references, and those behind the last.
  let stretches: [[String]]

  init(_ sentence: DraftSentence) {
    let text = sentence.words
    all = Self.words(text)
    stretches = Self.stretches(sentence)
    strangeCharacter = text.first { !Self.isPlain($0) && !Self.isNumber($0) }
    firstNumber =
      text.first(where: Self.isNumber).map { QuotedText.quoted(String($0)) }
      ?? Self.numberWord(all)
  }

  /// Whether three words in a row come twice, as they do where a small model is caught in a loop.
  var repeatsItself: Bool {
    var seen: Set<[String]> = []
    guard all.count >= 3 else { return false }
    return (0...all.count - 3).contains { !seen.insert(Array(all[$0..<$0 + 3])).inserted }
  }

  private static func stretches(_ sentence: DraftSentence) -> [[String]] {
    var result: [[String]] = [[]]
    for part in sentence.parts {
      switch part {
      case .reference: result.append([])
      case .words(let text): result[result.count - 1] += words(text)
      }
    }
    return result
  }

  static func words(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0 == "'" || $0 == "_") }.map(String.init)
      .map { $0.hasSuffix("'s") ? String($0.dropLast(2)) : $0 }
      .map { String($0.drop { $0 == "'" }) }.filter { !$0.isEmpty }
  }

  /// The words with phrases replaced by the one word that they mean.
  static func folded(_ words: [String]) -> [String] {
    var result: [String] = []
    var i = 0
    while i < words.count {
      let found = Vocabulary.phrases.first { phrase, _ in
        words.count - i >= phrase.count && Array(words[i..<i + phrase.count]) == phrase
      }
      result.append(found?.word ?? words[i])
      i += found?.phrase.count ?? 1
    }
    return result
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || " ,.;:'\"()-/?!_".contains(character))
  }

  /// Whether any part of a character is a number in whatever script: ٣, ½, ², Ⅷ, 三.
  private static func isNumber(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.properties.numericType != nil }
  }

  /// The first word for a number. 'One' is one only before what is counted or measured.
  private static func numberWord(_ all: [String]) -> String? {
    if let word = all.first(where: { Vocabulary.numbers.contains($0) || $0.hasSuffix("fold") }) {
      return "'\(word)'"
    }
    let folded = folded(all)
    for (word, next) in zip(folded, folded.dropFirst()) where word == "one" {
      if Vocabulary.concept(next) != nil { return "'one \(next)'" }
    }
    return nil
  }
}
