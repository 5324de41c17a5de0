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
    var scopeFits: Bool
    var subjectIsExact: Bool
    var isMislabelled: Bool
    /// Whether the data call it by the statistic that the claim names.
    var isNamedSo: Bool

    var score: Int {
      (unitFits ? 64 : 0) + (statisticFits ? 32 : 0) + (entityFits ? 16 : 0)
        + (scopeFits ? 8 : 0) + (subjectIsExact ? 4 : 0) + (closeness == .exact ? 3 : 0)
        + (closeness == .rounded ? 1 : 0) + (isNamedSo ? 2 : 0) - (isMislabelled ? 1 : 0)
    }
  }

  func judge() -> Judgement {
    guard number.value.isFinite, number.resolution.isFinite else {
      return Judgement(.absent, Evidence("beyond the range of numbers"))
    }
    let subjects = self.subjects
    guard !subjects.isEmpty else {
      return Judgement(
        .absent, Evidence("the text does not say which quantity of the data it is"),
        confidence: 0.5)
    }
    var best: Hit?
    for (rank, subject) in subjects.enumerated() {
      for hit in hits(subject, isExact: rank == 0) where hit.score > (best?.score ?? -1) {
        best = hit
      }
    }
    return best.map(judgement) ?? missing(subjects)
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
    guard let unit = claim.unit else { return [] }
    let value = number.value * scale
    let margin = number.resolution * scale * 1.01 + abs(value) * 1e-9
    return data.index.near(subject, base: (value - margin)...(value + margin)).compactMap { item in
      let observation = data.observations[Int(item)]
      guard observation.unit.map({ $0.isComparable(to: unit) && $0.scale != unit.scale }) ?? false
      else { return nil }
      let closeness = Closeness(
        written: value, resolution: number.resolution * scale, observation.base)
      guard closeness > .far else { return nil }
      return hit(Int(item), closeness, isConverted: true, isExact)
    }
  }

  private func hit(
    _ index: Int, _ closeness: Closeness, isConverted: Bool, _ isExact: Bool
  ) -> Hit {
    let observation = data.observations[index]
    let mislabelled = isMislabelled(observation)
    return Hit(
      observation: index, closeness: closeness,
      unitFits: isConverted || unitFits(observation), isConverted: isConverted,
      statisticFits: statisticFits(observation, mislabelled: mislabelled),
      entityFits: entityFits(observation), scopeFits: scopeFits(observation),
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
    switch wanted {
    case .minimum, .maximum, .best, .worst:
      if wanted == found { return true }
      let isBestOrWorst = wanted == .best || wanted == .worst
      if isBestOrWorst, found == .minimum || found == .maximum || found == .mean { return true }
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

  private func entityFits(_ observation: Observation) -> Bool {
    let words = data.entityWords[observation.entity].words
    return claim.entities.allSatisfy { data.entities.matches($0, words) }
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
