/// Numbers that say what should be done or how something is rated: they claim nothing of the data.
extension ClaimFilter {
  /// Why a number in advice, in a plan or in a rating is no claim; nil for any other.
  var advice: NotClaimReason? {
    if isRating { return .index }
    if isPlannedTime { return .recommendation }
    let isSpan = number.unit.map { $0.dimension == .time && $0.scale >= 60 } ?? false
    let isRepeated = (number.unit == .factor || number.unit == nil) && repeats
    if isWished || isBounded && isCommonplace { return .recommendation }
    guard isSpan || isRepeated || isBounded || isOfPeople else { return nil }
    return isAdvised ? .recommendation : nil
  }

  /// `typically under 200 ms`: what is usual anywhere.
  private var isCommonplace: Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= number.range.lowerBound
    }
    return read.words[..<first].suffix(4).contains { Self.usual.contains($0.hash) }
  }

  private static let usual: WordSet = ["typically", "usually", "generally", "commonly", "ideally"]

  /// `Agree on a target of 500 ms`, `Consider a GPU with 16 GB`: what is asked for.
  private var isWished: Bool {
    let sentence = read.sentence(at: number.range.lowerBound)
    guard let unit = number.unit, read.block.isItem else { return false }
    let start = read.labelEnd > sentence.lowerBound ? read.labelEnd : sentence.lowerBound
    guard startsWithRequest(start..<max(start, sentence.upperBound)) else { return false }
    let terms = read.terms(in: sentence, near: number.range).map(\.meaning)
    return !terms.contains(.achieved) && (unit.dimension == .bytes || terms.contains(.target))
  }

  /// `a panel of 3-5 reviewers`
  private var isOfPeople: Bool {
    number.unit == nil && words(from: number.end, 2).contains { Self.people.contains($0) }
  }

  private static let people: Set<String> = [
    "reviewers", "people", "users", "engineers", "developers", "raters", "participants",
  ]

  /// Whether the sentence advises, or stands under a heading that does, or in a row of risks.
  private var isAdvised: Bool {
    let sentence = read.sentence(at: number.range.lowerBound)
    let isSaid = read.mentions(in: sentence, nearest: number.range).contains {
      $0.meaning == .advice
    }
    if isSaid || startsWithRequest(sentence) { return true }
    let headings = frame.text.headings(of: read.block).prefix(2).map { frame.blocks[$0] }
    if headings.contains(where: Self.advises) { return true }
    guard case .cell(let table, _, _) = read.block.kind else { return false }
    return frame.text.tables[table].headers.prefix(16).contains { Self.advises(frame.blocks[$0]) }
  }

  private static func advises(_ read: ReadBlock) -> Bool {
    read.words.count <= 8
      && (read.firstTerms.contains { $0.meaning == .advice }
        || read.words.contains { adviceWords.contains($0.hash) })
  }

  /// `Repeat each configuration 30 times`: the sentence begins with a verb that asks.
  private func startsWithRequest(_ sentence: Range<Int>) -> Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= sentence.lowerBound
    }
    return first < read.words.count && Self.requests.contains(read.words[first].hash)
  }

  /// Whether times or things to come follow: `3 dummy requests`, `20 times`, `3-4 additional runs`.
  private var repeats: Bool {
    let words = words(from: number.end, 4)
    if number.unit == .factor { return !words.prefix(2).contains(where: Self.gains.contains) }
    return words.contains { Self.repeated.contains(Word.all(Array($0.utf8))[0].hash) }
      || (number.rangeEnd == .low && number.unit == nil)
  }

  private static let gains: Set<String> = [
    "gain", "speedup", "speed", "improvement", "faster", "higher", "lower", "slower", "increase",
    "advantage", "reduction",
  ]

  /// Whether a word that bounds stands before the number: `below 150 ms`, `by more than 10 %`.
  private var isBounded: Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= number.range.lowerBound
    }
    let before = read.words[..<first].suffix(3)
    if before.contains(where: { Self.bounds.contains($0.hash) }) { return true }
    var offset = number.range.lowerBound - 1
    while read.byte(offset) == 0x20 { offset -= 1 }
    return read.byte(offset) == 0x3C || read.byte(offset) == 0x3E
      || read.byte(offset) == 0xA5 && read.byte(offset - 1) == 0x89
      || read.byte(offset) == 0xA4 && read.byte(offset - 1) == 0x89
  }

  /// `within 2 weeks`, `over the next 3 months`, `every 24 hours`.
  private var isPlannedTime: Bool {
    guard number.resolution == 1 else { return false }
    let isLong = number.unit.map { $0.dimension == .time && $0.scale >= 3600 } ?? false
    let following = words(from: number.range.upperBound, 2)
    let next = (following.first == "working" ? following.last : following.first) ?? ""
    guard isLong || Self.spans.contains(next) else { return false }
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= number.range.lowerBound
    }
    return read.words[..<first].suffix(3).contains { Self.plans.contains($0.hash) } || isAdvised
  }

  /// A grade in a column of grades, or the scale in its header: `Severity (1-5)`.
  private var isRating: Bool {
    guard case .cell(_, let row, _) = read.block.kind, number.resolution == 1, number.value <= 10,
      row < 0 || read.words.count <= 2
    else { return false }
    let header = row < 0 ? read : frame.frame(of: read.block).header
    return header?.words.prefix(4).contains { Self.grades.contains($0.hash) } ?? false
  }

  private static let grades: WordSet = [
    "severity", "priority", "likelihood", "impact", "rating", "grade", "effort",
  ]
  private static let adviceWords: WordSet = [
    "mitigation", "risk", "risks", "action", "actions", "roadmap", "plan", "recommendation",
    "recommendations", "mitigations",
  ]
  private static let requests: WordSet = [
    "repeat", "rerun", "re", "extend", "use", "add", "upgrade", "expand",
    "increase", "reduce", "keep", "warm", "monitor", "alert", "collect", "measure",
    "implement", "investigate", "validate", "adopt", "enable", "disable", "schedule", "aim",
    "ensure", "perform", "conduct", "prioritise", "prioritize", "avoid", "send", "allocate",
    "define", "establish", "introduce", "review", "retain", "identify", "consider", "explore",
    "agree", "plan", "set", "target", "choose", "select", "provision", "optimize", "optimise",
    "automate", "streamline", "focus", "continue",
  ]
  private static let repeated: WordSet = [
    "times", "iterations", "repetitions", "repeats", "runs", "requests", "prompts", "samples",
    "additional", "more", "dummy", "tokens", "consecutive", "trials", "seeds", "rounds",
    "replicates",
    "warmup", "warm", "further", "extra", "temperatures", "measurements",
  ]
  private static let bounds: WordSet = [
    "below", "above", "under", "over", "than", "exceed", "exceeds", "exceeding", "within", "every",
    "least", "beyond", "until", "sub", "interval",
  ]
  private static let plans: WordSet = [
    "every", "next",
  ]
  private static let spans: Set<String> = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "quarter", "quarters",
    "sprint", "sprints",
  ]
}
