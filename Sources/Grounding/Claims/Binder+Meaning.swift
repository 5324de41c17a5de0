import Benchmarks

/// Quantity and settings.
extension Binder {
  /// The meanings that a pick takes, with how far from the number each stands: tied to it, in its
  /// clause, in its sentence, in its label, in header or row, tied to a number before it, in what leads
  /// in, in the headings. What the text ties to another number says nothing of this one before all
  /// else fails.
  func findAll<Found>(
    headings: Bool, leadIns: Bool = true, _ pick: (Term) -> Found?
  ) -> [(value: Found, rank: Rank, mention: ReadBlock.Mention)] {
    var found: [(value: Found, rank: Rank, mention: ReadBlock.Mention)] = []
    func add(_ mention: ReadBlock.Mention, _ rank: Rank) {
      if let value = pick(mention.meaning) { found.append((value, rank, mention)) }
    }
    let inSentence = read.mentions(in: sentence, nearest: own)
    for mention in inSentence where mention.owner == index { add(mention, .own) }
    for (rank, range) in [(Rank.clause, clause), (.outer, outer), (.sentence, sentence)] {
      guard let range else { continue }
      for mention in read.mentions(in: range, nearest: own) where mention.owner == nil {
        // What the label says has its own place; what follows another number is said of that.
        let isInLabel = mention.range.upperBound <= min(read.labelEnd, own.lowerBound)
        if rank == .sentence, isInLabel || isBehindOther(mention) { continue }
        // `On average, the models need 5 ms.`
        let isFirst =
          mention.range.lowerBound <= max(sentence.lowerBound, read.labelEnd) + 1
          && read.byte(mention.range.upperBound) == 0x2C
        add(mention, rank == .sentence && isFirst ? .clause : rank)
      }
    }
    if read.labelEnd > 0, own.lowerBound >= read.labelEnd {
      for mention in read.mentions(in: 0..<read.labelEnd, nearest: own) { add(mention, .label) }
    }
    let (label, header, _) = frame.frame(of: read.block)
    for other in [header, label] {
      for mention in other?.firstTerms ?? [] { add(mention, .frame) }
    }
    for other in labelsOfRow {
      for mention in other.firstTerms.prefix(8) { add(mention, .frame) }
    }
    for mention in inSentence where isShared(mention) { add(mention, .shared) }
    if leadIns {
      for lead in self.leadIns.prefix(4) {
        for mention in frame.blocks[lead].terms.suffix(16).reversed() { add(mention, .leadIn) }
      }
    }
    if headings {
      for heading in frame.text.headings(of: read.block).prefix(3) {
        for mention in frame.blocks[heading].terms.prefix(8) { add(mention, .heading) }
      }
    }
    return found
  }

  /// Whether another value with a unit stands between the number and a term behind it.
  private func isBehindOther(_ mention: ReadBlock.Mention) -> Bool {
    guard mention.range.lowerBound > own.upperBound, index + 1 < read.numbers.count else {
      return false
    }
    let next = read.numbers[index + 1]
    return next.reason == nil && next.unit != nil
      && next.range.lowerBound < mention.range.lowerBound
  }

  /// The cells without numbers between the first of the row and the number's: `| A | p99 latency | 5 ms |`.
  private var labelsOfRow: [ReadBlock] {
    guard case .cell(_, let row, let column) = read.block.kind, row >= 0, column > 1 else {
      return []
    }
    return frame.frame(of: read.block).row.prefix(min(column, 6)).dropFirst().map {
      frame.blocks[$0]
    }.filter {
      $0.words.count <= 8 && $0.numbers.allSatisfy { $0.reason != nil || $0.unit == .percent }
    }
  }

  /// How far from a number a term stands.
  enum Rank: Int, Comparable {
    case own, clause, outer, sentence, label, frame, shared, leadIn, heading

    static func < (a: Rank, b: Rank) -> Bool { a.rawValue < b.rawValue }
  }

  /// Whether a term is tied to another number that has a unit of the same kind: `a TTFT of 0.5 s and
  /// 0.7 s`, `5 GB of the 12 GB of memory`.
  private func isShared(_ mention: ReadBlock.Mention) -> Bool {
    guard let owner = mention.owner, owner != index else { return false }
    guard owner < index || number.unit != nil else { return false }
    guard let unit = number.unit, let other = read.numbers[owner].unit else { return true }
    return unit.dimension == other.dimension
  }

  /// The first meaning that a pick takes.
  func find<Found>(
    headings: Bool, leadIns: Bool = true, _ pick: (Term) -> Found?
  ) -> (value: Found, rank: Rank)? {
    findAll(headings: headings, leadIns: leadIns, pick).first.map { ($0.value, $0.rank) }
  }

