/// Numbers of things that the data give under a key of that name: `2 anomalies` and
/// `anomalies_detected: 2`, `20 samples each` and `samples_per_run: 20`.
struct KeyedCounts {
  let data: GroundingData
  let claim: BoundClaim

  /// The counts whose keys have the most of the words for what is counted.
  private var items: [Int32] {
    var matched: [Int32: Int] = [:]
    for word in claim.countedWords.prefix(6) {
      for item in (data.keyedCounts[word] ?? []).prefix(4096) { matched[item, default: 0] += 1 }
    }
    guard let most = matched.values.max() else { return [] }
    return matched.filter { $0.value == most }.keys.sorted()
  }

  /// Those whose names have the most of the words around the claim.
  private func told(_ all: [Observation]) -> [Observation] {
    let said = claim.words.union(claim.farWords)
    let shared = all.map { data.entityWords[$0.entity].words.intersection(said).count }
    guard let most = shared.max(), most > 0 else { return all }
    return zip(all, shared).filter { $0.1 == most }.map(\.0)
  }

  /// Nil where no key names what is counted.
  func judge(_ claimed: Int) -> Judgement? {
    let all = items.map { data.observations[Int($0)] }
    let named = claim.entities.isEmpty ? claim.context : claim.entities
    var own = all.filter { observation in named.allSatisfy { data.isOf(observation, $0) } }
    if own.isEmpty, claim.entities.isEmpty { own = all }
    own = told(own)
    guard !own.isEmpty, !named.isEmpty || Set(own.map(\.file)).count <= 8 else { return nil }
    if let hit = own.first(where: { $0.value == Double(claimed) }) {
      return Judgement(
        .exact, Evidence(file: hit.file, key: hit.key, "\(hit.key) is \(claimed)"), confidence: 0.85
      )
    }
    let values = Set(own.map(\.value))
    let shown = values.sorted().prefix(8).map { ValueText.full($0, nil) }.joined(separator: ", ")
    return Judgement(
      .countWrong, Evidence(file: own[0].file, key: own[0].key, "\(own[0].key) is \(shown)"),
      correction: values.count == 1 ? shown : nil, confidence: 0.75)
  }
}
