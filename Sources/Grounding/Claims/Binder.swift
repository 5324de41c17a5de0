import Benchmarks

/// Binds a number to quantity, statistic, unit, entity and scope: from its clause, its sentence, its
/// label, the header and the first cell of its row, what leads in to it, and the headings, the
/// nearest first.
struct Binder {
  private let read: ReadBlock
  private let number: FoundNumber
  private let frame: ReportFrame
  private let sentence: Range<Int>
  private let clause: Range<Int>
  private let outer: Range<Int>?
  /// Number and unit together.
  private let own: Range<Int>

  init(_ read: ReadBlock, _ number: FoundNumber, frame: ReportFrame) {
    self.read = read
    self.number = number
    self.frame = frame
    own = number.range.lowerBound..<max(number.end, number.range.upperBound)
    sentence = read.sentence(at: number.range.lowerBound)
    clause = read.clause(around: own, in: sentence)
    outer = read.outerClause(around: own, in: sentence)
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
    claim.unit =
      number.unit ?? header.flatMap(Self.unit(ofHeader:)) ?? unitColumn
      ?? (label.flatMap(Self.unit(ofHeader:)))
    bindFlags(&claim, label, header)
    claim.isKeyQuote = isKeyQuote
    let noun = countedNoun
    let setting = find(headings: false) { if case .setting(let found) = $0 { found } else { nil } }
    let quantity = self.quantity
    claim.subject = quantity?.value
    claim.statistic = statistic(label, header)
    claim.entities = entities(label, header, isCount: noun != nil)
    claim.fileKind = fileKind(claim.unit)
    claim.kind = kind(claim, noun, setting, quantity)
    if case .count = claim.kind { claim.modified = countedDate }
    return claim
  }

  private func kind(
    _ claim: BoundClaim, _ noun: Noun?, _ setting: (value: Setting, rank: Int)?,
    _ quantity: (value: Subject, rank: Int)?
  ) -> BoundClaim.Kind {
    if let link = read.block.link(at: number.range.lowerBound),
      link.target.hasPrefix("#"), frame.isFact(String(link.target.dropFirst()))
    {
      return .fact(String(link.target.dropFirst()))
    }
    if let identifier = factOfRow { return .fact(identifier) }
    if number.date != nil { return .date }
    if let noun { return .count(noun) }
    if frame.regions[read.index] == .runMetrics { return .runMetric }
    if let setting, isSettingUnit(setting.value), setting.rank <= (quantity?.rank ?? .max) {
      return .setting(setting.value)
    }
    if BoundClaim.isPure(claim.unit),
      claim.isComparison || claim.unit?.dimension == .factor
        || quantity?.value == .quantity(.improvement)
    {
      return .derived
    }
    if case .quantity(.improvement) = quantity?.value { return .derived }
    return .measured
  }

  /// The fact that the first cell of a row names, as the appendix of a report of ours has it.
  private var factOfRow: String? {
    let name = frame.frame(of: read.block).label?.block.text.trimmedASCII ?? ""
    return name.isEmpty || !frame.isFact(name) ? nil : name
  }

  /// A temperature in °C or a context in seconds is no setting.
  private func isSettingUnit(_ setting: Setting) -> Bool {
    guard let unit = number.unit else { return true }
    return unit.dimension == .tokens && (setting == .context || setting == .maxTokens)
      || unit.dimension == .count || unit == .one
  }

  private func bindFlags(_ claim: inout BoundClaim, _ label: ReadBlock?, _ header: ReadBlock?) {
    func note(_ term: Term) {
      switch term {
      case .target: claim.isTarget = true
      case .achieved: claim.saysAchieved = true
      case .allRuns: claim.saysAll = true
      case .comparison: claim.isComparison = true
      default: break
      }
    }
    for mention in read.mentions(in: clause, nearest: own) { note(mention.meaning) }
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
      case .achieved, .allRuns: note(mention.meaning)
      default: break
      }
    }
    for lead in read.block.leadIns.prefix(2) {
      for mention in frame.blocks[lead].firstTerms where mention.meaning == .target {
        claim.isTarget = true
      }
    }
    if claim.saysAchieved, !says(header, .target), !directlyTarget { claim.isTarget = false }
  }

  private func says(_ read: ReadBlock?, _ term: Term) -> Bool {
    read?.firstTerms.contains { $0.meaning == term } ?? false
  }

  /// Whether a word for a target stands beside the number itself.
  private var directlyTarget: Bool {
    read.mentions(in: clause, nearest: own).prefix(3).contains { mention in
      mention.meaning == .target
        && abs(mention.range.lowerBound - number.range.lowerBound) < 24
    }
  }
}

