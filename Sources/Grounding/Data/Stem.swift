/// Words without the ending of the plural, by their hashes, so that `2 anomalies` meets
/// `anomalies_detected` and `20 samples` meets `samples_per_run`.
enum Stem {
  /// The stem of a word in any letters.
  static func of(_ word: ArraySlice<UInt8>) -> UInt64 {
    var letters = word.map(\.lowered)
    func ends(_ ending: StaticString) -> Bool {
      let count = ending.utf8CodeUnitCount
      return letters.count > count + 1 && letters[(letters.count - count)...].equals(ending)
    }
    if ends("ies") {
      letters.removeLast(3)
      letters.append(UInt8(ascii: "y"))
    } else if ends("sses") || ends("xes") || ends("ches") || ends("shes") {
      letters.removeLast(2)
    } else if ends("s"), !ends("ss") {
      letters.removeLast()
    }
    return Word.all(letters).first?.hash ?? 0
  }

  /// The stems of the last part of a key.
  static func ofLeaf(_ key: String) -> [UInt64] {
    let bytes = Array(key.utf8)
    let start = NameReader.leafStart(bytes)
    return Word.all(bytes).filter { $0.range.lowerBound >= start && $0.range.count > 3 }.map {
      of(bytes[$0.range])
    }
  }
}
