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
    // Values of one file are comparable before all.
    return judge(entities(ofOneFile: true)) ?? judge(entities(ofOneFile: false))
  }

  private func judge(_ sides: [Side]) -> Judgement? {
    guard sides.count >= 2 else { return nil }
    for (i, first) in sides.enumerated() {
      for second in sides[(i + 1)...] {
        for (key, values) in first.values.sorted(by: { $0.key.key < $1.key.key }) {
          guard isMeant(key), let others = second.values[key] else { continue }
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
      return quantity.dimension != nil || quantity == .loss
    }
    return key.subject == named || named == .quantity(.latency) && key.unit?.dimension == .time
  }

  private func entities(ofOneFile: Bool) -> [Side] {
    let telling = claim.compared.filter { data.entities.isTelling[$0] }
    let names = telling.count >= 2 ? telling : claim.compared
    guard names.count >= 2 else { return [] }
    return names.prefix(4).map { entity in
      side(data.entities.names[entity], ofOneFile) { observation in
        data.isOf(observation, entity)
          && !names.contains { $0 != entity && data.isOf(observation, $0) }
          && (claim.context.isEmpty || !ofOneFile
            || claim.context.contains { names.contains($0) || data.isOf(observation, $0) })
      }
    }
  }

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
    _ name: String, _ ofOneFile: Bool, _ fits: (Observation) -> Bool
  ) -> Side {
    var side = Side(name: name)
    var singles: [Key: [Double]] = [:]
    for observation in candidates where fits(observation) {
      let key = Key(
        subject: observation.subject, key: observation.key.leaf, unit: observation.unit,
        file: ofOneFile ? observation.file : nil)
      if observation.statistic == (claim.statistic.flatMap(Self.asked) ?? .mean) {
        if side.values[key, default: []].count < 3 {
          side.values[key, default: []].append(observation.base)
        }
      } else if observation.statistic == .single, singles[key, default: []].count < 3 {
        singles[key, default: []].append(observation.base)
      }
    }
    for (key, values) in singles where side.values[key] == nil && values.count == 1 {
      side.values[key] = values
    }
    return side
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
