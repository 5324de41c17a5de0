extension NumberFinder {
  /// Adds the numbers that are written as words (`two`, `a dozen`, `twice`), in the order of the text.
  mutating func addWords(_ words: [Word]) {
    var added: [FoundNumber] = []
    for word in words {
      guard let value = Self.values[word.hash] else { continue }
      added.append(
        FoundNumber(
          range: word.range, value: value, resolution: value < 1 ? 0.1 : 1, unit: nil,
          end: word.range.upperBound, reason: .numberWord, isWord: true))
    }
    if !added.isEmpty { merge(added) }
  }

  private static let values: [UInt64: Double] = {
    var result: [UInt64: Double] = [:]
    let names: [(String, Double)] = [
      ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8),
      ("nine", 9), ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14),
      ("fifteen", 15), ("sixteen", 16), ("seventeen", 17), ("eighteen", 18), ("nineteen", 19),
      ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70),
      ("eighty", 80), ("ninety", 90), ("hundred", 100), ("dozen", 12), ("twice", 2), ("double", 2),
      ("doubled", 2), ("thrice", 3), ("triple", 3), ("tripled", 3), ("half", 0.5), ("halved", 0.5),
      ("quarter", 0.25),
    ]
    for (name, value) in names { result[Word.all(Array(name.utf8))[0].hash] = value }
    return result
  }()
}
