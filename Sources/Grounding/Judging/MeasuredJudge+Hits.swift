/// Finding the observations that have the value of a claim.
extension MeasuredJudge {
  func hits(_ subject: Subject, isExact: Bool) -> [Hit] {
    var found: [Hit] = []
    for item in data.index.near(subject, value: margin(number.value, 1))
    where claim.subject != nil || fits(item) {
      let observation = data.observations[Int(item)]
      let closeness = Closeness(number, observation.value)
      guard closeness > .far else { continue }
      found.append(hit(Int(item), closeness, isConverted: false, isExact))
    }
    return found + baseHits(subject, scale: claim.unit?.scale ?? 1, isExact)
  }

  /// Whether an observation's unit is of the claim's dimension: without a name it tells the quantity.
  private func fits(_ item: Int32) -> Bool {
    guard let unit = claim.unit, let own = data.observations[Int(item)].unit else { return false }
    return own.isComparable(to: unit) && own.scale == unit.scale
  }

  /// Observations in another unit of the same dimension.
  private func baseHits(_ subject: Subject, scale: Double, _ isExact: Bool) -> [Hit] {
    guard claim.unit != nil else { return [] }
    let value = number.value * scale
    return data.index.near(subject, base: margin(value, scale)).compactMap {
      converted($0, scale, isExact)
    }
  }

  private func margin(_ value: Double, _ scale: Double) -> ClosedRange<Double> {
    let margin = number.resolution * scale * 1.01 + abs(value) * 1e-9
    return (value - margin)...(value + margin)
  }

  /// An observation in another unit of the claim's dimension.
  private func converted(_ item: Int32, _ scale: Double, _ isExact: Bool) -> Hit? {
    let observation = data.observations[Int(item)]
    guard let unit = claim.unit,
      observation.unit.map({ $0.isComparable(to: unit) && $0.scale != unit.scale }) ?? false
    else { return nil }
    let closeness = Closeness(
      written: number.value * scale, resolution: number.resolution * scale, observation.base)
    return closeness > .far ? hit(Int(item), closeness, isConverted: true, isExact) : nil
  }

  /// Observations of what the claim is about, whatever their quantity: in the claim's unit or in one
  /// that it can be converted to; any where the claim has none.
  func boundHits() -> [Hit] {
    var found: [Hit] = []
    // A small whole number without a unit is met by chance.
    guard claim.unit != nil || number.resolution < 1 || abs(number.value) >= 1000 else { return [] }
    for item in data.index.near(value: margin(number.value, 1)) where isAbout(item) {
      guard claim.unit == nil || fits(item) else { continue }
      let closeness = Closeness(number, data.observations[Int(item)].value)
      if closeness > .far { found.append(hit(Int(item), closeness, isConverted: false, false)) }
    }
    guard let scale = claim.unit?.scale else { return found }
    for item in data.index.near(base: margin(number.value * scale, scale)) where isAbout(item) {
      if let hit = converted(item, scale, false) { found.append(hit) }
    }
    return found
  }

  /// Observations whose keys have a word around the claim, which names no quantity of the field:
  /// `Network: 2685 MB received` and `network_recv_mb`.
  func hitsByWords() -> [Hit] {
    guard claim.subject == nil, let unit = claim.unit, !BoundClaim.isPure(unit) else { return [] }
    var found: [Hit] = []
    for word in claim.words {
      for item in (data.named[word] ?? []).prefix(1024) {
        let observation = data.observations[Int(item)]
        guard let own = observation.unit, own.dimension == unit.dimension else { continue }
        let isSame = own.scale == unit.scale
        let same = Closeness(number, observation.value)
        let scaled = Closeness(
          written: number.value * unit.scale, resolution: number.resolution * unit.scale,
          observation.base)
        if isSame ? same > .far : scaled > .far {
          found.append(hit(Int(item), isSame ? same : scaled, isConverted: !isSame, false))
        } else if same > .far {
          found.append(hit(Int(item), same, isConverted: false, false))
        }
      }
    }
    return found
  }

