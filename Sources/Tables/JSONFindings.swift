/// What a parser forgave, and what it could not keep as it stands; gathered over a whole text.
final class JSONFindings {
  private struct Case {
    var count = 0
    var line: Int
  }

  private var words: Case?
  private var keys: [TextKey] = []
  private var duplicates: [TextKey: Case] = [:]
  /// Whole numbers beyond 64 bits, as the doubles that they became.
  private(set) var bigIntegers: Set<Double> = []

  /// Counts a bare `NaN`, `Infinity` or `-Infinity`.
  func addWord(line: Int) {
    words = Case(count: (words?.count ?? 0) + 1, line: words?.line ?? line)
  }

  /// Counts a key that stands in its object already.
  func addDuplicate(_ key: String, line: Int) {
    let key = TextKey(key)
    if duplicates[key] == nil { keys.append(key) }
    duplicates[key, default: Case(line: line)].count += 1
  }

  /// Takes note of a whole number beyond 64 bits.
  func addBigInteger(_ value: Double) { bigIntegers.insert(value) }

  /// What the parser forgave.
  var notices: [ReadNotice] {
    let word = words.map { ReadNotice(.bareNonFiniteNumbers, count: $0.count, line: $0.line) }
    return (word.map { [$0] } ?? [])
      + keys.map { key in
        ReadNotice(
          .duplicateKey(key.text), count: duplicates[key]!.count, line: duplicates[key]!.line)
      }
  }
}
