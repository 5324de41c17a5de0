import Benchmarks
import Tables

extension FactCollector {
  /// What the output of a known tool is and how its figures are made, its failures, and every
  /// statistic that it states itself, beside ours where it kept the samples. Outputs that hold
  /// nothing but one row a run are described as tables of runs and give none.
  mutating func addToolFacts(_ file: FileRecord) {
    guard let tool = file.tool, file.problem == nil, !tool.benchmarks.isEmpty else { return }
    let writer = ToolWriter(file: file, tool: tool)
    add(writer.format())
    for (place, attributes) in [
      ("settings", tool.commonSettings), ("environment", tool.environment),
    ] {
      for attribute in attributes {
        if let draft = writer.number(attribute, at: place) { add(draft) }
      }
    }
    for benchmark in tool.benchmarks {
      if let failures = benchmark.failures { add(writer.failures(failures, of: benchmark)) }
      for metric in benchmark.metrics {
        for comparison in ToolComparison.all(metric, format: tool.format) {
          add(writer.quoted(comparison, metric, benchmark))
        }
      }
    }
  }

  /// The tool's figures that its own samples don't give, and no reason was found: findings.
  mutating func addToolFindings(_ file: FileRecord) {
    guard let tool = file.tool, file.problem == nil else { return }
    let writer = ToolWriter(file: file, tool: tool)
    for benchmark in tool.benchmarks {
      for metric in benchmark.metrics {
        for comparison in ToolComparison.all(metric, format: tool.format)
        where comparison.verdict == .notExplained {
          add(writer.finding(comparison, metric, benchmark))
        }
      }
    }
  }
}

/// Renders what a tool says as facts.
private struct ToolWriter {
  let file: FileRecord
  let tool: ToolResult
  private let common: [ToolAttribute]

  init(file: FileRecord, tool: ToolResult) {
    self.file = file
    self.tool = tool
    common = tool.commonSettings
  }

  private var source: Provenance.File {
    Provenance.File(path: file.path, sha256: file.sha256, bytes: file.bytes)
  }

  private var name: String {
    let last = file.path.split(separator: "/").last.map(String.init) ?? file.path
    guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
    return String(last[..<dot])
  }

  private func entity(_ benchmark: ToolBenchmark) -> Fact.Entity {
    Fact.Entity(
      table: file.path, subject: benchmark.entity,
      group: tool.benchmarks.count == 1 ? nil : tool.label(of: benchmark, common: common))
  }

  func format() -> FactDraft {
    let format = tool.format
    let text = "\(format.tool), \(format.form) (\(format.identifier))"
    return FactDraft(
      words: [name, "format"], key: "\(file.path)/format", topic: .reading,
      statement: "\(file.path) is recognised as the output of \(text): \(tool.reason)",
      quantity: .text(text), statistic: "format", entity: Fact.Entity(table: file.path),
      n: tool.benchmarks.count,
      caveats: (format.traps + tool.notes).map { .toolNote($0) },
      provenance: Provenance(files: [source], method: .recognition))
  }

  /// A setting of all benchmarks or a property of the machine that is a number.
  func number(_ attribute: ToolAttribute, at place: String) -> FactDraft? {
    guard attribute.text.isReadAsNumber, let value = Double(attribute.text), value.isFinite else {
      return nil
    }
    let column = Column(name: attribute.name, doubles: [value])
    let meaning = ColumnDictionary().meanings(of: Table(columns: [column]))[0]
    guard meaning.role != .identifier else { return nil }
    let quantity = Fact.Quantity.number(value, meaning.unit ?? .one)
    let entity = Fact.Entity(table: file.path)
    return FactDraft(
      words: [name, place, attribute.name], key: "\(file.path)/\(place)/\(attribute.name)",
      topic: .reading, statement: sentence("\(attribute.name), as given", about: entity, quantity),
      quantity: quantity, statistic: "reading", entity: entity, n: 1,
      provenance: Provenance(files: [source], columns: [attribute.name], method: .copying))
  }

  func failures(_ failures: ToolFailures, of benchmark: ToolBenchmark) -> FactDraft {
    let entity = entity(benchmark)
    let quantity = Fact.Quantity.number(Double(failures.count), .count)
    let reasons = failures.reasons.map { "\(oneLine($0.text)): \($0.count)" }.joined(
      separator: "; ")
    return FactDraft(
      words: [name, benchmark.entity, "failures"],
      key: "\(file.path)/\(benchmark.place)/failures", topic: .reading,
      statement: sentence(
        "failures as \(tool.format.tool) lists them (\(failures.rule))", about: entity, quantity,
        n: failures.total) + (reasons.isEmpty ? "" : ": \(reasons)"),
      quantity: quantity, statistic: "count", entity: entity, n: failures.total ?? failures.count,
      caveats: [.computedBySource],
      provenance: Provenance(
        files: [source], columns: [benchmark.place], filter: entity.group, method: .copying))
  }

