/// What a number is about: models, files, labels, and the settings that it holds for.
extension Binder {
  /// Binds entities, context and conditions.
  func bindEntities(_ claim: inout BoundClaim, isCount: Bool) {
    claim.conditions = conditions
    if !isCount, isStart, claim.subject != .quantity(.confidenceInterval), !saysRange {
      // `ONNX lowers it from 5 ms to 4 ms`: what was before is not of ONNX.
      claim.context = entities(in: read, clause)
      return
    }
    let (named, isInherited) = entities(isCount: isCount)
    if isInherited, let subject = claim.subject, !named.contains(where: { has(subject, of: $0) }) {
      // What the sentence is about has no such quantity.
      claim.context = context(besides: named)
      return
    }
    claim.entities = isCount ? named : named.filter(isTelling)
    guard !isCount else { return }
    claim.context = named.filter { !isTelling($0) }
    // What something is compared with is not what the text around is about.
    if !isOtherSide { claim.context += context(besides: named) }
  }

  /// Whether the data have a quantity of an entity.
  private func has(_ subject: Subject, of entity: Int) -> Bool {
    guard let data = frame.data, subject != .quantity(.latency) else { return true }
    return (data.index.bySubject[subject] ?? []).prefix(4096).contains {
      data.isOf(data.observations[Int($0)], entity)
    }
  }

  func isTelling(_ entity: Int) -> Bool { frame.data?.entities.isTelling[entity] ?? true }

  private func entities(in read: ReadBlock?, _ range: Range<Int>? = nil) -> [Int] {
    guard let read else { return [] }
    let near = read.index == self.read.index ? own : 0..<0
    return read.mentions(in: range ?? 0..<read.bytes.count, nearest: near).compactMap {
      if case .entity(let entity) = $0.meaning { entity } else { nil }
    }
  }

  /// The entities of the clause, the parentheses behind the number, the cells of row and column; of the
  /// sentence, the label, what leads in.
  private func entities(isCount: Bool) -> (named: [Int], isInherited: Bool) {
    let (label, header, _) = frame.frame(of: read.block)
    // `5 ms (eager)` is of what stands in the parentheses alone.
    if let behind = parenthesesBehind {
      let named = entities(in: read, behind)
      if !named.isEmpty { return (Array(Set(named)).sorted(), false) }
    }
    if !isCount, let named = entityBeforeParentheses { return ([named], false) }
    if !isCount, let paired = pairedEntity { return ([paired], false) }
    let side = isOtherSide ? max(clause.lowerBound, read.labelEnd) : clause.lowerBound
    var found = entities(in: read, min(side, own.lowerBound)..<clause.upperBound)
    if let outer { found += entities(in: read, sideOfComparison(outer)) }
    if case .cell = read.block.kind {
      found += entities(in: label) + entities(in: header) + entitiesOfRow
    }
    if !found.isEmpty { return (Array(Set(found)).sorted(), false) }
    if isCount { return ([], false) }
    if case .cell = read.block.kind {
    } else if !isOtherSide {
      // What a later clause is about is not what this one is.
      let before = sentence.lowerBound..<own.lowerBound
      found = Array(entities(in: read, before).prefix(1))
    }
    let isInherited = !found.isEmpty
    if isOtherSide || isOfItsOwn { return ([], false) }
    if !found.contains(where: isTelling), read.labelEnd > 0 {
      found += entities(in: read, 0..<read.labelEnd)
    }
    if !found.isEmpty { return (Array(Set(found)).sorted(), isInherited) }
    for lead in read.block.leadIns.prefix(3) {
      if let first = entityOfLead(lead) { return ([first], true) }
    }
    return ([], false)
  }

  /// The last entity before the parentheses that the number stands in, where no other number stands
  /// between: `from A (5 ms) to B (4 ms)`.
  private var entityBeforeParentheses: Int? {
    let isOfChange =
      isBeforeArrow
      || index > 0 && Binder(read, read.numbers[index - 1], frame: frame).isBeforeArrow
    guard let outer, outer.lowerBound < own.lowerBound, !isOfChange,
      let open = read.bytes[outer.lowerBound..<own.lowerBound].lastIndex(of: 0x28)
    else { return nil }
    let start = read.numbers[..<index].last { $0.reason == nil && $0.range.upperBound <= open }
    let range = max(outer.lowerBound, start?.end ?? 0)..<open
    guard range.count < 60 else { return nil }
    return read.terms(in: range, near: own).reversed().lazy.compactMap { mention in
      if case .entity(let entity) = mention.meaning, isTelling(entity) { entity } else { nil }
    }.first
  }

