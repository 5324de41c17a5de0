import Benchmarks
import Facts
import Statistics

/// The figures of a run of the agent as facts: settings, calls, sentences, and over several runs their
/// statistics. A figure that no server gave is left out.
struct RunMetricFacts {
  /// A figure of calls.
  struct Metric: Sendable {
    let name: String
    let title: String
    let unit: Benchmarks.Unit
    let value: @Sendable (CallMetrics) -> Double?

    /// The title of its column, with the unit unless the title holds it.
    var heading: String {
      unit == .tokens ? title : "\(title) in \(unit.symbol)"
    }

    /// The figure of a run.
    func value(of run: AgentRun) -> Double? {
      name == "throughput" ? run.throughput : value(run.totals)
    }

    /// What it is of a run, and of how many calls: of no figure more than of those that know it.
    func told(of run: AgentRun) -> (what: String, n: Int) {
      name == "time_to_first_token"
        ? ("\(title) of the first call of the agent", 1)
        : ("\(title) of the agent", run.calls.count { value($0) != nil })
    }
  }

  /// The figures, in the order in which reports list them.
  static let metrics: [Metric] = [
    Metric(name: "throughput", title: "Throughput", unit: .tokensPerSecond) { $0.throughput },
    Metric(name: "time_to_first_token", title: "TTFT", unit: .milliseconds) {
      $0.timeToFirstToken.map { 1000 * $0 }
    },
    Metric(name: "total_duration", title: "Total duration", unit: .milliseconds) {
      $0.total.map { 1000 * $0 }
    },
    Metric(name: "tokens_generated", title: "Tokens generated", unit: .tokens) {
      $0.generatedTokens.map(Double.init)
    },
    Metric(name: "prompt_tokens", title: "Prompt tokens", unit: .tokens) {
      $0.promptTokens.map(Double.init)
    },
    Metric(name: "prompt_evaluation", title: "Prompt evaluation", unit: .milliseconds) {
      $0.promptEvaluation.map { 1000 * $0 }
    },
    Metric(name: "evaluation_duration", title: "Evaluation duration", unit: .milliseconds) {
      $0.evaluation.map { 1000 * $0 }
    },
    Metric(name: "load_duration", title: "Load duration", unit: .milliseconds) {
      $0.load.map { 1000 * $0 }
    },
  ]

  private(set) var all: RunFacts
  /// The settings, by name.
  private(set) var settings: [(name: String, fact: Fact?, text: String)] = []
  /// The figures of the first run in all.
  private(set) var totals: [(metric: Metric, fact: Fact)] = []
  /// The figures of each call of the first run.
  private(set) var calls: [(persona: String, task: String, facts: [Fact?], isCut: Bool)] = []
  /// Statistics over the runs; empty for one run.
  private(set) var overRuns: [(metric: Metric, median: Fact, least: Fact, most: Fact)] = []
  /// What became of the sentences of the first run.
  private(set) var sentences: [(fate: WrittenSentence.Fate, fact: Fact)] = []
  private(set) var runCount: Fact?

  init(_ analysis: FolderAnalysis, _ configuration: AgentConfiguration, _ runs: [AgentRun]) {
    all = RunFacts(beside: analysis.sheet)
    addSettings(configuration)
    guard let first = runs.first else { return }
    runCount = all.add(
      "repetitions", "runs of the agent", .number(Double(runs.count), .runs), statistic: "count")
    for metric in Self.metrics {
      guard let value = metric.value(of: first) else { continue }
      let told = metric.told(of: first)
      let name = "agent_\(metric.name)"
      totals.append((metric, add(metric, value, name, told.what, told.n)))
    }
    for task in first.tasks {
      for call in task.calls {
        let facts = Self.metrics.map { metric in
          metric.value(call).map {
            let place = "call \(task.persona) \(task.kind.rawValue)"
            return add(metric, $0, "\(place) \(metric.name)", "\(metric.title), \(place)", 1)
          }
        }
        calls.append((task.persona, task.kind.rawValue, facts, call.isCut))
      }
    }
    for fate in WrittenSentence.Fate.allCases {
      let quantity = Fact.Quantity.number(Double(first.count(fate)), .count)
      sentences.append(
        (fate, all.add("sentences_\(fate)", "sentences \(fate)", quantity, statistic: "count")))
    }
    if runs.count > 1 { addStatistics(runs) }
  }

  private mutating func add(
    _ metric: Metric, _ value: Double, _ name: String, _ what: String, _ n: Int
  ) -> Fact {
    let statistic =
      [.seconds, .milliseconds].contains(metric.unit)
      ? "duration" : metric.unit == .tokens ? "count" : "rate"
    return all.add(name, what, .number(value, metric.unit), statistic: statistic, n: n)
  }

  private mutating func addSettings(_ configuration: AgentConfiguration) {
    for (name, text) in configuration.settings {
      let fact = Double(text).map {
        all.add("setting_\(name)", "setting \(name)", .number($0, .one), statistic: "configuration")
      }
      settings.append((name, fact, text))
    }
  }

  private mutating func addStatistics(_ runs: [AgentRun]) {
    for metric in Self.metrics {
      let values = runs.compactMap(metric.value(of:))
      guard let statistics = RunStatistics(values) else { continue }
      func add(_ name: String, _ value: Double, _ statistic: String, _ interval: Interval?) -> Fact
      {
        all.add(
          "over_runs_\(name)_\(metric.name)", "\(name) of \(metric.title) over runs of the agent",
          .number(value, metric.unit), statistic: statistic, n: values.count, interval: interval)
      }
      overRuns.append(
        (
          metric,
          add("median", statistics.median, "percentile(0.5, hyndmanFan7)", statistics.limits),
          add("minimum", statistics.minimum, "minimum", nil),
          add("maximum", statistics.maximum, "maximum", nil)
        ))
    }
  }
}

/// The statistics of one figure over runs.
struct RunStatistics {
  let n: Int
  let median: Double
  let minimum: Double
  let maximum: Double
  /// Limits of the median from order statistics, with the level that they reach; nil for one run.
  let limits: Interval?

  /// Nil without any value.
  init?(_ values: [Double]) {
    guard let sample = try? SortedSample(values), let median = sample.median,
      let minimum = sample.values.first, let maximum = sample.values.last
    else { return nil }
    n = values.count
    self.median = median
    self.minimum = minimum
    self.maximum = maximum
    limits =
      n > 1
      ? (try? sample.percentileEstimate(0.5, method: .hyndmanFan7, level: 0.95))?.interval : nil
  }
}