extension Binder {
  /// The first meaning that a pick takes, with how far from the number it stands: in its clause, in its
  /// sentence, in its label, in header or row, in what leads in, in the headings.
  private func find<Found>(
    headings: Bool, leadIns: Bool = true, _ pick: (Term) -> Found?
  ) -> (value: Found, rank: Int)? {
    for (rank, range) in [clause, outer, sentence].enumerated() {
      guard let range else { continue }
      for mention in read.mentions(in: range, nearest: own) {
        if let found = pick(mention.meaning) { return (found, rank) }
      }
    }
    if read.labelEnd > 0, own.lowerBound >= read.labelEnd {
      for mention in read.mentions(in: 0..<read.labelEnd, nearest: own) {
        if let found = pick(mention.meaning) { return (found, 3) }
      }
    }
    let (label, header, _) = frame.frame(of: read.block)
    for other in [header, label] {
      for mention in other?.firstTerms ?? [] {
        if let found = pick(mention.meaning) { return (found, 4) }
      }
    }
    guard leadIns else { return nil }
    for lead in read.block.leadIns.prefix(4) {
      for mention in frame.blocks[lead].terms.suffix(16).reversed() {
        if let found = pick(mention.meaning) { return (found, 5) }
      }
    }
    guard headings else { return nil }
    for heading in frame.text.headings(of: read.block).prefix(3) {
      for mention in frame.blocks[heading].terms.prefix(8) {
        if let found = pick(mention.meaning) { return (found, 6) }
      }
    }
    return nil
  }

  /// The quantity; where the nearest does not fit the unit and one right behind the number does, that
  /// one (`5.2 s TTFT`).
  private var quantity: (value: Subject, rank: Int)? {
    func subject(_ term: Term) -> Subject? {
      switch term {
      case .quantity(let quantity): .quantity(quantity)
      case .named(let name): .named(name)
      default: nil
      }
    }
    let nearest = find(headings: true, subject)
    if let unit = number.unit, let behind = rightBehind(subject), behind != nearest?.value {
      let fits = Self.fits(behind, unit)
      let nearestFits = nearest.map { Self.fits($0.value, unit) } ?? false
      if fits, !nearestFits || nearest!.rank > 0 { return (behind, 0) }
    }
    // `the highest throughput per unit of time is 5 tokens/s`: the unit tells which.
    if let unit = number.unit, let nearest, nearest.value == .quantity(.latency),
      !Self.fits(nearest.value, unit)
    {
      for mention in read.mentions(in: sentence, nearest: own) {
        if let found = subject(mention.meaning), Self.fits(found, unit),
          found != .quantity(.correlation)
        {
          return (found, nearest.rank)
        }
      }
    }
    // A generic word gives way to what row, header or label say.
    if nearest?.value == .quantity(.latency), nearest!.rank <= 4 {
      let (label, header, _) = frame.frame(of: read.block)
      for other in [header, label] {
        for mention in other?.firstTerms ?? [] {
          if let found = subject(mention.meaning), found != .quantity(.latency),
            number.unit.map({ Self.fits(found, $0) }) ?? true
          {
            return (found, 4)
          }
        }
      }
    }
    return nearest
  }

  private func rightBehind(_ pick: (Term) -> Subject?) -> Subject? {
    let first = ReadBlock.partition(read.terms.count) {
      read.terms[$0].range.lowerBound >= own.upperBound
    }
    guard first < read.terms.count else { return nil }
    let mention = read.terms[first]
    guard mention.range.lowerBound - own.upperBound <= 3,
      mention.range.upperBound <= clause.upperBound
    else { return nil }
    return pick(mention.meaning)
  }

  static func fits(_ subject: Subject, _ unit: MeasuredUnit) -> Bool {
    guard case .quantity(let quantity) = subject, let dimension = quantity.dimension else {
      return true
    }
    return dimension == unit.dimension
  }

