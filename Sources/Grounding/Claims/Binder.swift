import Benchmarks

/// Binds a number to quantity, statistic, unit, entity and scope: from its clause, its sentence, its
/// label, the header and the first cell of its row, what leads in to it, and the headings, the
/// nearest first.
struct Binder {
  let read: ReadBlock
  let number: FoundNumber
  let frame: ReportFrame
  let sentence: Range<Int>
  let clause: Range<Int>
  let outer: Range<Int>?
  /// Number and unit together.
  let own: Range<Int>
  /// The number as an index of the block's.
  let index: Int

  init(_ read: ReadBlock, _ number: FoundNumber, frame: ReportFrame) {
    self.read = read
    self.number = number
    self.frame = frame
    own = number.range.lowerBound..<max(number.end, number.range.upperBound)
    index = ReadBlock.partition(read.numbers.count) {
      read.numbers[$0].range.lowerBound >= number.range.lowerBound
    }
    sentence = read.sentence(at: number.range.lowerBound)
    clause = read.clause(around: own, in: sentence)
    outer = read.outerClause(around: own, in: sentence)
  }

  /// The blocks that lead in to the number: the items around it, the caption of its table.
  var leadIns: [Int] {
    guard case .cell(let table, _, _) = read.block.kind else { return read.block.leadIns }
    return read.block.leadIns + (frame.text.tables[table].caption.map { [$0] } ?? [])
  }

  /// The claim.
  func claim() -> BoundClaim {
    let (label, header, _) = frame.frame(of: read.block)
    var claim = BoundClaim(
      block: read.index, number: number, kind: .measured, sentence: sentence,
      label: name(label, header))
    if case .cell(let table, let row, let column) = read.block.kind {
      claim.cell = (table, row, column)
    }
    claim.isStart = isStart
    claim.bound = bound
    claim.unit =
      number.unit ?? (isBehindFactor ? .factor : nil) ?? comparedNumber?.unit ?? header.flatMap(
        Self.unit(ofHeader:)) ?? unitColumn
      ?? (label.flatMap(Self.unit(ofHeader:))) ?? unitOfCaption
    bindFlags(&claim, label, header)
    claim.isReference = isOtherSide
    claim.isKeyQuote = isKeyQuote
    claim.quotedKey = quotedKey
    let noun = countedNoun
    let setting = find(headings: false) { if case .setting(let found) = $0 { found } else { nil } }
    let quantity = self.quantity
    claim.subject = quantity?.value
    claim.isSubjectWeak =
      quantity.map { $0.rank >= .label && $0.rank != .frame && !isLabelled } ?? true
    bindStatistic(&claim, of: quantity)
    bindEntities(&claim, isCount: noun != nil)
    claim.fileKind = fileKind(claim.unit)
    if noun == nil { (claim.words, claim.farWords) = tellingWords }
    if BoundClaim.isPure(claim.unit) || claim.isComparison { bindComparison(&claim) }
    claim.kind = kind(claim, noun, setting, quantity)
    if case .setting(let setting) = claim.kind {
      claim.isOwnSetting = isRestated(setting)
      claim.isOfRow = isOfConfigurations(setting)
    }
    if case .count = claim.kind {
      claim.modified = countedDate
      claim.isPart = isPartOfWhole
      claim.folder = folder
      claim.countedWords = countedWords
      claim.countedSetting = countedSetting
    }
    return claim
  }

