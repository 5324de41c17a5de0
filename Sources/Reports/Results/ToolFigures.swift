import Benchmarks
import Facts
import Tables

/// What a known tool says in its output, for `describe`: why it was recognised, and its figures
/// beside ours.
enum ToolFigures {
  private static let headers = [
    "benchmark", "metric", "statistic", "unit", "n", "tool", "ours", "why they differ", "place",
  ]

  /// One row for each statistic that the tool states.
  static func tables(_ file: DescribedFile) -> [OutputTable] {
    guard let tool = file.tool, !tool.benchmarks.isEmpty else { return [] }
    var tables: [OutputTable] = []
    let rows = compared(tool).map(cells)
    if !rows.isEmpty {
      tables.append(
        OutputTable(
          title: "\(file.path): the figures of \(tool.format.tool) beside ours", headers: headers,
          rows: rows))
    }
    let common = tool.commonSettings
    let failures = tool.benchmarks.compactMap { benchmark in
      benchmark.failures.map { failureCells($0, tool.label(of: benchmark, common: common)) }
    }
    if tool.benchmarks.contains(where: { ($0.failures?.count ?? 0) > 0 }) {
      tables.append(
        OutputTable(
          title: "\(file.path): failures",
          headers: ["benchmark", "failed", "of", "rule", "reasons"],
          rows: failures))
    }
    return tables
  }

  /// Why the file was recognised, the traps of its format and what its reader left out.
  static func notes(_ file: DescribedFile) -> [String] {
    guard let tool = file.tool else { return [] }
    let format = tool.format
    let settings = tool.commonSettings.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")
    return ["\(file.path): recognised as \(format.tool), \(format.form): \(tool.reason)"]
      + (settings.isEmpty ? [] : ["\(file.path): settings of all benchmarks: \(settings)"])
      + rules(format).map { "\(format.tool): \($0)" }
      + (format.traps + tool.notes).map { "\(format.tool): \($0)" }
  }

  /// Whether a figure of the tool is not what its samples give, and no reason was found.
  static func hasFindings(_ tool: ToolResult?) -> Bool {
    guard let tool else { return false }
    return compared(tool).contains { $0.comparison.verdict == .notExplained }
  }

  private struct Figure {
    var benchmark: String
    var metric: ToolMetric
    var comparison: ToolComparison
  }

  private static func compared(_ tool: ToolResult) -> [Figure] {
    let common = tool.commonSettings
    return tool.benchmarks.flatMap { benchmark in
      benchmark.metrics.flatMap { metric in
        ToolComparison.all(metric, format: tool.format).map {
          Figure(
            benchmark: tool.label(of: benchmark, common: common), metric: metric, comparison: $0)
        }
      }
    }
  }

  private static func rules(_ format: ToolFormat) -> [String] {
    var rules: [String] = []
    if format.standardDeviation != .notStated {
      rules.append("standard deviations are divided by \(format.standardDeviation.rawValue)")
    }
    if format.percentile != .notStated {
      rules.append("percentiles: \(format.percentile.rawValue)")
    }
    return rules
  }

  private static func cells(_ figure: Figure) -> [OutputCell] {
    let statistic = figure.comparison.statistic
    return [
      .label(figure.benchmark), .label(figure.metric.name), .label(statistic.kind.text),
      .label(statistic.kind.unit(of: figure.metric.unit).symbol),
      .count(figure.metric.samples?.values.count),
      .number(statistic.value), .number(figure.comparison.ours),
      .label(reason(figure.comparison.verdict)), .label(statistic.source),
    ]
  }

  private static func reason(_ verdict: ToolComparison.Verdict) -> String? {
    switch verdict {
    case .notComparable, .equal: nil
    case .explained(let reason): reason
    case .notExplained: "not explained"
    }
  }

  private static func failureCells(
    _ failures: ToolFailures, _ benchmark: String
  ) -> [OutputCell] {
    let reasons = failures.reasons.map { "\($0.text) (\($0.count))" }.joined(separator: "; ")
    return [
      .label(benchmark), .count(failures.count), .count(failures.total),
      .label(failures.rule), .label(reasons),
    ]
  }

  /// The same for machines.
  static func json(_ tool: ToolResult) -> JSONValue {
    .object([
      ("format", FormatsList.json(tool.format)), ("reason", .string(tool.reason)),
      ("environment", attributes(tool.environment)),
      ("notes", .array(tool.notes.map { .string($0) })),
      ("benchmarks", .array(tool.benchmarks.map { json($0, tool.format) })),
    ])
  }

  private static func attributes(_ attributes: [ToolAttribute]) -> JSONValue {
    .array(
      attributes.map { .object([("name", .string($0.name)), ("text", .string($0.text))]) })
  }

  private static func json(_ benchmark: ToolBenchmark, _ format: ToolFormat) -> JSONValue {
    .object([
      ("entity", .string(benchmark.entity)), ("place", .string(benchmark.place)),
      ("parameters", attributes(benchmark.parameters)),
      ("failures", benchmark.failures.map(json) ?? .null),
      ("metrics", .array(benchmark.metrics.map { json($0, format) })),
    ])
  }

  private static func json(_ failures: ToolFailures) -> JSONValue {
    .object([
      ("count", .count(failures.count)), ("total", .count(failures.total)),
      ("rule", .string(failures.rule)),
      (
        "reasons",
        .array(
          failures.reasons.map {
            .object([("text", .string($0.text)), ("count", .count($0.count))])
          })
      ),
    ])
  }

  private static func json(_ metric: ToolMetric, _ format: ToolFormat) -> JSONValue {
    .object([
      ("name", .string(metric.name)), ("unit", .string(metric.unit.symbol)),
      (
        "samples",
        metric.samples.map {
          .object([
            ("n", .count($0.values.count)), ("source", .string($0.source)),
            ("isComplete", .boolean($0.isComplete)), ("isToolsOwn", .boolean($0.isToolsOwn)),
          ])
        } ?? .null
      ),
      (
        "reported",
        .array(
          ToolComparison.all(metric, format: format).map { comparison in
            .object([
              ("statistic", .string(comparison.statistic.kind.text)),
              ("value", .number(comparison.statistic.value)),
              ("lower", .number(comparison.statistic.lower)),
              ("upper", .number(comparison.statistic.upper)),
              ("source", .string(comparison.statistic.source)),
              ("ours", .number(comparison.ours)), ("difference", .text(reason(comparison.verdict))),
            ])
          })
      ),
    ])
  }
}
