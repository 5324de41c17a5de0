import Benchmarks

/// A measured quantity, however a text or a column names it.
public enum Quantity: String, Sendable, Hashable, CaseIterable {
  case timeToFirstToken, throughput, latency, loadTime, promptEvaluation, evaluationTime
  case totalDuration, tokens, promptTokens, memory, power, deviceTemperature, utilization, clock
  case accuracy, loss, compileTime, size, requestRate, successRate, errorRate, characters
  case improvement, correlation, variation, perplexity, fanSpeed, confidenceInterval

  /// The dimension that its values have; nil where it may be any.
  var dimension: Dimension? {
    switch self {
    case .timeToFirstToken, .latency, .loadTime, .evaluationTime, .totalDuration, .compileTime:
      .time
    case .throughput: .tokenRate
    case .tokens, .promptTokens: .tokens
    case .memory, .size: .bytes
    case .power: .power
    case .deviceTemperature: .temperature
    case .clock: .frequency
    case .requestRate: .rate
    case .characters: .characters
    case .utilization, .successRate, .errorRate, .accuracy, .fanSpeed, .variation: .fraction
    case .promptEvaluation, .loss, .improvement, .correlation, .perplexity, .confidenceInterval:
      nil
    }
  }
}

/// What a value says about a sample.
public enum ClaimStatistic: Sendable, Hashable {
  case mean, minimum, maximum, best, worst, standardDeviation, sum, count, correlation, slope
  case change, ratio, variation
  /// The percentile at a probability in 0…1; 0.5 is the median.
  case percentile(Double)
  /// The value of one run.
  case single

  /// The name in results.
  public var name: String {
    switch self {
    case .mean: "mean"
    case .minimum: "minimum"
    case .maximum: "maximum"
    case .best: "best"
    case .worst: "worst"
    case .standardDeviation: "standardDeviation"
    case .sum: "sum"
    case .count: "count"
    case .correlation: "correlation"
    case .slope: "slope"
    case .change: "change"
    case .ratio: "ratio"
    case .variation: "coefficientOfVariation"
    case .percentile(let p): "percentile(\(p))"
    case .single: "value"
    }
  }
}

extension ClaimStatistic {
  /// The end of the values that best and worst mean: the shortest time, the highest rate.
  func extreme(of unit: MeasuredUnit?) -> ClaimStatistic {
    guard self == .best || self == .worst, let unit else { return self }
    switch unit.dimension {
    case .time: return self == .best ? .minimum : .maximum
    case .tokenRate, .rate, .byteRate: return self == .best ? .maximum : .minimum
    default: return self
    }
  }
}

/// Things that are counted.
enum Noun: String, Sendable, Hashable {
  case files, folders, headings, tables, lines, runs, failedRuns, tests, models, prompts
  case configurations, duplicates, samples, columns, rows, entries
  /// Things that only the data have a name for.
  case things
}

/// A setting of the model or the agent.
enum Setting: String, Sendable, Hashable, CaseIterable {
  case gpuLayers = "num_gpu"
  case context = "num_ctx"
  case temperature
  case topP = "top_p"
  case topK = "top_k"
  case repeatPenalty = "repeat_penalty"
  case maxTokens = "num_predict"
  case threads = "num_thread"
  case batch = "batch_size"
  case seed
  case concurrency
}

/// What a phrase of a text means.
enum Term: Sendable, Hashable {
  case quantity(Quantity)
  /// A quantity that the data name, without a place in ``Quantity``.
  case named(Int)
  case statistic(ClaimStatistic)
  case noun(Noun)
  case fileKind(FileKind)
  case setting(Setting)
  /// A model, folder, file or label of the data.
  case entity(Int)
  /// The value is said to hold over everything.
  case allRuns
  /// The value is said to be of one run.
  case oneRun
  /// A target, an expectation.
  case target
  /// Something reached or observed.
  case achieved
  /// An amount is compared with another.
  case comparison
  case rising
  case falling
  case modified
  case size
  case cited
  /// What should be done.
  case advice
}
