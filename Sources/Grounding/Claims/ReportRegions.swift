/// What the parts of a report are for: numbers of a head written by code, of a block of run metrics
/// and of a prompt are no findings.
enum Region: Sendable {
  case body
  /// Metadata before the report proper: date, model, configuration, expectations.
  case head
  /// The times and counts of the run that wrote the report.
  case runMetrics
  /// Instructions to a model.
  case prompt
}

extension Region {
  /// The region of each block.
  static func all(_ blocks: [ReadBlock], _ sections: [[Int]]) -> [Region] {
    var regions = [Region](repeating: .body, count: blocks.count)
    for i in blocks.indices.prefix(headLength(blocks)) {
      // A table among the metadata holds what the runs behind the report gave.
      let isGiven = isCells(blocks[i]) && !blocks[i].terms.contains(where: Self.isSetting)
      regions[i] = isGiven ? .runMetrics : .head
    }
    let isOfCalls = sections.indices.map { section in
      sections[section].last.map { Self.isOfCalls(blocks[$0]) } ?? false
    }
    let isOfAgents = sections.indices.map { section in
      sections[section].last.map { Self.isOfAgents(blocks[$0]) } ?? false
    }
    let ofSection = sections.indices.map { section in
      region(heading: sections[section].last.map { blocks[$0] })
    }
    var runLabels: [Group: Set<String>] = [:]
    var quantities: [Group: Set<Quantity>] = [:]
    var calls: Set<Group> = []
    var named: Set<Group> = []
    for read in blocks {
      let group = Group(read)
      if let phrase = runPhrase(read) { runLabels[group, default: []].insert(phrase) }
      if isCallHeader(read) { calls.insert(group) }
      if read.firstTerms.contains(where: isEntity) { named.insert(group) }
      guard isOfAgents[read.block.section] || isCells(read) else { continue }
      for mention in read.firstTerms {
        if case .quantity(let quantity) = mention.meaning, Self.runQuantities.contains(quantity) {
          quantities[group, default: []].insert(quantity)
        }
      }
    }
    for i in blocks.indices where regions[i] == .body {
      let section = blocks[i].block.section
      for outer in sections[section] {
        if ofSection[blocks[outer].block.section] == .prompt { regions[i] = .prompt }
      }
      if ofSection[section] == .prompt { regions[i] = .prompt }
      let fewest = ofSection[section] == .runMetrics ? 0 : isOfCalls[section] ? 2 : 3
      let group = Group(blocks[i])
      let known = quantities[group]?.count ?? 0
      let isOfRun =
        (runLabels[group]?.count ?? 0) >= fewest
        || known >= 2 && !named.contains(group) && (isOfAgents[section] || calls.contains(group))
      if regions[i] == .body, isOfRun {
        regions[i] = .runMetrics
      } else if regions[i] == .body, i > 0, isSummary(blocks, section, sections),
        before(i, blocks, regions) == .runMetrics
      {
        // `Statistical summary` behind the metrics of the calls sums those up.
        regions[i] = .runMetrics
      }
    }
    return regions
  }

  /// The region of the last text before a block that is no heading.
  private static func before(_ i: Int, _ blocks: [ReadBlock], _ regions: [Region]) -> Region? {
    let last = blocks[..<i].lastIndex {
      if case .heading = $0.block.kind { false } else { true }
    }
    return last.map { regions[$0] }
  }

  /// Whether the heading of a section says that it sums up what stands before.
  private static func isSummary(
    _ blocks: [ReadBlock], _ section: Int, _ sections: [[Int]]
  ) -> Bool {
    guard let heading = sections[section].last.map({ blocks[$0] }), heading.words.count <= 3 else {
      return false
    }
    return heading.words.indices.contains {
      ["statistical", "statistics", "aggregate", "variability"].contains(heading.spelling($0))
    }
  }

  private static func isSetting(_ mention: ReadBlock.Mention) -> Bool {
    if case .setting = mention.meaning { true } else { mention.meaning == .target }
  }

  private static func isEntity(_ mention: ReadBlock.Mention) -> Bool {
    if case .entity = mention.meaning { true } else { false }
  }

  private static func isCells(_ read: ReadBlock) -> Bool {
    if case .cell = read.block.kind { true } else { false }
  }

  /// Whether a cell heads the column that tells the calls of a model or its agents apart.
  private static func isCallHeader(_ read: ReadBlock) -> Bool {
    guard case .cell(_, let row, let column) = read.block.kind, row < 0, column == 0,
      read.words.count == 1
    else { return false }
    return ["agent", "call", "stage", "persona"].contains(read.spelling(0))
  }

  private static func region(heading: ReadBlock?) -> Region {
    guard let heading else { return .body }
    let words = heading.words.indices.map { heading.spelling($0) }
    if words.contains("prompt"), words.allSatisfy(isOfPrompt) { return .prompt }
    if words.contains("persona") || words.contains("personas") { return .prompt }
    let text = words.joined(separator: " ")
    return ["workflow summary", "run metrics", "execution metrics"].contains(text)
      ? .runMetrics : .body
  }

  /// Whether a word may stand in the heading of a prompt, as against one of `prompt suite results`.
  private static func isOfPrompt(_ word: String) -> Bool {
    promptWords.contains(word) || word.allSatisfy(\.isNumber)
  }

