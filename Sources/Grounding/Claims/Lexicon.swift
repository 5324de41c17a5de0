/// A word of a text: its place and a hash of its small letters.
struct Word: Sendable {
  var range: Range<Int>
  var hash: UInt64

  /// The words of a text: runs of letters and digits; whatever stands between them parts them.
  static func all(_ text: [UInt8]) -> [Word] {
    var words: [Word] = []
    var at = 0
    while at < text.count {
      guard isPart(text, at) else {
        at += 1
        continue
      }
      let start = at
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      while at < text.count, isPart(text, at) {
        hash = (hash ^ UInt64(text[at].lowered)) &* 0x100_0000_01B3
        at += 1
      }
      words.append(Word(range: start..<at, hash: hash))
    }
    return words
  }

  private static func isPart(_ text: [UInt8], _ offset: Int) -> Bool {
    let byte = text[offset]
    if byte < 0x80 { return byte.isDigit || byte.isLetter }
    // Quotes, dashes and signs part words; letters beyond ASCII do not.
    return byte != 0xE2 && (offset < 1 || text[offset - 1] != 0xE2)
      && (offset < 2 || text[offset - 2] != 0xE2)
  }
}

/// A set of words, for asking without making a text.
struct WordSet: Sendable, ExpressibleByArrayLiteral {
  private let hashes: Set<UInt64>

  init(arrayLiteral words: String...) {
    hashes = Set(words.flatMap { Word.all(Array($0.utf8)).map(\.hash) })
  }

  func contains(_ hash: UInt64) -> Bool { hashes.contains(hash) }
}

/// Phrases with what they mean; finds the longest ones in a text.
struct Lexicon<Meaning: Sendable>: Sendable {
  private struct Step: Hashable {
    var node: Int32
    var word: UInt64
  }

  private var steps: [Step: Int32] = [:]
  private var meanings: [Int32: Meaning] = [:]
  private var nodes: Int32 = 0

  /// Adds a phrase; the first meaning of a phrase stays.
  mutating func add(_ phrase: String, _ meaning: Meaning) {
    add(Word.all(Array(phrase.utf8)).map(\.hash), meaning)
  }

  /// Adds a phrase by the hashes of its words.
  mutating func add(_ words: [UInt64], _ meaning: Meaning) {
    guard !words.isEmpty, words.count <= 12 else { return }
    var node: Int32 = 0
    for word in words {
      let step = Step(node: node, word: word)
      if let next = steps[step] {
        node = next
      } else {
        nodes += 1
        steps[step] = nodes
        node = nodes
      }
    }
    if meanings[node] == nil { meanings[node] = meaning }
  }

  /// The longest phrases from left to right, none overlapping another.
  ///
  /// - Complexity: O(words × longest phrase).
  func scan(_ words: [Word]) -> [(range: Range<Int>, meaning: Meaning)] {
    var found: [(Range<Int>, Meaning)] = []
    var i = 0
    while i < words.count {
      var node: Int32 = 0
      var best: (next: Int, meaning: Meaning)?
      var j = i
      while j < words.count, let next = steps[Step(node: node, word: words[j].hash)] {
        node = next
        j += 1
        if let meaning = meanings[node] { best = (j, meaning) }
      }
      if let best {
        found.append(
          (words[i].range.lowerBound..<words[best.next - 1].range.upperBound, best.meaning))
        i = best.next
      } else {
        i += 1
      }
    }
    return found
  }
}
