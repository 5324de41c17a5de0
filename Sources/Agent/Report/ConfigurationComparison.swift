import Benchmarks
import Facts
import Reports
import Statistics
import Tables

/// Two configurations of the agent held against each other, the first as the baseline.
public struct ConfigurationComparison: Sendable {
  /// The report.
  public let markdown: String
  /// The facts that it cites and all others.
  public let factsJSON: String

  /// Compares the runs of two configurations on one folder.
  public init(
    _ analysis: FolderAnalysis, baseline: (AgentConfiguration, [AgentRun]),
    tuned: (AgentConfiguration, [AgentRun])
  ) {
    var facts = RunFacts(beside: analysis.sheet)
    let rows = Self.figures.compactMap { figure in
      ComparedFigure(figure, baseline.1, tuned.1, &facts)
    }
    let settings = ComparedSettings(baseline.0, tuned.0, &facts)
    var text = ReportParts(analysis).heading
    text +=
      "Two configurations of the agent on the same folder: \(FactMarkdown.code(baseline.0.name)) is the "
      + "baseline, \(FactMarkdown.code(tuned.0.name)) is held against it. Limits of a median come from "
      + "order statistics and stand with the level that they reach; those of a difference follow from "
      + "them and hold together at the level that stands with them.\n\n"
    text += "## Configurations\n\n" + settings.table
    text += "## Baseline against tuned\n\n"
    text += rows.isEmpty ? "No run of the two gave a figure.\n\n" : ComparedFigure.table(rows)
    text += "## What can be told\n\n" + ComparedFigure.verdicts(rows) + "\n"
    markdown = text
    factsJSON = JSONWriter.text(analysis.sheet.json(times: facts.facts))
  }

  /// A figure of a run.
  struct Figure: Sendable {
    let name: String
    let title: String
    let heading: String
    let unit: Benchmarks.Unit
    let value: @Sendable (AgentRun) -> Double?
  }

  private static let figures: [Figure] =
    RunMetricFacts.metrics.map { metric in
      Figure(
        name: metric.name, title: metric.title, heading: metric.heading, unit: metric.unit,
        value: metric.value(of:))
    } + [
      Figure(
        name: "elapsed", title: "Whole run", heading: "Whole run in ms", unit: .milliseconds
      ) { 1000 * $0.elapsed },
      Figure(
        name: "share_kept", title: "Share of sentences kept",
        heading: "Share of sentences kept in %", unit: .percent
      ) { run in
        let written = [WrittenSentence.Fate.kept, .rewritten, .replaced, .dropped]
          .reduce(0) { $0 + run.count($1) }
        return written > 0 ? 100 * Double(run.count(.kept)) / Double(written) : nil
      },
    ]
}

/// One figure of two configurations.
struct ComparedFigure {
  private let title: String
  private let heading: String
  private let unit: Benchmarks.Unit
  private let baseline: Fact
  private let tuned: Fact
  private let difference: Fact

  /// Nil where one of the two has no value.
  init?(
    _ figure: ConfigurationComparison.Figure, _ a: [AgentRun], _ b: [AgentRun],
    _ facts: inout RunFacts
  ) {
    guard let x = RunStatistics(a.compactMap(figure.value)),
      let y = RunStatistics(b.compactMap(figure.value))
    else { return nil }
    title = figure.title
    heading = figure.heading
    unit = figure.unit
    func add(_ side: String, _ statistics: RunStatistics) -> Fact {
      facts.add(
        "\(side)_\(figure.name)", "median of \(figure.title) of the \(side) configuration",
        .number(statistics.median, figure.unit), statistic: "percentile(0.5, hyndmanFan7)",
        n: statistics.n, interval: statistics.limits)
    }
    baseline = add("baseline", x)
    tuned = add("tuned", y)
    difference = facts.add(
      "difference_\(figure.name)",
      "difference of the medians of \(figure.title), tuned less baseline",
      .number(y.median - x.median, figure.unit), statistic: "difference of medians",
      n: x.n + y.n, interval: Self.limits(x.limits, y.limits))
  }

  /// Limits of the difference of two medians: both medians lie within theirs at a level of at least
  /// one less the sum of what each lacks (Bonferroni); nil where an end is missing.
  static func limits(_ a: Interval?, _ b: Interval?) -> Interval? {
    guard let a, let b, let aLow = a.lower, let aHigh = a.upper, let bLow = b.lower,
      let bHigh = b.upper
    else { return nil }
    let level = a.level + b.level - 1
    guard level > 0 else { return nil }
    return Interval(
      lower: bLow - aHigh, upper: bHigh - aLow, level: level, requestedLevel: 0.95,
      method: "limits of two medians, Bonferroni")
  }

  static func table(_ rows: [ComparedFigure]) -> String {
    func cell(_ fact: Fact) -> String { FactMarkdown.anchor(fact) + FactMarkdown.number(fact) }
    return FactMarkdown.times(
      FactMarkdown.table(
        [
          "Metric", "Runs", "Baseline", "Its limits", "Runs", "Tuned", "Its limits", "Difference",
          "Its limits",
        ],
        rows.map { row in
          [
            row.heading, "[\(row.baseline.n)](#\(row.baseline.id))",
            cell(row.baseline), FactMarkdown.interval(row.baseline),
            "[\(row.tuned.n)](#\(row.tuned.id))", cell(row.tuned),
            FactMarkdown.interval(row.tuned), cell(row.difference),
            FactMarkdown.interval(row.difference),
          ]
        }))
  }

  /// What the limits let us say, the figures of one verdict together.
  static func verdicts(_ rows: [ComparedFigure]) -> String {
    var lines = ""
    for verdict in Verdict.allCases {
      let titles = rows.filter { $0.verdict == verdict }.map(\.title)
      if !titles.isEmpty { lines += "- \(verdict.rawValue): \(titles.joined(separator: ", ")).\n" }
    }
    return lines
  }

  private enum Verdict: String, CaseIterable {
    case higher = "Higher in the tuned configuration"
    case lower = "Lower in the tuned configuration"
    case none = "No difference that the runs can show"
    case unknown = "Nothing can be said beyond the values, for the runs are too few for limits"
  }

  private var verdict: Verdict {
    guard let lower = difference.interval?.lower, let upper = difference.interval?.upper else {
      return .unknown
    }
    return lower > 0 ? .higher : upper < 0 ? .lower : .none
  }
}

/// The settings of two configurations side by side.
private struct ComparedSettings {
  let table: String

  init(
    _ baseline: AgentConfiguration, _ tuned: AgentConfiguration, _ facts: inout RunFacts
  ) {
    var names: [String] = []
    for (name, _) in baseline.settings + tuned.settings where !names.contains(name) {
      names.append(name)
    }
    func cell(_ configuration: AgentConfiguration, _ side: String, _ name: String) -> String {
      guard let text = configuration.settings.first(where: { $0.name == name })?.value else {
        return "left to the server"
      }
      guard let value = Double(text) else { return FactMarkdown.code(text) }
      let fact = facts.add(
        "\(side)_setting_\(name)", "setting \(name) of the \(side) configuration",
        .number(value, .one), statistic: "configuration")
      return FactMarkdown.anchor(fact) + FactMarkdown.number(fact)
    }
    table = FactMarkdown.table(
      ["Setting", "Baseline", "Tuned"],
      names.map { name in
        [FactMarkdown.code(name), cell(baseline, "baseline", name), cell(tuned, "tuned", name)]
      }, texts: [0, 1, 2])
  }
}