  private func statistic(_ label: ReadBlock?, _ header: ReadBlock?) -> ClaimStatistic? {
    func pick(_ term: Term) -> ClaimStatistic? {
      if case .statistic(let statistic) = term { statistic } else { nil }
    }
    if number.isSpread { return .standardDeviation }
    if let end = number.rangeEnd, saysRange { return end == .low ? .minimum : .maximum }
    for range in [clause, outer].compactMap({ $0 }) {
      for mention in read.mentions(in: range, nearest: own) {
        if let found = pick(mention.meaning) { return found }
      }
    }
    for other in [header, label] {
      for mention in other?.firstTerms ?? [] {
        if let found = pick(mention.meaning) { return found }
      }
    }
    for mention in read.mentions(in: sentence.lowerBound..<own.lowerBound, nearest: own) {
      if let found = pick(mention.meaning), found != .sum { return found }
    }
    if read.labelEnd > 0, own.lowerBound >= read.labelEnd {
      for mention in read.mentions(in: 0..<read.labelEnd, nearest: own) {
        if let found = pick(mention.meaning) { return found }
      }
    }
    for cell in frame.frame(of: read.block).row.prefix(8) where cell != read.index {
      // A remark in the row: `the average of all runs`.
      for mention in frame.blocks[cell].firstTerms where frame.blocks[cell].numbers.isEmpty {
        if pick(mention.meaning) == .mean { return .mean }
      }
    }
    for lead in read.block.leadIns.prefix(2) {
      let other = frame.blocks[lead]
      let range = other.labelEnd > 0 ? 0..<other.labelEnd : 0..<other.bytes.count
      for mention in other.mentions(in: range, nearest: range.upperBound..<range.upperBound) {
        if let found = pick(mention.meaning), found != .sum { return found }
      }
    }
    return nil
  }

  /// Whether the sentence says that values range between two.
  private var saysRange: Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= max(sentence.lowerBound, own.lowerBound - 160)
    }
    return read.words[first...].prefix { $0.range.lowerBound < own.lowerBound }.contains {
      Self.rangeWords.contains($0.hash)
    }
  }

  private static let rangeWords: WordSet = [
    "range", "ranges", "ranged", "ranging", "varied", "varies", "vary", "varying", "between",
    "spans", "spanning", "fluctuated", "fluctuates",
  ]

  private func entities(
    _ label: ReadBlock?, _ header: ReadBlock?, isCount: Bool
  ) -> [Int] {
    func all(_ read: ReadBlock?, _ range: Range<Int>? = nil) -> [Int] {
      guard let read else { return [] }
      return read.mentions(in: range ?? 0..<read.bytes.count, nearest: own).compactMap {
        if case .entity(let entity) = $0.meaning { entity } else { nil }
      }
    }
    var found = all(read, clause)
    if let outer { found += all(read, outer) }
    if case .cell = read.block.kind { found += all(label) + all(header) }
    if !found.isEmpty { return Array(Set(found)).sorted() }
    if isCount { return [] }
    if case .cell = read.block.kind {} else { found = Array(all(read, sentence).prefix(1)) }
    if found.isEmpty, read.labelEnd > 0 { found = all(read, 0..<read.labelEnd) }
    if !found.isEmpty { return Array(Set(found)).sorted() }
    for lead in read.block.leadIns.prefix(3) {
      let read = frame.blocks[lead]
      let range = read.labelEnd > 0 ? 0..<read.labelEnd : 0..<read.bytes.count
      let found = read.mentions(in: range, nearest: range.upperBound..<range.upperBound).compactMap
      {
        if case .entity(let entity) = $0.meaning { entity } else { nil }
      }
      if let first = found.first { return [first] }
    }
    return []
  }
}

