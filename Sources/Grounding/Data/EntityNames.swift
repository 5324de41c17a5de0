/// The names of what the data are about (models, folders, files, labels), as a text may mention them.
struct EntityNames: Sendable {
  /// The names; an entity is an index.
  private(set) var names: [String] = []
  private(set) var words: [[UInt64]] = []
  /// Whether a name tells by itself what is meant: a label, a name with a digit, the whole name of a
  /// file; the name of a folder or a part of a name may be a common word (`quantization`).
  private(set) var isTelling: [Bool] = []
  private var known: [[UInt64]: Int] = [:]

  /// Words of the names of files and columns that name no subject by themselves.
  private static let generic: Set<UInt64> = Set(
    [
      "baseline", "test", "tests", "results", "result", "summary", "report", "reports", "data",
      "csv", "json", "md", "metrics", "metric", "run", "runs", "benchmark", "benchmarks", "bench",
      "demo", "performance", "analysis", "param", "tuning", "suite", "prompt", "raw", "latest",
      "readme", "model", "the", "of", "and", "for", "to", "a", "in", "is", "true", "false", "none",
      "notes", "technical", "digest", "fixed", "configuration", "config", "system", "ms", "name",
      "default", "all", "warm", "without", "cold", "starts", "row", "load", "baselines", "sweep",
      "responses", "environment", "optimization", "compilation", "integration", "final", "samples",
      "per", "file", "files", "total", "mean", "max", "min", "value", "count", "time", "eval",
      "gpu", "cpu", "llm", "api", "avg", "std", "sum", "new", "old", "raw", "log", "out", "tmp",
      "big",
    ].map { Word.all(Array($0.utf8))[0].hash })

  /// Adds a name and the shorter forms that people use for it: its beginnings, and parts of two or
  /// more words.
  mutating func add(_ name: String, isSubject: Bool, isLabel: Bool) {
    let text = Array(name.utf8)
    // A number tells in a name where it is long enough for no other to be the same: a moment.
    let all = Word.all(text).filter { word in
      word.range.count >= 6 || !text[word.range].allSatisfy(\.isDigit)
    }
    guard !all.isEmpty, all.count <= 8 else { return }
    let whole = Word.all(text)
    if isLabel, all.count > 1, whole.count > all.count, whole.count <= 8 {
      // `g60_c2048_t0.8` and `g60_c2048_t0.2` differ in a digit.
      insert(name, whole.map(\.hash), isTelling: true)
      return
    }
    for start in all.indices {
      for end in start..<all.count {
        let part = all[start...end]
        let telling = part.filter { !Self.generic.contains($0.hash) }
        let isShort = part.count == 1
        // A label may be of common words alone: `demo_baseline`.
        let isWholeLabel = isLabel && part.count == all.count && all.count > 1
        guard !telling.isEmpty || isWholeLabel else { continue }
        if isShort {
          let word = text[part.first!.range]
          let isMoment = word.allSatisfy(\.isDigit)
          let isTelling = word.contains(where: \.isDigit) || word.count >= 3 || all.count == 1
          // `q4` and `8b` say which model, wherever they stand in its name.
          let isVariant = word.contains(where: \.isDigit) && word.contains(where: \.isLetter)
          guard
            isMoment || isSubject && word.count >= 3 && start == 0 && isTelling
              || isLabel && isVariant && word.count >= 2
          else { continue }
        } else if start > 0, telling.count < 1 {
          continue
        }
        let span = text[part.first!.range.lowerBound..<part.last!.range.upperBound]
        insert(
          span.asText, part.map(\.hash),
          isTelling: part.count == all.count && (isLabel || all.count > 1)
            || span.contains(where: \.isDigit))
      }
    }
  }

  /// `270m`, `1b`, `8b`: the words that say the size of a model.
  private var sizes: Set<UInt64> = []

  private mutating func insert(_ name: String, _ hashes: [UInt64], isTelling: Bool) {
    for word in Word.all(Array(name.utf8)) {
      let bytes = Array(name.utf8)[word.range]
      let isSize =
        bytes.count >= 2 && (bytes.last! | 0x20 == 0x62 || bytes.last! | 0x20 == 0x6D)
        && bytes.dropLast().allSatisfy(\.isDigit)
      if isSize { sizes.insert(word.hash) }
    }
    if let index = known[hashes] {
      self.isTelling[index] = self.isTelling[index] || isTelling
      return
    }
    known[hashes] = names.count
    self.isTelling.append(isTelling)
    names.append(name)
    words.append(hashes)
  }

  /// Whether words hold all the words of an entity, those aside that only say which edition.
  ///
  /// - Parameters:
  ///   - held: The words of what a value is about.
  ///   - key: The words of the value's own key, which may name it too: `backends.eager.mean_ms`.
  func matches(_ entity: Int, _ held: Set<UInt64>, key: Set<UInt64> = []) -> Bool {
    let isHeld = words[entity].allSatisfy {
      held.contains($0) || key.contains($0) || Self.editions.contains($0)
    }
    guard isHeld else { return false }
    // The latest edition of a model is none of its sizes.
    return !words[entity].contains(Self.latest) || held.isDisjoint(with: sizes)
      || !sizes.isDisjoint(with: words[entity])
  }

  private static let latest = Word.all(Array("latest".utf8))[0].hash

  private static let editions: Set<UInt64> = Set(
    ["latest", "model", "bench", "benchmark", "models"].map {
      Word.all(Array($0.utf8))[0].hash
    })
}
