import Statistics

/// Statistics that neither the facts nor the sources give, computed from the runs that a claim names:
/// the mean throughput at num_gpu = 60, the longest time of a model, the sum of a column.
struct ComputedStatistics {
  let data: GroundingData
  let claim: BoundClaim

  /// What the runs give for the claim's words.
  struct Candidate {
    var value: Double
    var statistic: ClaimStatistic
    var column: RunSeries.Column
    var file: String
    var n: Int
  }

  /// A verdict where one of the candidates is the claim's value; nil otherwise.
  func judge() -> Judgement? {
    for candidate in candidates() {
      let scale = (claim.unit?.scale ?? 1) / (candidate.column.unit?.scale ?? 1)
      let isSame = claim.unit == nil || candidate.column.unit == nil || scale == 1
      let value = isSame ? candidate.value : candidate.value / scale
      let closeness = Closeness(claim.number, value)
      guard closeness > .far else { continue }
      let verdict: Verdict = closeness < .exact ? .rounded : isSame ? .exact : .converted
      let words =
        "\(candidate.statistic.name) of \(candidate.column.key) over \(candidate.n) runs is "
        + ValueText.full(candidate.value, candidate.column.unit)
      return Judgement(
        verdict,
        Evidence(
          file: candidate.file, key: candidate.column.key, rows: "n = \(candidate.n)", words),
        confidence: 0.85)
    }
    return nil
  }

  /// Where the value is another statistic of what the claim names, or the same one of something else in
  /// the same table; nil where it is neither. The value must have digits enough not to be met by chance.
  func judgeOthers() -> Judgement? {
    let number = claim.number
    guard number.resolution <= 0.01 * abs(number.value), let wanted = claim.statistic ?? statistic
    else { return nil }
    for other in [ClaimStatistic.mean, .sum, .minimum, .maximum, .percentile(0.5)]
    where other != wanted {
      var claim = claim
      claim.statistic = other
      if let found = ComputedStatistics(data: data, claim: claim).judge() {
        var evidence = found.evidence
        evidence.computation += ", not \(MeasuredJudge.article(wanted))"
        return Judgement(.wrongStatistic, evidence, confidence: 0.75)
      }
    }
    return nil
  }

  /// The statistic that is computed; nil where the claim's is none that can be.
  private var statistic: ClaimStatistic? {
    switch claim.statistic {
    case nil: claim.conditions.isEmpty && claim.entities.isEmpty ? nil : .mean
    case .mean, .minimum, .maximum, .best, .worst, .standardDeviation, .sum, .variation,
      .percentile:
      claim.statistic
    default: nil
    }
  }

  /// At most this many values are gone through for a claim.
  private static let limit = 200_000

  func candidates() -> [Candidate] {
    // What is said of all runs is not shown by those of one file.
    guard let statistic, !claim.saysAll else { return [] }
    var found: [Candidate] = []
    var values = 0
    for series in told {
      let columns = series.columns.filter {
        $0.statistic == nil && isMeant($0) && !isOpposite($0)
      }
      values += series.rows.count * columns.count
      guard values <= Self.limit else { break }
      for (column, conditions) in columns.flatMap({ column in
        narrowings.map { (column, $0) }
      }) {
        let rows = rows(series, column, conditions)
        let sample = rows.compactMap { column.values[$0] }.filter(\.isFinite)
        // One value is no mean; that it is called one is for the facts to tell.
        guard sample.count > 1 || claim.statistic == nil else { continue }
        let asked = [statistic.extreme(of: column.unit)] + (claim.isStatisticWeak ? [.mean] : [])
        for statistic in asked {
          found += Self.values(statistic, sample).map {
            Candidate(
              value: $0, statistic: statistic, column: column, file: series.file, n: sample.count)
          }
        }
      }
    }
    return found
  }

  /// The tables with the quantity that the words around the claim tell: of a sweep and a baseline of one
  /// model, the one that is named.
  private var told: [RunSeries] {
    let all = data.series.filter { series in
      !series.rows.isEmpty && series.columns.contains { $0.statistic == nil && isMeant($0) }
        && series.rows.contains { row in
          claim.entities.allSatisfy {
            data.entities.matches($0, data.entityWords[row.entity].words)
          }
        }
    }
    guard all.count > 1, all.count <= 64 else { return all }
    let names = all.map { data.entityWords[$0.rows[0].entity].words }
    let words = names.map { claim.words.intersection($0) }
    let said = claim.words.union(claim.farWords)
    return all.indices.filter { i in
      let opposites = Opposites.against(names[i], said: said)
      return !words.contains { words[i].isStrictSubset(of: $0) }
        && !opposites.contains { side in names.contains { $0.isDisjoint(with: side) } }
    }.map { all[$0] }
  }

  /// The claim's conditions; where it names several values of a setting, each value of it alone.
  private var narrowings: [[Condition]] {
    guard let several = claim.conditions.firstIndex(where: { $0.values.count > 1 }) else {
      return [claim.conditions]
    }
    let setting = claim.conditions[several].setting
    return (data.levels[setting] ?? []).sorted().prefix(16).map { level in
      var conditions = claim.conditions
      conditions[several].values = [level]
      return conditions
    }
  }

  /// Whether a column is the quantity of the claim, or has its unit where it names none.
  private func isMeant(_ column: RunSeries.Column) -> Bool {
    if let subject = claim.subject, subject != .quantity(.latency) {
      guard column.subject == subject else { return false }
    } else if claim.unit == nil {
      return false
    }
    guard let unit = claim.unit, claim.statistic != .variation else { return true }
    return column.unit.map { $0.isComparable(to: unit) } ?? false
  }

  /// Whether the words around the claim exclude a column: what is generated is not the total.
  private func isOpposite(_ column: RunSeries.Column) -> Bool {
    let names = Set(Word.all(Array(column.key.utf8)).map(\.hash))
    return !Opposites.against(names, said: claim.words).isEmpty
  }

  /// The rows that the claim names.
  private func rows(
    _ series: RunSeries, _ column: RunSeries.Column, _ conditions: [Condition]
  ) -> [Int] {
    let key = Set(Word.all(Array(column.key.utf8)).map(\.hash))
    var fits: [Int: Bool] = [:]
    return series.rows.indices.filter { row in
      let entity = series.rows[row].entity
      let isNamed =
        fits[entity]
        ?? claim.entities.allSatisfy {
          data.entities.matches($0, data.entityWords[entity].words, key: key)
        }
      fits[entity] = isNamed
      return isNamed && series.row(row, fits: conditions)
    }
  }

  /// The values that a statistic of a sample can mean: one, two where best and worst may be either end,
  /// none where the sample gives none; a variation in percent.
  static func values(_ statistic: ClaimStatistic, _ sample: [Double]) -> [Double] {
    guard !sample.isEmpty, let sorted = try? SortedSample(sample),
      let summary = try? Summary(sorted)
    else { return [] }
    switch statistic {
    case .mean: return [summary.mean].compactMap { $0 }
    case .minimum: return [summary.minimum].compactMap { $0 }
    case .maximum: return [summary.maximum].compactMap { $0 }
    case .best, .worst: return [summary.minimum, summary.maximum].compactMap { $0 }
    case .standardDeviation: return [summary.standardDeviation].compactMap { $0 }
    case .sum: return [sample.reduce(0, +)]
    case .variation:
      guard let mean = summary.mean, mean != 0, let deviation = summary.standardDeviation else {
        return []
      }
      return [100 * deviation / mean]
    case .percentile(let p): return [try? sorted.percentile(p)].compactMap { $0 }
    default: return []
    }
  }
}
