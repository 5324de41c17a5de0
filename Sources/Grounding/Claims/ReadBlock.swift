/// A block with its words, terms, numbers and sentences.
struct ReadBlock: Sendable {
  /// A term and where it stands.
  struct Mention: Sendable {
    var range: Range<Int>
    var meaning: Term
    /// The number that the text ties it to, as an index of ``numbers``; nil for none.
    var owner: Int?
  }

  let index: Int
  let block: TextBlock
  let words: [Word]
  let terms: [Mention]
  let numbers: [FoundNumber]
  /// Whether a term is a setting.
  let namesSettings: Bool
  /// Where sentences end, in ascending order; the last is the end of the text.
  let sentenceEnds: [Int]
  /// Where clauses end.
  private let clauseEnds: [Int]
  /// Parentheses with what they enclose.
  private let parentheses: [Range<Int>]
  /// Where the label of the block ends (`**Files:**`, `Temperature:`); 0 without one.
  let labelEnd: Int

  init(_ block: TextBlock, index: Int, lexicon: Lexicon<Term>) {
    self.block = block
    self.index = index
    words = Word.all(block.bytes)
    var finder = NumberFinder(block.bytes)
    finder.addWords(words)
    numbers = finder.numbers
    sentenceEnds = Self.sentenceEnds(block)
    terms = MentionOwners.assign(
      lexicon.scan(words).map { Mention(range: $0.range, meaning: $0.meaning) },
      bytes: block.bytes, words: words, numbers: numbers, sentenceEnds: sentenceEnds)
    namesSettings = terms.contains { if case .setting = $0.meaning { true } else { false } }
    labelEnd = Self.labelEnd(block)
    (clauseEnds, parentheses) = numbers.isEmpty ? ([], []) : Self.clauses(block.bytes)
  }

  var bytes: [UInt8] { block.bytes }

  func byte(_ offset: Int) -> UInt8 {
    offset >= 0 && offset < block.bytes.count ? block.bytes[offset] : 0
  }

  /// The sentence around an offset.
  func sentence(at offset: Int) -> Range<Int> {
    let i = Self.partition(sentenceEnds.count) { sentenceEnds[$0] > offset }
    let start = i > 0 ? sentenceEnds[i - 1] : 0
    return start..<(i < sentenceEnds.count ? sentenceEnds[i] : block.bytes.count)
  }

  /// The part of the sentence around a range up to the next comma, dash, parenthesis or conjunction.
  func clause(around range: Range<Int>, in sentence: Range<Int>) -> Range<Int> {
    let before = Self.partition(clauseEnds.count) { clauseEnds[$0] >= range.lowerBound }
    let after = Self.partition(clauseEnds.count) { clauseEnds[$0] >= range.upperBound }
    let start = before > 0 ? clauseEnds[before - 1] + 1 : 0
    let end = after < clauseEnds.count ? clauseEnds[after] : bytes.count
    return max(start, sentence.lowerBound)..<max(range.upperBound, min(end, sentence.upperBound))
  }

  /// The clause around the parentheses that a range stands in; nil outside of parentheses.
  func outerClause(around range: Range<Int>, in sentence: Range<Int>) -> Range<Int>? {
    let i = Self.partition(parentheses.count) {
      parentheses[$0].lowerBound >= range.lowerBound
    }
    for pair in parentheses[..<i].suffix(4).reversed()
    where pair.upperBound >= range.upperBound && pair.lowerBound >= sentence.lowerBound {
      return clause(around: pair.lowerBound..<pair.upperBound, in: sentence)
    }
    return nil
  }

  /// Where clauses end, and the parentheses that are closed, in ascending order.
  private static func clauses(_ bytes: [UInt8]) -> (ends: [Int], parentheses: [Range<Int>]) {
    var ends: [Int] = []
    var open: [Int] = []
    var pairs: [Range<Int>] = []
    for i in bytes.indices {
      if bytes[i] == 0x28 { open.append(i) }
      if bytes[i] == 0x29, let start = open.popLast() { pairs.append(start..<i + 1) }
      if endsClause(bytes, i) { ends.append(i) }
    }
    return (ends, pairs.sorted { $0.lowerBound < $1.lowerBound })
  }