  private static let promptWords: Set<String> = [
    "prompt", "the", "full", "system", "user", "agent", "model", "llm", "used", "text", "template",
    "given", "for", "to", "of", "a", "report", "writer", "insight", "collector", "instructions",
    "appendix", "original",
  ]

  /// Names that the run of a model has; the columns of data are named otherwise.
  private static let runPhrases: [[String]] = [
    "call duration", "total duration", "tokens generated", "prompt eval", "eval duration",
    "load duration", "prompt evaluation", "evaluation duration", "execution time", "llm call",
  ].map { $0.split(separator: " ").map(String.init) }

  /// The figure of a run that a label, the first cell of a row or the header of a column names.
  private static func runPhrase(_ read: ReadBlock) -> String? {
    let end: Int
    switch read.block.kind {
    case .cell(_, let row, let column):
      guard column == 0 || row < 0, read.words.count <= 6 else { return nil }
      end = read.bytes.count
    default:
      guard read.labelEnd > 0, !read.numbers.isEmpty else { return nil }
      end = read.labelEnd
    }
    let words = read.words.prefix { $0.range.upperBound <= end }.indices.map { read.spelling($0) }
    guard words.count <= 6 else { return nil }
    let found = runPhrases.first { phrase in
      words.indices.contains { words[$0...].starts(with: phrase) }
    }
    if let found { return found.joined(separator: " ") }
    return words.count == 1 && isCallColumn(read, words[0]) ? words[0] : nil
  }

  /// Columns that a table of a model's calls has: which call it was, and at which stage.
  private static func isCallColumn(_ read: ReadBlock, _ label: String) -> Bool {
    guard case .cell(_, let row, _) = read.block.kind, row < 0 else { return false }
    return ["stage", "call", "agent", "run"].contains(label)
  }

  /// Blocks that are judged together: a table, or what of a section is none.
  private struct Group: Hashable {
    var section: Int
    var table: Int?

    init(_ read: ReadBlock) {
      section = read.block.section
      if case .cell(let table, _, _) = read.block.kind { self.table = table }
    }
  }

  private static let runQuantities: Set<Quantity> = [
    .timeToFirstToken, .throughput, .totalDuration, .tokens, .latency, .loadTime, .evaluationTime,
  ]

  /// Whether a heading says that figures of the agents or calls themselves follow.
  private static func isOfAgents(_ heading: ReadBlock) -> Bool {
    let words = Set(heading.words.indices.map { heading.spelling($0) })
    if words == ["metrics"] || words == ["timing"] || words == ["timings"] { return true }
    return words.count <= 5
      && !words.isDisjoint(with: ["metrics", "statistics", "timing", "timings"])
      && !words.isDisjoint(with: [
        "llm", "call", "calls", "aggregate", "agent", "agents", "workflow", "concurrency",
      ])
  }

  /// Whether a heading is of the calls or runs of models or agents.
  private static func isOfCalls(_ heading: ReadBlock) -> Bool {
    let words = Set(heading.words.indices.map { heading.spelling($0) })
    return !words.isDisjoint(with: ["metrics", "statistics", "summary", "details", "performance"])
      && !words.isDisjoint(with: [
        "llm", "call", "calls", "aggregate", "agent", "agents", "workflow", "execution", "run",
        "runs", "generation",
      ])
  }

  /// The blocks of the head: from the start to the first thematic break or the first section of a
  /// report, where at least two lines of names and values stand there; 0 without a head.
  private static func headLength(_ blocks: [ReadBlock]) -> Int {
    var pairs = 0
    var lastPair = 0
    for (i, read) in blocks.enumerated() {
      if read.block.breaksBefore > 0 { return pairs >= 2 ? i : 0 }
      if case .heading = read.block.kind, pairs >= 2, beginsBody(read) { return i }
      if i >= 80 { break }
      pairs += metadataPairs(read)
      if metadataPairs(read) > 0 { lastPair = i + 1 }
    }
    return pairs >= 2 ? lastPair : 0
  }

  private static func beginsBody(_ read: ReadBlock) -> Bool {
    let words = Set(read.words.indices.map { read.spelling($0) })
    return !words.isDisjoint(with: [
      "summary", "introduction", "abstract", "overview", "findings", "results", "methodology",
      "metrics", "workflow", "performance", "analysis", "data", "recommendations",
    ])
  }

  private static let metadataNames: Set<String> = [
    "date", "model", "agent", "configuration", "author", "version", "type", "language", "generated",
    "timestamp", "run", "mode", "config", "status", "experiment", "created", "agents", "prepared",
  ]

  private static func metadataPairs(_ read: ReadBlock) -> Int {
    guard read.block.kind == .paragraph else { return 0 }
    var count = 0
    for strong in read.block.strong {
      let words = Word.all(Array(read.bytes[strong])).map { word in
        read.bytes[
          strong.lowerBound + word.range.lowerBound..<strong.lowerBound + word.range.upperBound
        ]
        .map(\.lowered).asText
      }
      let hasColon =
        read.bytes[strong].last == 0x3A || read.byte(strong.upperBound) == 0x3A
      if hasColon, !metadataNames.isDisjoint(with: words) { count += 1 }
    }
    return count
  }
}
