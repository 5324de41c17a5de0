import Facts
import Tables

extension MeasuredJudge {
  /// The verdict of the best observation. A fault of the unit outranks one of the statistic, that one
  /// of the entity, and that one of the scope.
  func judgement(_ hit: Hit) -> Judgement {
    let observation = data.observations[hit.observation]
    let verdict: Verdict
    if !hit.unitFits {
      verdict = .wrongUnit
    } else if !hit.statisticFits {
      verdict = .wrongStatistic
    } else if !hit.entityFits || !hit.conditionsFit {
      verdict = .wrongEntity
    } else if !hit.scopeFits {
      verdict = .wrongScope
    } else if isOfOther(hit) {
      verdict = .wrongEntity
    } else if hit.isConverted {
      verdict = .converted
    } else {
      verdict = hit.closeness == .exact ? .exact : .rounded
    }
    var judgement = Judgement(
      verdict, evidence(hit, observation), correction: correction(verdict, observation),
      confidence: confidence(hit), fact: observation.fact)
    if hit.isMislabelled { judgement.flags.insert(.sourceMislabels) }
    if number.resolution > 0.2 * abs(number.value), hit.closeness != .exact {
      judgement.flags.insert(.ambiguous)
    }
    return judgement
  }

  private func confidence(_ hit: Hit) -> Double {
    var confidence = claim.subject == nil ? 0.6 : 0.95
    if !hit.subjectIsExact { confidence -= 0.1 }
    if hit.closeness != .exact, number.resolution > 0.02 * abs(number.value) { confidence -= 0.2 }
    return confidence
  }

  private func evidence(_ hit: Hit, _ observation: Observation) -> Evidence {
    var words = "\(observation.key) is \(ValueText.full(observation.value, observation.unit))"
    if hit.closeness == .truncated { words += ", cut off after the digits written" }
    if !hit.unitFits, let unit = observation.unit {
      words +=
        unit.symbol == claim.unit?.symbol
        ? "; the number would be right with another prefix of the unit"
        : "; the unit is \(unit.symbol), not \(claim.unit?.symbol ?? "")"
    }
    if !hit.statisticFits, let wanted = claim.statistic, !hit.isMislabelled {
      words += "; that is \(Self.article(observation.statistic)), not \(Self.article(wanted))"
    }
    if hit.isMislabelled {
      let isMean = if case .percentile = observation.statistic { true } else { false }
      let twin = GroundingData.Twin(
        file: observation.measure.fileIndex, bits: observation.value.bitPattern, isMean: isMean)
      let other = data.twins[twin].map { data.observations[Int($0)].key } ?? ""
      words +=
        isMean
        ? "; the source mislabels it: the same value is the mean of one run (\(other))"
        : "; it rests on one run: the same value is that of a single one (\(other))"
    }
    if !hit.entityFits {
      let named = claim.entities.map { data.entities.names[$0] }.joined(separator: ", ")
      words +=
        "; it belongs to \(data.entityWords[observation.entity].text), not to \(named)"
    }
    if !hit.conditionsFit {
      let named = claim.conditions.map {
        "\($0.setting.rawValue) = "
          + $0.values.sorted().map { ValueText.full($0, nil) }.joined(separator: " or ")
      }
      words += "; it is not of \(named.joined(separator: ", "))"
    }
    if hit.isFaultless, isOfOther(hit) {
      let named = claim.context.map { data.entities.names[$0] }.joined(separator: ", ")
      let other = toldOtherwise(hit).map {
        "the words around it tell \(data.entityWords[$0.entity].text) \($0.key)"
      }
      words +=
        "; it belongs to \(data.entityWords[observation.entity].text), "
        + (other ?? "the text is about \(named)")
    }
    if !hit.scopeFits { words += "; other files hold the quantity too" }
    var rows: String?
    if case .record(let row) = observation.origin { rows = "row \(row + 1)" }
    if case .fact(let index) = observation.origin, let lines = data.facts[index].lines {
      rows = "lines \(lines.lowerBound) to \(lines.upperBound), n = \(observation.n)"
    }
    return Evidence(
      file: observation.file.isEmpty ? nil : observation.file, key: observation.key, rows: rows,
      words)
  }