  private static func endsClause(_ bytes: [UInt8], _ i: Int) -> Bool {
    switch bytes[i] {
    case 0x3B, 0x28, 0x29, 0x7C, 0x5B, 0x5D: return true
    case 0x2C: return i + 1 == bytes.count || bytes[i + 1].isSpace
    case 0x2D: return i > 0 && bytes[i - 1] == 0x20 && i + 1 < bytes.count && bytes[i + 1] == 0x20
    case 0x94, 0x93: return i > 1 && bytes[i - 1] == 0x80 && bytes[i - 2] == 0xE2
    case 0x20:
      guard i + 4 < bytes.count, let first = bytes[(i + 1)...].first,
        first == 0x61 || first == 0x62 || first == 0x77 || first == 0x76
      else { return false }
      return conjunctions.contains { word in
        i + word.count <= bytes.count && bytes[i..<i + word.count].elementsEqual(word)
      }
    default: return false
    }
  }

  private static let conjunctions: [[UInt8]] = [
    " and ", " but ", " while ", " whereas ", " versus ", " vs ", " although ",
  ].map { Array($0.utf8) }

  /// The mentions within a range, nearest before an offset first, then those after it; at most 24
  /// each way.
  func mentions(in range: Range<Int>, nearest offset: Range<Int>) -> [Mention] {
    let split = Self.partition(terms.count) { terms[$0].range.lowerBound >= offset.lowerBound }
    var found: [Mention] = []
    var i = split - 1
    while i >= 0, split - i <= 24, terms[i].range.lowerBound >= range.lowerBound {
      if terms[i].range.upperBound <= min(offset.lowerBound, range.upperBound) {
        found.append(terms[i])
      }
      i -= 1
    }
    i = split
    while i < terms.count, i - split < 24, terms[i].range.upperBound <= range.upperBound {
      // `1024-token context`: the name may begin with what is read as the unit.
      if terms[i].range.upperBound > offset.upperBound { found.append(terms[i]) }
      i += 1
    }
    return found
  }

  /// The first terms; what a header says stands at its start.
  var firstTerms: ArraySlice<Mention> { terms.prefix(48) }

  /// The words within a range, at most those of 200 bytes on either side of an offset.
  func words(in range: Range<Int>, near offset: Range<Int>) -> ArraySlice<Word> {
    Self.near(words, in: range, offset) { $0.range.lowerBound }
  }

  /// The terms within a range, at most those of 200 bytes on either side of an offset, in the order of
  /// the text.
  func terms(in range: Range<Int>, near offset: Range<Int>) -> ArraySlice<Mention> {
    Self.near(terms, in: range, offset) { $0.range.lowerBound }
  }

  private static func near<Item>(
    _ items: [Item], in range: Range<Int>, _ offset: Range<Int>, _ start: (Item) -> Int
  ) -> ArraySlice<Item> {
    let lower = max(range.lowerBound, offset.lowerBound - 200)
    let upper = min(range.upperBound, offset.upperBound + 200)
    let first = partition(items.count) { start(items[$0]) >= lower }
    let last = partition(items.count) { start(items[$0]) >= upper }
    return items[first..<max(first, last)]
  }

  /// The term that covers an offset.
  func mention(at offset: Int) -> Mention? {
    let i = Self.partition(terms.count) { terms[$0].range.upperBound > offset }
    return i < terms.count && terms[i].range.lowerBound <= offset ? terms[i] : nil
  }

  /// The last word that ends before an offset, as an index of ``words``.
  func wordBefore(_ offset: Int) -> Int? {
    let i = Self.partition(words.count) { words[$0].range.upperBound > offset }
    return i > 0 ? i - 1 : nil
  }

  /// Whether a word is one of some.
  func word(_ word: Int, isIn words: WordSet) -> Bool { words.contains(self.words[word].hash) }

  /// The text of a word in small letters.
  func spelling(_ word: Int) -> String {
    bytes[words[word].range].map(\.lowered).asText
  }

