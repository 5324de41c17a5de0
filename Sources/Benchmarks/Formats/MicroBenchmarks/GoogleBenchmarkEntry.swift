import Tables

/// An entry of a Google Benchmark report: one repetition, or an aggregate over repetitions; the
/// same for JSON and CSV.
struct GoogleBenchmarkEntry {
  /// A number with the place where it stands.
  struct Figure {
    var name: String
    var value: Double
    var source: String
  }

  /// The name with the aggregate's ending, where it is one.
  var name: String
  /// The name without it, where the report says it.
  var runName: String?
  /// Whether the report says that this is an aggregate or a repetition; nil where it says neither.
  var isAggregate: Bool?
  /// `mean`, `stddev`, …
  var aggregateName: String?
  /// The unit of the two times; nil where it does not apply.
  var timeUnit: String?
  /// real_time, cpu_time and the counters.
  var figures: [Figure]
  /// The message of an entry that failed.
  var error: String?
  /// Whether the benchmark asked to be passed over.
  var isSkipped = false
  var parameters: [ToolAttribute] = []
  /// Where the entry stands, and its position among the entries or its line.
  var place: String
  var index: Int

  /// The endings that the report gives to names of aggregates.
  static let endings = ["mean", "median", "stddev", "cv", "min", "max"]

  /// The name before an aggregate's ending; nil where there is none.
  var base: (name: String, aggregate: String)? {
    guard let underscore = name.lastIndex(of: "_"), underscore != name.startIndex else {
      return nil
    }
    let ending = String(name[name.index(after: underscore)...])
    return Self.endings.contains(ending) ? (String(name[..<underscore]), ending) : nil
  }

  /// Which statistic an aggregate is.
  var kind: ReportedStatistic.Kind {
    switch aggregateName {
    case "mean": .mean
    case "median": .median
    case "stddev": .standardDeviation
    case "min": .minimum
    case "max": .maximum
    case let name?: .other(name)
    case nil: .other("aggregate")
    }
  }
}

/// The entries of a report, gathered by benchmark with aggregates apart from repetitions.
struct GoogleBenchmarkSeries {
  private struct Group {
    var name: String
    var repetitions: [GoogleBenchmarkEntry] = []
    var aggregates: [GoogleBenchmarkEntry] = []
    var first: GoogleBenchmarkEntry
  }

  private var groups: [Group] = []
  /// How the samples of a figure are named: the figure's name and the positions of its entries.
  private let source: (String, [Int]) -> String

  /// Gathers entries.
  init(_ entries: [GoogleBenchmarkEntry], source: @escaping (String, [Int]) -> String) {
    self.source = source
    var indices: [String: Int] = [:]
    for entry in Self.resolved(entries) {
      let name = entry.runName ?? entry.name
      let index = indices[name] ?? groups.count
      if index == groups.count {
        indices[name] = index
        groups.append(Group(name: name, first: entry))
      }
      if entry.isAggregate == true {
        groups[index].aggregates.append(entry)
      } else {
        groups[index].repetitions.append(entry)
      }
    }
  }

  /// Entries whose report does not say what they are: an ending such as `_mean` marks an aggregate
  /// where the name before it stands alone too, or bears another such ending.
  private static func resolved(_ entries: [GoogleBenchmarkEntry]) -> [GoogleBenchmarkEntry] {
    let names = Set(entries.map(\.name))
    return entries.map { entry in
      guard entry.runName == nil, entry.aggregateName == nil, entry.isAggregate != false,
        let (base, aggregate) = entry.base
      else { return entry }
      let others = GoogleBenchmarkEntry.endings.filter { $0 != aggregate }.map { "\(base)_\($0)" }
      guard names.contains(base) || others.contains(where: names.contains) else { return entry }
      var resolved = entry
      resolved.runName = base
      resolved.isAggregate = true
      resolved.aggregateName = aggregate
      return resolved
    }
  }

  /// The benchmarks in the order of their first entries.
  var benchmarks: [ToolBenchmark] {
    groups.map { group in
      let errors = group.repetitions.compactMap(\.error)
      return ToolBenchmark(
        entity: group.name, parameters: Self.arguments(group.name) + group.first.parameters,
        metrics: metrics(group),
        failures: group.repetitions.isEmpty
          ? nil
          : ToolFailures(
            count: errors.count, total: group.repetitions.count, rule: "error_occurred is true",
            reasons: tallied(errors)),
        place: group.first.place)
    }
  }

  private func metrics(_ group: Group) -> [ToolMetric] {
    let timeUnit = (group.repetitions + group.aggregates).lazy.compactMap(\.timeUnit).first
    var metrics: [ToolMetric] = []
    func index(_ name: String, _ entry: GoogleBenchmarkEntry) -> Int {
      let unit = Self.unit(name, entry.timeUnit ?? timeUnit)
      if let i = metrics.firstIndex(where: { $0.name == name && $0.unit == unit }) { return i }
      metrics.append(ToolMetric(name, unit))
      return metrics.count - 1
    }
    var values: [Int: [RunValue]] = [:]
    let runs = group.repetitions.filter { $0.error == nil && !$0.isSkipped }
    for (run, entry) in runs.enumerated() {
      for figure in entry.figures {
        values[index(figure.name, entry), default: []].append((run, figure.value))
      }
    }
    for (i, values) in values {
      let places = values.map { runs[$0.run].index }
      metrics[i].samples = ToolSamples(values, source: source(metrics[i].name, places))
    }
    for entry in group.aggregates {
      for figure in entry.figures {
        let i = index(figure.name, entry)
        metrics[i].reported.append(
          ReportedStatistic(entry.kind, figure.value, source: figure.source))
      }
    }
    return metrics
  }

  private static func unit(_ name: String, _ timeUnit: String?) -> Unit {
    switch name {
    case "real_time", "cpu_time": timeUnit.map { Unit($0) } ?? .one
    case "bytes_per_second": Unit("bytes/s")
    case "items_per_second": Unit("items/s")
    default: .one
    }
  }

  /// What the name says of its arguments: `BM_Copy/size:8/threads:2`, `BM_Copy/8`.
  private static func arguments(_ name: String) -> [ToolAttribute] {
    var unnamed = 0
    return name.split(separator: "/").dropFirst().compactMap { part in
      if ToolNumber.decimal(part) != nil {
        unnamed += 1
        return ToolAttribute("argument \(unnamed)", String(part))
      }
      let sides = part.split(separator: ":", maxSplits: 1)
      return sides.count == 2 ? ToolAttribute(String(sides[0]), String(sides[1])) : nil
    }
  }
}
