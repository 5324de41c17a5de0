/// What a number is about: models, files, labels, and the settings that it holds for.
extension Binder {
  /// Binds entities, context and conditions.
  func bindEntities(_ claim: inout BoundClaim, isCount: Bool) {
    let named = entities(isCount: isCount)
    claim.entities = isCount ? named : named.filter(isTelling)
    claim.context = isCount ? [] : named.filter { !isTelling($0) } + context(besides: named)
    claim.conditions = conditions
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
  private func entities(isCount: Bool) -> [Int] {
    let (label, header, _) = frame.frame(of: read.block)
    // `5 ms (eager)` is of what stands in the parentheses alone.
    if let behind = parenthesesBehind {
      let named = entities(in: read, behind)
      if !named.isEmpty { return Array(Set(named)).sorted() }
    }
    var found = entities(in: read, clause)
    if let outer { found += entities(in: read, outer) }
    if case .cell = read.block.kind {
      found += entities(in: label) + entities(in: header) + entitiesOfRow
    }
    if !found.isEmpty { return Array(Set(found)).sorted() }
    if isCount { return [] }
    if case .cell = read.block.kind {
    } else if !isOtherSide {
      // What a later clause is about is not what this one is.
      let before = sentence.lowerBound..<own.lowerBound
      found = Array(entities(in: read, before).prefix(1))
    }
    if isOtherSide || isOfItsOwn { return [] }
    if !found.contains(where: isTelling), read.labelEnd > 0 {
      found += entities(in: read, 0..<read.labelEnd)
    }
    if !found.isEmpty { return Array(Set(found)).sorted() }
    for lead in read.block.leadIns.prefix(3) {
      if let first = entityOfLead(lead) { return [first] }
    }
    return []
  }

  /// Whether the clause is what something is compared with: `… versus 75 % for the baseline`.
  var isOtherSide: Bool {
    let words = read.words(in: sentence.lowerBound..<own.lowerBound, near: own)
    guard let last = words.last else { return false }
    if Self.againsts.contains(last.hash) { return true }
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
      guard frame.blocks[heading].block.kind != .heading(level: 1) else { break }
      let found = entities(in: frame.blocks[heading]).filter { !named.contains($0) }
      if !found.isEmpty { return found }
    }
    return []
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
        guard binder.isSettingUnit(setting) else { continue }
        let values = [read.numbers[owner].value] + binder.alternatives.map(\.value)
        if let i = found.firstIndex(where: { $0.setting == setting }) {
          found[i].values.formUnion(values)
        } else {
          found.append(Condition(setting: setting, values: Set(values)))
        }
      }
    }
    add(read, clause)
    if let outer { add(read, outer) }
    if case .cell = read.block.kind {} else if found.isEmpty { add(read, sentence) }
    if read.labelEnd > 0 { add(read, 0..<read.labelEnd) }
    let (label, header, _) = frame.frame(of: read.block)
    for other in [label, header].compactMap({ $0 }) { add(other, 0..<other.bytes.count) }
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
