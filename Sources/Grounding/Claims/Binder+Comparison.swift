/// What is compared with what, and which way it is said to go.
extension Binder {
  /// Binds direction and sides of a comparison.
  func bindComparison(_ claim: inout BoundClaim) {
    claim.direction = direction(in: clause) ?? direction(in: sentence)
    claim.isFaster = isFaster
    var named: [Int] = []
    func add(_ read: ReadBlock?, _ range: Range<Int>) {
      let near = read?.index == self.read.index ? own : 0..<0
      for mention in read?.terms(in: range, near: near) ?? [] {
        if case .entity(let entity) = mention.meaning, !named.contains(entity) {
          named.append(entity)
        }
      }
    }
    add(read, sentence)
    if read.labelEnd > 0 { add(read, 0..<read.labelEnd) }
    let (label, header, _) = frame.frame(of: read.block)
    for other in [label, header].compactMap({ $0 }) { add(other, 0..<other.bytes.count) }
    if named.count < 2 { named += claim.context.filter { !named.contains($0) } }
    claim.compared = sides(of: named) ?? Array(named.prefix(5))
    claim.isAgainstBaseline = isAgainstBaseline
    claim.comparedLevels = comparedLevels
  }

  /// The two sides of `A … 2.1x as fast as B`: what follows the number, and the last that was named
  /// before it.
  private func sides(of named: [Int]) -> [Int]? {
    let telling = named.filter(isTelling)
    guard telling.count > 2 else { return nil }
    func entity(_ mention: ReadBlock.Mention) -> Int? {
      if case .entity(let entity) = mention.meaning, isTelling(entity) { entity } else { nil }
    }
    let behind = own.upperBound..<clause.upperBound
    guard let object = read.terms(in: behind, near: own).lazy.compactMap(entity).first else {
      return nil
    }
    let before = read.terms(in: sentence.lowerBound..<own.lowerBound, near: own)
    let inClause = before.filter { $0.range.lowerBound >= clause.lowerBound }
    // Without a name in its own clause the subject is that of the sentence.
    let subject = (inClause.isEmpty ? Array(before) : Array(inClause)).lazy.compactMap(entity)
      .first { $0 != object }
    return (subject ?? before.lazy.compactMap(entity).first { $0 != object }).map { [$0, object] }
  }

  /// `50 % lower than the baseline`: a side that has no name of the data's.
  private var isAgainstBaseline: Bool {
    read.words(in: own.upperBound..<sentence.upperBound, near: own).prefix(8).contains {
      Self.baseline.contains($0.hash) && read.mention(at: $0.range.lowerBound) == nil
    }
  }

  private static let baseline: WordSet = ["baseline", "original"]

  /// The values of the setting that label and sentence name most often.
  private var comparedLevels: Condition? {
    var found: [Setting: Set<Double>] = [:]
    let ranges = read.labelEnd > 0 ? [0..<read.labelEnd, sentence] : [sentence]
    for number in read.numbers[max(0, index - 4)..<min(read.numbers.count, index + 5)]
    where read.namesSettings && sentence.contains(number.range.lowerBound) {
      guard let setting = Binder(read, number, frame: frame).furtherSetting else { continue }
      found[setting, default: []].insert(number.value)
    }
    for mention in ranges.flatMap({ read.terms(in: $0, near: own) }) {
      guard case .setting(let setting) = mention.meaning, let owner = mention.owner else {
        continue
      }
      let binder = Binder(read, read.numbers[owner], frame: frame)
      found[setting, default: []].formUnion(
        [read.numbers[owner].value] + binder.alternatives.map(\.value))
    }
    let most = found.filter { $0.value.count >= 2 }.max { a, b in
      (a.value.count, b.key.rawValue) < (b.value.count, a.key.rawValue)
    }
    return most.map { Condition(setting: $0.key, values: $0.value) }
  }

  private func direction(in range: Range<Int>) -> BoundClaim.Direction? {
    var (up, down) = (false, false)
    for word in read.words(in: range, near: own)
    where abs(word.range.lowerBound - own.lowerBound) < 60 {
      up = up || Self.rises.contains(word.hash)
      down = down || Self.falls.contains(word.hash)
    }
    return up == down ? nil : up ? .up : .down
  }