extension Binder {
  /// The noun within the next words: `101 files`, `36 successful benchmark runs`.
  var followingNoun: Noun? {
    guard number.unit == nil, number.resolution == 1 || number.isWord else { return nil }
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    var end = own.upperBound
    for i in first..<min(read.words.count, first + 4) {
      let word = read.words[i]
      // Only spaces, hyphens and markup may stand between.
      let gap = read.bytes[end..<word.range.lowerBound]
      guard gap.allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A || $0 == 0x22 }) else {
        return nil
      }
      if read.bytes[word.range].contains(where: \.isDigit) && word.range.count < 3 { return nil }
      if read.word(i, isIn: Self.breakers) { return nil }
      let mention = read.terms.isEmpty ? nil : mention(at: word.range.lowerBound)
      if case .noun(let noun)? = mention?.meaning { return noun }
      if case .quantity? = mention?.meaning { return nil }
      end = word.range.upperBound
    }
    return nil
  }

  private static let breakers: WordSet = [
    "of", "in", "and", "or", "with", "on", "at", "to", "for", "is", "are", "was", "were", "the",
    "per", "by", "from", "as", "than", "faster", "slower",
  ]

  private func mention(at offset: Int) -> ReadBlock.Mention? {
    let i = ReadBlock.partition(read.terms.count) {
      read.terms[$0].range.upperBound > offset
    }
    guard i < read.terms.count, read.terms[i].range.lowerBound <= offset else { return nil }
    return read.terms[i]
  }

  /// The things that the number counts; nil where it counts none.
  private var countedNoun: Noun? {
    guard number.unit == nil || number.unit?.dimension == .count, number.resolution == 1,
      !number.isSigned
    else { return nil }
    if let noun = followingNoun { return noun }
    if followedByMore { return .entries }
    // `JSON (44)`, `Number of files: 101`, `| CSV | 28 |`
    for range in [clause, outer].compactMap({ $0 }) {
      let before = range.lowerBound..<max(range.lowerBound, own.lowerBound)
      for mention in read.mentions(in: before, nearest: own) {
        switch mention.meaning {
        case .noun(let noun) where noun != .lines && noun != .runs || isLabelled:
          return noun
        case .fileKind: return .files
        case .quantity, .setting, .named: return nil
        default: continue
        }
      }
    }
    guard case .cell = read.block.kind else { return labelNoun }
    let (label, header, _) = frame.frame(of: read.block)
    for other in [header, label] {
      for mention in other?.firstTerms ?? [] {
        switch mention.meaning {
        case .noun(let noun): return noun
        case .quantity, .setting, .size: return nil
        default: continue
        }
      }
    }
    return nil
  }

  /// The noun of the label, for a number that directly follows it.
  private var labelNoun: Noun? {
    guard isLabelled else { return nil }
    for mention in read.mentions(in: 0..<read.labelEnd, nearest: own) {
      switch mention.meaning {
      case .noun(let noun): return noun
      case .fileKind: return .files
      case .quantity, .setting: return nil
      default: continue
      }
    }
    return nil
  }

  /// Whether nothing but a colon, markup and spaces stands between label and number.
  private var isLabelled: Bool {
    read.labelEnd > 0 && own.lowerBound >= read.labelEnd
      && read.bytes[read.labelEnd..<own.lowerBound].allSatisfy { !$0.isWord }
  }

  /// `… and 23 more`.
  private var followedByMore: Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    guard first < read.words.count, read.spelling(first) == "more",
      read.words[first].range.lowerBound - own.upperBound == 1
    else { return false }
    return first + 1 == read.words.count
      || read.words[first + 1].range.lowerBound - read.words[first].range.upperBound > 1
      || ["files", "file"].contains(read.spelling(first + 1))
  }

  private func fileKind(_ unit: MeasuredUnit?) -> FileKind? {
    func pick(_ mentions: some Sequence<ReadBlock.Mention>) -> FileKind? {
      for mention in mentions {
        if case .fileKind(let kind) = mention.meaning { return kind }
      }
      return nil
    }
    // What a colon lists behind the number does not narrow it: `11 files: CSV (6) and JSON (5)`.
    func near(_ range: Range<Int>) -> FileKind? {
      pick(
        read.mentions(in: range, nearest: own).prefix { mention in
          mention.range.lowerBound < own.upperBound
            || !read.bytes[own.upperBound..<mention.range.lowerBound].contains(0x3A)
        })
    }
    if let found = near(clause) ?? outer.flatMap(near) { return found }
    let (label, header, row) = frame.frame(of: read.block)
    if let found = label.flatMap({ pick($0.firstTerms) }) ?? header.flatMap({ pick($0.firstTerms) })
    {
      return found
    }
    if isLabelled, let found = pick(read.mentions(in: 0..<read.labelEnd, nearest: own)) {
      return found
    }
    if unit?.dimension == .bytes {
      for cell in row.prefix(8) {
        if let found = pick(frame.blocks[cell].firstTerms) { return found }
      }
      return pick(read.mentions(in: sentence.lowerBound..<own.lowerBound, nearest: own))
    }
    guard read.block.kind == .codeLine, let lead = read.block.leadIns.first else { return nil }
    return pick(frame.blocks[lead].firstTerms)
  }

  /// The date on which the counted files are said to be modified.
  private var countedDate: DateMention? {
    let saysModified = read.mentions(in: sentence, nearest: own).contains {
      $0.meaning == .modified
    }
    guard saysModified else { return nil }
    let first = ReadBlock.partition(read.numbers.count) {
      read.numbers[$0].range.lowerBound >= own.upperBound
    }
    return read.numbers[first...].prefix(8).first {
      $0.date != nil && sentence.contains($0.range.lowerBound)
    }?.date
  }

  /// Whether the number is the value of a key: `p99_ms: 15.6`, `num_gpu=80`, `"mean": 4.2`, in code
  /// or with the key in one word as the data have it.
  private var isKeyQuote: Bool {
    if read.block.isCode(own), !isIn(.codeLine) { return true }
    var offset = own.lowerBound - 1
    while read.byte(offset) == 0x20 || read.byte(offset) == 0x22 { offset -= 1 }
    guard read.byte(offset) == 0x3D || read.byte(offset) == 0x3A else { return false }
    offset -= 1
    while [0x20, 0x22, 0x60].contains(read.byte(offset)) { offset -= 1 }
    let end = offset + 1
    while read.byte(offset).isWord || (read.byte(offset) == 0x2E && read.byte(offset - 1).isWord) {
      offset -= 1
    }
    let key = read.bytes[max(0, offset + 1)..<max(0, end)]
    return key.contains(0x5F) || key.contains(0x2E)
  }

  private func isIn(_ kind: TextBlock.Kind) -> Bool { read.block.kind == kind }

  /// The unit in the header of a column or a row: in parentheses or brackets, or behind `in`.
  static func unit(ofHeader read: ReadBlock) -> MeasuredUnit? {
    let bytes = read.bytes
    if let open = bytes.lastIndex(where: { $0 == 0x28 || $0 == 0x5B }),
      let close = bytes[open...].firstIndex(where: { $0 == 0x29 || $0 == 0x5D })
    {
      if let unit = UnitTable.unit(of: bytes[(open + 1)..<close]) { return unit }
    }
    for i in read.words.indices.dropLast() where read.spelling(i) == "in" {
      if let found = UnitTable.match(bytes, at: read.words[i + 1].range.lowerBound) {
        return found.unit
      }
    }
    return nil
  }

  /// The unit in a column of the row that is headed `Unit`.
  private var unitColumn: MeasuredUnit? {
    guard case .cell(let table, let row, let column) = read.block.kind, row >= 0,
      let i = frame.unitColumns[table], i != column,
      i < frame.text.tables[table].rows[row].count
    else { return nil }
    let cell = frame.blocks[frame.text.tables[table].rows[row][i]].bytes
    return UnitTable.unit(of: cell.filter { $0 != 0x20 })
  }

  /// What people read as the name of the value.
  private func name(_ label: ReadBlock?, _ header: ReadBlock?) -> String {
    var parts: [String] = []
    if let label { parts.append(label.block.text.trimmedASCII) }
    if let header { parts.append(header.block.text.trimmedASCII) }
    if parts.isEmpty, read.labelEnd > 0 {
      parts.append(read.bytes[..<read.labelEnd].asText.trimmedASCII)
    }
    return String(parts.joined(separator: ", ").prefix(120))
  }
}

extension ReadBlock {
  /// Whether the text is one of some words.
  func spells(_ texts: String...) -> Bool {
    words.count == 1 && texts.contains(spelling(0))
  }
}

extension String {
  /// The text without white space and colons at its ends.
  var trimmedASCII: String {
    var text = self[...]
    while let first = text.unicodeScalars.first, first == " " || first == "\n" {
      text = text.dropFirst()
    }
    while let last = text.unicodeScalars.last, last == " " || last == "\n" || last == ":" {
      text = text.dropLast()
    }
    return String(text)
  }
}
