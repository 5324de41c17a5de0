import Benchmarks
import Statistics

/// Rows of a metric that are described together, with what their description must say.
struct MetricSample {
  let run: RunTable
  let column: RunColumn
  let entity: Fact.Entity
  /// The first part of the facts' keys.
  let key: String
  /// The first words of the facts' identifiers.
  let words: [String]
  let values: [Double]
  let rows: [Int]
  let excluded: [Fact.Exclusion]
  let caveats: [Caveat]

  var unit: Benchmarks.Unit { column.meaning.unit ?? .one }

  /// Nil where no row has a value.
  init?(
    _ run: RunTable, _ column: RunColumn, entity: Fact.Entity, key: String, words: [String],
    rows: [Int], excluded: [Fact.Exclusion], caveats: [Caveat]
  ) {
    let used = rows.filter {
      run.table.columns[column.index].double(at: $0).map { !$0.isNaN } ?? false
    }
    guard !used.isEmpty else { return nil }
    self.run = run
    self.column = column
    self.entity = entity
    self.key = key
    self.words = words
    self.rows = used
    values = run.values(column, rows: used).map { $0! }
    let missing = rows.count - used.count
    self.excluded =
      excluded.filter { $0.count > 0 }
      + (missing > 0 ? [Fact.Exclusion(reason: "missing", count: missing)] : [])
    self.caveats =
      caveats + (column.meaning.unit == nil ? [.unknownUnit(column: column.name)] : [])
      + Caveat.reading(run, [column.name])
  }
}

extension FactCollector {
  /// Tables with more metrics than this, and no known unit for them, are device dumps: only the
  /// metrics with a known unit are described.
  static var manyMetrics: Int { 20 }

  /// Run counts, and for each group and metric the usual statistics.
  mutating func addPerformance(_ table: AnalysedTable, _ options: AnalysisOptions) throws {
    let run = table.run
    guard !run.isSourceSummary else { return }
    let metrics = describedMetrics(run)
    for group in table.groups {
      addRunCount(run, group)
      for metric in metrics {
        let caveats = coldStartCaveats(table, metric, group)
        guard
          let sample = MetricSample(
            run, metric, entity: group.entity(run), key: group.key(run), words: group.words(run),
            rows: group.rows,
            excluded: [Fact.Exclusion(reason: "failed", count: group.failedCount)],
            caveats: caveats)
        else { continue }
        try addStatistics(sample, options)
      }
    }
    guard table.groups.count == 1 else { return }
    try addWarmRuns(table, metrics, options)
    try addLevels(table, metrics, options)
  }

  private func describedMetrics(_ run: RunTable) -> [RunColumn] {
    let metrics = run.metrics
    return metrics.count > Self.manyMetrics ? metrics.filter { $0.meaning.unit != nil } : metrics
  }

  private func coldStartCaveats(
    _ table: AnalysedTable, _ metric: RunColumn, _ group: RunGroup
  ) -> [Caveat] {
    guard isTime(metric) else { return [] }
    guard let cold = table.audit.coldStarts else { return firstRunCaveats(table, metric, group) }
    let count = Set(cold.coldRows).intersection(group.rows).count
    return count > 0
      ? [.includesColdStarts(count: count, factor: cold.factor, level: cold.level)] : []
  }

  /// Whether the first run of a group loaded the model, and the metric shows it: where a table has no
  /// sweep of settings, its times are mixed of one cold run and the warm ones all the same.
  private func firstRunCaveats(
    _ table: AnalysedTable, _ metric: RunColumn, _ group: RunGroup
  ) -> [Caveat] {
    func coldFirst(_ column: RunColumn) -> (first: Double, median: Double)? {
      let values = table.run.values(column, rows: group.rows)
      let others = values.dropFirst().compactMap { $0 }
      guard let first = values.first ?? nil, others.count >= 2,
        let median = try? SortedSample(others).median, first > ColdStarts.threshold * median
      else { return nil }
      return (first, median)
    }
    guard let load = ColdStarts.metric(table.run), let cold = coldFirst(load),
      coldFirst(metric) != nil
    else { return [] }
    return [.firstRunIsCold(metric: load.name, first: cold.first, median: cold.median)]
  }