  /// Whether the clause says faster (true) or slower (false).
  private var isFaster: Bool? {
    let words = read.words(in: clause, near: own)
    if words.contains(where: { Self.faster.contains($0.hash) }) { return true }
    if let fast = words.first(where: { Self.fast.contains($0.hash) }), fast.range.lowerBound > 3,
      read.bytes[..<fast.range.lowerBound].suffix(3).elementsEqual("as ".utf8)
    {
      return true
    }
    return words.contains { Self.slower.contains($0.hash) } ? false : nil
  }

  private static let faster: WordSet = ["faster", "quicker"]
  private static let fast: WordSet = ["fast", "quick"]
  private static let slower: WordSet = ["slower"]
  private static let rises: WordSet = [
    "higher", "increase", "increases", "increased", "gain", "gains", "rose", "rises",
    "grew", "longer", "larger", "greater", "ahead", "exceeds", "raised", "jumped", "climbed",
  ]
  private static let falls: WordSet = [
    "lower", "reduction", "reduced", "reduces", "reduce", "decrease", "decreased", "decreases",
    "drop", "dropped", "drops", "fell", "falls", "shorter", "smaller", "savings", "saves",
    "saving", "cut", "cuts", "decline", "declines", "declined", "shrank",
  ]

  /// The words of clause, label and header that say which of several keys or files is meant, and those of
  /// caption and heading, which say it of all that stands under them.
  var tellingWords: (near: Set<UInt64>, far: Set<UInt64>) {
    var found: Set<UInt64> = []
    func add(_ read: ReadBlock?, _ range: Range<Int>) {
      let near = read?.index == self.read.index ? own : 0..<0
      for word in read?.words(in: range, near: near) ?? [] {
        guard word.range.count > 2, !Self.dull.contains(word.hash), !isOfEntity(word, read!) else {
          continue
        }
        found.insert(word.hash)
      }
    }
    if isStart { return ([], [Self.before]) }
    // A number behind `of` is the whole of the one before, and shares no words with it.
    if !isWhole { add(read, clause) }
    if let introduction { add(read, introduction) }
    if read.labelEnd > 0, !isOtherSide { add(read, 0..<read.labelEnd) }
    let (label, header, _) = frame.frame(of: read.block)
    for other in [label, header].compactMap({ $0 }) { add(other, 0..<other.bytes.count) }
    let near = found
    found = isEnd ? [Self.after] : times
    if let corner = cornerOfTable { add(corner, 0..<corner.bytes.count) }
    if let lead = leadIns.first, frame.blocks[lead].bytes.count < 200 {
      add(frame.blocks[lead], 0..<frame.blocks[lead].bytes.count)
    }
    if let heading = frame.text.headings(of: read.block).first,
      frame.blocks[heading].block.kind != .heading(level: 1)
    {
      add(frame.blocks[heading], 0..<frame.blocks[heading].bytes.count)
    }
    return (near, found)
  }

  /// `from 5 ms to 4 ms`: the first value is of what was before, whatever the text is about.
  var isStart: Bool {
    if isBeforeArrow { return true }
    if isBehindFrom { return true }
    guard let word = read.wordBefore(own.lowerBound), read.spelling(word) == "from",
      index + 1 < read.numbers.count
    else { return false }
    let gap = own.upperBound..<max(own.upperBound, read.numbers[index + 1].range.lowerBound)
    return read.words(in: gap, near: own).contains {
      read.bytes[$0.range].elementsEqual("to".utf8)
    }
  }

  /// The second value of `from 5 ms to 4 ms`.
  private var isEnd: Bool {
    if index > 0, Binder(read, read.numbers[index - 1], frame: frame).isBeforeArrow { return true }
    guard index > 0, let word = read.wordBefore(own.lowerBound), read.spelling(word) == "to" else {
      return false
    }
    return Binder(read, read.numbers[index - 1], frame: frame).isStart
  }

