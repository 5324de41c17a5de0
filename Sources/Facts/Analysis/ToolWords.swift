import Benchmarks

extension ToolResult {
  /// What a benchmark measured, with the settings that tell it from others of the file in
  /// parentheses.
  ///
  /// - Parameter common: The settings of all benchmarks, ``commonSettings``.
  public func label(of benchmark: ToolBenchmark, common: [ToolAttribute]) -> String {
    let telling = benchmark.parameters.filter { !common.contains($0) }
    let settings = telling.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")
    let label = settings.isEmpty ? benchmark.entity : "\(benchmark.entity) (\(settings))"
    return oneLine(label)
  }

  /// The settings that all benchmarks share.
  public var commonSettings: [ToolAttribute] {
    guard let first = benchmarks.first else { return [] }
    return first.parameters.filter { setting in
      benchmarks.allSatisfy { $0.parameters.contains(setting) }
    }
  }
}

/// A text of a tool without line breaks, cut where it is long.
func oneLine(_ text: String, longest: Int = 200) -> String {
  let line = text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).joined(separator: " ")
  return line.count > longest ? line.prefix(longest) + "…" : line
}

extension ReportedStatistic.Kind {
  /// The statistic in words: `mean`, `p99`.
  public var text: String {
    switch self {
    case .mean: "mean"
    case .median: "median"
    case .standardDeviation: "standard deviation"
    case .minimum: "minimum"
    case .maximum: "maximum"
    case .sum: "sum"
    case .count: "number of samples"
    case .variance: "variance"
    case .interquartileRange: "interquartile range"
    case .medianAbsoluteDeviation: "median absolute deviation"
    case .percentile(let p): "p\(NumberText.significant(100 * p, digits: 8))"
    case .total: "value"
    case .other(let name): name
    }
  }

  /// The statistic as keys name it: `standardDeviation`, `percentile(0.99)`.
  var key: String {
    switch self {
    case .standardDeviation: "standardDeviation"
    case .count: "count"
    case .interquartileRange: "interquartileRange"
    case .medianAbsoluteDeviation: "medianAbsoluteDeviation"
    case .percentile(let p): "percentile(\(NumberText.plain(p)))"
    case .total: "total"
    case .other(let name): "other(\(name))"
    default: text
    }
  }

  /// Whether a statistic of a tool's own counts, or is a ratio, by its name.
  private static func isPure(_ name: String) -> Bool {
    let words = [
      "outlier", "iteration", "round", "count", "cv", "variation", "skew", "kurtosis", "ratio",
      "number", "samples", "relative", "slope_r", "r_squared",
    ]
    return words.contains { name.lowercased().contains($0) }
  }

  /// The unit of the statistic of a quantity in `unit`.
  public func unit(of unit: Benchmarks.Unit) -> Benchmarks.Unit {
    switch self {
    case .count: .count
    case .other(let name) where Self.isPure(name): .one
    case .variance where unit != .one: Benchmarks.Unit("(\(unit))²")
    default: unit
    }
  }
}
