import Benchmarks

/// Reads the names of columns and key paths with the words of the field.
struct NameReader {
  /// What a name says.
  struct Reading {
    var subject: Subject
    var statistic: ClaimStatistic?
    var setting: Setting?
  }

  private var known: [String: Reading] = [:]
  /// The names that only the data have, by their words.
  private(set) var names: [String] = []
  private var indexOfName: [String: Int] = [:]
  /// The phrases of ``names``, for reading texts.
  private(set) var phrases: [(words: [UInt64], name: Int)] = []

  /// What a column's name or a key path says; the last of its parts counts most.
  mutating func read(_ name: String) -> Reading {
    if let reading = known[name] { return reading }
    let text = Array(name.utf8)
    let words = Word.all(text)
    let terms = Vocabulary.lexicon.scan(words)
    let leafStart = Self.leafStart(text)
    var quantity: Quantity?
    var inLeaf: Quantity?
    var statistic: ClaimStatistic?
    var setting: Setting?
    for (range, term) in terms {
      switch term {
      case .quantity(let found):
        // A generic word, such as time, gives way to one that says more.
        if found != .latency || quantity == nil || range.lowerBound >= leafStart {
          quantity = found
        }
        if range.lowerBound >= leafStart {
          if inLeaf == nil || inLeaf == .latency { inLeaf = found }
        }
      case .statistic(let found): statistic = found
      case .setting(let found) where range.lowerBound >= leafStart: setting = found
      default: break
      }
    }
    let subject: Subject
    if let inLeaf {
      subject = .quantity(inLeaf)
    } else if let quantity, Self.isStatisticOnly(text, leafStart, terms) {
      subject = .quantity(quantity)
    } else if statistic == .variation {
      subject = .quantity(.variation)
    } else {
      subject = .named(self.name(text, words, leafStart, terms))
    }
    let reading = Reading(subject: subject, statistic: statistic, setting: setting)
    known[name] = reading
    return reading
  }

  /// The whole of a key as a name of its own.
  mutating func name(of key: String) -> Int {
    let text = Array(key.utf8)
    return name(text, Word.all(text), Self.leafStart(text), [])
  }

  /// Whether the last part of a name is nothing but a statistic and a unit: `p99`, `mean_ms`.
  private static func isStatisticOnly(
    _ text: [UInt8], _ leafStart: Int, _ terms: [(range: Range<Int>, meaning: Term)]
  ) -> Bool {
    Word.all(Array(text[leafStart...])).allSatisfy { word in
      let range = word.range.lowerBound + leafStart..<word.range.upperBound + leafStart
      let isStatistic = terms.contains { found in
        if case .statistic = found.meaning { return found.range.overlaps(range) }
        return false
      }
      // The index of an element says nothing: `mean[0]`.
      return isStatistic || UnitTable.unit(of: text[range]) != nil
        || text[range].allSatisfy(\.isDigit)
    }
  }

  private mutating func name(
    _ text: [UInt8], _ words: [Word], _ leafStart: Int,
    _ terms: [(range: Range<Int>, meaning: Term)]
  ) -> Int {
    let own = words.filter { word in
      word.range.lowerBound >= leafStart
        && UnitTable.unit(of: text[word.range]) == nil
        && !terms.contains { found in
          if case .statistic = found.meaning { return found.range.overlaps(word.range) }
          return false
        }
    }
    let spelled = own.map { text[$0.range].asText.lowercased() }.joined(separator: " ")
    if let index = indexOfName[spelled] { return index }
    let index = names.count
    names.append(spelled)
    indexOfName[spelled] = index
    let isTelling = own.count > 1 || (own.first.map { $0.range.count >= 5 } ?? false)
    if isTelling { phrases.append((own.map(\.hash), index)) }
    return index
  }

  /// Where the last part of a dotted name begins.
  static func leafStart(_ text: [UInt8]) -> Int {
    guard let dot = text.lastIndex(of: 0x2E), dot + 1 < text.count else { return 0 }
    // `0.5` is no path.
    return text[dot + 1].isDigit ? 0 : dot + 1
  }
}
