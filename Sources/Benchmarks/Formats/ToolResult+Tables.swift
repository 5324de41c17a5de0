import Tables

/// A table of runs made of the raw samples of a tool's output, with what its columns mean.
public struct ToolTable: Sendable {
  /// One row a sample. Where the output makes several tables, the key path is the name of the first
  /// metric, with its unit where an earlier table has the name; nil where it makes one.
  public let table: Table
  /// The meanings of the columns by name: known from the format and not from the names.
  public let meanings: [String: ColumnMeaning]
}

extension ToolResult {
  /// The raw samples as tables of runs, one row a sample; empty where the tool keeps none.
  ///
  /// The columns: what was measured, the parameters (numbers as factors), `sample`, which numbers a
  /// benchmark's rows from 1, and a metric each. Metrics whose samples are of other runs, or of
  /// another number of them, stand in tables of their own. Where what was measured and the texts among the parameters don't tell the
  /// benchmarks apart and they have several samples each, the column `case` does. Failures whose
  /// reasons the tool tells one by one are rows with an `error`; others are counted only.
  ///
  /// - Parameter file: The file, for errors about the tables.
  /// - Complexity: O(samples × columns).
  public func tables(file: String) -> [ToolTable] {
    let groups = SampleGroup.all(benchmarks)
    var names: Set<String> = []
    return groups.map { group in
      let first = group.metrics[0]
      var name = first.name
      if !names.insert(name).inserted { name = "\(first.name) (\(first.unit))" }
      names.insert(name)
      var builder = SampleTable(result: self, group: group)
      return builder.table(file: file, keyPath: groups.count > 1 ? name : nil)
    }
  }

  /// What the entities of the format are, for the column that names them.
  var entityName: String {
    if format.tool == "hyperfine" { return "command" }
    let isServing = ToolFormats.servingReaders.contains { $0.format == format }
    return isServing ? "model" : "benchmark"
  }
}

/// A metric by name and unit: tools may give one name two units.
private struct MetricKey: Hashable {
  var name: String
  var unit: Unit

  func samples(_ benchmark: ToolBenchmark) -> ToolSamples? {
    benchmark.metrics.first { $0.name == name && $0.unit == unit && $0.samples != nil }?.samples
  }
}

/// Metrics whose samples are of the same runs in each benchmark, and so share their rows.
private struct SampleGroup {
  var metrics: [MetricKey]
  /// The rows of each benchmark.
  var rows: [Rows]

  /// How many rows a benchmark has, and of which runs they are.
  struct Rows: Equatable {
    var count: Int
    var runs: [Int]?

    init(_ samples: ToolSamples?) {
      count = samples?.values.count ?? 0
      runs = samples?.runs
    }
  }

  static func all(_ benchmarks: [ToolBenchmark]) -> [SampleGroup] {
    var groups: [SampleGroup] = []
    var seen: Set<MetricKey> = []
    for metric in benchmarks.flatMap(\.metrics) where metric.samples?.values.isEmpty == false {
      let key = MetricKey(name: metric.name, unit: metric.unit)
      guard seen.insert(key).inserted else { continue }
      let rows = benchmarks.map { Rows(key.samples($0)) }
      if let i = groups.firstIndex(where: { $0.fits(rows) }) {
        groups[i].metrics.append(key)
        groups[i].rows = zip(groups[i].rows, rows).map { $0.count > 0 ? $0 : $1 }
      } else {
        groups.append(SampleGroup(metrics: [key], rows: rows))
      }
    }
    return groups
  }

  /// Whether a metric with these samples fits the rows; a benchmark may lack it.
  private func fits(_ other: [Rows]) -> Bool {
    let pairs = zip(rows, other).filter { $0.count > 0 && $1.count > 0 }
    return !pairs.isEmpty && pairs.allSatisfy(==)
  }
}

/// Makes the table of one group.
private struct SampleTable {
  let result: ToolResult
  let group: SampleGroup
  private var columns: [Column] = []
  private var meanings: [String: ColumnMeaning] = [:]
  /// For each benchmark its samples and, after them, the errors of its failed runs.
  private var rows: [(benchmark: ToolBenchmark, samples: Int, errors: [String])] = []

  init(result: ToolResult, group: SampleGroup) {
    self.result = result
    self.group = group
    rows = zip(result.benchmarks, group.rows.map(\.count)).map { benchmark, count in
      (benchmark, count, count > 0 ? Self.errors(benchmark, samples: count) : [])
    }
    rows.removeAll { $0.samples == 0 }
  }

  /// More failures than this are counted only.
  private static let mostErrorRows = 100_000

