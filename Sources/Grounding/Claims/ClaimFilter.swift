import Benchmarks

/// Tells numbers that are claims from those that name or count something in the text itself.
struct ClaimFilter {
  let read: ReadBlock
  let number: FoundNumber
  let frame: ReportFrame
  private let binder: Binder

  init(_ read: ReadBlock, _ number: FoundNumber, _ binder: Binder, frame: ReportFrame) {
    self.binder = binder
    self.read = read
    self.number = number
    self.frame = frame
  }

  /// Why the number is no claim; nil for a claim.
  var reason: NotClaimReason? {
    if let reason = number.reason {
      switch reason {
      case .date: return claimsDate ? nil : .date
      case .numberWord: return countsThings ? nil : .numberWord
      case .ordinal:
        return nextWord(from: number.end) == "percentile" ? .percentileName : .ordinal
      case .version:
        return reason
      default: return reason
      }
    }
    return quotation ?? place ?? name ?? level ?? assumption ?? advice
  }

  /// `a 500-token answer takes 5 s`, `over a response of 500 tokens`: a size that is only supposed.
  private var assumption: NotClaimReason? {
    guard number.unit?.dimension == .tokens, number.resolution == 1,
      let word = read.wordBefore(number.range.lowerBound)
    else { return nil }
    let isOfOne =
      ["a", "an"].contains(read.spelling(word))
      && words(from: number.end, 1).contains(where: Self.texts.contains)
    let isSupposed =
      read.spelling(word) == "of" && word > 1 && Self.texts.contains(read.spelling(word - 1))
      && ["a", "an"].contains(read.spelling(word - 2))
    return isOfOne || isSupposed ? .assumption : nil
  }

  private static let texts: Set<String> = [
    "answer", "response", "reply", "text", "paragraph", "output",
  ]

  /// Within a code span a number claims something where it stands alone, with its unit or as the value
  /// of a key; in a message or a command it does not.
  private var quotation: NotClaimReason? {
    if read.block.isProgram { return .quotation }
    guard let span = read.block.codeSpan(at: number.range.lowerBound) else { return nil }
    let before = read.bytes[span.lowerBound..<number.range.lowerBound]
    let after = read.bytes[min(number.end, span.upperBound)..<span.upperBound]
    let isLast = after.allSatisfy { $0.isSpace || $0 == 0x7D || $0 == 0x22 || $0 == 0x2C }
    guard let mark = before.last(where: { !$0.isSpace && $0 != 0x22 && $0 != 0x2D }) else {
      return isLast ? nil : .quotation
    }
    guard mark == 0x3D || mark == 0x3A else { return .quotation }
    return isLast || !isOfLabel(span) ? nil : .quotation
  }

  /// Whether the word before the number's sign is a part of a path: `BenchmarkParse/size=1k, commit = abc`.
  private func isOfLabel(_ span: Range<Int>) -> Bool {
    guard let word = read.wordBefore(number.range.lowerBound) else { return false }
    let start = read.words[word].range.lowerBound
    return start > span.lowerBound && read.byte(start - 1) == 0x2F
  }

  /// Numbers that number the text: headings, items, rows.
  private var place: NotClaimReason? {
    let start = number.range.lowerBound
    // `results[2].mean`
    if read.byte(start - 1) == 0x5B, read.byte(number.range.upperBound) == 0x5D,
      read.byte(start - 2).isWord
    {
      return .index
    }
    let isFirst = read.bytes[..<start].allSatisfy { $0.isSpace || $0 == 0x23 || $0 == 0x28 }
    let next = read.byte(number.range.upperBound)
    let isWhole = number.unit == nil && !number.isSigned
    if case .heading = read.block.kind, isFirst, isWhole, !followsNoun {
      return .sectionNumber
    }
    // `*4.3 Comparison of quantizations*`
    if isFirst, isWhole, number.resolution < 1, number.value < 100, read.block.kind == .paragraph,
      read.bytes.count < 100, next == 0x20, read.byte(number.range.upperBound + 1).isUpper
    {
      return .sectionNumber
    }
    if isFirst, isWhole, (next == 0x2E || next == 0x29),
      read.byte(number.range.upperBound + 1).isSpace,
      number.resolution == 1, number.value < 1000
    {
      return .listCounter
    }
    if case .cell(_, let row, let column) = read.block.kind, row >= 0, number.resolution == 1,
      isWhole, isFirst, next == 0x20 || number.range.upperBound == read.bytes.count
    {
      let header = frame.frame(of: read.block).header
      let words = header?.words.indices.map { header!.spelling($0) } ?? []
      let sign = header?.block.text.filter { !$0.isWhitespace } ?? ""
      if sign == "#"
        || (!words.isEmpty && words.count <= 2 && column <= 1
          && words.allSatisfy { Self.indexNames.contains($0) })
      {
        return .index
      }
    }
    return nil
  }

  private static let indexNames: Set<String> = [
    "no", "nr", "index", "idx", "id", "run", "rank", "step", "row", "iteration", "trial", "number",
    "phase", "seed", "item", "experiment", "pid",
  ]