  /// What the clause says of the time: before or after something.
  private var times: Set<UInt64> {
    Set(read.words(in: clause, near: own).map(\.hash)).intersection([Self.before, Self.after])
  }

  /// The header over the first cells of a table, which may say what all of it is about: `Backend (CPU)`.
  var cornerOfTable: ReadBlock? {
    guard case .cell(let table, let row, let column) = read.block.kind, row >= 0, column > 0 else {
      return nil
    }
    return frame.text.tables[table].headers.first.map { frame.blocks[$0] }
  }

  /// `drops to 4 ms from a baseline of 5 ms`
  private var isBehindFrom: Bool {
    guard let last = read.wordBefore(own.lowerBound), last >= 3, read.spelling(last) == "of" else {
      return false
    }
    return read.spelling(last - 3) == "from"
      && ["a", "the", "its"].contains(read.spelling(last - 2))
  }

  private static let ofWhole: WordSet = [
    "of", "out", "the", "a", "its", "total", "available", "used", "in", "use", "on", "average",
  ]

  /// `5 ms → 4 ms`
  var isBeforeArrow: Bool {
    guard index + 1 < read.numbers.count else { return false }
    let next = read.numbers[index + 1]
    guard next.reason == nil, own.upperBound < next.range.lowerBound else { return false }
    let gap = read.bytes[own.upperBound..<next.range.lowerBound].filter { $0 != 0x20 }
    return gap.elementsEqual("→".utf8) || gap.elementsEqual("->".utf8)
  }

  /// What a sentence begins with before its first comma: `For the MLP on CUDA, A reached 5 ms`.
  var introduction: Range<Int>? {
    let start = max(sentence.lowerBound, min(read.labelEnd, own.lowerBound))
    let first = ReadBlock.partition(read.words.count) { read.words[$0].range.lowerBound >= start }
    guard first < read.words.count, read.word(first, isIn: Self.prepositions),
      let comma = read.bytes[start..<max(start, own.lowerBound)].prefix(80).firstIndex(of: 0x2C),
      comma < clause.lowerBound + 1,
      !read.numbers.contains(where: { $0.range.lowerBound >= start && $0.range.upperBound <= comma }
      )
    else { return nil }
    return start..<comma
  }

  private static let prepositions: WordSet = [
    "for", "on", "in", "with", "under", "using", "within",
  ]

  private static let before = Word.all(Array("before".utf8))[0].hash
  private static let after = Word.all(Array("after".utf8))[0].hash

  /// `5 GB of the 12 GB`.
  var isWhole: Bool {
    guard index > 0, let unit = number.unit,
      read.numbers[index - 1].unit?.dimension == unit.dimension,
      let word = read.wordBefore(own.lowerBound)
    else { return false }
    let gap = read.numbers[index - 1].range.upperBound..<own.lowerBound
    // The words between say no more than that: `5 W against a limit of 12 W` is none.
    let between = read.words(in: read.numbers[index - 1].end..<own.lowerBound, near: own)
    guard gap.count < 40, !read.bytes[gap].contains(0x2C),
      between.allSatisfy({ Self.ofWhole.contains($0.hash) })
    else { return false }
    let spelled = read.spelling(word)
    return spelled == "of" || spelled == "the" && word > 0 && read.spelling(word - 1) == "of"
  }

  private func isOfEntity(_ word: Word, _ read: ReadBlock) -> Bool {
    guard case .entity(let entity)? = read.mention(at: word.range.lowerBound)?.meaning else {
      return false
    }
    return isTelling(entity)
  }

  /// Words that stand in names of files and keys without telling them apart for a reader.
  private static let dull: WordSet = [
    "report", "reports", "summary", "results", "result", "data", "csv", "json", "model", "models",
    "test", "tests", "run", "runs", "file", "files", "performance", "analysis", "metrics", "metric",
    "benchmark", "benchmarks", "bench", "the", "and", "for", "with", "per", "mean", "avg",
    "average",
    "median", "min", "max", "std", "total", "time", "tokens", "rate", "ttft", "latency",
    "throughput", "value", "values", "second", "seconds", "ms", "count", "param", "parameter",
    "first", "best", "fixed", "before", "after", "inference",
  ]
}
