import Benchmarks

/// Quantity, statistic and settings.
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

  /// Whether a term is tied to a later number of the sentence.
  private func isLater(_ mention: ReadBlock.Mention) -> Bool {
    mention.owner.map { $0 > index } ?? false
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

  /// Binds the statistic that the number is said to be.
  func bindStatistic(
    _ claim: inout BoundClaim, of quantity: (value: Subject, rank: Rank)?
  ) {
    let found = statistic(of: quantity)
    claim.statistic = found?.value
    claim.isStatisticWeak =
      found.map { $0.rank == .sentence || $0.rank > .shared || $0.rank == .shared && hasOwnVerb }
      ?? false
    guard case .percentile? = claim.statistic else { return }
    // `the average p99`
    claim.isMeanOfStatistic = read.mentions(in: clause, nearest: own).contains {
      $0.owner == index && $0.meaning == .statistic(.mean)
    }
  }

  /// Whether a verb stands between the number before and this one, so that what is said of the one need
  /// not hold for the other: `A peaks at 5, whereas B reaches 4`.
  private var hasOwnVerb: Bool {
    guard index > 0 else { return true }
    let start = max(sentence.lowerBound, read.numbers[index - 1].end)
    guard start < own.lowerBound else { return true }
    return read.words(in: start..<own.lowerBound, near: own).contains {
      Self.verbs.contains($0.hash)
    }
  }

  private static let verbs: WordSet = [
    "is", "was", "are", "were", "has", "had", "reaches", "reached", "achieves", "achieved", "gives",
    "gave", "delivers", "delivered", "shows", "showed", "takes", "took", "needs", "needed",
    "manages", "managed", "runs", "ran", "stays", "stayed", "drops", "falls", "rises", "requires",
    "required", "generates", "generated", "produces", "produced", "yields", "yielded", "grew",
  ]

  private func statistic(
    of quantity: (value: Subject, rank: Rank)?
  ) -> (value: ClaimStatistic, rank: Rank)? {
    func pick(_ term: Term) -> ClaimStatistic? {
      if case .statistic(let statistic) = term { statistic } else { nil }
    }
    if number.isSpread { return (.standardDeviation, .own) }
    if quantity?.value == .quantity(.confidenceInterval) { return nil }
    if number.rangeEnd != nil, saysRange, saysRest { return nil }
    if let end = number.rangeEnd, saysRange { return (end == .low ? .minimum : .maximum, .own) }
    let all = findAll(headings: false, leadIns: false, pick).filter {
      $0.rank != .shared || !isLater($0.mention) && !isWhole
    }
    // `the overall mean` is a mean.
    func first(_ isIncluded: (Rank) -> Bool) -> (value: ClaimStatistic, rank: Rank)? {
      let near = all.filter { isIncluded($0.rank) }
      guard let best = near.first else { return nil }
      let isVague: (ClaimStatistic) -> Bool = { [.sum, .best, .worst].contains($0) }
      let other =
        isVague(best.value)
        ? near.first { $0.rank == best.rank && !isVague($0.value) } : nil
      return (other?.value ?? best.value, best.rank)
    }
    if let found = first({ $0 <= .outer || $0 == .frame }) { return found }
    if let quantity, saysTotal(quantity) { return (.sum, quantity.rank) }
    if let found = all.first(where: { $0.rank != .sentence || $0.value != .sum }) {
      return (found.value, found.rank)
    }
    return statisticAround(quantity?.rank, pick).map { ($0, .leadIn) }
  }

  /// Whether the quantity is named as a total: `total tokens`. In names of durations the word says
  /// which duration it is.
  private func saysTotal(_ quantity: (value: Subject, rank: Rank)) -> Bool {
    guard quantity.value == .quantity(.tokens) else { return false }
    let (label, header, _) = frame.frame(of: read.block)
    let texts: [(ReadBlock, ArraySlice<ReadBlock.Mention>)] =
      quantity.rank == .frame
      ? [header, label].compactMap { $0 }.map { ($0, $0.firstTerms) }
      : [(read, read.terms(in: sentence, near: own))]
    return texts.contains { text, mentions in
      mentions.contains { mention in
        mention.meaning == .quantity(.tokens)
          && text.bytes[mention.range].prefix(6).map(\.lowered).elementsEqual("total ".utf8)
      }
    }
  }

  /// The statistic that a remark in the row or what leads in says.
  private func statisticAround(
    _ quantityRank: Rank?, _ pick: (Term) -> ClaimStatistic?
  ) -> ClaimStatistic? {
    for cell in frame.frame(of: read.block).row.prefix(8) where cell != read.index {
      // A remark in the row: `the average of all runs`.
      for mention in frame.blocks[cell].firstTerms where frame.blocks[cell].numbers.isEmpty {
        if pick(mention.meaning) == .mean { return .mean }
      }
    }
    if case .cell = read.block.kind, let heading = frame.text.headings(of: read.block).first {
      for mention in frame.blocks[heading].terms.prefix(8) {
        if let found = pick(mention.meaning), found == .mean || found == .percentile(0.5) {
          return found
        }
      }
    }
    // What leads in says nothing of a number whose own text names another quantity.
    if let quantityRank, quantityRank <= .label { return nil }
    for lead in leadIns.prefix(2) {
      let other = frame.blocks[lead]
      let range = other.labelEnd > 0 ? 0..<other.labelEnd : 0..<other.bytes.count
      for mention in other.mentions(in: range, nearest: range.upperBound..<range.upperBound) {
        if let found = pick(mention.meaning), found != .sum { return found }
      }
    }
    return nil
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

  /// Whether the range is that of some runs which the data do not tell apart: `the others`.
  private var saysRest: Bool {
    read.words(in: sentence.lowerBound..<own.lowerBound, near: own).contains {
      Self.rest.contains($0.hash)
    }
  }

  private static let rest: WordSet = ["remaining", "rest", "other", "others"]

  /// Whether the sentence says that values range between two.
  var saysRange: Bool {
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
}
