/// What a number is said to be of a sample: a mean, a percentile, the largest.
extension Binder {
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

  /// Whether a term is tied to a later number of the sentence.
  private func isLater(_ mention: ReadBlock.Mention) -> Bool {
    mention.owner.map { $0 > index } ?? false
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
