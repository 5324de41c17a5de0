import Facts

/// Whether a sentence that a model wrote may stand: a pure function of the sentence and the facts.
///
/// A sentence stands where each of these holds; see `docs/AGENT.md`:
/// it refers to facts that the model was shown, and holds no number of its own in whatever form;
/// its words for quantities, units, statistics and entities are those of its facts; words that
/// compare stand between two facts that can be compared, and say what the values say; and it holds
/// no judgement and no cause, which nobody computed.
public struct SentenceCheck: Sendable {
  /// What came out.
  public enum Verdict: Sendable, Equatable {
    /// The sentence may stand, with a remark that belongs behind it.
    case stands(remark: String?)
    /// It may not: why, in words that tell a model what to do.
    case refused([String])
  }

  private let sheet: FactSheet
  private let telling: Set<String>

  /// The most words and references of a sentence.
  static let mostWords = 60
  static let mostReferences = 3

  /// A check against the facts of a sheet.
  ///
  /// - Complexity: O(facts).
  public init(_ sheet: FactSheet) {
    self.sheet = sheet
    telling = EntityNames(sheet).telling
  }

  /// The verdict on a sentence.
  ///
  /// - Complexity: O(words), and O(facts) for superlatives.
  public func verdict(_ sentence: DraftSentence) -> Verdict {
    var reasons: [String] = []
    let facts = sentence.references.map { sheet[id: $0] }
    if facts.isEmpty { reasons.append("it refers to no fact") }
    if facts.count > Self.mostReferences { reasons.append("it refers to too many facts") }
    for (name, fact) in zip(sentence.references, facts) where fact == nil {
      reasons.append("there is no fact \(QuotedText.quoted(name))")
    }
    let words = SentenceWords(sentence)
    reasons += form(sentence, words)
    if let number = words.firstNumber { reasons.append("it holds the number \(number)") }
    let known = facts.compactMap { $0 }
    if !known.isEmpty { reasons += content(words, known) }
    guard reasons.isEmpty, known.count == facts.count else { return .refused(reasons) }
    let comparison = compare(sentence, words, known)
    return comparison.reason.map { .refused([$0]) } ?? .stands(remark: comparison.remark)
  }

  private func form(_ sentence: DraftSentence, _ words: SentenceWords) -> [String] {
    var reasons: [String] = []
    if let character = words.strangeCharacter {
      reasons.append("it holds the character '\(QuotedText.visible(String(character)))'")
    }
    if words.all.count < 2 { reasons.append("it has no words of its own") }
    if words.all.count > Self.mostWords { reasons.append("it is too long") }
    if words.repeatsItself { reasons.append("it repeats itself") }
    return reasons
  }

  /// Words that speak of something else than the facts do.
  private func content(_ words: SentenceWords, _ facts: [Fact]) -> [String] {
    let meanings = facts.map(FactMeaning.init)
    var reasons: [String] = []
    for word in words.folded {
      if meanings.contains(where: { $0.names.contains(word) }) { continue }
      if Vocabulary.unsupported.contains(word) {
        reasons.append("nobody computed '\(word)'")
      } else if let concept = Vocabulary.concept(word) {
        if !meanings.contains(where: { $0.concepts.contains(concept) }) {
          reasons.append("its fact is not about '\(word)'")
        }
      } else if telling.contains(word) || word.contains("_") {
        reasons.append("its fact is not about '\(word)'")
      }
    }
    return reasons
  }

  /// Whether the comparing words are right; a remark where the data can't tell the two apart.
  private func compare(
    _ sentence: DraftSentence, _ words: SentenceWords, _ facts: [Fact]
  ) -> (reason: String?, remark: String?) {
    let claims = words.all.compactMap { word in
      Comparison.claim(word).map { (word: word, claim: $0) }
    }.filter { !isStatistic($0.word, facts) }
    guard let first = claims.first else { return (nil, nil) }
    guard claims.count == 1 else { return ("it compares more than once", nil) }
    guard facts.count == 2 else { return ("'\(first.word)' needs two facts to compare", nil) }
    guard words.all.allSatisfy({ !Vocabulary.negations.contains($0) }) else {
      return ("it turns a comparison round", nil)
    }
    guard words.standsBetweenReferences(first.word) else {
      return ("'\(first.word)' does not stand between the two facts", nil)
    }
    if let reason = Comparison.contradiction(first.claim, facts[0], facts[1], in: sheet) {
      return (reason, nil)
    }
    return (
      nil, Comparison.limitsOverlap(facts[0], facts[1]) ? "their limits overlap" : nil
    )
  }

  /// Whether a word is the name of the fact's own statistic: the highest value is a maximum.
  private func isStatistic(_ word: String, _ facts: [Fact]) -> Bool {
    guard facts.count == 1 else { return false }
    return switch Comparison.claim(word) {
    case .largest: facts[0].statistic == "maximum"
    case .smallest: facts[0].statistic == "minimum"
    default: false
    }
  }
}
