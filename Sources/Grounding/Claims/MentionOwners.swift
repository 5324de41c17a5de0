/// Tells to which number a word of the field belongs, where the text ties it to one: `a mean of 5 ms`,
/// `TTFT: 0.2 s`, `5 ms on average`. Such a word says nothing of the other numbers around it.
struct MentionOwners {
  private let bytes: [UInt8]
  private let words: [Word]
  private let terms: [ReadBlock.Mention]
  private let numbers: [FoundNumber]
  private let sentenceEnds: [Int]

  /// The terms with their owners.
  ///
  /// - Complexity: O(terms × words between a term and its numbers), which are at most a few.
  static func assign(
    _ terms: [ReadBlock.Mention], bytes: [UInt8], words: [Word], numbers: [FoundNumber],
    sentenceEnds: [Int]
  ) -> [ReadBlock.Mention] {
    guard !terms.isEmpty, numbers.contains(where: isValue) else { return terms }
    let owners = Self(
      bytes: bytes, words: words, terms: terms, numbers: numbers, sentenceEnds: sentenceEnds)
    let paired = owners.paired
    return terms.enumerated().map { i, term in
      var term = term
      term.owner = paired[i] ?? owners.owner(of: term)
      return term
    }
  }

  /// The numbers of a list of names and one of values, in order: `Top-p / Top-k: 0.9 / 40`.
  private var paired: [Int: Int] {
    guard let colon = bytes.prefix(60).firstIndex(of: 0x3A) else { return [:] }
    let names = terms.indices.prefix { terms[$0].range.upperBound <= colon }.filter {
      if case .setting = terms[$0].meaning { true } else { false }
    }
    let values = numbers.indices.prefix(8).filter {
      numbers[$0].range.lowerBound > colon && Self.isValue(numbers[$0])
    }
    guard names.count >= 2, values.count == names.count else { return [:] }
    func isListed(_ ranges: [Range<Int>]) -> Bool {
      zip(ranges, ranges.dropFirst()).allSatisfy { first, next in
        first.upperBound < next.lowerBound
          && bytes[first.upperBound..<next.lowerBound].filter { $0 != 0x20 }.elementsEqual([0x2F])
      }
    }
    guard isListed(names.map { terms[$0].range }), isListed(values.map { numbers[$0].range }) else {
      return [:]
    }
    return Dictionary(uniqueKeysWithValues: zip(names, values))
  }

  private static func isValue(_ number: FoundNumber) -> Bool {
    number.reason == nil && number.date == nil
  }

  private func owner(of term: ReadBlock.Mention) -> Int? {
    switch term.meaning {
    case .quantity, .named, .statistic, .setting: break
    default: return nil
    }
    let after = ReadBlock.partition(numbers.count) {
      numbers[$0].range.lowerBound >= term.range.upperBound
    }
    let before = (0..<after).suffix(4).last {
      Self.isValue(numbers[$0]) && numbers[$0].range.upperBound <= term.range.lowerBound
    }
    // The unit itself: `221 tokens`.
    if let before, numbers[before].end >= term.range.upperBound { return before }
    let next = (after..<min(after + 4, numbers.count)).first {
      Self.isValue(numbers[$0]) && !countsThings(numbers[$0])
    }
    let start = term.range.lowerBound
    let leads = next.flatMap {
      link(term, term.range.upperBound..<numbers[$0].range.lowerBound, Self.forth)
    }
    let follows = before.flatMap {
      link(term, min(numbers[$0].end, start)..<start, Self.back)
    }
    switch (follows, leads) {
    case (nil, nil): return nil
    case (.some, nil): return before
    case (nil, .some): return next
    case (let follows?, let leads?):
      if leads.isTied != follows.isTied { return leads.isTied ? next : before }
      return fits(term, before!) && !fits(term, next!) || !beginsWithTerm(term) ? before : next
    }
  }

  private struct Link {
    /// Whether a word or a sign ties the two: `of`, `is`, `=`.
    var isTied: Bool
  }