  func kind(
    _ claim: BoundClaim, _ noun: Noun?, _ setting: (value: Setting, rank: Rank)?,
    _ quantity: (value: Subject, rank: Rank)?
  ) -> BoundClaim.Kind {
    if let link = read.block.link(at: number.range.lowerBound),
      link.target.hasPrefix("#"), frame.isFact(String(link.target.dropFirst()))
    {
      return .fact(String(link.target.dropFirst()))
    }
    if let identifier = factOfRow { return .fact(identifier) }
    if let link = read.block.link(at: number.range.lowerBound), link.target.hasPrefix("#run_") {
      return .runReference
    }
    if number.date != nil || isAge { return .date }
    if countedSetting != nil { return .count(.things) }
    if let noun { return .count(noun) }
    if claim.unit == nil, quotedKey == nil {
      let isFar = quantity.map { $0.rank > .clause } ?? true
      let isBehind = quantity.map { $0.rank > .own } ?? true
      if isFar && !countedWords.isEmpty || isBehind && !countedWordsBehind.isEmpty {
        return .count(.things)
      }
    }
    if frame.regions[read.index] == .runMetrics {
      let isChange =
        claim.cell != nil && BoundClaim.isPure(claim.unit)
        && (claim.isComparison || quantity?.value == .quantity(.improvement))
      return isChange ? .derived : .runMetric
    }
    if let quoted = claim.quotedKey, quoted.contains("."),
      frame.data?.observations(ofKey: quoted).isEmpty == false
    {
      return .measured
    }
    if let furtherSetting { return .setting(furtherSetting) }
    if let setting, isSettingUnit(setting.value, claim.unit),
      setting.rank <= (quantity?.rank ?? .heading)
    {
      return .setting(setting.value)
    }
    if BoundClaim.isPure(claim.unit),
      claim.isComparison || claim.unit?.dimension == .factor || number.isSigned
        || quantity?.value == .quantity(.improvement)
    {
      return .derived
    }
    if case .quantity(.improvement) = quantity?.value { return .derived }
    if claim.unit?.symbol == "percentage points" || isDifference { return .derived }
    // `exceeds the target by 3 %`
    if BoundClaim.isPure(claim.unit), let word = read.wordBefore(own.lowerBound),
      read.spelling(word) == "by"
    {
      return .derived
    }
    if BoundClaim.isPure(claim.unit), isShareOfTarget { return .derived }
    return .measured
  }

  /// Whether a setting stands as a label and its value alone under a heading of the configuration, so
  /// that it is none of the data's.
  private func isRestated(_ setting: Setting) -> Bool {
    let isAlone: Bool
    if case .cell = read.block.kind {
      isAlone =
        frame.frame(of: read.block).label?.firstTerms.contains {
          $0.meaning == .setting(setting)
        } ?? false
    } else {
      isAlone = isLabelled
    }
    guard isAlone, read.numbers.count <= 2 else { return false }
    return (frame.text.headings(of: read.block).prefix(1) + leadIns.prefix(1)).contains { other in
      frame.blocks[other].words.contains { Self.configuring.contains($0.hash) }
    }
  }

  private func isOfConfigurations(_ setting: Setting) -> Bool {
    guard case .cell(let table, let row, let column) = read.block.kind, row >= 0, column > 0,
      frame.text.tables[table].rows.count > 1
    else { return false }
    return frame.frame(of: read.block).header?.firstTerms.contains {
      $0.meaning == .setting(setting)
    } ?? false
  }

  private static let configuring: WordSet = [
    "configuration", "configurations", "parameters", "settings", "setup", "details",
  ]

  /// The number that this one, without a unit of its own, is compared with: `238 tokens/s, compared with
  /// 102 for the other`.
  var comparedNumber: FoundNumber? {
    guard number.unit == nil, index > 0, isOtherSide else { return nil }
    let other = read.numbers[index - 1]
    guard other.reason == nil, other.unit != nil, sentence.contains(other.range.lowerBound) else {
      return nil
    }
    return other
  }

  /// `a spread of 2.4 tokens/s`, `3.4 seconds slower`.
  private var isDifference: Bool {
    guard number.unit != nil, !number.isSpread else { return false }
    let before = read.words(in: clause.lowerBound..<own.lowerBound, near: own).filter {
      !Self.adverbs.contains($0.hash)
    }
    if let last = before.last, read.bytes[last.range].elementsEqual("of".utf8),
      let noun = before.dropLast().last, Self.differences.contains(noun.hash)
    {
      return true
    }
    let behind = read.words(in: own.upperBound..<clause.upperBound, near: own).first
    return behind.map { Self.degrees.contains($0.hash) } ?? false
  }

  private static let adverbs: WordSet = ["only", "just", "about", "roughly", "merely", "some"]
  private static let differences: WordSet = ["spread", "difference", "gap", "delta"]
  private static let degrees: WordSet = ["slower", "faster", "longer", "shorter", "quicker"]

  /// `below 5 ms`, `more than 40 tokens/s`.
  private var bound: BoundClaim.Direction? {
    guard let word = read.wordBefore(own.lowerBound) else { return nil }
    if read.word(word, isIn: Self.below) { return .down }
    if read.word(word, isIn: Self.above) { return .up }
    guard word > 0, read.spelling(word) == "than" else { return nil }
    if read.word(word - 1, isIn: Self.less) { return .down }
    return read.word(word - 1, isIn: Self.more) ? .up : nil
  }

  private static let below: WordSet = ["below", "under"]
  private static let above: WordSet = ["above", "over", "exceeds", "exceeding"]
  private static let less: WordSet = ["less", "lower", "fewer"]
  private static let more: WordSet = ["more", "higher", "greater"]