  private mutating func addRunCount(_ run: RunTable, _ group: RunGroup) {
    let entity = group.entity(run)
    let provenance = Provenance(
      files: [run.file],
      columns: run.columns(.error).map(\.name) + run.columns(.success).map(\.name),
      filter: group.condition, method: .counting)
    let total = group.rows.count + group.failedCount
    let rows = run.holdsRuns ? "runs" : "rows"
    for (name, what, count) in [
      ("succeeded", "\(rows) that succeeded", group.rows.count),
      ("failed", "\(rows) that failed", group.failedCount),
    ] {
      let quantity = Fact.Quantity.number(Double(count), run.holdsRuns ? .runs : .count)
      add(
        FactDraft(
          words: group.words(run) + ["runs", name], key: "\(group.key(run))/runs/\(name)",
          topic: .performance, statement: sentence(what, about: entity, quantity),
          quantity: quantity, statistic: "count", entity: entity, n: total, provenance: provenance))
    }
  }

  /// The percentiles that are described, with their words in identifiers.
  private static var percentiles: [(Double, String)] {
    [(0.5, "median"), (0.9, "upper"), (0.95, "high"), (0.99, "tail")]
  }

  /// From fewer runs p90, p95 and p99 are all next to the maximum: p99 stands for them, with the
  /// number of runs that it would need.
  private static var fewestForUpperPercentiles: Int { 10 }

  /// All statistics of one sample; a single run gives its value and nothing else.
  private mutating func addStatistics(_ sample: MetricSample, _ options: AnalysisOptions) throws {
    let sorted = try SortedSample(sample.values)
    if sorted.count == 1 {
      addStatistic(sample, "value", "value", sorted.values[0], method: .copying)
      return
    }
    let summary = try Summary(sorted)
    addStatistic(
      sample, "mean", "mean", summary.mean,
      interval: Self.limitsOfMean(summary, options.confidence),
      method: .moments)
    addStatistic(
      sample, "sd", "standard deviation", summary.standardDeviation, name: "standardDeviation",
      method: .moments)
    addStatistic(sample, "minimum", "minimum", summary.minimum, method: .extremes)
    addStatistic(sample, "maximum", "maximum", summary.maximum, method: .extremes)
    for (probability, word) in Self.percentiles
    where probability == 0.5 || probability == 0.99
      || sorted.count >= Self.fewestForUpperPercentiles
    {
      try addPercentile(sample, sorted, probability, word, options)
    }
  }

  /// Percentile facts: the word stands in the identifier, the number in the key.
  private mutating func addPercentile(
    _ sample: MetricSample, _ sorted: SortedSample, _ probability: Double, _ word: String,
    _ options: AnalysisOptions
  ) throws {
    let estimate = try sorted.percentileEstimate(
      probability, method: options.percentileMethod, level: options.confidence)
    let p = NumberText.plain(probability)
    let what = probability == 0.5 ? "median" : "p\(NumberText.significant(100 * probability))"
    let caveats = estimate.runsNeededForUpperLimit.map {
      [Caveat.tooFewForPercentile(n: estimate.n, needed: $0)]
    }
    addStatistic(
      sample, word, what, estimate.value,
      name: "percentile(\(p), \(options.percentileMethod))", key: "percentile(\(p))",
      interval: estimate.interval, caveats: caveats ?? [], method: .percentile)
  }

  private mutating func addStatistic(
    _ sample: MetricSample, _ word: String, _ what: String, _ value: Double?, name: String? = nil,
    key: String? = nil, interval: Interval? = nil, caveats: [Caveat] = [], method: Method
  ) {
    // What overflows is not known.
    let quantity = Fact.Quantity.number(value.flatMap { $0.isFinite ? $0 : nil }, sample.unit)
    add(
      FactDraft(
        words: sample.words + [sample.column.name, word],
        key: "\(sample.key)/\(sample.column.name)/\(key ?? name ?? word)", topic: .performance,
        statement: sentence(
          "\(what) of \(sample.column.name)", about: sample.entity, quantity,
          n: sample.values.count, interval: interval),
        quantity: quantity, statistic: name ?? word, entity: sample.entity,
        n: sample.values.count, excluded: sample.excluded, interval: interval,
        caveats: sample.caveats + caveats,
        provenance: Provenance(
          files: [sample.run.file], columns: [sample.column.name], filter: sample.entity.group,
          lines: sample.run.lines(sample.rows), method: method)))
  }

