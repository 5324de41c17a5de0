/// Keys that a report quotes, and words that tell one key or file from another.
extension MeasuredJudge {
  /// The verdict for a number that is quoted as the value of a key of the data; nil where the data have
  /// no such key.
  func judgeQuoted() -> Judgement? {
    guard let quoted = claim.quotedKey else { return nil }
    let all = data.observations(ofKey: quoted).filter { observation in
      claim.entities.allSatisfy { data.isOf(data.observations[observation], $0) }
    }
    guard !all.isEmpty else { return nil }
    let hits = all.compactMap { item -> Hit? in
      let closeness = Closeness(number, data.observations[item].value)
      guard closeness > .far else { return nil }
      var found = hit(item, closeness, isConverted: false, true)
      found.isQuoted = true
      // The brackets of the path are no settings.
      found.conditionsFit = true
      return found
    }
    if let best = hits.max(by: { $0.score < $1.score }) { return judgement(best) }
    if let other = elsewhere ?? ofOtherElement(quoted) { return other }
    let values = Set(all.map { data.observations[$0].value })
    let own = data.observations[all[0]]
    let shown = values.count == 1 ? ValueText.like(number, values.first!) : nil
    return Judgement(
      .contradicted,
      Evidence(
        file: own.file, key: own.key,
        "\(own.key) is \(values.sorted().prefix(4).map { ValueText.full($0, nil) }.joined(separator: ", "))"
      ), correction: shown, confidence: 0.85)
  }

  /// The value of the same key in another element of an array: `metrics[0].load` for `metrics[1].load`.
  private func ofOtherElement(_ quoted: String) -> Judgement? {
    guard quoted.contains("["), number.resolution < abs(number.value) else { return nil }
    let path = Self.withoutElements(quoted)
    for item in data.byLeaf[quoted.lowercased().leaf] ?? [] {
      let observation = data.observations[Int(item)]
      guard Self.withoutElements(observation.key).hasSuffix(path.leaf),
        path.hasSuffix(Self.withoutElements(observation.key)),
        Closeness(number, observation.value) > .far
      else { continue }
      return isValue(of: observation)
    }
    return nil
  }

  private func isValue(of other: Observation) -> Judgement {
    Judgement(
      .wrongEntity,
      Evidence(file: other.file, key: other.key, "that is the value of \(other.key)"),
      confidence: 0.85)
  }

  private static func withoutElements(_ key: String) -> String {
    var isInside = false
    return String(
      key.lowercased().filter { character in
        if character == "[" { isInside = true }
        defer { if character == "]" { isInside = false } }
        return !isInside && character != "]"
      })
  }

  /// The value under another key, where it has digits enough not to be there by chance.
  private var elsewhere: Judgement? {
    guard abs(number.value) >= 99_999 * number.resolution else { return nil }
    let margin = abs(number.value) * 1e-9 + number.resolution
    let near = data.index.near(value: (number.value - margin)...(number.value + margin))
    for item in near {
      let observation = data.observations[Int(item)]
      guard Closeness(number, observation.value) > .far else { continue }
      return isValue(of: observation)
    }
    return nil
  }

  /// The verdict for the mean of a statistic of several runs; nil where no file has several.
  var meanOfStatistic: Judgement? {
    var groups: [String: [Observation]] = [:]
    let subject = claim.subject ?? .quantity(.latency)
    for item in (data.index.bySubject[subject] ?? []).prefix(4096) {
      let observation = data.observations[Int(item)]
      guard observation.statistic == claim.statistic, entityFits(observation) else { continue }
      groups[observation.file + "\u{0}" + observation.key.leaf, default: []].append(observation)
    }
    for (_, group) in groups.sorted(by: { $0.key < $1.key }) where group.count > 1 {
      let mean = group.reduce(0) { $0 + $1.base } / Double(group.count) / (claim.unit?.scale ?? 1)
      let words = "the mean of \(group.count) values of \(group[0].key.leaf)"
      if Closeness(number, mean) > .far {
        return Judgement(.rounded, Evidence(file: group[0].file, key: group[0].key, words))
      }
      let isOne = group.contains { Closeness(number, $0.base / (claim.unit?.scale ?? 1)) > .far }
      guard isOne else { continue }
      return Judgement(
        .wrongStatistic,
        Evidence(
          file: group[0].file, key: group[0].key,
          "that is one of \(group.count) values; their mean is \(ValueText.like(number, mean))"),
        correction: ValueText.like(number, mean))
    }
    return nil
  }

  /// The words around the claim that stand in the names of an observation.
  func told(_ observation: Observation) -> Set<UInt64> {
    claim.words.filter {
      !Self.ofAllRuns.contains($0)
        && (data.entityWords[observation.entity].words.contains($0)
          || data.keyWords[observation.keyWords].contains($0))
    }
  }

  /// Words in the names of facts about the runs `without cold starts`, which tell no table from another.
  private static let ofAllRuns = Set(
    ["cold", "start", "starts", "without", "prompt", "prompts"].map {
      Word.all(Array($0.utf8))[0].hash
    })

  /// Whether the data have the same quantity and statistic under names that fit the words around the
  /// claim better: `baseline` against `sweep`, `gpu` against `memory`.
  func toldOtherwise(_ hit: Hit) -> Observation? {
    let own = data.observations[hit.observation]
    let told = told(own)
    let opposites = Opposites.against(
      names(own), said: claim.words.union(claim.farWords))
    let far = names(own).intersection(claim.farWords)
    guard told.count < claim.words.count || far.count < claim.farWords.count || !opposites.isEmpty
    else { return nil }
    let unit = own.unit
    return (data.index.bySubject[own.subject] ?? []).prefix(4096).lazy.map {
      data.observations[Int($0)]
    }.first { other in
      guard other.statistic == own.statistic, other.unit == unit, entityFits(other),
        conditionsFit(other), contextFits(other) || !hit.contextFits
      else { return false }
      let others = self.told(other)
      return told.isStrictSubset(of: others)
        || told.isSubset(of: others) && saysFar(other, far, opposites)
    }
  }

  /// Whether what stands around the claim at some distance speaks for another observation.
  private func saysFar(
    _ other: Observation, _ far: Set<UInt64>, _ opposites: [Set<UInt64>]
  ) -> Bool {
    let names = names(other)
    if !opposites.isEmpty, opposites.allSatisfy({ $0.isDisjoint(with: names) }) { return true }
    return claim.cell != nil && far.isStrictSubset(of: names.intersection(claim.farWords))
  }

  /// The words of all that names an observation.
  private func names(_ observation: Observation) -> Set<UInt64> {
    data.entityWords[observation.entity].words.union(data.keyWords[observation.keyWords])
  }
}

extension GroundingData {
  /// The observations of a key that a report quotes: the same path, or an end of it, or one that ends
  /// so. A prefix that only says where it was read (`json_`, `csv_`) is none of the key.
  func observations(ofKey quoted: String) -> [Int] {
    var path = quoted.lowercased()
    for prefix in ["json_", "csv_", "json.", "csv."] where path.hasPrefix(prefix) {
      path.removeFirst(prefix.count)
    }
    let all = byLeaf[path.leaf] ?? []
    let same = all.filter { observations[Int($0)].key.lowercased() == path }
    if !same.isEmpty { return same.map(Int.init) }
    return all.filter { item in
      let key = observations[Int(item)].key.lowercased()
      return key.hasSuffix("." + path) || path.hasSuffix("." + key)
    }.map(Int.init)
  }
}
