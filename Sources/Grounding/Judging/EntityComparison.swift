/// Judges a comparison that the text makes without its values, or with one of them: of two models, files
/// or labels, or of two values of a setting, by the means (or the only values) in the data.
struct EntityComparison {
  let data: GroundingData
  let claim: BoundClaim

  /// One side of the comparison and what the data have of it, by key and unit.
  private struct Side {
    var name: String
    var values: [Key: [Double]] = [:]
  }

  private struct Key: Hashable {
    var subject: Subject
    var key: String
    var unit: MeasuredUnit?
    /// The file, where both values must be of one.
    var file: String?
  }

  /// Nil where the claim names no two sides, or where no pair of values gives its value.
  func judge() -> Judgement? {
    if let levels = claim.comparedLevels.map(levels) { return judge(levels) }
    // Values of one file are comparable before all, and means where the statistic gives none.
    let asked = claim.statistic.flatMap(Self.asked)
    for statistic in asked.map({ [$0, .mean] }) ?? [.mean] {
      for ofOneFile in [true, false] {
        if let found = judge(entities(statistic, ofOneFile: ofOneFile)) { return found }
      }
    }
    return nil
  }

  /// The verdict where the data have both sides of a comparison in one quantity and these do not give the
  /// value; nil where they have not.
  func refute() -> Judgement? {
    guard BoundClaim.isPure(claim.unit), claim.comparedLevels == nil,
      claim.isFaster != nil || named != nil
    else { return nil }
    let sides = entities(.mean, ofOneFile: true)
    guard sides.count >= 2 else { return nil }
    let keys = sides[0].values.keys.filter { isMeant($0) && sides[1].values[$0] != nil }
      .sorted {
        ($0.unit?.dimension == .tokenRate ? 0 : 1, $0.key) < (
          $1.unit?.dimension == .tokenRate ? 0 : 1, $1.key
        )
      }
    guard let key = keys.first, let a = sides[0].values[key]?.first,
      let b = sides[1].values[key]?.first, a != 0, b != 0
    else { return nil }
    let truth =
      claim.unit?.dimension == .factor
      ? max(a, b) / min(a, b) : 100 * abs(a - b) / (claim.isFaster == true ? min(a, b) : max(a, b))
    return Judgement(
      .derivedWrong,
      Evidence(
        key: key.key,
        "\(sides[0].name) \(ValueText.full(a, nil)) and \(sides[1].name) \(ValueText.full(b, nil)) "
          + "give \(ValueText.like(claim.number, truth))"), confidence: 0.7)
  }

  private func judge(_ sides: [Side]) -> Judgement? {
    guard sides.count >= 2 else { return nil }
    for (i, first) in sides.enumerated() {
      for second in sides[(i + 1)...] {
        let common = first.values.filter { isMeant($0.key) && second.values[$0.key] != nil }
        // What is faster has the higher rate before it has the shorter time.
        let rates = common.filter { $0.key.unit?.dimension == .tokenRate }
        let meant = claim.isFaster != nil && named == nil && !rates.isEmpty ? rates : common
        for (key, values) in meant.sorted(by: { $0.key.key < $1.key.key }) {
          guard let others = second.values[key] else { continue }
          for a in values {
            for b in others {
              guard let words = Change(claim).formula(a, b, of: key.unit?.dimension),
                words != Change.share
              else { continue }
              return Judgement(
                .derived,
                Evidence(
                  key: key.key,
                  "\(words): \(first.name) \(ValueText.full(a, nil)), \(second.name) "
                    + ValueText.full(b, nil)), confidence: 0.7)
            }
          }
        }
      }
    }
    return nil
  }

  private var named: Subject? {
    claim.subject == .quantity(.improvement) ? nil : claim.subject
  }

  /// Whether the values of a key are what the claim compares; without a name any of the usual.
  private func isMeant(_ key: Key) -> Bool {
    if let unit = claim.unit, !BoundClaim.isPure(unit) {
      guard key.unit?.isComparable(to: unit) ?? false else { return false }
    }
    guard let named else {
      guard case .quantity(let quantity) = key.subject else { return false }
      if claim.isFaster != nil {
        return [.time, .tokenRate, .rate].contains(key.unit?.dimension)
      }
      return quantity.dimension != nil || quantity == .loss
    }
    return key.subject == named || named == .quantity(.latency) && key.unit?.dimension == .time
  }