  /// The entity that belongs to the number where the clause names as many as it has numbers of one kind:
  /// `the eager mean of 5 ms falls to 2 ms with jit`.
  private var pairedEntity: Int? {
    var named: [(entity: Int, start: Int)] = []
    for mention in read.terms(in: clause, near: own) {
      guard case .entity(let entity) = mention.meaning, isTelling(entity),
        !named.contains(where: { $0.entity == entity })
      else { continue }
      named.append((entity, mention.range.lowerBound))
    }
    guard named.count >= 2, let unit = number.unit else { return nil }
    let alike = read.numbers[max(0, index - 4)..<min(read.numbers.count, index + 5)].filter {
      $0.reason == nil && clause.contains($0.range.lowerBound)
        && $0.unit?.dimension == unit.dimension
    }
    guard alike.count == named.count,
      let place = alike.firstIndex(where: { $0.range == number.range }),
      zip(named, named.dropFirst()).allSatisfy({ first, next in
        alike.contains { $0.range.lowerBound > first.start && $0.range.lowerBound < next.start }
      })
    else { return nil }
    return named[place].entity
  }

  /// The part of a clause from the last word on that sets one side against another: `… than B (5 ms)`.
  private func sideOfComparison(_ range: Range<Int>) -> Range<Int> {
    guard range.lowerBound < own.lowerBound else { return range }
    let against = read.words(in: range.lowerBound..<own.lowerBound, near: own).last {
      Self.againsts.contains($0.hash)
    }
    return (against?.range.upperBound ?? range.lowerBound)..<range.upperBound
  }

  /// Whether the clause is what something is compared with: `… versus 75 % for the baseline`.
  var isOtherSide: Bool {
    let words = read.words(in: sentence.lowerBound..<own.lowerBound, near: own)
    guard let last = words.last else { return false }
    if Self.againsts.contains(last.hash) { return true }
    // `…, against an average of 5 ms`
    if let first = words.first(where: { $0.range.lowerBound >= clause.lowerBound }),
      Self.againsts.contains(first.hash)
    {
      return true
    }
    let own = words.filter { $0.range.lowerBound >= clause.lowerBound }
    if zip(own, own.dropFirst()).contains(where: {
      Self.compared.contains($0.hash) && Self.leading.contains($1.hash)
    }) {
      return true
    }
    // `compared with`, `compared to`
    return Self.leading.contains(last.hash)
      && words.dropLast().last.map { Self.compared.contains($0.hash) } ?? false
  }

  /// `75 % for the baseline`: the text says what the number is of, if by no name of the data.
  private var isOfItsOwn: Bool {
    read.words(in: own.upperBound..<clause.upperBound, near: own).first.map {
      read.bytes[$0.range].elementsEqual("for".utf8)
    } ?? false
  }

  private static let againsts: WordSet = ["versus", "vs", "than", "against"]
  private static let leading: WordSet = ["to", "with"]
  private static let compared: WordSet = ["compared", "comparison", "relative"]

  /// What the cells of the row name that hold no number: a second label.
  private var entitiesOfRow: [Int] {
    frame.frame(of: read.block).row.prefix(8).filter { $0 != read.index }.flatMap { cell in
      let other = frame.blocks[cell]
      guard other.words.count <= 8, other.numbers.allSatisfy({ $0.reason != nil }) else {
        return [Int]()
      }
      return entities(in: other).filter(isTelling)
    }
  }

  private func entityOfLead(_ lead: Int) -> Int? {
    let read = frame.blocks[lead]
    let range = read.labelEnd > 0 ? 0..<read.labelEnd : 0..<read.bytes.count
    return read.mentions(in: range, nearest: range.upperBound..<range.upperBound).lazy.compactMap {
      if case .entity(let entity) = $0.meaning { entity } else { nil }
    }.first
  }

  /// `5 ms (eager)`: what directly follows in parentheses.
  private var parenthesesBehind: Range<Int>? {
    var start = own.upperBound
    while read.byte(start) == 0x20 || read.byte(start) == 0x2A { start += 1 }
    guard read.byte(start) == 0x28,
      let end = read.bytes[start...].prefix(80).firstIndex(of: 0x29)
    else { return nil }
    return start..<end
  }

