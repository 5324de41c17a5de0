import Tables

/// The text of `go test -bench`, as benchstat reads it.
enum GoBenchFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "go-bench", tool: "Go testing", form: "go test -bench",
    traps: [
      "A line is one run of many iterations: its value is already their mean.",
      "Lines of one name under different configuration lines are different series.",
      "The suffix -N of a name is GOMAXPROCS; where it was 1 there is no suffix.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let lines = content.text, let first = lines.firstIndex(where: isResult) else {
      return nil
    }
    return "text with a line of a name beginning with 'Benchmark', a number of iterations and "
      + "pairs of value and unit (line \(first + 1))"
  }

  private static func isResult(_ line: String) -> Bool {
    guard line.hasPrefix("Benchmark"), case .result = GoBenchLine(line) else { return false }
    return true
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var reader = GoBenchReader()
    for (index, line) in (content.text ?? []).enumerated() {
      reader.take(GoBenchLine(line), line: index + 1)
    }
    return reader.result(reason: reason)
  }
}

/// Gathers the lines of a Go benchmark file into series.
private struct GoBenchReader {
  /// The runs of one name under one configuration.
  private struct Series {
    let name: String
    let configuration: [ToolAttribute]
    let line: Int
    var runCount = 0
    var metrics: [(unit: String, values: [RunValue], lines: [Int])] = []
  }

  private var configuration: [ToolAttribute] = []
  private var series: [Series] = []
  private var indices: [String: Int] = [:]
  private var units: [ToolAttribute] = []
  private var failed: [(name: String, line: Int)] = []
  private var failedPackages = 0

  mutating func take(_ content: GoBenchLine, line: Int) {
    switch content {
    case .configuration(let key, let value): configure(key, value)
    case .result(let name, let values): add(name, values, line: line)
    case .unit(let name, let metadata): units.append(ToolAttribute("Unit \(name)", metadata))
    case .failure(let benchmark?): failed.append((benchmark, line))
    case .failure(nil): failedPackages += 1
    case .other: break
    }
  }

  /// Sets a key for what follows; an empty value takes it away.
  private mutating func configure(_ key: String, _ value: String) {
    if let index = configuration.firstIndex(where: { $0.name == key }) {
      if value.isEmpty {
        configuration.remove(at: index)
      } else {
        configuration[index] = ToolAttribute(key, value)
      }
    } else if !value.isEmpty {
      configuration.append(ToolAttribute(key, value))
    }
  }

  private mutating func add(_ name: String, _ values: [GoBenchLine.Measured], line: Int) {
    let sorted = configuration.sorted { $0.name < $1.name }
    let key = name + "\n" + sorted.map { "\($0.name): \($0.text)" }.joined(separator: "\n")
    let index = indices[key] ?? series.count
    if index == series.count {
      indices[key] = index
      series.append(Series(name: name, configuration: configuration, line: line))
    }
    let run = series[index].runCount
    series[index].runCount += 1
    for measured in values {
      if let i = series[index].metrics.firstIndex(where: { $0.unit == measured.unit }) {
        series[index].metrics[i].values.append((run, measured.value))
        series[index].metrics[i].lines.append(line)
      } else {
        series[index].metrics.append((measured.unit, [(run, measured.value)], [line]))
      }
    }
  }

  /// What was gathered. Configuration that holds for every series belongs to the environment, the
  /// rest tells series apart.
  func result(reason: String) -> ToolResult {
    let first = series.first?.configuration ?? []
    let common = first.filter { item in series.allSatisfy { $0.configuration.contains(item) } }
    var notes: [String] = []
    if failedPackages > 0 { notes.append("\(failedPackages) lines say FAIL for a package") }
    return ToolResult(
      format: GoBenchFormat.format, reason: reason,
      benchmarks: series.map { benchmark($0, without: common) } + failures(),
      environment: common + units, notes: notes)
  }

  private func benchmark(_ series: Series, without common: [ToolAttribute]) -> ToolBenchmark {
    let (name, parameters) = Self.split(series.name)
    return ToolBenchmark(
      entity: name,
      parameters: parameters + series.configuration.filter { !common.contains($0) },
      metrics: series.metrics.map { metric in
        ToolMetric(
          Self.quantity(metric.unit), Unit(metric.unit),
          samples: ToolSamples(metric.values, source: Self.place(metric.lines)))
      },
      place: "line \(series.line)")
  }

  private func failures() -> [ToolBenchmark] {
    failed.map { name, line in
      ToolBenchmark(
        entity: Self.split(name).name, parameters: Self.split(name).parameters, metrics: [],
        failures: ToolFailures(count: 1, rule: "lines with '--- FAIL: Benchmark…'"),
        place: "line \(line)")
    }
  }

  /// A full name as the name without its suffix -N, and what it says of settings: its parts of the
  /// form `/key=value`, and GOMAXPROCS.
  private static func split(_ full: String) -> (name: String, parameters: [ToolAttribute]) {
    var name = full[...]
    var processors: ToolAttribute?
    if let dash = full.lastIndex(of: "-") {
      let suffix = full[full.index(after: dash)...]
      if !suffix.isEmpty, suffix.allSatisfy({ $0.isASCII && $0.isNumber }), suffix.first != "0" {
        name = full[..<dash]
        processors = ToolAttribute("GOMAXPROCS", String(suffix))
      }
    }
    let parts = name.split(separator: "/").dropFirst().compactMap { part -> ToolAttribute? in
      guard let equals = part.firstIndex(of: "="), equals != part.startIndex else { return nil }
      return ToolAttribute(String(part[..<equals]), String(part[part.index(after: equals)...]))
    }
    return (String(name), parts + (processors.map { [$0] } ?? []))
  }

  /// The quantity behind a unit of the testing package; other units name their own.
  private static func quantity(_ unit: String) -> String {
    switch unit {
    case "ns/op": "time"
    case "B/op": "allocated memory"
    case "allocs/op": "allocations"
    case "MB/s": "throughput"
    default: unit
    }
  }

  private static func place(_ lines: [Int]) -> String {
    lines.count == 1
      ? "line \(lines[0])" : "\(lines.count) lines from \(lines[0]) to \(lines.last!)"
  }
}
