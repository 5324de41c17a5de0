import Facts

/// Judges a value that is said to be of the data: the subject that the claim names is looked up, and
/// of its observations those that have the value are held against unit, statistic, entity and scope.
struct MeasuredJudge {
  let data: GroundingData
  let claim: BoundClaim
  var number: FoundNumber { claim.number }

  /// An observation that has the value, and how far it is what the claim says.
  struct Hit {
    var observation: Int
    var closeness: Closeness
    var unitFits: Bool
    var isConverted: Bool
    var statisticFits: Bool
    var entityFits: Bool
    var conditionsFit: Bool
    var scopeFits: Bool
    var contextFits: Bool
    var subjectIsExact: Bool
    var isMislabelled: Bool
    /// Whether it is quoted with its key, which says what it is of.
    var isQuoted = false
    /// Whether the data call it by the statistic that the claim names.
    var isNamedSo: Bool

    /// Whether it is what the claim says in all that the claim says itself.
    var isFaultless: Bool {
      unitFits && statisticFits && entityFits && conditionsFit && scopeFits
    }

    var score: Int {
      (unitFits ? 128 : 0) + (statisticFits ? 64 : 0) + (entityFits ? 32 : 0)
        + (conditionsFit ? 20 : 0) + (scopeFits ? 12 : 0) + (contextFits ? 9 : 0)
        + (subjectIsExact ? 4 : 0) + (closeness == .exact ? 3 : 0)
        + (closeness == .rounded ? 1 : 0) + (isNamedSo ? 2 : 0) - (isMislabelled ? 1 : 0)
    }
  }

  func judge() -> Judgement {
    guard number.value.isFinite, number.resolution.isFinite else {
      return Judgement(.absent, Evidence("beyond the range of numbers"))
    }
    if let quoted = judgeQuoted() { return quoted }
    if claim.isMeanOfStatistic, let nested = meanOfStatistic { return nested }
    let best = bestHit
    if let best, best.isFaultless, !isOfOther(best) { return judgement(best) }
    if let computed = ComputedStatistics(data: data, claim: claim).judge() { return computed }
    if let best { return judgement(best) }
    if subjects.isEmpty, claim.unit == nil, number.resolution == 1, abs(number.value) < 1000 {
      return Judgement(
        .notCheckable, Evidence("the text does not say what of the data it counts"), confidence: 0.4
      )
    }
    guard !subjects.isEmpty || isBound else {
      return Judgement(
        .absent, Evidence("the text does not say which quantity of the data it is"),
        confidence: 0.5)
    }
    return missing(subjects)
  }

  /// The observation that comes nearest to the claim: of the quantity named; where none is, of what
  /// the claim is about in its unit; and last in another unit of the same kind.
  private var bestHit: Hit? {
    var best: Hit?
    var highest = -1
    func take(_ hits: [Hit]) {
      for hit in hits {
        let score = hit.score + min(7, told(data.observations[hit.observation]).count) * 2
        if score > highest { (best, highest) = (hit, score) }
      }
    }
    for (rank, subject) in subjects.enumerated() { take(hits(subject, isExact: rank == 0)) }
    if best?.isFaultless != true, isBound, !isNamed { take(boundHits()) }
    if best == nil { take(scaledHits()) }
    return best
  }

  /// Whether the claim says what it is about, so that its unit can tell the quantity.
  private var isBound: Bool { !claim.entities.isEmpty || !claim.context.isEmpty }

  /// Whether the claim names a quantity that says more than that it is a time or a number of tokens.
  private var isNamed: Bool {
    switch claim.subject {
    case nil, .quantity(.latency), .quantity(.totalDuration): false
    case .quantity: true
    case .named(let name): data.index.bySubject[.named(name)] != nil
    }
  }

  /// The subjects that the claim may mean, the named one first; without a name those that its unit
  /// measures.
  private var subjects: [Subject] {
    if let subject = claim.subject {
      guard case .quantity(let quantity) = subject else { return [subject] }
      let related = Self.related[quantity] ?? []
      let variation: [Subject] = claim.statistic == .variation ? [.quantity(.variation)] : []
      return [subject] + related.map { .quantity($0) } + variation
    }
    if claim.statistic == .variation { return [.quantity(.variation)] }
    // Without a name the unit says what people usually mean by it.
    guard let unit = claim.unit, let usual = Self.usual[unit.dimension] else { return [] }
    return usual.map { .quantity($0) }
  }

  private static let usual: [Dimension: [Quantity]] = [
    .time: [.latency, .totalDuration], .tokenRate: [.throughput], .rate: [.requestRate],
    .bytes: [.memory, .size], .tokens: [.tokens], .power: [.power], .frequency: [.clock],
    .temperature: [.deviceTemperature], .characters: [.characters],
  ]

  /// What a generic word may mean.
  private static let related: [Quantity: [Quantity]] = [
    .latency: [.totalDuration], .totalDuration: [.latency, .evaluationTime],
    .evaluationTime: [.latency], .tokens: [.promptTokens], .memory: [.utilization, .size],
  ]