  private func entities(_ statistic: ClaimStatistic, ofOneFile: Bool) -> [Side] {
    let telling = claim.compared.filter { data.entities.isTelling[$0] }
    if telling.count == 1 || telling.count < 3 && claim.isAgainstBaseline, let first = telling.first
    {
      return ofOneFile ? baseline(of: first, statistic) : []
    }
    let names = telling.count >= 2 ? telling : claim.compared
    guard names.count >= 2 else { return [] }
    return names.prefix(4).map { entity in
      side(data.entities.names[entity], statistic, ofOneFile) { observation in
        data.isOf(observation, entity)
          && !names.contains { $0 != entity && data.isOf(observation, $0) }
          && (claim.context.isEmpty || !ofOneFile
            || claim.context.contains { names.contains($0) || data.isOf(observation, $0) })
      }
    }
  }

  /// An entity and what its file calls the baseline.
  private func baseline(of entity: Int, _ statistic: ClaimStatistic) -> [Side] {
    let isBaseline = { (observation: Observation) in
      data.entityWords[observation.entity].words.contains(Self.baselineWord)
        || data.keyWords[observation.keyWords].contains(Self.baselineWord)
    }
    return [
      side(data.entities.names[entity], statistic, true) {
        data.isOf($0, entity) && !isBaseline($0)
      },
      side("baseline", statistic, true) { !data.isOf($0, entity) && isBaseline($0) },
    ]
  }

  private static let baselineWord = Word.all(Array("baseline".utf8))[0].hash

  private func levels(_ condition: Condition) -> [Side] {
    condition.values.sorted().prefix(4).map { level in
      var claim = claim
      claim.statistic = claim.statistic ?? .mean
      claim.subject = named
      claim.unit = named == nil ? .tokensPerSecond : nil
      claim.conditions.removeAll { $0.setting == condition.setting }
      claim.conditions.append(Condition(setting: condition.setting, values: [level]))
      var side = Side(name: "\(condition.setting.rawValue) = \(ValueText.full(level, nil))")
      for candidate in ComputedStatistics(data: data, claim: claim).candidates() {
        let key = Key(
          subject: candidate.column.subject, key: candidate.file + " " + candidate.column.key,
          unit: candidate.column.unit)
        side.values[key, default: []].append(candidate.value)
      }
      return side
    }
  }

  /// The means of what fits, and the single values where there are no means.
  private func side(
    _ name: String, _ statistic: ClaimStatistic, _ ofOneFile: Bool, _ fits: (Observation) -> Bool
  ) -> Side {
    var side = Side(name: name)
    var singles: [Key: [Double]] = [:]
    let said = claim.words.union(claim.farWords)
    for observation in candidates where fits(observation) && !isExcluded(observation, said) {
      let key = Key(
        subject: observation.subject, key: observation.key.leaf, unit: observation.unit,
        file: ofOneFile ? observation.file : nil)
      if observation.statistic == statistic {
        Self.add(observation.base, to: &side.values[key, default: []])
      } else if observation.statistic == .single {
        Self.add(observation.base, to: &singles[key, default: []])
      }
    }
    for (key, values) in singles where side.values[key] == nil && values.count == 1 {
      side.values[key] = values
    }
    return side
  }

  /// Whether the words around the claim exclude an observation: `on CPU` what is of CUDA.
  private func isExcluded(_ observation: Observation, _ said: Set<UInt64>) -> Bool {
    guard Opposites.matter(to: said) else { return false }
    let names = data.entityWords[observation.entity].words
      .union(data.keyWords[observation.keyWords])
    return !Opposites.against(names, said: said).isEmpty
  }

  /// Adds a value that is not there yet; the same stands in a fact, in a table and in a document.
  private static func add(_ value: Double, to values: inout [Double]) {
    if values.count < 3, !values.contains(value) { values.append(value) }
  }

  /// The statistic that is compared, where the words say one that values have.
  private static func asked(_ statistic: ClaimStatistic) -> ClaimStatistic? {
    switch statistic {
    case .percentile, .minimum, .maximum, .standardDeviation: statistic
    default: nil
    }
  }

  private var candidates: [Observation] {
    guard let named, named != .quantity(.latency) else {
      return data.observations.prefix(100_000).map { $0 }
    }
    return (data.index.bySubject[named] ?? []).prefix(20_000).map { data.observations[Int($0)] }
  }
}

extension String {
  /// The last part of a dotted path.
  var leaf: String { split(separator: ".").last.map(String.init) ?? self }
}
