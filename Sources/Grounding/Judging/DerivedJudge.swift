/// Judges percentages of change, differences and factors by their operands: the other numbers of the
/// row or of the sentence, or an earlier claim that says the same.
struct DerivedJudge {
  /// A claim that was judged before.
  struct Operand: Sendable {
    var claim: BoundClaim
    var judgement: Judgement
    var value: Double { claim.number.value * (claim.unit?.scale ?? 1) }
  }

  let claim: BoundClaim
  /// The claims of the same row or sentence that are no percentages or factors themselves.
  let operands: [Operand]

  /// Nil where there are no operands.
  func judge() -> Judgement? {
    let pairs = self.pairs
    guard !pairs.isEmpty else { return nil }
    if let found = match(pairs) { return found }
    let (new, old) = pairs[0]
    let isFactor = claim.unit?.dimension == .factor
    let truth =
      isFactor ? new.value / old.value : 100 * (new.value - old.value) / old.value
    var words =
      isFactor
      ? "\(old.claim.number.value) to \(new.claim.number.value) is a factor of "
        + ValueText.like(claim.number, truth)
      : "from \(ValueText.full(old.claim.number.value, nil)) to "
        + "\(ValueText.full(new.claim.number.value, nil)) is \(ValueText.like(claim.number, truth)) %"
    let gap = abs(new.claim.number.value - old.claim.number.value)
    if !isFactor, Closeness(abs(claim.number), gap) > .far {
      words += "; the difference of the values is called a percentage"
    }
    let isSupported = ![new, old].contains { $0.judgement.verdict.isFailure }
    return Judgement(
      .derivedWrong, Evidence(words),
      correction: isSupported
        ? ValueText.like(claim.number, claim.number.isSigned ? truth : abs(truth))
          + (claim.unit.map { $0.symbol == "%" ? "%" : $0.symbol } ?? "") : nil,
      confidence: 0.85)
  }

  /// The pair that gives the value; where several do, one whose values are supported.
  private func match(_ pairs: [(new: Operand, old: Operand)]) -> Judgement? {
    var best: Judgement?
    for (new, old) in pairs where !isOppositeOfSpeedup(new, old) {
      guard
        let words = Change(claim).formula(
          new.value, old.value, of: (new.claim.unit ?? old.claim.unit)?.dimension,
          isOfSecond: old.claim.isStart)
      else { continue }
      let unsupported = [new, old].contains { $0.judgement.verdict.isFailure }
      let unknown = [new, old].contains { $0.judgement.verdict == .notCheckable }
      let verdict: Verdict =
        unsupported ? .derivedFromUnsupported : unknown ? .notCheckable : .derived
      if verdict == .derived || best == nil {
        best = Judgement(verdict, Evidence(words + " of the two values named"), confidence: 0.85)
      }
      if verdict == .derived { break }
    }
    return best
  }

  /// `A takes 5 ms against 3 ms for B, a speedup of 1.7x`.
  private func isOppositeOfSpeedup(_ new: Operand, _ old: Operand) -> Bool {
    guard claim.subject == .quantity(.improvement), old.claim.isReference,
      let unit = new.claim.unit
    else { return false }
    return unit.dimension == .time && new.value > old.value
      || unit.dimension == .tokenRate && new.value < old.value
  }

  /// Whether the values named give the claim's the other way round: slower where it says faster.
  var isOpposite: Bool {
    pairs.contains { new, old in
      isOppositeOfSpeedup(new, old)
        && Change(claim).formula(
          new.value, old.value, of: (new.claim.unit ?? old.claim.unit)?.dimension) != nil
    }
  }

  /// Pairs of operands of one dimension: (new, old), an expectation or a later one as the old.
  private var pairs: [(new: Operand, old: Operand)] {
    var pairs: [(Operand, Operand)] = []
    let some = operands.prefix(8)
    for (i, first) in some.enumerated() {
      for second in some.dropFirst(i + 1) where isComparable(first, second) {
        let isSecondOld = second.claim.isTarget || !first.claim.isTarget && !first.claim.isStart
        pairs.append(isSecondOld ? (first, second) : (second, first))
      }
    }
    return pairs
  }

  private func isComparable(_ a: Operand, _ b: Operand) -> Bool {
    guard a.value != 0, b.value != 0 else { return false }
    switch (a.claim.unit, b.claim.unit) {
    case (nil, nil): return a.claim.subject == b.claim.subject
    case (let left?, let right?): return left.dimension == right.dimension
    default: return a.claim.subject == b.claim.subject
    }
  }

  private func abs(_ number: FoundNumber) -> FoundNumber { number.magnitude }

  private func abs(_ value: Double) -> Double { Swift.abs(value) }
}
