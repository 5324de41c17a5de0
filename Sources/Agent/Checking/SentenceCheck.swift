import Facts

/// Whether a sentence that a model wrote may stand: a pure function of the sentence and the facts.
///
/// A sentence stands where each of these holds; see `docs/AGENT.md`:
/// it refers to facts of the sheet, and holds no number of its own in whatever form;
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
    if !known.isEmpty, known.count == facts.count { reasons += content(words, known) }
    guard reasons.isEmpty, known.count == facts.count else { return .refused(reasons) }
    let comparison = compare(words, known)
    return comparison.reason.map { .refused([$0]) } ?? .stands(remark: comparison.remark)
  }

  private func form(_ sentence: DraftSentence, _ words: SentenceWords) -> [String] {
    var reasons: [String] = []
    if let character = words.strangeCharacter {
      reasons.append("it holds the character '\(QuotedText.visible(String(character)))'")
    }
    // Between two references a verb is a sentence.
    if words.all.count < (sentence.references.count > 1 ? 1 : 2) {
      reasons.append("it has no words of its own")
    }
    if words.all.count > Self.mostWords { reasons.append("it is too long") }
    if sentence.words.contains("://") || words.all.contains("www") {
      reasons.append("it holds an address")
    }
    if words.repeatsItself { reasons.append("it repeats itself") }
    return reasons
  }

  /// Words that speak of something else than the facts that they stand beside.
  private func content(_ words: SentenceWords, _ facts: [Fact]) -> [String] {
    let meanings = facts.map(FactMeaning.init)
    var reasons: [String] = []
    for (place, stretch) in words.stretches.enumerated() {
      // Before the first reference words are about the first fact, behind the last about the last;
      // between two they are about the one until a word leads over to the other.
      let before = meanings[max(0, place - 1)]
      let behind = meanings[min(place, meanings.count - 1)]
      let isBetween = place > 0 && place < meanings.count
      var hasTurned = false
      let folded = SentenceWords.folded(stretch)
      for word in Linking.owners(folded) where !isKnown(word, before) && !isKnown(word, behind) {
        reasons.append("its fact is not about '\(word)'")
      }
      for word in folded {
        hasTurned = hasTurned || (isBetween && Linking.turning.contains(word))
        let reason = reason(against: word, hasTurned ? behind : before)
        if let reason, !reasons.contains(reason) { reasons.append(reason) }
        if isBetween, reason == nil, !Linking.isPlain(word, before, behind) {
          reasons.append("nobody computed '\(word)' of two facts")
        }
      }
    }
    let speaks = SentenceWords.folded(words.all).contains { word in
      Comparison.claim(word) != nil || meanings.contains { $0.isAbout(word) }
    }
    if !speaks { reasons.append("it says nothing of its fact") }
    return reasons
  }

  /// Whether a word is the name of something that a fact is about.
  private func isKnown(_ word: String, _ fact: FactMeaning) -> Bool {
    fact.names.contains(word) || Vocabulary.concept(word) != nil
  }

  /// Why a word may not stand beside a fact.
  private func reason(against word: String, _ fact: FactMeaning) -> String? {
    // What a fact's name denies is the name of another thing.
    if Vocabulary.isNegation(word) { return "'\(word)' denies what its fact says" }
    if fact.names.contains(word) { return nil }
    if Vocabulary.unsupported.contains(word) { return "nobody computed '\(word)'" }
    let isForeign =
      Vocabulary.concept(word).map { !fact.concepts.contains($0) }
      ?? (telling.contains(word) || word.contains("_"))
    return isForeign ? "its fact is not about '\(word)'" : nil
  }

  /// Whether the comparing words are right; a remark where the data can't tell the two apart.
  private func compare(
    _ words: SentenceWords, _ facts: [Fact]
  ) -> (reason: String?, remark: String?) {
    let claims = words.all.compactMap { word in
      Comparison.claim(word).map { (word: word, claim: $0) }
    }.filter { !isStatistic($0.word, facts) }
    guard let first = claims.first else {
      return (
        words.all.contains("than") ? "it compares by a word that nobody can compute" : nil, nil
      )
    }
    guard claims.count == 1 else { return ("it compares more than once", nil) }
    guard facts.count == 2 else { return ("'\(first.word)' needs two facts to compare", nil) }
    guard words.stretches[1].contains(first.word) else {
      return ("'\(first.word)' does not stand between the two facts", nil)
    }
    guard Linking.leads(words.stretches, first.word, first.claim) else {
      return ("it does not compare the first fact with the second", nil)
    }
    if let reason = Comparison.contradiction(first.claim, facts[0], facts[1], in: sheet) {
      return (reason, nil)
    }
    return (
      nil,
      facts.allSatisfy { $0.interval != nil } && Comparison.limitsOverlap(facts[0], facts[1])
        ? "their limits overlap" : nil
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