  static func article(_ statistic: ClaimStatistic) -> String {
    switch statistic {
    case .mean: "a mean"
    case .minimum: "a minimum"
    case .maximum: "a maximum"
    case .percentile(0.5): "a median"
    case .percentile(let p): "a p\(NumberText.significant(100 * p))"
    case .standardDeviation: "a standard deviation"
    case .sum: "a sum"
    case .single: "the value of one run"
    default: "a \(statistic.name)"
    }
  }

  /// What should be written: the unit of the data, or the value of the statistic that is named.
  private func correction(_ verdict: Verdict, _ observation: Observation) -> String? {
    switch verdict {
    case .wrongUnit:
      return observation.unit.map {
        "\(ValueText.like(number, observation.value)) \($0.symbol)"
      }
    case .wrongStatistic, .wrongScope:
      return only(where: {
        $0.file == observation.file && $0.key == observation.key
          && $0.entity == observation.entity
      })
    case .wrongEntity: return only(where: { $0.key == observation.key })
    default: return nil
    }
  }

  /// The one value that fits the claim's statistic and entity among some observations, in the claim's
  /// unit; nil where there are several or none.
  private func only(where isIncluded: (Observation) -> Bool) -> String? {
    guard let value = truth(where: isIncluded) else { return nil }
    return value
  }

  /// No observation of the subject has the value.
  func missing(_ subjects: [Subject]) -> Judgement {
    let named = claim.subject.map(data.describe) ?? "such a quantity"
    let known = subjects.contains { data.index.bySubject[$0] != nil }
    guard known else {
      return Judgement(.absent, Evidence("the data hold no \(named)"), confidence: 0.8)
    }
    let isDetermined =
      !claim.entities.isEmpty || !claim.conditions.isEmpty && claim.cell != nil
    if isDetermined, let truth = truth(where: conditionsFit) {
      return Judgement(
        .contradicted, Evidence("the data have \(truth)"), correction: truth, confidence: 0.8)
    }
    return Judgement(
      .absent, Evidence("no value of \(named) in the data is this one"), confidence: 0.8)
  }

  /// The value of the statistic, entity and subject that the claim names, where they determine one.
  private func truth(where isIncluded: (Observation) -> Bool) -> String? {
    guard let subject = claim.subject else { return nil }
    let statistic = claim.statistic
    var found: [Observation] = []
    for item in (data.index.bySubject[subject] ?? []).prefix(20_000) {
      let observation = data.observations[Int(item)]
      guard statistic == nil || observation.statistic == statistic, isIncluded(observation) else {
        continue
      }
      if let unit = claim.unit, let own = observation.unit, !own.isComparable(to: unit) { continue }
      guard claim.entities.allSatisfy({ data.isOf(observation, $0) }) else { continue }
      if found.allSatisfy({ $0.base != observation.base }) { found.append(observation) }
      if found.count > 1 { return nil }
    }
    guard let observation = found.first else { return nil }
    guard let unit = claim.unit ?? observation.unit else {
      return ValueText.like(number, observation.value)
    }
    let scale = observation.unit.map { $0.scale / unit.scale } ?? 1
    return "\(ValueText.like(number, observation.value * scale)) \(unit.symbol)"
  }
}

extension GroundingData {
  /// Whether an observation is of an entity, by what it is about or by its key.
  func isOf(_ observation: Observation, _ entity: Int) -> Bool {
    entities.matches(
      entity, entityWords[observation.entity].words, key: keyWords[observation.keyWords])
  }

  /// The values that the data have of an observation's quantity in units of its kind, of whatever.
  func range(of observation: Observation) -> ClosedRange<Double>? {
    var found: ClosedRange<Double>?
    for item in (index.bySubject[observation.subject] ?? []).prefix(20_000) {
      let other = observations[Int(item)]
      guard [.single, .minimum, .maximum].contains(other.statistic),
        other.unit?.dimension == observation.unit?.dimension
      else { continue }
      let low = min(found?.lowerBound ?? other.base, other.base)
      found = low...max(found?.upperBound ?? other.base, other.base)
    }
    return found
  }

  /// A subject in words.
  func describe(_ subject: Subject) -> String {
    switch subject {
    case .quantity(let quantity): Self.words(quantity)
    case .named(let name): names[name]
    }
  }

  static func words(_ quantity: Quantity) -> String {
    var text = ""
    for character in quantity.rawValue {
      if character.isUppercase { text += " " }
      text += character.lowercased()
    }
    return text
  }
}
