import Benchmarks
import Facts
import Statistics
import Tables

/// Two tables of runs compared: every metric of every group, p-values adjusted over all of them.
///
/// A comparison is
/// - changed where the adjusted p-value of "no change beyond the threshold" is at most α = 1 −
///   confidence: at the same level the limits of the estimate lie beyond a margin;
/// - unchanged where that of two one-sided tests of "changed by the threshold or more" is;
/// - else undecided.
///
/// The margins are 1 / (1 + threshold) and 1 + threshold for ratios, and ∓ threshold times the median of
/// the base for differences, which are taken where a value is not positive. Of each kind of verdict at
/// most a share α of families like this one hold a false one (after Holm, Hochberg or Bonferroni).
///
/// Failed runs and missing values are left out and counted.
public struct TableComparison: Sendable {
  /// The geometric mean of the ratios of a metric over the groups.
  public struct Mean: Sendable {
    /// The metric.
    public let metric: String
    /// The mean and its limits.
    public let ratios: GeometricMeanOfRatios
  }

  /// What was asked for.
  public let options: ComparisonOptions
  /// The columns of which each combination of values is compared by itself.
  public let groupColumns: [String]
  /// The comparisons, by metric and then by group.
  public let comparisons: [MetricComparison]
  /// The geometric means of the ratios, of metrics with several groups; none of pairs.
  public let means: [Mean]
  /// The groups that one table has alone.
  public let onlyInBase: [String], onlyInNew: [String]
  /// The metrics, with their groups, that have no value in one of the tables.
  public let withoutValues: [String]
  /// The keys of pairs that one table has alone.
  public let unmatchedKeys: Int
  /// What both tables have in common but for the comparison: settings that vary and the like.
  public let caveats: [String]

  let base: TableSelection
  let new: TableSelection

  /// Compares two tables.
  ///
  /// - Throws: ``ComparisonError`` where the tables have no metric, no group or no values in common,
  ///   different units, or rows that don't pair; `ReadError` for a column; `StatisticsError` for a level
  ///   out of range.
  /// - Precondition: the threshold is at least 0 and finite; pairs are compared by a test that has a form
  ///   for them.
  public init(
    base: TableSelection, new: TableSelection, options: ComparisonOptions = ComparisonOptions()
  ) throws {
    precondition(
      !options.isPaired || options.test.hasPairedForm, "the test has no form for pairs")
    let tables = try ComparedTables(base, new, options)
    let caveats = ComparisonCaveats(tables, options)
    let unmatched: Int
    let pairs =
      options.isPaired
      ? try tables.pairs(by: options.groupColumns ?? []) : tables.groups.map { _ in ([], 0) }
    unmatched = pairs.reduce(0) { $0 + $1.unmatched }
    let work = tables.metrics.flatMap { metric in
      zip(tables.groups, pairs).map { group, pairs in
        ComparisonWork(
          metric: metric, group: group.labels,
          values: options.isPaired
            ? tables.values(metric, pairs: pairs.pairs) : tables.values(metric, group.rows))
      }
    }
    let known = work.filter { !$0.values.base.isEmpty && !$0.values.new.isEmpty }
    var comparisons = try parallelMap(known.count) { i in
      try MetricComparison(
        known[i].metric, group: known[i].group, known[i].values, options,
        caveats: caveats.of(known[i].metric, known[i].values))
    }
    withoutValues = work.filter { $0.values.base.isEmpty || $0.values.new.isEmpty }.map(\.name)
    means = options.isPaired ? [] : try Self.means(known, options)
    guard !comparisons.isEmpty else {
      let names = tables.metrics.prefix(10).map(\.name).joined(separator: ", ")
      throw ComparisonError(
        path: new.run.path,
        reason: "expected values of \(names) in it and in \(base.run.path), found none in one")
    }
    try Self.conclude(&comparisons, options)
    self.options = options
    self.comparisons = comparisons
    groupColumns = tables.groupColumns
    (onlyInBase, onlyInNew) = (tables.onlyInBase, tables.onlyInNew)
    unmatchedKeys = unmatched
    self.caveats = caveats.general
    (self.base, self.new) = (base, new)
  }

  /// Whether a metric got worse beyond the threshold.
  public var hasRegression: Bool { comparisons.contains { $0.direction == .worse } }

  /// Whether a metric changed beyond the threshold.
  public var hasChange: Bool { comparisons.contains { $0.verdict == .changed } }

  /// How many comparisons the p-values are adjusted for.
  public var family: Int { comparisons.count { $0.pValue != nil } }

  /// The geometric means of the metrics with several groups.
  private static func means(
    _ work: [ComparisonWork], _ options: ComparisonOptions
  ) throws -> [Mean] {
    var order: [String] = []
    var strata: [TextKey: [Stratum]] = [:]
    for one in work {
      let key = TextKey(one.metric.name)
      if strata[key] == nil { order.append(one.metric.name) }
      strata[key, default: []].append(Stratum(one.values.new, one.values.base))
    }
    return try order.compactMap { name in
      guard let found = strata[TextKey(name)], found.count > 1 else { return nil }
      return Mean(
        metric: name, ratios: try GeometricMeanOfRatios(found, level: options.confidence))
    }
  }

  /// Adjusts the p-values over all comparisons, and concludes.
  private static func conclude(
    _ comparisons: inout [MetricComparison], _ options: ComparisonOptions
  ) throws {
    func adjust(_ pValues: [Double?]) throws -> [Double?] {
      try options.adjustment.map { try adjusted(pValues, method: $0) } ?? pValues
    }
    let family = comparisons.count { $0.pValue != nil }
    let plain = try adjust(comparisons.map(\.pValue))
    let beyond = try adjust(comparisons.map(\.beyondPValue))
    let within = try adjust(comparisons.map(\.withinPValue))
    // No p-value gets smaller where another gets larger: these are the smallest that can be.
    let smallest = try adjust(comparisons.map(\.smallestPValue))
    for i in comparisons.indices {
      comparisons[i].adjustedPValue = plain[i]
      comparisons[i].adjustedBeyondPValue = beyond[i]
      comparisons[i].adjustedWithinPValue = within[i]
      let reachable = smallest[i].map { $0 <= options.alpha * (1 + 1e-12) } ?? true
      try comparisons[i].conclude(options, canReachLevel: reachable, family: family)
    }
  }
}

/// The values of one comparison.
private struct ComparisonWork: Sendable {
  let metric: ComparedMetric
  let group: [String]
  let values: ComparedValues

  var name: String {
    metric.name + (group.isEmpty ? "" : " [\(group.joined(separator: ", "))]")
  }
}
