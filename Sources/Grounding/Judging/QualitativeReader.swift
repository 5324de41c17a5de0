import Facts

/// Finds statements of rank (`the 1b model is the slowest`) and direction (`latency rises with
/// num_ctx`) and holds them against the facts.
struct QualitativeReader {
  private let reader: ReportReader
  private let data: GroundingData?

  init(_ reader: ReportReader, data: GroundingData?) {
    self.reader = reader
    self.data = data
  }

  /// The statements, in the order of the report.
  func claims() -> [QualitativeClaim] {
    var found: [QualitativeClaim] = []
    for read in reader.blocks where reader.regions[read.index] == .body {
      if case .heading = read.block.kind { continue }
      if read.block.kind == .codeLine || read.terms.count > 400 { continue }
      var start = 0
      for end in read.sentenceEnds {
        if let claim = claim(read, start..<end) { found.append(claim) }
        start = end
      }
    }
    return found
  }

  private func claim(_ read: ReadBlock, _ sentence: Range<Int>) -> QualitativeClaim? {
    let mentions = read.terms.filter {
      sentence.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= sentence.upperBound
    }
    guard mentions.count >= 2, mentions.count < 40 else { return nil }
    let words = Set(
      read.words.indices.lazy.filter { sentence.contains(read.words[$0].range.lowerBound) }
        .map { read.spelling($0) })
    if let direction = direction(mentions, words) {
      return make(read, sentence, judge(direction))
    }
    if let rank = rank(mentions, words, read) { return make(read, sentence, judge(rank)) }
    return nil
  }

  private func make(
    _ read: ReadBlock, _ sentence: Range<Int>, _ judged: (QualitativeClaim.Outcome, String)
  ) -> QualitativeClaim {
    let source = reader.text.source
    let offset = read.block.sourceOffset(of: sentence.lowerBound)
    let place = source.position(of: min(offset, source.bytes.count))
    return QualitativeClaim(
      line: place.line, column: place.column, text: read.bytes[sentence].asText.trimmedASCII,
      outcome: judged.0, evidence: judged.1)
  }

  private struct Direction {
    var quantity: Quantity
    var setting: Setting
    var isRising: Bool
  }

  private func direction(_ mentions: [ReadBlock.Mention], _ words: Set<String>) -> Direction? {
    guard words.contains("with") || words.contains("as") else { return nil }
    var quantity: Quantity?
    var setting: Setting?
    var isRising: Bool?
    for mention in mentions {
      switch mention.meaning {
      case .quantity(let found): quantity = quantity ?? found
      case .setting(let found): setting = setting ?? found
      case .rising: isRising = isRising ?? true
      case .falling: isRising = isRising ?? false
      default: break
      }
    }
    guard let quantity, let setting, let isRising else { return nil }
    return Direction(quantity: quantity, setting: setting, isRising: isRising)
  }

  /// By the rank correlations of setting and quantity whose adjusted p-values are below 0.05.
  private func judge(_ direction: Direction) -> (QualitativeClaim.Outcome, String) {
    guard let data else { return (.unchecked, "no data to hold it against") }
    var reader = NameReader()
    var rising = 0
    var falling = 0
    let isPair = data.facts.frames.map { frame in
      guard frame.topic == "correlation", frame.columns.count == 2 else { return false }
      let sides = frame.columns.map { reader.read($0) }
      return [(0, 1), (1, 0)].contains { a, b in
        sides[a].setting == direction.setting && sides[b].subject == .quantity(direction.quantity)
      }
    }
    for item in data.facts.values where isPair[item.frame] {
      let numbers = data.facts[item.fact].numbers
      let p = numbers.first { $0.name == "holm" } ?? numbers.first { $0.name == "p" }
      guard let p, p.value < 0.05 else { continue }
      if item.value > 0 { rising += 1 } else { falling += 1 }
    }
    let words = "rank correlations that are significant: \(rising) rising, \(falling) falling"
    if rising + falling == 0 { return (.unchecked, "no significant rank correlation of the two") }
    if rising > 0, falling > 0 { return (.unchecked, words) }
    return ((rising > 0) == direction.isRising ? .supported : .contradicted, words)
  }

  private struct Rank {
    var quantity: Quantity
    var statistic: ClaimStatistic
    var entity: Int
    var wantsLargest: Bool
  }

  private func rank(
    _ mentions: [ReadBlock.Mention], _ words: Set<String>, _ read: ReadBlock
  ) -> Rank? {
    let hasNumber = read.numbers.contains { number in
      number.reason == nil && mentions.contains { abs($0.range.lowerBound - number.end) < 200 }
    }
    guard words.contains("is") || words.contains("was") || words.contains("are"), !hasNumber else {
      return nil
    }
    var quantity: Quantity?
    var statistic: ClaimStatistic?
    var entities: [Int] = []
    for mention in mentions {
      switch mention.meaning {
      case .quantity(let found): quantity = quantity ?? found
      case .statistic(let found): statistic = statistic ?? found
      case .entity(let found): entities.append(found)
      default: break
      }
    }
    guard let statistic, let entity = entities.first else { return nil }
    let isSpeed = words.contains("fastest") || words.contains("slowest")
    let named = quantity ?? (isSpeed ? .throughput : nil)
    guard let named else { return nil }
    let isTime = named.dimension == .time
    switch statistic {
    case .maximum:
      return Rank(quantity: named, statistic: .maximum, entity: entity, wantsLargest: true)
    case .minimum:
      return Rank(quantity: named, statistic: .minimum, entity: entity, wantsLargest: false)
    case .best:
      return Rank(quantity: named, statistic: .best, entity: entity, wantsLargest: !isTime)
    case .worst:
      return Rank(quantity: named, statistic: .worst, entity: entity, wantsLargest: isTime)
    default: return nil
    }
  }

  /// By the means of the quantity: those of the entity against all others.
  private func judge(_ rank: Rank) -> (QualitativeClaim.Outcome, String) {
    guard let data else { return (.unchecked, "no data to hold it against") }
    var own: [Double] = []
    var others: [(Double, String)] = []
    for item in (data.index.bySubject[.quantity(rank.quantity)] ?? []).prefix(20_000) {
      let observation = data.observations[Int(item)]
      guard observation.statistic == .mean, observation.fact != nil else { continue }
      let words = data.entityWords[observation.entity]
      if data.entities.matches(rank.entity, words.words) {
        own.append(observation.base)
      } else {
        others.append((observation.base, words.text))
      }
    }
    let name = data.entities.names[rank.entity]
    guard let low = own.min(), let high = own.max(), !others.isEmpty else {
      return (
        .unchecked, "no means of \(GroundingData.words(rank.quantity)) for \(name) and others"
      )
    }
    let beaten = others.filter { rank.wantsLargest ? $0.0 > high : $0.0 < low }
    guard let winner = beaten.first else {
      return (.supported, "no other mean of \(GroundingData.words(rank.quantity)) goes beyond it")
    }
    return (
      .contradicted,
      "\(winner.1) has a mean of \(NumberText.significant(winner.0)) against "
        + "\(NumberText.significant(rank.wantsLargest ? high : low))"
    )
  }
}