  /// Numbers that are part of a name: `Section 4.3`, `RTX 4080`, `Llama 3.1`, `run 2`.
  private var name: NotClaimReason? {
    if isPartOfEntity { return .identifier }
    if isSizeOfModel { return .modelSize }
    guard let word = read.wordBefore(number.range.lowerBound), !number.isSigned else { return nil }
    let gap = read.words[word].range.upperBound..<number.range.lowerBound
    let between = read.bytes[gap].filter { $0 != 0x20 && $0 != 0x0A }
    let spelled = read.spelling(word)
    let isJoined =
      between.isEmpty || between.elementsEqual([0x23])
      || between.elementsEqual([0x2D]) && !isAfterLabel
    if between.elementsEqual([0x3A]), ["version", "release", "draft"].contains(spelled) {
      return .version
    }
    if isJoined {
      if let reason = Self.references[spelled], number.unit == nil, !isCounted { return reason }
      if number.unit == nil, Self.products.contains(spelled) {
        return followsNoun ? nil : .hardware
      }
      if number.unit == nil, Self.families.contains(spelled), !followsNoun { return .modelSize }
      // `Run 3` is a name, `run 3 files` none.
      if number.unit == nil, number.resolution == 1, Self.counted.contains(spelled),
        read.bytes[read.words[word].range].first!.isUpper || spelled == "run", !followsNoun
      {
        return .index
      }
    }
    if number.resolution == 1, number.unit == nil {
      if isBeforeYear { return .reference }
      if isJoined, isAcronym(word), !followsNoun { return .identifier }
    }
    if number.resolution == 1, (1900...2199).contains(number.value),
      number.unit == nil, number.range.count == 4
    {
      if Self.yearWords.contains(spelled) || isQuarter(spelled) { return .date }
      let isNamed = read.terms.contains {
        $0.range.upperBound == read.words[word].range.upperBound
      }
      if !isNamed, read.byte(number.range.upperBound) == 0x2C || between.first == 0x28 {
        return .date
      }
    }
    return nil
  }

  /// `Gemma3 270M`: behind the name of a family of models, with or without its version.
  private var isSizeOfModel: Bool {
    guard number.unit == nil, [0x6D, 0x62].contains(read.byte(number.range.upperBound) | 0x20),
      !read.byte(number.range.upperBound + 1).isWord,
      let word = read.wordBefore(number.range.lowerBound)
    else { return false }
    return Self.families.contains(read.spelling(word).filter { !$0.isNumber })
  }

  /// `Q4 2025`.
  private func isQuarter(_ word: String) -> Bool {
    word.utf8.count == 2 && word.utf8.first == UInt8(ascii: "q")
      && (0x31...0x34).contains(word.utf8.last!)
  }

  /// Whether the digits are the name of a file or a run: `Run A (1759098967)`.
  private var isPartOfEntity: Bool {
    guard number.resolution == 1, number.range.count >= 6 else { return false }
    let mention = read.mention(at: number.range.lowerBound)
    guard case .entity? = mention?.meaning else { return false }
    return number.unit == nil
  }

  private var isAfterLabel: Bool {
    read.labelEnd > 0 && number.range.lowerBound >= read.labelEnd
      && read.bytes[read.labelEnd..<number.range.lowerBound].allSatisfy { !$0.isWord }
  }

  /// Whether a year in parentheses follows, as behind the volume of a journal: `37 (1983)`.
  private var isBeforeYear: Bool {
    let start = number.range.upperBound
    guard read.byte(start) == 0x20, read.byte(start + 1) == 0x28 else { return false }
    let digits = (start + 2..<start + 6).map { read.byte($0) }
    return digits.allSatisfy(\.isDigit) && (digits[0] == 0x31 || digits[0] == 0x32)
      && !read.byte(start + 6).isDigit
  }

  /// Whether a word is of capitals alone and none of the field's: `ISO 8601`, `GPU 0`.
  private func isAcronym(_ word: Int) -> Bool {
    let range = read.words[word].range
    guard (2...5).contains(range.count), read.bytes[range].allSatisfy(\.isUpper) else {
      return false
    }
    let i = ReadBlock.partition(read.terms.count) {
      read.terms[$0].range.upperBound > range.lowerBound
    }
    return i == read.terms.count || read.terms[i].range.lowerBound >= range.upperBound
  }

  /// `95 % confidence`, `5 % level`.
  private var level: NotClaimReason? {
    guard let unit = number.unit, unit.dimension == .fraction else { return nil }
    let after = words(from: number.end, 3)
    // `95 % of requests` says which percentile.
    if after.first == "of", after.contains(where: Self.events.contains),
      [1, 5, 10, 50, 75, 80, 90, 95, 99, 99.9].contains(number.value)
    {
      return .percentileName
    }
    if let first = after.first, Self.levelWords.contains(first) { return .confidenceLevel }
    guard let word = read.wordBefore(number.range.lowerBound) else { return nil }
    let spelled = read.spelling(word)
    return ["confidence", "ci", "significance", "interval", "intervals"].contains(spelled)
      ? .confidenceLevel : nil
  }