  /// Student's t limits of a mean; nil where the sample has no spread to judge by, and where values
  /// none of which is negative would get a negative limit: they are too skew for the method.
  private static func limitsOfMean(_ summary: Summary, _ level: Double) -> Interval? {
    guard let mean = summary.mean, let sd = summary.standardDeviation, summary.n > 1 else {
      return nil
    }
    let t = StudentT(degreesOfFreedom: Double(summary.n - 1)).upperQuantile((1 - level) / 2)
    let half = t * sd / Double(summary.n).squareRoot()
    guard mean - half >= 0 || (summary.minimum ?? 0) < 0 else { return nil }
    return Interval(
      lower: mean - half, upper: mean + half, level: level, requestedLevel: level,
      method: "Student's t")
  }
}

extension FactCollector {
  /// The times again without the cold starts.
  fileprivate mutating func addWarmRuns(
    _ table: AnalysedTable, _ metrics: [RunColumn], _ options: AnalysisOptions
  ) throws {
    guard let cold = table.audit.coldStarts else { return }
    let run = table.run
    let entity = Fact.Entity(
      table: run.name, subject: table.groups[0].subject, group: "without cold starts")
    for metric in metrics where isTime(metric) {
      let sample = MetricSample(
        run, metric, entity: entity, key: "\(run.name)[warm]", words: [run.name, "warm"],
        rows: cold.warmRows,
        excluded: [
          Fact.Exclusion(reason: "failed", count: run.failed.count),
          Fact.Exclusion(reason: "cold start", count: cold.coldRows.count),
        ], caveats: [])
      if let sample { try addStatistics(sample, options) }
    }
  }

  /// Medians at each level of each factor, cold starts left out where there are any.
  fileprivate mutating func addLevels(
    _ table: AnalysedTable, _ metrics: [RunColumn], _ options: AnalysisOptions
  ) throws {
    let run = table.run
    let rows = table.audit.coldStarts?.warmRows ?? run.succeededRows
    let cold = table.audit.coldStarts?.coldRows ?? []
    for factor in run.numericFactors {
      let levels = Set(run.values(factor, rows: rows).compactMap { $0 }).sorted()
      guard (2...Self.mostLevels).contains(levels.count) else { continue }
      for metric in responses(metrics) {
        for level in levels {
          let isAtLevel = { (row: Int) in
            run.table.columns[factor.index].double(at: row) == level
          }
          let group = "\(factor.name) = \(NumberText.plain(level))"
          let sample = MetricSample(
            run, metric,
            entity: Fact.Entity(
              table: run.name, subject: table.groups[0].subject,
              group: cold.isEmpty ? group : group + ", without cold starts"),
            key: "\(run.name)[\(factor.name)=\(NumberText.plain(level))]",
            words: [run.name, factor.name], rows: rows.filter(isAtLevel),
            excluded: [
              Fact.Exclusion(reason: "failed", count: run.failed.count { isAtLevel($0.row) }),
              Fact.Exclusion(reason: "cold start", count: cold.count(where: isAtLevel)),
            ], caveats: levelCaveats(table.audit, factor.name, level))
          guard let sample else { continue }
          try addPercentile(sample, SortedSample(sample.values), 0.5, "median", options)
        }
      }
    }
  }

  private func levelCaveats(_ audit: SweepAudit, _ factor: String, _ level: Double) -> [Caveat] {
    factorCaveats(audit, factor).filter { caveat in
      if case .sentinelLevel(_, let sentinel) = caveat { sentinel == level } else { true }
    }
  }

  /// A factor with more levels than this is not described level by level.
  private static var mostLevels: Int { 8 }
}

/// Whether a metric is a duration.
public func isTime(_ metric: RunColumn) -> Bool {
  [.seconds, .milliseconds, .microseconds, .nanoseconds].contains(metric.meaning.unit)
}

/// The metrics that a benchmark is run for: the rate of tokens and the time to the first one; where
/// neither stands in the table, its first two metrics of which it is known what is better.
public func responses(_ metrics: [RunColumn]) -> [RunColumn] {
  let known = ["tokens_s", "tokens_per_second", "ttft_s", "ttft_ms"].compactMap { name in
    metrics.first { $0.name == name }
  }
  if !known.isEmpty { return known }
  return Array(metrics.filter { $0.meaning.unit?.isSmallerBetter != nil }.prefix(2))
}