  /// The quantity: the nearest that fits the unit; where none does, one that is tied to the number or
  /// stands in its clause, for then the unit may be wrong.
  var quantity: (value: Subject, rank: Rank)? {
    func subject(_ term: Term) -> Subject? {
      switch term {
      case .quantity(let quantity): .quantity(quantity)
      case .named(let name): .named(name)
      default: nil
      }
    }
    if number.rangeEnd == .low, let high = upperEnd, let unit = high.unit ?? number.unit,
      let behind = Binder(read, high, frame: frame).rightBehind(subject), Self.fits(behind, unit)
    {
      return (behind, .own)
    }
    if let other = comparedNumber { return Binder(read, other, frame: frame).quantity }
    // Both ends of a range are of one quantity.
    if number.rangeEnd == .high, index > 0 {
      return Binder(read, read.numbers[index - 1], frame: frame).quantity
    }
    let all = findAll(headings: true, subject).filter { found in
      number.unit.map { frame.data?.measures(found.value, $0) ?? true } ?? true
    }.map { (value: $0.value, rank: $0.rank) }
    guard let first = all.first else { return nil }
    guard let unit = number.unit else { return specific(first, all) }
    if first.rank == .own, first.value != .quantity(.latency) || Self.fits(first.value, unit) {
      return specific(first, all)
    }
    // `the highest throughput per unit of time is 5 tokens/s`: the unit tells which.
    if let fitting = all.first(where: { Self.isTelling($0.value) && Self.fits($0.value, unit) }) {
      return specific(fitting, all)
    }
    // Nothing else is measured in °C, W or MHz.
    if let only = Self.only[unit.dimension] { return (.quantity(only), .own) }
    let isNear = first.rank <= .clause || first.rank == .label || first.rank == .frame
    return isNear ? first : nil
  }

  private static let only: [Dimension: Quantity] = [
    .temperature: .deviceTemperature, .power: .power, .frequency: .clock, .tokens: .tokens,
  ]

  /// Whether values of a quantity have a unit that tells it.
  private static func isTelling(_ subject: Subject) -> Bool {
    switch subject {
    case .quantity(.correlation), .quantity(.promptEvaluation): false
    case .quantity(let quantity): quantity.dimension != nil
    case .named: false
    }
  }

  /// A generic word such as `time` gives way to what row, header or label say.
  private func specific(
    _ found: (value: Subject, rank: Rank), _ all: [(value: Subject, rank: Rank)]
  ) -> (value: Subject, rank: Rank) {
    guard found.value == .quantity(.latency), found.rank <= .frame else { return found }
    return all.first {
      $0.rank == .frame && $0.value != .quantity(.latency)
        && (number.unit == nil || Self.fits($0.value, number.unit!))
    } ?? found
  }

  /// The upper end of the range whose lower end the number is.
  private var upperEnd: FoundNumber? {
    let next = index + 1
    return next < read.numbers.count && read.numbers[next].rangeEnd == .high
      ? read.numbers[next] : nil
  }

  func rightBehind(_ pick: (Term) -> Subject?) -> Subject? {
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

  /// The setting whose further value the number is: the 0.4 of `from temperature 0.2 to 0.4`, and the 0.8
  /// of `at 0.8` where the text speaks of temperatures.
  var furtherSetting: Setting? {
    guard number.unit == nil, !number.isSigned, read.namesSettings, index > 0 || isAfterAt,
      ownSetting == nil
    else { return nil }
    for i in read.numbers[..<index].indices.suffix(4).reversed() {
      let other = Binder(read, read.numbers[i], frame: frame)
      let isJoined = other.alternatives.contains { $0.range == number.range }
      guard isJoined, let setting = other.ownSetting else { continue }
      return setting
    }
    guard isAfterAt else { return nil }
    let before = read.mentions(in: 0..<own.lowerBound, nearest: own)
    for mention in before {
      guard case .setting(let setting) = mention.meaning else { continue }
      let isLevel = frame.data?.levels[setting]?.contains(number.value) ?? false
      return isLevel ? setting : nil
    }
    return nil
  }

  private var isAfterAt: Bool {
    read.wordBefore(own.lowerBound).map { read.spelling($0) == "at" } ?? false
  }

  private var ownSetting: Setting? {
    read.mentions(in: sentence, nearest: own).lazy.compactMap { mention in
      if case .setting(let setting) = mention.meaning, mention.owner == index {
        setting
      } else {
        nil
      }
    }.first
  }
}