  /// The failures one by one, where their reasons are told and the samples are the other runs.
  private static func errors(_ benchmark: ToolBenchmark, samples: Int) -> [String] {
    guard let failures = benchmark.failures, failures.count <= mostErrorRows,
      failures.reasons.reduce(0, { $0 + $1.count }) == failures.count,
      failures.total.map({ $0 == samples + failures.count }) ?? true
    else { return [] }
    return failures.reasons.flatMap { Array(repeating: $0.text, count: $0.count) }
  }

  mutating func table(file: String, keyPath: String?) -> ToolTable {
    add(result.entityName, labels: perRow { $0.entity }, ColumnMeaning(.entity))
    addParameters()
    addNumbers(
      "sample",
      rows.flatMap { row in
        (0..<(row.samples + row.errors.count)).map { Double($0 + 1) }
      }, ColumnMeaning(.identifier))
    for metric in group.metrics {
      let values = rows.flatMap { row -> [Double?] in
        let samples = metric.samples(row.benchmark)?.values ?? []
        let missing = row.samples + row.errors.count - samples.count
        return samples.map { $0.isNaN ? nil : $0 } + Array(repeating: nil, count: missing)
      }
      addNumbers(
        metric.name, or: "\(metric.name) (\(metric.unit))", values,
        ColumnMeaning(.metric, metric.unit))
    }
    if rows.contains(where: { !$0.errors.isEmpty }) {
      let errors = rows.flatMap { row -> [String?] in
        Array(repeating: nil, count: row.samples) + row.errors
      }
      add("error", labels: errors, ColumnMeaning(.error))
    }
    return ToolTable(
      table: Table(columns: columns, file: file, keyPath: keyPath), meanings: meanings)
  }

  private mutating func addParameters() {
    var names: [String] = []
    for row in rows {
      for parameter in row.benchmark.parameters where !names.contains(parameter.name) {
        names.append(parameter.name)
      }
    }
    var numeric: [String] = []
    var textual: [String] = []
    for name in names {
      let texts = rows.map { row in row.benchmark.parameters.first { $0.name == name }?.text }
      if texts.allSatisfy({ $0?.isReadAsNumber ?? true }), texts.contains(where: { $0 != nil }) {
        numeric.append(name)
      } else {
        textual.append(name)
      }
    }
    for name in textual {
      add(
        name, or: "setting.\(name)", labels: perRow { Self.text($0, name) },
        ColumnMeaning(.entity))
    }
    for name in numeric {
      let values = rows.flatMap { row in
        [Double?](
          repeating: Self.text(row.benchmark, name).flatMap { Double($0) },
          count: row.samples + row.errors.count)
      }
      addNumbers(name, or: "setting.\(name)", values, ColumnMeaning(.factor))
    }
    addCase(textual: textual, numeric: numeric)
  }

  /// A column that tells benchmarks apart which differ in numbers alone: their samples are never
  /// mixed in one statistic. A sweep with one run a setting stays one.
  private mutating func addCase(textual: [String], numeric: [String]) {
    func distinct(_ label: (ToolBenchmark) -> [String?]) -> Int {
      Set(rows.map { label($0.benchmark) }).count
    }
    let varying = numeric.filter { name in distinct { [Self.text($0, name)] } > 1 }
    let told = distinct { benchmark in
      [benchmark.entity] + textual.map { Self.text(benchmark, $0) }
    }
    guard told < rows.count, !varying.isEmpty, rows.contains(where: { $0.samples > 1 }) else {
      return
    }
    let labels = perRow { benchmark in
      varying.compactMap { name in Self.text(benchmark, name).map { "\(name)=\($0)" } }
        .joined(separator: " ")
    }
    add("case", labels: labels, ColumnMeaning(.entity))
  }

  private static func text(_ benchmark: ToolBenchmark, _ name: String) -> String? {
    benchmark.parameters.first { $0.name == name }?.text
  }

  private func perRow(_ label: (ToolBenchmark) -> String?) -> [String?] {
    rows.flatMap { row in
      [String?](repeating: label(row.benchmark), count: row.samples + row.errors.count)
    }
  }

  private mutating func add(
    _ name: String, or other: String? = nil, labels: [String?], _ meaning: ColumnMeaning
  ) {
    let name = free(name, or: other)
    columns.append(Column(name: name, labels: labels))
    meanings[name] = meaning
  }

  private mutating func addNumbers(
    _ name: String, or other: String? = nil, _ values: [Double?], _ meaning: ColumnMeaning
  ) {
    let name = free(name, or: other)
    columns.append(Column(name: name, doubles: values))
    meanings[name] = meaning
  }

  /// The name, or another where it is taken.
  private func free(_ name: String, or other: String?) -> String {
    if meanings[name] == nil { return name }
    var candidate = other ?? "\(name)_"
    while meanings[candidate] != nil { candidate += "_" }
    return candidate
  }
}