  /// The verdict where all values of what the claim names stand on the side that it says; nil where they
  /// do not, or where it names too little.
  func judgeBound() -> Judgement? {
    guard let bound = claim.bound, let unit = claim.unit, !claim.entities.isEmpty else {
      return nil
    }
    let limit = number.value * unit.scale
    var values: [Double] = []
    for item in subjects.flatMap({ data.index.bySubject[$0] ?? [] }).prefix(20_000) {
      let observation = data.observations[Int(item)]
      guard observation.unit?.dimension == unit.dimension, entityFits(observation),
        conditionsFit(observation),
        claim.statistic == nil || observation.statistic == claim.statistic
      else { continue }
      switch observation.statistic {
      case .standardDeviation, .sum, .count: continue
      default: values.append(observation.base)
      }
    }
    guard let low = values.min(), let high = values.max(),
      bound == .down ? high <= limit : low >= limit
    else { return nil }
    let words = bound == .down ? "the largest" : "the smallest"
    let end = (bound == .down ? high : low) / unit.scale
    return Judgement(
      .derived, Evidence("\(words) of \(values.count) values is \(ValueText.full(end, unit))"),
      confidence: 0.7)
  }

  /// Whether an observation is of what the claim is about.
  private func isAbout(_ item: Int32) -> Bool {
    let observation = data.observations[Int(item)]
    guard entityFits(observation) else { return false }
    return !claim.entities.isEmpty || contextFits(observation)
  }

  /// Observations that would have the value if the unit had another prefix: ms written as s. The value
  /// must be long enough not to be met by chance.
  func scaledHits() -> [Hit] {
    let isTold = isBound || claim.subject != nil
    // By the statistic alone only where the digits are too many for chance.
    let isLong = claim.statistic != nil && abs(number.value) >= 999 * number.resolution
    guard let unit = claim.unit, unit.dimension == .time || unit.dimension == .bytes,
      abs(number.value) >= 99 * number.resolution, isTold || isLong || isUnmistakable
    else { return [] }
    var found: [Hit] = []
    for power in [1e3, 1e-3, 1e6, 1e-6] {
      let scale = unit.scale * power
      let range = margin(number.value * scale, scale)
      let items =
        isNamed ? data.index.near(claim.subject!, base: range) : data.index.near(base: range)
      for item in items where isNamed || isBound && isAbout(item) || !isTold {
        let observation = data.observations[Int(item)]
        guard isTold || isUnmistakable || observation.statistic == claim.statistic else { continue }
        guard observation.unit?.dimension == unit.dimension else { continue }
        let closeness = Closeness(
          written: number.value * scale, resolution: number.resolution * scale, observation.base)
        guard closeness > .far else { continue }
        var hit = hit(Int(item), closeness, isConverted: false, isNamed)
        hit.unitFits = false
        found.append(hit)
      }
    }
    return found
  }

  /// Whether the number has so many digits that no other value has them by chance.
  private var isUnmistakable: Bool { abs(number.value) >= 1e7 * number.resolution }

  func hit(
    _ index: Int, _ closeness: Closeness, isConverted: Bool, _ isExact: Bool
  ) -> Hit {
    let observation = data.observations[index]
    let mislabelled = isMislabelled(observation)
    return Hit(
      observation: index, closeness: closeness,
      unitFits: isConverted || unitFits(observation), isConverted: isConverted,
      statisticFits: statisticFits(observation, mislabelled: mislabelled),
      entityFits: entityFits(observation), conditionsFit: conditionsFit(observation),
      scopeFits: scopeFits(observation), contextFits: contextFits(observation),
      subjectIsExact: isExact, isMislabelled: mislabelled,
      isNamedSo: claim.statistic == observation.statistic)
  }
}