  func quoted(
    _ comparison: ToolComparison, _ metric: ToolMetric, _ benchmark: ToolBenchmark
  ) -> FactDraft {
    let entity = entity(benchmark)
    let statistic = comparison.statistic
    let unit = statistic.kind.unit(of: metric.unit)
    let quantity = Fact.Quantity.number(
      statistic.value.isFinite ? statistic.value : nil, unit)
    let count = metric.reported.first { $0.kind == .count }?.value
    let n = metric.samples?.values.count ?? count.flatMap { Int(exactly: $0) } ?? 1
    var numbers: [Fact.NamedNumber] = []
    if let lower = statistic.lower { numbers.append(Fact.NamedNumber("lower", lower)) }
    if let upper = statistic.upper { numbers.append(Fact.NamedNumber("upper", upper)) }
    if let ours = comparison.ours { numbers.append(Fact.NamedNumber("ours", ours)) }
    return FactDraft(
      words: [name, benchmark.entity, metric.name, statistic.kind.text, "given"],
      key: key(comparison, metric, benchmark) + "/given", topic: .reading,
      statement: sentence(
        "\(statistic.kind.text) of \(metric.name), as \(tool.format.tool) gives it", about: entity,
        quantity) + difference(comparison, unit),
      quantity: quantity, statistic: "reading", entity: entity, n: max(0, n), numbers: numbers,
      caveats: [.computedBySource] + caveats(comparison, metric, unit),
      provenance: Provenance(
        files: [source], columns: [statistic.source], filter: entity.group, method: .copying))
  }

  func finding(
    _ comparison: ToolComparison, _ metric: ToolMetric, _ benchmark: ToolBenchmark
  ) -> FactDraft {
    let entity = entity(benchmark)
    let statistic = comparison.statistic
    let unit = statistic.kind.unit(of: metric.unit)
    return FactDraft(
      words: [name, benchmark.entity, metric.name, statistic.kind.text, "differs"],
      key:
        "\(file.path)/audit/toolFigure(\(benchmark.place), \(metric.name), \(statistic.kind.key))",
      topic: .audit,
      statement:
        "\(file.path): \(statistic.kind.text) of \(metric.name) of \(tool.label(of: benchmark, common: common)) is "
        + "\(NumberText.quantity(statistic.value, unit)) as \(tool.format.tool) gives it, and "
        + "\(NumberText.quantity(comparison.ours, unit)) from its samples: not explained",
      quantity: .number(statistic.value.isFinite ? statistic.value : nil, unit),
      statistic: "toolFigure", entity: entity, n: metric.samples?.values.count ?? 0,
      numbers: [Fact.NamedNumber("ours", comparison.ours)],
      provenance: Provenance(
        files: [source], columns: [statistic.source] + (metric.samples.map { [$0.source] } ?? []),
        filter: entity.group, method: .audit))
  }

  private func key(
    _ comparison: ToolComparison, _ metric: ToolMetric, _ benchmark: ToolBenchmark
  ) -> String {
    "\(file.path)/\(benchmark.place)/\(metric.name)/\(comparison.statistic.kind.key)"
  }

  private func difference(_ comparison: ToolComparison, _ unit: Benchmarks.Unit) -> String {
    let ours = NumberText.quantity(comparison.ours, unit)
    return switch comparison.verdict {
    case .notComparable: ""
    case .equal: "; its samples give the same"
    case .explained(let reason): "; its samples give \(ours): \(reason)"
    case .notExplained: "; its samples give \(ours): not explained"
    }
  }

  private func caveats(
    _ comparison: ToolComparison, _ metric: ToolMetric, _ unit: Benchmarks.Unit
  ) -> [Caveat] {
    var caveats: [Caveat] = []
    if let rule = rule(comparison.statistic.kind) {
      caveats.append(.toolRule(tool: tool.format.tool, rule: rule))
    }
    switch comparison.verdict {
    case .notComparable, .equal: break
    case .explained(let reason):
      caveats.append(
        .differsFromSamples(ours: comparison.ours, unit: unit.symbol, reason: reason))
    case .notExplained:
      caveats.append(.differsFromSamples(ours: comparison.ours, unit: unit.symbol, reason: nil))
    }
    guard let samples = metric.samples else { return caveats }
    if !samples.isComplete { caveats.append(.samplesCutShort) }
    if !samples.isToolsOwn { caveats.append(.samplesOfAnotherDefinition(source: samples.source)) }
    return caveats
  }

  /// The tool's rule for a statistic; nil where it is ours, or not stated.
  private func rule(_ kind: ReportedStatistic.Kind) -> String? {
    switch kind {
    case .standardDeviation, .variance:
      tool.format.standardDeviation == .population ? "divided by n" : nil
    case .percentile, .interquartileRange:
      switch tool.format.percentile {
      case .nearestRank: "a percentile is an existing sample (nearest rank)"
      case .histogram: "a percentile is the value of a histogram's bucket"
      case .other: "percentiles of its own: see the notes on the format"
      case .linear, .notStated: nil
      }
    default: nil
    }
  }
}
