import Tables

/// What one output file of a benchmark tool holds, whatever the tool: the same form for all.
public struct ToolResult: Sendable {
  /// The format in which the file was read.
  public let format: ToolFormat
  /// Why the file was taken for one of this format, in words.
  public let reason: String
  /// The benchmarks, in the order of the file.
  public var benchmarks: [ToolBenchmark]
  /// The machine, versions and settings that hold for the whole file, by the file's own names.
  public var environment: [ToolAttribute]
  /// What a reader of the figures should know: samples cut short, empty groups left out, and so on.
  public var notes: [String]
  /// The meanings of columns that their names don't tell, for a format that leaves its rows to the
  /// plain reader and gives no benchmarks.
  public var columns: [String: ColumnMeaning]

  /// A result.
  public init(
    format: ToolFormat, reason: String, benchmarks: [ToolBenchmark],
    environment: [ToolAttribute] = [], notes: [String] = [],
    columns: [String: ColumnMeaning] = [:]
  ) {
    self.format = format
    self.reason = reason
    self.benchmarks = benchmarks
    self.environment = environment
    self.notes = notes
    self.columns = columns
  }
}

/// A name with a text: a parameter, a version, a property of the machine.
public struct ToolAttribute: Sendable, Equatable {
  /// The name in the file.
  public let name: String
  /// The value as text; numbers in their shortest form.
  public let text: String

  /// An attribute.
  public init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }
}

/// One benchmark of a tool's output: what was measured, under which settings.
public struct ToolBenchmark: Sendable {
  /// What was measured: the model, the command, the function.
  public var entity: String
  /// The settings that tell it from others of the same entity, in the order of the file.
  public var parameters: [ToolAttribute]
  /// The measured quantities.
  public var metrics: [ToolMetric]
  /// The failures; nil where the format does not say.
  public var failures: ToolFailures?
  /// Where it stands in the file: a key path (`results[0]`) or `line 4`.
  public var place: String

  /// A benchmark.
  public init(
    entity: String, parameters: [ToolAttribute] = [], metrics: [ToolMetric],
    failures: ToolFailures? = nil, place: String
  ) {
    self.entity = entity
    self.parameters = parameters
    self.metrics = metrics
    self.failures = failures
    self.place = place
  }
}

/// How many runs or requests failed, and by which rule that is known.
public struct ToolFailures: Sendable, Equatable {
  /// The number that failed.
  public var count: Int
  /// The number of all, failed ones included; nil where the file does not tell.
  public var total: Int?
  /// Which field says so: `exit_codes that are not 0`.
  public var rule: String
  /// The distinct reasons with their counts, most frequent first.
  public var reasons: [(text: String, count: Int)] = []

  /// Failures.
  public init(count: Int, total: Int? = nil, rule: String, reasons: [(String, Int)] = []) {
    self.count = count
    self.total = total
    self.rule = rule
    self.reasons = reasons
  }

  /// Equal counts, rule and reasons in order.
  public static func == (a: ToolFailures, b: ToolFailures) -> Bool {
    a.count == b.count && a.total == b.total && a.rule == b.rule
      && a.reasons.elementsEqual(b.reasons, by: ==)
  }
}

/// A measured quantity of a benchmark.
public struct ToolMetric: Sendable {
  /// The quantity by the tool's name, without its unit: `ttft`, `real_time`.
  public var name: String
  /// The unit of samples and reported figures alike.
  public var unit: Unit
  /// The raw samples; nil where the tool keeps none.
  public var samples: ToolSamples?
  /// The statistics that the tool itself states.
  public var reported: [ReportedStatistic]

  /// A metric.
  public init(
    _ name: String, _ unit: Unit, samples: ToolSamples? = nil, reported: [ReportedStatistic] = []
  ) {
    self.name = name
    self.unit = unit
    self.samples = samples
    self.reported = reported
  }
}

/// A value with the run that it is of, counted from 0.
typealias RunValue = (run: Int, value: Double)

/// Raw samples of a metric, in the order of the file.
public struct ToolSamples: Sendable, Equatable {
  /// The values in the metric's unit.
  public let values: [Double]
  /// Where they stand, and how they come from what stands there: `results[0].times`,
  /// `ttfts (s, ×1000)`.
  public var source: String
  /// Whether the file keeps every sample; a shortened or sampled list does not give the tool's
  /// figures.
  public var isComplete: Bool
  /// Whether the values are the very ones that the tool summarised; false where they are derived
  /// by another definition (TPOT from inter-token latencies), so that figures may differ.
  public var isToolsOwn: Bool
  /// Of which run of the benchmark each value is, counted from 0; nil where the first value is of
  /// the first run, the second of the second, and so on. Values of different metrics belong
  /// together where they are of one run.
  public let runs: [Int]?

  /// Samples.
  ///
  /// - Parameter runs: Of which run each value is, as many as values; nil for one value a run.
  public init(
    _ values: [Double], source: String, isComplete: Bool = true, isToolsOwn: Bool = true,
    runs: [Int]? = nil
  ) {
    precondition(runs.map { $0.count == values.count } ?? true, "as many runs as values")
    self.values = values
    self.source = source
    self.isComplete = isComplete
    self.isToolsOwn = isToolsOwn
    self.runs = runs.flatMap { $0.elementsEqual(values.indices) ? nil : $0 }
  }

  /// Samples of some of the runs, or with several values a run.
  init(
    _ values: [RunValue], source: String, isComplete: Bool = true, isToolsOwn: Bool = true
  ) {
    self.init(
      values.map(\.value), source: source, isComplete: isComplete, isToolsOwn: isToolsOwn,
      runs: values.map(\.run))
  }
}

extension ReportedStatistic {
  /// The value where it is whole and not negative.
  var count: Int? { value >= 0 ? Int(exactly: value) : nil }
}

/// A statistic that a tool states itself: quoted, never averaged again.
public struct ReportedStatistic: Sendable, Equatable {
  /// Which statistic it is.
  public enum Kind: Sendable, Hashable {
    case mean
    case median
    case standardDeviation
    case minimum
    case maximum
    case sum
    case count
    case variance
    case interquartileRange
    case medianAbsoluteDeviation
    /// The percentile at a probability in 0…1.
    case percentile(Double)
    /// A single figure for the whole run: a throughput, a total.
    case total
    /// Another statistic by the tool's name for it.
    case other(String)
  }

  /// Which statistic it is.
  public var kind: Kind
  /// Its value in the metric's unit (dimensionless kinds such as a count in their own).
  public var value: Double
  /// Where it stands: the key path, or column and line.
  public var source: String
  /// The lower end of the interval that the tool gives with it; nil where there is none.
  public var lower: Double?
  /// The upper end.
  public var upper: Double?

  /// A statistic.
  public init(
    _ kind: Kind, _ value: Double, source: String, lower: Double? = nil, upper: Double? = nil
  ) {
    self.kind = kind
    self.value = value
    self.source = source
    self.lower = lower
    self.upper = upper
  }
}