  /// `by a factor of 1.7`.
  private var isBehindFactor: Bool {
    guard let word = read.wordBefore(own.lowerBound), word > 0 else { return false }
    return read.spelling(word) == "of" && read.spelling(word - 1) == "factor"
  }

  /// `99.6 % of the expectation`.
  private var isShareOfTarget: Bool {
    let behind = read.words(in: own.upperBound..<clause.upperBound, near: own)
    guard behind.first.map({ read.bytes[$0.range].elementsEqual("of".utf8) }) ?? false else {
      return false
    }
    return read.terms(in: own.upperBound..<clause.upperBound, near: own).contains {
      $0.meaning == .target
    }
  }

  /// The fact that the first cell of a row names, as the appendix of a report of ours has it.
  var factOfRow: String? {
    let name = frame.frame(of: read.block).label?.block.text.trimmedASCII ?? ""
    return name.isEmpty || !frame.isFact(name) ? nil : name
  }

  /// A temperature in °C or a context in seconds is no setting.
  func isSettingUnit(_ setting: Setting, _ unit: MeasuredUnit?) -> Bool {
    guard let unit else { return true }
    return unit.dimension == .tokens && (setting == .context || setting == .maxTokens)
      || unit.dimension == .count || unit == .one
  }

  func bindFlags(_ claim: inout BoundClaim, _ label: ReadBlock?, _ header: ReadBlock?) {
    func note(_ term: Term) {
      switch term {
      case .target: claim.isTarget = true
      case .achieved: claim.saysAchieved = true
      case .allRuns: claim.saysAll = true
      case .noun(.files): claim.saysFiles = true
      case .statistic(let found) where [.best, .worst, .maximum, .minimum].contains(found):
        claim.saysExtreme = true
      case .comparison: claim.isComparison = true
      default: break
      }
    }
    for mention in read.mentions(in: clause, nearest: own) {
      if isThreshold(mention) {
        claim.isThreshold = claim.isThreshold || isDirectlyBefore(mention)
        continue
      }
      note(mention.meaning)
      // `all files together`
      let isOfFiles = read.bytes[mention.range].suffix(5).elementsEqual("files".utf8)
      if mention.meaning == .allRuns, isOfFiles { claim.saysFiles = true }
    }
    for other in [label, header] {
      for mention in other?.firstTerms ?? [] { note(mention.meaning) }
    }
    if case .cell = read.block.kind {
      for mention in read.mentions(in: 0..<read.bytes.count, nearest: own) { note(mention.meaning) }
    }
    if read.labelEnd > 0 {
      for mention in read.mentions(in: 0..<read.labelEnd, nearest: own) { note(mention.meaning) }
    }
    for mention in read.mentions(in: sentence, nearest: own) {
      switch mention.meaning {
      case .achieved: note(mention.meaning)
      // `…, which is stable across all runs` says nothing of what stands before.
      case .allRuns where mention.range.lowerBound < own.lowerBound: note(mention.meaning)
      default: break
      }
    }
    claim.isAdvice =
      read.mentions(in: sentence, nearest: own).contains { $0.meaning == .advice }
      || frame.text.headings(of: read.block).prefix(2).contains { heading in
        frame.blocks[heading].firstTerms.contains { $0.meaning == .advice }
      }
    for lead in leadIns.prefix(2) {
      for mention in frame.blocks[lead].firstTerms where mention.meaning == .target {
        claim.isTarget = true
      }
    }
    if claim.saysAchieved, !says(header, .target), !directlyTarget { claim.isTarget = false }
    // `the measured 5 ms meets the expectation of 5 ms`
    if let word = read.wordBefore(own.lowerBound),
      read.mention(at: read.words[word].range.lowerBound)?.meaning == .achieved
    {
      claim.isTarget = false
    }
  }

  /// A limit that a value stays below is no expectation of the report's head.
  private func isThreshold(_ mention: ReadBlock.Mention) -> Bool {
    mention.meaning == .target
      && read.bytes[mention.range].map(\.lowered).elementsEqual("threshold".utf8)
  }

  private func isDirectlyBefore(_ mention: ReadBlock.Mention) -> Bool {
    (0..<24).contains(own.lowerBound - mention.range.upperBound)
  }

  func says(_ read: ReadBlock?, _ term: Term) -> Bool {
    read?.firstTerms.contains { $0.meaning == term } ?? false
  }

  /// Whether a word for a target stands beside the number itself.
  var directlyTarget: Bool {
    read.mentions(in: clause, nearest: own).prefix(3).contains { mention in
      mention.meaning == .target
        && abs(mention.range.lowerBound - number.range.lowerBound) < 24
    }
  }
}
