import Benchmarks

/// Quantity, statistic and entities.
extension Binder {
  /// The first meaning that a pick takes, with how far from the number it stands: in its clause, in its
  /// sentence, in its label, in header or row, in what leads in, in the headings.
  func find<Found>(
    headings: Bool, leadIns: Bool = true, _ pick: (Term) -> Found?
  ) -> (value: Found, rank: Int)? {
    for (rank, range) in [clause, outer, sentence].enumerated() {
      guard let range else { continue }
      for mention in read.mentions(in: range, nearest: own) {
        if let found = pick(mention.meaning), accepts(mention, found) { return (found, rank) }
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

  /// Whether a mention can be of this number: not a quantity that does not fit the unit and belongs to
  /// another number, by standing right before that (`5 tok/s at TTFT 0.2 s`) or by having one already.
  private func accepts(_ mention: ReadBlock.Mention, _ found: Any) -> Bool {
    guard let subject = found as? Subject else { return true }
    if let unit = number.unit, Self.fits(subject, unit) { return true }
    let i = ReadBlock.partition(read.numbers.count) {
      read.numbers[$0].range.lowerBound >= mention.range.upperBound
    }
    guard i < read.numbers.count, read.numbers[i].range.lowerBound != own.lowerBound,
      read.numbers[i].reason == nil
    else { return true }
    if mention.range.lowerBound > own.upperBound {
      guard number.unit != nil else { return true }
      let gap = read.bytes[mention.range.upperBound..<read.numbers[i].range.lowerBound]
      return gap.count > 8 || gap.contains { $0 == 0x2C || $0 == 0x3B || $0 == 0x29 }
    }
    return rightBehind({ if case .named(let name) = $0 { .named(name) } else { nil } }) == nil
  }

  /// The quantity; where the nearest does not fit the unit and one right behind the number does, that
  /// one (`5.2 s TTFT`).
  var quantity: (value: Subject, rank: Int)? {
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
      return (behind, 0)
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

  /// The upper end of the range whose lower end the number is.
  private var upperEnd: FoundNumber? {
    let i = ReadBlock.partition(read.numbers.count) {
      read.numbers[$0].range.lowerBound >= own.upperBound
    }
    return i < read.numbers.count && read.numbers[i].rangeEnd == .high ? read.numbers[i] : nil
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

  func statistic(_ label: ReadBlock?, _ header: ReadBlock?) -> ClaimStatistic? {
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

  func entities(
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