  static func partition(_ count: Int, _ belongs: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Sentences end with a mark before white space and a capital, and with a hard line break; a line
  /// that begins with strong text begins a sentence too.
  private static func sentenceEnds(_ block: TextBlock) -> [Int] {
    let bytes = block.bytes
    var ends: [Int] = []
    var strong = block.strong.map(\.lowerBound)[...]
    for (i, byte) in bytes.enumerated() {
      if byte == 0x2E || byte == 0x21 || byte == 0x3F {
        var next = i + 1
        while next < bytes.count, next < i + 3, closing.contains(bytes[next]) {
          next += 1
        }
        guard next < bytes.count, bytes[next].isSpace else { continue }
        while next < bytes.count, bytes[next].isSpace { next += 1 }
        let begins =
          next == bytes.count || bytes[next].isUpper || bytes[next] >= 0x80 || bytes[next].isDigit
          || beginsName(bytes, next)
        if begins, !isAbbreviation(bytes, i) { ends.append(next) }
      } else if byte == 0x0A {
        while let first = strong.first, first <= i { strong.removeFirst() }
        if strong.first == i + 1 { ends.append(i + 1) }
      }
    }
    ends.append(contentsOf: block.breaks)
    ends.append(bytes.count)
    ends.sort()
    return ends
  }

  /// Whether a name with digits begins at an offset: sentences may begin with `gemma3`.
  private static func beginsName(_ bytes: [UInt8], _ start: Int) -> Bool {
    bytes[start].isLetter
      && bytes[start...].prefix(16).prefix { !$0.isSpace }.contains(where: \.isDigit)
  }

  private static func isAbbreviation(_ bytes: [UInt8], _ dot: Int) -> Bool {
    var start = dot
    while start > 0, bytes[start - 1].isLetter || bytes[start - 1] == 0x2E { start -= 1 }
    let word = bytes[start..<dot].map(\.lowered).asText
    // A number with a point alone is a counter.
    if word.isEmpty, dot > 0, bytes[dot - 1].isDigit {
      return (0..<dot).suffix(3).allSatisfy { bytes[$0].isDigit } && dot <= 3
    }
    return abbreviations.contains(word)
  }

  private static let closing: Set<UInt8> = Set("\"')*".utf8)

  private static let abbreviations: Set<String> = [
    "e.g", "i.e", "vs", "approx", "ca", "cf", "fig", "no", "sec", "resp", "etc", "avg", "max",
    "min",
    "dr", "mr", "st",
  ]

  /// A label ends with a colon in or directly behind strong text at the start, or with the first colon
  /// of an item or a line of code when few words stand before it.
  private static func labelEnd(_ block: TextBlock) -> Int {
    let bytes = block.bytes
    if let first = block.strong.first, first.lowerBound <= 2 {
      if bytes[..<first.upperBound].last == 0x3A { return first.upperBound }
      if first.upperBound < bytes.count, bytes[first.upperBound] == 0x3A {
        return first.upperBound + 1
      }
      if block.isItem, let end = dash(bytes, from: first.upperBound) { return end }
    }
    guard block.isItem || block.kind == .codeLine else { return 0 }
    if let colon = bytes.prefix(60).firstIndex(of: 0x3A), colon + 1 < bytes.count,
      bytes[colon + 1].isSpace
    {
      return colon + 1
    }
    // `JSON - 44 files`
    guard block.isItem,
      let gap = bytes.indices.prefix(40).first(where: { dash(bytes, from: $0) != nil })
    else { return 0 }
    return Word.all(Array(bytes[..<gap])).count <= 3 ? dash(bytes, from: gap)! : 0
  }

  /// The end of a dash with spaces around it that begins at an offset; nil where there is none.
  private static func dash(_ bytes: [UInt8], from start: Int) -> Int? {
    guard start > 0, start < bytes.count, bytes[start] == 0x20 else { return nil }
    for mark in [[0x2D, 0x20], [0xE2, 0x80, 0x93, 0x20], [0xE2, 0x80, 0x94, 0x20]] as [[UInt8]]
    where bytes[(start + 1)...].starts(with: mark) {
      return start + 1 + mark.count
    }
    return nil
  }
}