  /// What the lines that lead in, the sentences before, and the nearest heading that names something
  /// are about; the title of a report names what all of it is about, and so nothing here.
  private func context(besides named: [Int]) -> [Int] {
    let nearest = entities(in: cornerOfTable) + (introduction.map { entities(in: read, $0) } ?? [])
    let others = nearest.filter { !named.contains($0) }
    if !others.isEmpty { return others }
    for lead in leadIns.prefix(3) {
      if let first = entityOfLead(lead), !named.contains(first) { return [first] }
    }
    if sentence.lowerBound > 0, named.isEmpty {
      let before = read.mentions(
        in: 0..<sentence.lowerBound, nearest: sentence.lowerBound..<sentence.lowerBound)
      for mention in before {
        if case .entity(let entity) = mention.meaning { return [entity] }
      }
    }
    for heading in frame.text.headings(of: read.block).prefix(2) {
      guard !isTitle(frame.blocks[heading]) else { break }
      let found = entities(in: frame.blocks[heading]).filter { !named.contains($0) }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Whether a heading is the title of the report.
  private func isTitle(_ heading: ReadBlock) -> Bool {
    if heading.block.kind == .heading(level: 1) { return true }
    return heading.block.kind == .heading(level: 2)
      && heading.words.prefix(3).indices.contains { heading.spelling($0) == "report" }
  }

  /// The settings that clause, sentence, label, row or header tie to values. Where the sentence names
  /// several values of a setting, the number may be of any.
  private var conditions: [Condition] {
    var found: [Condition] = []
    func add(_ read: ReadBlock, _ range: Range<Int>) {
      for mention in read.mentions(in: range, nearest: range.upperBound..<range.upperBound) {
        guard case .setting(let setting) = mention.meaning, let owner = mention.owner,
          owner != index || read.index != self.read.index
        else { continue }
        let binder = Binder(read, read.numbers[owner], frame: frame)
        guard binder.isSettingUnit(setting, binder.number.unit) else { continue }
        note(setting, [read.numbers[owner].value] + binder.alternatives.map(\.value))
      }
    }
    func note(_ setting: Setting, _ values: [Double]) {
      if let i = found.firstIndex(where: { $0.setting == setting }) {
        found[i].values.formUnion(values)
      } else {
        found.append(Condition(setting: setting, values: Set(values)))
      }
    }
    for other in read.numbers[(index + 1)...].prefix(2)
    where read.namesSettings && clause.contains(other.range.lowerBound) {
      if let setting = Binder(read, other, frame: frame).furtherSetting {
        note(setting, [other.value])
      }
    }
    add(read, clause)
    if let outer { add(read, outer) }
    if case .cell = read.block.kind {} else if found.isEmpty { add(read, sentence) }
    if read.labelEnd > 0 { add(read, 0..<read.labelEnd) }
    let (label, header, _) = frame.frame(of: read.block)
    for other in [label, header].compactMap({ $0 }) { add(other, 0..<other.bytes.count) }
    for (setting, value) in settingsOfRow { note(setting, [value]) }
    return found
  }

  /// The settings that other cells of the row give, under headers that name them.
  private var settingsOfRow: [(Setting, Double)] {
    guard case .cell(let table, let row, let column) = read.block.kind, row >= 0 else { return [] }
    let headers = frame.text.tables[table].headers
    return zip(headers, frame.frame(of: read.block).row).enumerated().prefix(12).compactMap {
      i, pair in
      guard i != column, let setting = setting(ofHeader: frame.blocks[pair.0]),
        let value = frame.blocks[pair.1].numbers.first, value.unit == nil
      else { return nil }
      return (setting, value.value)
    }
  }

  /// The setting that a header names and no quantity beside it.
  private func setting(ofHeader header: ReadBlock) -> Setting? {
    var found: Setting?
    for mention in header.firstTerms {
      switch mention.meaning {
      case .setting(let setting): found = found ?? setting
      case .quantity, .statistic: return nil
      default: break
      }
    }
    return found
  }

  /// The numbers that follow with nothing but `to`, `and`, `or` or a comma between: further values of
  /// the same setting.
  var alternatives: [FoundNumber] {
    var found: [FoundNumber] = []
    var end = own.upperBound
    for number in read.numbers[(index + 1)...].prefix(6) {
      guard number.unit == nil, number.reason == nil, number.range.lowerBound >= end,
        Self.joinsValues(read.bytes[end..<number.range.lowerBound])
      else { break }
      found.append(number)
      end = number.end
    }
    return found
  }

  static func joinsValues(_ gap: ArraySlice<UInt8>) -> Bool {
    let text = gap.filter { $0 != 0x20 && $0 != 0x60 }.asText
    return ["to", "and", "or", ",", "/", "-", "–", ",and", "vs", "versus"].contains(text)
  }
}
