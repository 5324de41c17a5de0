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
    if let bounded = judgeBound() { return bounded }
    if let computed = ComputedStatistics(data: data, claim: claim).judge() { return computed }
    if let best { return judgement(best) }
    let isCount = number.resolution == 1 && abs(number.value) < 1000
    if claim.unit == nil, isCount || !isBound, subjects.isEmpty || isCount && claim.isSubjectWeak {
      return Judgement(
        .notCheckable, Evidence("the text does not say what of the data it counts"), confidence: 0.4
      )
    }
    guard !subjects.isEmpty || isBound else {
      return Judgement(
        .absent, Evidence("the text does not say which quantity of the data it is"),
        confidence: 0.5)
    }
    if let other = ComputedStatistics(data: data, claim: claim).judgeOthers() { return other }
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
    if best?.isFaultless != true { take(hitsByWords()) }
    if best == nil { take(scaledHits()) }
    return best
  }

  /// Whether the claim says what it is about, so that its unit can tell the quantity.
  var isBound: Bool { !claim.entities.isEmpty || !claim.context.isEmpty }

  /// Whether the claim names a quantity that says more than that it is a time or a number of tokens.
  var isNamed: Bool {
    switch claim.subject {
    case nil, .quantity(.latency), .quantity(.totalDuration): false
    case .quantity: true
    case .named(let name): data.index.bySubject[.named(name)] != nil
    }
  }

  /// The subjects that the claim may mean, the named one first; without a name those that its unit
  /// measures.
  var subjects: [Subject] {
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

  func unitFits(_ observation: Observation) -> Bool {
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
  func isMislabelled(_ observation: Observation) -> Bool {
    guard observation.origin == .source || observation.fact != nil, observation.unit != nil else {
      return false
    }
    let bits = observation.value.bitPattern
    switch observation.statistic {
    case .percentile:
      let twin = GroundingData.Twin(file: observation.measure.fileIndex, bits: bits, isMean: true)
      return observation.origin == .source && data.twins[twin] != nil
    case .mean:
      let twin = GroundingData.Twin(file: observation.measure.fileIndex, bits: bits, isMean: false)
      return observation.origin == .source && data.twins[twin] != nil
    default: return false
    }
  }

  func statisticFits(_ observation: Observation, mislabelled: Bool) -> Bool {
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
    if observation.isOfMeans || isOfOneElement(observation) { return false }
    let isPercentile = if case .percentile = wanted { true } else { false }
    if claim.isStatisticWeak, !isPercentile, found == .mean || found == .single { return true }
    switch wanted {
    case .minimum, .maximum, .best, .worst:
      let wanted = wanted.extreme(of: observation.unit)
      if wanted == found, !isOfAll(observation) { return true }
      let isBestOrWorst = wanted == .best || wanted == .worst
      if isBestOrWorst, found == .minimum || found == .maximum { return true }
      if claim.statistic != wanted, found == .mean { return true }
      if isOfAll(observation), let all = data.range(of: observation) {
        let end = wanted == .minimum ? all.lowerBound : all.upperBound
        if wanted == .minimum || wanted == .maximum { return observation.base == end }
      }
      let range = data.extremes[observation.measure.series]
      guard let range, range.lowerBound < range.upperBound else { return false }
      switch wanted {
      case .minimum: return found == .single && observation.value == range.lowerBound
      case .maximum: return found == .single && observation.value == range.upperBound
      default:
        return observation.value == range.lowerBound || observation.value == range.upperBound
      }
    case .sum: return found == .sum || found == .single && isTotal(observation)
    case .change, .ratio, .count: return true
    case .single: return found == .single
    default: return wanted == found && !(wanted == .mean && isOfOneSetting(observation))
    }
  }

  /// Whether a mean or a standard deviation is that of one element of an array although the file has the
  /// same of all: `run_results[2].stdev_ms` beside `overall_stdev_ms`.
  private func isOfOneElement(_ observation: Observation) -> Bool {
    guard claim.statistic == .mean || claim.statistic == .standardDeviation,
      claim.statistic == observation.statistic, !claim.isKeyQuote, observation.key.contains("[")
    else { return false }
    return (data.index.bySubject[observation.subject] ?? []).prefix(4096).contains { item in
      let other = data.observations[Int(item)]
      return other.file == observation.file && other.statistic == observation.statistic
        && other.unit == observation.unit && !other.key.contains("[")
    }
  }

  /// Whether a mean is that of one row of a table of settings, of which the claim says nothing.
  private func isOfOneSetting(_ observation: Observation) -> Bool {
    guard claim.conditions.isEmpty, !claim.isKeyQuote, !claim.saysExtreme,
      let place = observation.place,
      !data.series[place.series].settings.isEmpty
    else { return false }
    // One among others may be meant where the claim names something; the first or last of all is not.
    let isVague = claim.entities.isEmpty && claim.cell == nil
    let range = data.extremes[observation.measure.series]
    let isExtreme =
      range.map { [$0.lowerBound, $0.upperBound].contains(observation.value) } ?? false
    guard isVague || isExtreme else { return false }
    // A configuration that is named is meant.
    let named = data.series[place.series].rows.count { row in
      claim.entities.allSatisfy {
        data.entities.matches(
          $0, data.entityWords[row.entity].words, key: data.keyWords[observation.keyWords])
      }
    }
    return named > 1
  }

  /// Whether the value of one run is a total: what it is of has no other run, or its key says so.
  private func isTotal(_ observation: Observation) -> Bool {
    guard claim.subject == .quantity(.tokens) else { return true }
    guard let place = observation.place else {
      return !observation.key.contains("[") || observation.key.leaf.lowercased().contains("total")
    }
    let series = data.series[place.series]
    let alike = series.rows.count { $0.entity == observation.entity }
    return alike == 1 || observation.key.leaf.lowercased().contains("total")
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
    if toldOtherwise(hit) != nil { return true }
    guard !hit.contextFits else { return false }
    let own = data.observations[hit.observation]
    return (data.index.bySubject[own.subject] ?? []).prefix(20_000).contains { item in
      let observation = data.observations[Int(item)]
      return observation.statistic == own.statistic && observation.unit == own.unit
        && contextFits(observation) && entityFits(observation)
        && told(own).isSubset(of: told(observation))
    }
  }

  /// Whether an extreme is said to be that of all data: the text names nothing that it would be of.
  private func isOfAll(_ observation: Observation) -> Bool {
    guard claim.entities.isEmpty, claim.context.isEmpty, claim.conditions.isEmpty,
      !claim.isKeyQuote, !claim.isStatisticWeak, !claim.saysAll, claim.cell == nil,
      told(observation).isEmpty
    else { return false }
    switch observation.subject {
    case .quantity(.latency), .quantity(.totalDuration), .quantity(.size), .named: return false
    case .quantity: return true
    }
  }

  /// A statement about all runs is none about one file, unless there is but one.
  func scopeFits(_ observation: Observation) -> Bool {
    guard claim.saysAll, let statistic = claim.statistic else { return true }
    if statistic == .minimum || statistic == .maximum, let all = data.range(of: observation) {
      return observation.base == (statistic == .minimum ? all.lowerBound : all.upperBound)
    }
    let files = (data.index.bySubject[observation.subject] ?? []).lazy.map {
      data.observations[Int($0)].file
    }
    return !files.contains { $0 != observation.file }
  }
}
