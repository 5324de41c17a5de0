/// Words between two references: only those that join facts, name them, or compare them in a way that
/// can be computed. Any other verb there would say something of the two that nobody computed.
enum Linking {
  /// Words that lead over from one fact to the next.
  static let turning: Set<String> = words(
    """
    and while whereas but than as against versus vs with before behind after to from of
    """)

  /// Whether a word may stand between two facts.
  static func isPlain(_ word: String, _ before: FactMeaning, _ behind: FactMeaning) -> Bool {
    joining.contains(word) || turning.contains(word) || Comparison.claim(word) != nil
      || Vocabulary.concept(word) != nil || before.names.contains(word)
      || behind.names.contains(word)
  }

  private static let joining: Set<String> = words(
    """
    a an are at be been being by compared comparing each for has have here holds in is it its on or \
    reaches shows stands that the their then there these this those was were where which
    """)

  /// What values are said to be of: the words behind 'of' and 'for' that are none for anything.
  static func owners(_ stretch: [String]) -> [String] {
    stretch.indices.compactMap { i in
      guard ["of", "for"].contains(stretch[i]) else { return nil }
      let owner = stretch[(i + 1)...].first { !determiners.contains($0) }
      return owner.flatMap { anything.contains($0) ? nil : $0 }
    }
  }

  private static let determiners: Set<String> = words(
    "the a an this these those that its their our next")

  private static let anything: Set<String> = words(
    """
    and benchmark data details evaluation evaluations example experiment folder interest is it \
    measurement measurements model models note performance reader readers reference report result \
    results review run runs set study sweep system test tests them us use value values with
    """)

  /// Whether a comparison leads from the first fact to the second: it ends with a word that the
  /// second fact completes, and nothing before the first fact turns it round.
  static func leads(
    _ stretches: [[String]], _ word: String, _ claim: Comparison.Claim
  ) -> Bool {
    guard !stretches[0].contains(where: turnsRound.contains),
      !stretches.joined().contains(where: doubts.contains)
    else { return false }
    var between = stretches[1]
    while let last = between.last, ["the", "that", "those"].contains(last) { between.removeLast() }
    guard let last = between.last else { return false }
    if last == word { return transitive.contains(word) }
    if ["to", "with"].contains(last), between.dropLast().last == "compared" { return true }
    switch last {
    case "than", "against", "versus", "vs": return true
    case "as": return isSame(claim) || isFactor(claim)
    case "to": return isSame(claim) || ["superior", "inferior"].contains(word)
    case "with": return isSame(claim)
    case "of": return isFactor(claim)
    case "from": return [.larger, .smaller, .better, .worse].contains(claim)
    case "before", "behind": return Comparison.isSuperlative(claim)
    default: return false
    }
  }

  private static func isSame(_ claim: Comparison.Claim) -> Bool {
    claim == .equal || claim == .similar
  }

  private static func isFactor(_ claim: Comparison.Claim) -> Bool {
    if case .times = claim { true } else { false }
  }

  /// Words after which the second fact may follow at once.
  private static let transitive: Set<String> = words(
    """
    above below beyond exceed exceeds exceeded exceeding surpass surpasses tops outnumber outnumbers \
    outperform outperforms beat beats outpace outpaces equal equals double doubles doubled doubling \
    twice triple triples tripled thrice quadruple half halves halved
    """)

  /// Words that make the fact behind them the one that is compared with.
  private static let turnsRound: Set<String> = words(
    "against compared comparing relative versus vs than unlike opposed contrast over under")

  /// Words that leave open whether what is said is so.
  private static let doubts: Set<String> = words(
    "if would could should might may seems seem whether")

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