  private static let levelWords: Set<String> = [
    "confidence", "ci", "limits", "level", "significance", "credible", "prediction",
  ]

  private static let references: [String: NotClaimReason] = {
    var result: [String: NotClaimReason] = [:]
    for word in [
      "section", "sections", "chapter", "figure", "fig", "table", "appendix", "report", "tr",
      "part",
      "page", "issue", "pr", "equation", "eq", "note", "ref", "citation", "footnote", "listing",
      "reports", "task", "ticket",
    ] { result[word] = .reference }
    for word in [
      "version", "v", "release", "python", "pytorch", "torch", "cuda", "cudnn", "rust", "swift",
      "java", "node", "ubuntu", "debian", "windows", "linux", "macos", "ios", "android", "kernel",
      "driver", "ollama", "tensorrt", "triton", "onnx", "gcc", "clang", "llvm", "go", "ruby",
      "http", "tls", "rustc", "cargo", "numpy", "pandas", "vllm", "draft",
    ] { result[word] = .version }
    for word in [
      "phase", "step", "stage", "rank", "type", "class", "level", "tier", "line", "row", "rule",
      "option", "item",
      "priority", "day", "week", "quarter", "experiment", "scenario", "recommendation", "finding",
      "prompt", "port", "id", "pid", "exit", "code", "seed",
    ] { result[word] = .index }
    return result
  }()

  private static let products: Set<String> = [
    "rtx", "gtx", "geforce", "ryzen", "xeon", "epyc", "radeon", "rx", "core", "threadripper", "arc",
    "tesla", "quadro", "ddr", "lpddr", "pcie", "usb", "gen", "gddr", "snapdragon", "cortex",
  ]
  private static let families: Set<String> = [
    "llama", "gemma", "qwen", "phi", "mistral", "mixtral", "gpt", "claude", "deepseek", "falcon",
    "vicuna", "yi", "granite", "smollm", "olmo", "command", "gemini", "codellama", "starcoder",
  ]
  private static let counted: Set<String> = [
    "run", "runs", "test", "trial", "iteration", "sample", "agent", "prompt", "config",
    "configuration", "model", "query", "request", "example", "case", "batch", "round", "epoch",
    "strategy", "pattern", "cycle", "set",
  ]
  private static let events: Set<String> = [
    "requests", "responses", "runs", "samples", "tokens", "calls", "queries", "inferences",
  ]
  private static let yearWords: Set<String> = [
    "in", "since", "of", "during", "year", "early", "late", "mid", "until", "by", "copyright", "c",
    "from", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "spring", "summer", "autumn", "fall", "winter",
  ]

  /// Whether the text says of the data that they are of that date.
  private var claimsDate: Bool {
    guard frame.regions[read.index] == .body, read.block.kind != .codeLine else { return false }
    let range = number.range
    let sentence = read.sentence(at: range.lowerBound)
    let near = read.clause(around: range, in: sentence)
    let saysSo = { (mention: ReadBlock.Mention) in mention.meaning == .modified }
    // Of several dates in a sentence about a period the first two are its ends.
    let inClause = read.mentions(in: near, nearest: range).contains(where: saysSo)
    if inClause { return !isModifiedCount(near) }
    return read.labelEnd > 0 && range.lowerBound > read.labelEnd
      && read.mentions(in: 0..<read.labelEnd, nearest: range).contains(where: saysSo)
      && !isModifiedCount(near)
  }

  /// Whether the date only says which files are counted: `28 files were modified on …`.
  private func isModifiedCount(_ clause: Range<Int>) -> Bool {
    let sentence = read.sentence(at: number.range.lowerBound)
    let own = ReadBlock.partition(read.numbers.count) {
      read.numbers[$0].range.lowerBound >= number.range.lowerBound
    }
    return read.numbers[..<own].suffix(8).contains {
      $0.date == nil && $0.reason == nil && sentence.contains($0.range.lowerBound)
    }
  }

  /// Whether a number that is a word counts things that the data have.
  private var countsThings: Bool {
    guard frame.regions[read.index] == .body, number.value >= 2 else { return false }
    // `five of the eight files that …`: which eight the data do not tell.
    if let word = read.wordBefore(number.range.lowerBound), word > 0,
      read.spelling(word) == "the", read.spelling(word - 1) == "of"
    {
      return false
    }
    guard let noun = binder.followingNoun else { return false }
    return [.files, .folders].contains(noun)
  }

  /// Whether what follows is counted: `the file reports 0 inferences`.
  private var isCounted: Bool { number.resolution == 1 && !binder.countedWordsBehind.isEmpty }

  private var followsNoun: Bool { binder.followingNoun != nil }

  private func nextWord(from offset: Int) -> String? { words(from: offset, 1).first }

  func words(from offset: Int, _ count: Int) -> [String] {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= offset
    }
    return (first..<min(read.words.count, first + count)).map { read.spelling($0) }
  }
}
