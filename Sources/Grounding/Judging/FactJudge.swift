import Facts

/// Judges a number that is a link to a fact: the fact must say it, by its value, its limits, its number
/// of rows or one of its further numbers.
struct FactJudge {
  let data: GroundingData
  let claim: BoundClaim
  let fact: Int

  func judge() -> Judgement {
    let fact = data.facts[fact]
    let number = claim.number
    let file = fact.files.count == 1 ? fact.files[0] : nil
    let lines = fact.lines.map { "lines \($0.lowerBound) to \($0.upperBound), n = \(fact.n)" }
    func evidence(_ words: String) -> Evidence {
      Evidence(file: file, key: fact.columns.first, rows: lines, words)
    }
    if let value = fact.value {
      let unit = MeasuredUnit(.init(fact.unit))
      let ratio = (unit?.scale ?? 1) / (number.unit?.scale ?? unit?.scale ?? 1)
      let isSame = number.unit.map { $0.symbol == (unit?.symbol ?? $0.symbol) } ?? true
      let closeness = Closeness(number, isSame ? value : value * ratio)
      if closeness > .far {
        let verdict: Verdict =
          closeness < .exact
          ? .rounded : !isSame ? .converted : fact.unit == "files" ? .count : .exact
        return judgement(verdict, evidence("\(fact.id): \(fact.statement)"))
      }
    }
    if number.value == Double(fact.n) { return judgement(.count, evidence("\(fact.id): n")) }
    for (name, value) in fact.numbers {
      for scale in [1.0, 100] where Closeness(number, value * scale) > .far {
        let isExact = Closeness(number, value * scale) == .exact
        return judgement(isExact ? .exact : .rounded, evidence("\(fact.id): \(name)"))
      }
    }
    if let lines = fact.lines, let line = Int(exactly: number.value),
      [lines.lowerBound, lines.upperBound].contains(line)
    {
      return judgement(.exact, evidence("\(fact.id): lines"))
    }
    let texts = [fact.statement, fact.text ?? "", fact.key, fact.group ?? ""] + fact.remarks
    if texts.contains(where: says) {
      return judgement(.exact, evidence("\(fact.id): \(fact.statement)"))
    }
    let truth = fact.value.map { ValueText.like(number, $0) }
    return Judgement(
      .contradicted, evidence("\(fact.id): \(fact.statement)"), correction: truth,
      confidence: 0.98, fact: self.fact)
  }

  private func judgement(_ verdict: Verdict, _ evidence: Evidence) -> Judgement {
    Judgement(verdict, evidence, confidence: 0.99, fact: fact)
  }

  /// Whether the text of the fact has the number, digit by digit.
  private func says(_ text: String) -> Bool {
    NumberFinder(Array(text.utf8)).numbers.contains { $0.value == claim.number.value }
  }
}
