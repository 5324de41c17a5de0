import Benchmarks
import Facts
import Statistics
import Tables

/// How far the medians of one sample differ from each other when it is split in two: what a comparison
/// of the same code with itself would show.
public struct NoiseFloor: Sendable {
  /// The metric.
  public let metric: String
  /// Its unit; nil where it isn't known.
  public let unit: Benchmarks.Unit?
  /// The values of the group's columns.
  public let group: [String]
  /// The number of values.
  public let n: Int
  /// Whether halves are compared by the ratio of their medians or by the difference.
  public let scale: ComparisonScale
  /// The median over splits of how far apart the medians are: the larger by the smaller, less 1, or their
  /// difference; nil without splits.
  public let typical: Double?
  /// What 95 % of splits stay within.
  public let within95: Double?
  /// The share of splits in which the test finds a difference at the level.
  public let falseAlarms: Double?
  /// The share of splits that are called changed beyond the threshold.
  public let falseChanges: Double?
  /// The p-value of the runs at even places against those at odd ones.
  public let interleavedPValue: Double?
  /// The p-value of the first half of the runs against the second: small where there is a drift.
  public let halvesPValue: Double?

  /// Splits a sample in random halves. nil figures for fewer than four values.
  ///
  /// Split number i depends on the seed and i alone.
  ///
  /// - Precondition: the values are finite; there is a split.
  init(
    _ metric: ComparedMetric, group: [String], values: [Double], _ options: ComparisonOptions,
    splits: Int, seed: UInt64
  ) throws {
    precondition(splits > 0, "there is a split")
    self.metric = metric.name
    unit = metric.unit
    self.group = group
    n = values.count
    scale = values.allSatisfy { $0 > 0 } ? .ratio : .difference
    guard values.count >= 4 else {
      (typical, within95, falseAlarms, falseChanges) = (nil, nil, nil, nil)
      (interleavedPValue, halvesPValue) = (nil, nil)
      return
    }
    let median = try SortedSample(values).median ?? 0
    let margins =
      scale == .ratio
      ? EquivalenceMargins(ratio: options.threshold)
      : EquivalenceMargins(difference: options.threshold * abs(median))
    var distances: [Double] = []
    var (alarms, changes) = (0, 0)
    for split in 0..<splits {
      let halves = Self.halves(of: values, RandomStream(seed: seed, index: UInt64(split)))
      let comparer = SampleComparer(
        test: options.test, isPaired: false, new: halves.first, base: halves.second)
      if let p = try comparer.difference().pValue, p <= options.alpha { alarms += 1 }
      if let p = try comparer.practical(margins).beyond, p <= options.alpha { changes += 1 }
      distances.append(try Self.distance(halves.first, halves.second, scale))
    }
    let sorted = try SortedSample(sorting: distances)
    typical = sorted.median
    within95 = try sorted.percentile(0.95)
    falseAlarms = Double(alarms) / Double(splits)
    falseChanges = Double(changes) / Double(splits)
    func pValue(_ isFirst: (Int) -> Bool) throws -> Double? {
      let places = values.indices
      return try SampleComparer(
        test: options.test, isPaired: false,
        new: places.filter(isFirst).map { values[$0] },
        base: places.filter { !isFirst($0) }.map { values[$0] }
      ).difference().pValue
    }
    interleavedPValue = try pValue { $0 % 2 == 0 }
    halvesPValue = try pValue { $0 < values.count / 2 }
  }

  /// The sample in two halves by chance; the second has one more of an odd number.
  private static func halves(
    of values: [Double], _ stream: RandomStream
  ) -> (first: [Double], second: [Double]) {
    var (values, stream) = (values, stream)
    let half = values.count / 2
    for i in 0..<half { values.swapAt(i, i + stream.index(below: values.count - i)) }
    return (Array(values.prefix(half)), Array(values.dropFirst(half)))
  }

  private static func distance(
    _ x: [Double], _ y: [Double], _ scale: ComparisonScale
  ) throws -> Double {
    let (a, b) = (try SortedSample(x).median ?? 0, try SortedSample(y).median ?? 0)
    return scale == .ratio ? max(a, b) / min(a, b) - 1 : abs(a - b)
  }
}

/// The noise floor of every metric of every group of a table of runs of the same code.
public struct NoiseResult: Sendable {
  /// The floors, by metric and then by group.
  public let floors: [NoiseFloor]
  /// The columns of which each combination of values is split by itself.
  public let groupColumns: [String]
  /// How often each sample was split.
  public let splits: Int
  /// What was asked for.
  public let options: ComparisonOptions
  let selection: TableSelection