  private func hits(_ subject: Subject, isExact: Bool) -> [Hit] {
    var found: [Hit] = []
    let margin = number.resolution * 1.01 + abs(number.value) * 1e-9
    let raw = (number.value - margin)...(number.value + margin)
    for item in data.index.near(subject, value: raw) where claim.subject != nil || fits(item) {
      let observation = data.observations[Int(item)]
      let closeness = Closeness(number, observation.value)
      guard closeness > .far else { continue }
      found.append(hit(Int(item), closeness, isConverted: false, isExact))
    }
    guard let unit = claim.unit, unit.scale != 1 || unit.dimension == .fraction else {
      return found + baseHits(subject, scale: 1, isExact)
    }
    return found + baseHits(subject, scale: unit.scale, isExact)
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
  private func boundHits() -> [Hit] {
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

  /// Whether an observation is of what the claim is about.
  private func isAbout(_ item: Int32) -> Bool {
    let observation = data.observations[Int(item)]
    guard entityFits(observation) else { return false }
    return !claim.entities.isEmpty || contextFits(observation)
  }

  /// Observations that would have the value if the unit had another prefix: ms written as s. The value
  /// must be long enough not to be met by chance.
  private func scaledHits() -> [Hit] {
    guard let unit = claim.unit, unit.dimension == .time || unit.dimension == .bytes,
      abs(number.value) >= 99 * number.resolution, isBound || claim.subject != nil
    else { return [] }
    var found: [Hit] = []
    for power in [1e3, 1e-3, 1e6, 1e-6] {
      let scale = unit.scale * power
      let range = margin(number.value * scale, scale)
      let items =
        isNamed ? data.index.near(claim.subject!, base: range) : data.index.near(base: range)
      for item in items where isNamed || isBound && isAbout(item) {
        let observation = data.observations[Int(item)]
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

  private func unitFits(_ observation: Observation) -> Bool {
    guard let written = claim.unit, let unit = observation.unit else { return true }
    if unit.symbol == written.symbol { return true }
    if unit.dimension == .one, unit.symbol != "1" { return true }
    // What has no unit may be a percentage, but no fraction, where it is beyond one.
    if unit.symbol == "1", written.dimension == .fraction { return abs(observation.value) > 1 }
    if unit.isComparable(to: written) { return unit.scale == written.scale }
    return false
  }

  /// Whether a source calls a value a percentile (or a mean of several) that is the mean (or the value)
  /// of one run in the same file.
  private func isMislabelled(_ observation: Observation) -> Bool {
    guard observation.origin == .source || observation.fact != nil, observation.unit != nil else {
      return false
    }
    let bits = observation.value.bitPattern
    switch observation.statistic {
    case .percentile:
      let twin = GroundingData.Twin(file: observation.file, bits: bits, isMean: true)
      return observation.origin == .source && data.twins[twin] != nil
    case .mean:
      let twin = GroundingData.Twin(file: observation.file, bits: bits, isMean: false)
      return observation.origin == .source && data.twins[twin] != nil
    default: return false
    }
  }

  private func statisticFits(_ observation: Observation, mislabelled: Bool) -> Bool {
    let found = observation.statistic
    guard let wanted = claim.statistic else {
      switch found {
      case .standardDeviation, .count, .correlation, .slope: return claim.isKeyQuote
      default: return true
      }
    }
    // An average over all runs that is one of one run fails by its scope.
    if mislabelled, wanted == .mean, found == .mean, claim.saysAll { return true }
    if mislabelled { return claim.isKeyQuote && wanted == found }
    if observation.isOfMeans { return false }
    if claim.isStatisticWeak, found == .mean || found == .single { return true }
    switch wanted {
    case .minimum, .maximum, .best, .worst:
      let wanted = wanted.extreme(of: observation.unit)
      if wanted == found { return true }
      let isBestOrWorst = wanted == .best || wanted == .worst
      if isBestOrWorst, found == .minimum || found == .maximum { return true }
      if claim.statistic != wanted, found == .mean { return true }
      let range = data.extremes[observation.file + "\u{0}" + observation.key]
      guard let range, range.lowerBound < range.upperBound else { return false }
      switch wanted {
      case .minimum: return found == .single && observation.value == range.lowerBound
      case .maximum: return found == .single && observation.value == range.upperBound
      default:
        return observation.value == range.lowerBound || observation.value == range.upperBound
      }
    case .sum: return found == .sum || found == .single
    case .change, .ratio, .count: return true
    case .single: return found == .single
    default: return wanted == found
    }
  }

  func entityFits(_ observation: Observation) -> Bool {
    claim.entities.allSatisfy { data.isOf(observation, $0) }
  }

  func contextFits(_ observation: Observation) -> Bool {
    claim.context.isEmpty || claim.context.contains { data.isOf(observation, $0) }
  }

  func conditionsFit(_ observation: Observation) -> Bool {
    guard !claim.conditions.isEmpty else { return true }
    if let place = observation.place {
      return data.series[place.series].row(place.row, fits: claim.conditions)
    }
    return claim.conditions.allSatisfy { condition in
      observation.conditions.contains {
        $0.setting == condition.setting && $0.values.isSubset(of: condition.values)
      }
    }
  }

  /// Whether the value is of something else than the text around the claim is about, although the data
  /// have the same there.
  func isOfOther(_ hit: Hit) -> Bool {
    if hit.isQuoted { return false }
    if isToldOtherwise(hit) { return true }
    guard !hit.contextFits else { return false }
    let own = data.observations[hit.observation]
    return (data.index.bySubject[own.subject] ?? []).prefix(20_000).contains { item in
      let observation = data.observations[Int(item)]
      return observation.statistic == own.statistic && observation.unit == own.unit
        && contextFits(observation) && entityFits(observation)
    }
  }

  /// A statement about all runs is none about one file, unless there is but one.
  private func scopeFits(_ observation: Observation) -> Bool {
    guard claim.saysAll, claim.statistic != nil else { return true }
    if case .computed = observation.origin { return true }
    let files = (data.index.bySubject[observation.subject] ?? []).lazy.map {
      data.observations[Int($0)].file
    }
    return !files.contains { $0 != observation.file }
  }
}