  /// What stands between a term and a number, where it ties the two.
  private func link(
    _ term: ReadBlock.Mention, _ gap: Range<Int>, _ allowed: WordSet
  ) -> Link? {
    let end = ReadBlock.partition(sentenceEnds.count) { sentenceEnds[$0] > gap.lowerBound }
    guard gap.count <= 64, end == sentenceEnds.count || sentenceEnds[end] > gap.upperBound else {
      return nil
    }
    var isTied = false
    for (offset, byte) in zip(gap, bytes[gap]) where !byte.isWord {
      switch byte {
      case 0x2C, 0x3B, 0x7C: return nil
      case 0x2D
      where bytes[max(0, offset - 1)] == 0x20 && offset + 1 < bytes.count
        && bytes[offset + 1] == 0x20:
        return nil
      case 0x3A, 0x3D: isTied = true
      default: break
      }
    }
    let first = ReadBlock.partition(words.count) { words[$0].range.lowerBound >= gap.lowerBound }
    for word in words[first...] {
      guard word.range.upperBound <= gap.upperBound else { break }
      if Self.ties.contains(word.hash) { isTied = true }
      if !allowed.contains(word.hash), !mayStand(word, beside: term) { return nil }
    }
    return Link(isTied: isTied)
  }

  /// Whether a word between a term and a number belongs to another term that says something else of the
  /// number: `the mean TTFT of 5 ms`. A second quantity would be nearer.
  private func mayStand(_ word: Word, beside term: ReadBlock.Mention) -> Bool {
    let i = ReadBlock.partition(terms.count) { terms[$0].range.upperBound > word.range.lowerBound }
    guard i < terms.count, terms[i].range.lowerBound <= word.range.lowerBound else { return false }
    let other = terms[i].meaning
    // `the average total improvement`
    if other == .statistic(.sum), term.meaning != .statistic(.sum) { return true }
    return other.saysWhat == nil || other.saysWhat != term.meaning.saysWhat
  }

  /// Whether a number says how many there are of what it stands before: `over all 36 configurations`.
  private func countsThings(_ number: FoundNumber) -> Bool {
    guard number.unit == nil, number.resolution == 1 else { return false }
    let i = ReadBlock.partition(terms.count) {
      terms[$0].range.lowerBound >= number.range.upperBound
    }
    guard i < terms.count, terms[i].range.lowerBound == number.range.upperBound + 1 else {
      return false
    }
    if case .noun = terms[i].meaning { return true }
    return false
  }

  private func fits(_ term: ReadBlock.Mention, _ number: Int) -> Bool {
    guard case .quantity(let quantity) = term.meaning, let unit = numbers[number].unit else {
      return false
    }
    return Binder.fits(.quantity(quantity), unit)
  }

  /// Whether the sentence names what it says before the first number: `mean 5 ms, sd 2 ms`.
  private func beginsWithTerm(_ term: ReadBlock.Mention) -> Bool {
    let i = ReadBlock.partition(sentenceEnds.count) { sentenceEnds[$0] > term.range.lowerBound }
    let start = i > 0 ? sentenceEnds[i - 1] : 0
    let first = ReadBlock.partition(numbers.count) { numbers[$0].range.lowerBound >= start }
    guard let number = numbers[first...].prefix(16).first(where: Self.isValue) else { return false }
    let firstTerm = ReadBlock.partition(terms.count) { terms[$0].range.lowerBound >= start }
    return terms[firstTerm...].prefix(16).contains { other in
      guard other.range.upperBound <= number.range.lowerBound else { return false }
      switch other.meaning {
      case .quantity, .named, .statistic, .setting: return true
      default: return false
      }
    }
  }

  private static let ties: WordSet = [
    "of", "is", "was", "were", "are", "at", "reached", "averages", "averaged", "equals", "to",
  ]
  private static let forth: WordSet = [
    "of", "is", "was", "were", "are", "at", "to", "by", "about", "approximately", "roughly",
    "around", "nearly", "just", "only", "reached", "averages", "averaged", "equals", "a", "an",
    "the", "as", "high", "low", "for", "in", "on", "with", "value", "values", "being", "be", "from",
    "over", "than", "all", "its", "their", "this", "between", "ranging", "ranges", "still", "up",
    "down", "stood", "came", "approx", "well", "per", "fell", "rose", "dropped", "stayed",
  ]
  private static let back: WordSet = ["in", "on", "of", "for", "a", "the", "as", "per"]
}

extension Term {
  /// Whether a term names what a number is (true) or which statistic of it (false); nil for others.
  fileprivate var saysWhat: Bool? {
    switch self {
    case .quantity, .named, .setting: true
    case .statistic: false
    default: nil
    }
  }
}