  /// Splits the samples of a table in random halves.
  ///
  /// The level of the tests and the threshold are those of the options, without an adjustment.
  ///
  /// - Parameter seed: The same seed gives the same result on every machine.
  /// - Throws: ``ComparisonError`` where there is no metric; `ReadError` for a column; `StatisticsError`
  ///   for a level out of range.
  /// - Precondition: there is a split; the options ask for no pairs.
  public init(
    _ selection: TableSelection, options: ComparisonOptions = ComparisonOptions(),
    splits: Int = 1000, seed: UInt64 = 1
  ) throws {
    precondition(!options.isPaired, "one sample has no pairs")
    let tables = try ComparedTables(selection, selection, options)
    let samples = tables.metrics.flatMap { metric in
      tables.groups.map { (metric, $0.labels, tables.values(metric, $0.rows).base) }
    }.filter { !$0.2.isEmpty }
    guard !samples.isEmpty else {
      throw ComparisonError(path: selection.run.path, reason: "expected values, found none")
    }
    let work = SplitWork(samples: samples)
    floors = try parallelMap(samples.count) { i in
      try NoiseFloor(
        work.samples[i].0, group: work.samples[i].1, values: work.samples[i].2, options,
        splits: splits, seed: seed)
    }
    groupColumns = tables.groupColumns
    self.splits = splits
    self.options = options
    self.selection = selection
  }
}

/// What several threads read.
private struct SplitWork: Sendable {
  let samples: [(ComparedMetric, [String], [Double])]
}

extension ResultDocument {
  /// The noise floor of a table: how far the same code is from itself.
  public init(_ result: NoiseResult) {
    let options = result.options
    let groups = result.groupColumns
    let level = NumberText.percent(options.alpha)
    let rows: [[OutputCell]] = result.floors.map { floor in
      [.label(floor.metric), .label(floor.unit?.symbol)] + floor.group.map { .label($0) } + [
        .count(floor.n), .label(floor.scale.rawValue), .number(floor.typical),
        .number(floor.within95), .number(floor.falseAlarms), .number(floor.falseChanges),
        .number(floor.interleavedPValue), .number(floor.halvesPValue),
      ]
    }
    let table = OutputTable(
      title: "\(result.selection.run.path) against itself: \(result.splits) random halves",
      headers: ["metric", "unit"] + groups + [
        "n", "scale", "typical", "95 % within", "false alarms", "called changed",
        "p of even and odd runs", "p of first and second half",
      ], rows: rows)
    let drifts = result.floors.filter { ($0.halvesPValue ?? 1) <= options.alpha }.map { floor in
      "\(result.name(floor)): the first half of the runs differs from the second ("
        + NumberText.pValue(floor.halvesPValue) + "): a drift"
    }
    let small = result.floors.filter { $0.n < 4 }.map {
      "\(result.name($0)): " + counted($0.n, "value") + " can't be split in two"
    }
    self.init(
      kind: "compare",
      members: [
        ("mode", .string("noise")), ("file", .string(result.selection.run.path)),
        ("excluded", result.selection.exclusions(missing: 0)),
        ("test", .string(options.test.rawValue)), ("confidence", .double(options.confidence)),
        ("threshold", .double(options.threshold)), ("splits", .count(result.splits)),
        ("groupedBy", .array(groups.map { .string($0) })),
        ("floors", .array(result.floors.map { $0.json(groups) })),
        ("caveats", .array((drifts + small).map { .string($0) })),
      ], tables: [table],
      notes: [
        "typical and 95 % within: the larger median by the smaller, less 1 (or the difference)",
        "false alarms: the share of halves that the test tells apart at the level \(level); called "
          + "changed: beyond \(NumberText.percent(options.threshold))",
      ] + result.selection.exclusionNotes(missing: 0) + drifts + small,
      hasFindings: !drifts.isEmpty)
  }
}

extension NoiseResult {
  fileprivate func name(_ floor: NoiseFloor) -> String {
    floor.metric + (floor.group.isEmpty ? "" : " [\(floor.group.joined(separator: ", "))]")
  }
}

extension NoiseFloor {
  fileprivate func json(_ groups: [String]) -> JSONValue {
    .object([
      ("metric", .string(metric)), ("unit", .text(unit?.symbol)),
      ("group", .object(zip(groups, group).map { ($0, .string($1)) })), ("n", .count(n)),
      ("scale", .string(scale.rawValue)), ("typical", .number(typical)),
      ("within95", .number(within95)), ("falseAlarms", .number(falseAlarms)),
      ("falseChanges", .number(falseChanges)), ("interleavedP", .number(interleavedPValue)),
      ("halvesP", .number(halvesPValue)),
    ])
  }
}
