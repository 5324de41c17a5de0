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
    for (new, old) in pairs {
      guard let words = formula(new.value, old.value) else { continue }
      let evidence = Evidence(words)
      let unsupported = [new, old].contains { $0.judgement.verdict.isFailure }
      let unknown = [new, old].contains { $0.judgement.verdict == .notCheckable }
      return Judgement(
        unsupported ? .derivedFromUnsupported : unknown ? .notCheckable : .derived, evidence,
        confidence: 0.85)
    }
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

  /// Pairs of operands of one dimension: (new, old), an expectation or a later one as the old.
  private var pairs: [(new: Operand, old: Operand)] {
    var pairs: [(Operand, Operand)] = []
    let some = operands.prefix(8)
    for (i, first) in some.enumerated() {
      for second in some.dropFirst(i + 1) where isComparable(first, second) {
        pairs.append(
          second.claim.isTarget || !first.claim.isTarget
            ? (first, second) : (second, first))
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

  /// How two values give the claim's; nil where they do not.
  private func formula(_ new: Double, _ old: Double) -> String? {
    let number = claim.number
    if claim.unit?.dimension == .factor {
      for (ratio, words) in [(new / old, "first / second"), (old / new, "second / first")]
      where Closeness(abs(number), abs(ratio)) > .far {
        return "\(words) of the two values named"
      }
      return nil
    }
    for (change, words) in [
      ((new - old) / old, "(first - second) / second"),
      ((old - new) / new, "(second - first) / first"),
    ] {
      let percent = 100 * change
      let isClose =
        number.isSigned
        ? Closeness(number, percent) > .far : Closeness(abs(number), abs(percent)) > .far
      if isClose { return "\(words) of the two values named" }
    }
    if Closeness(abs(number), abs(100 * new / old)) > .far {
      return "share of the two values named"
    }
    return nil
  }

  private func abs(_ number: FoundNumber) -> FoundNumber {
    var number = number
    number.value = Swift.abs(number.value)
    return number
  }

  private func abs(_ value: Double) -> Double { Swift.abs(value) }
}
