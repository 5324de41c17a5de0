import Benchmarks
import Statistics
import Tables

/// A statistic that a tool states, beside ours from the raw samples that it kept.
public struct ToolComparison: Sendable {
  /// What the two figures have to do with each other.
  public enum Verdict: Sendable, Equatable {
    /// The file keeps no samples, or the statistic is none of theirs.
    case notComparable
    /// Equal within the digits that the tool writes.
    case equal
    /// They differ for a reason that is found.
    case explained(String)
    /// They differ, and no reason was found.
    case notExplained
  }

  /// The tool's figure.
  public let statistic: ReportedStatistic
  /// Ours, after this software's definitions; nil where there are no samples or it is undefined.
  public let ours: Double?
  /// What became of the comparison.
  public let verdict: Verdict

  /// The comparisons of all statistics that a tool states of a metric, in the order of the file.
  ///
  /// - Complexity: O(n log n + statistics × n).
  public static func all(_ metric: ToolMetric, format: ToolFormat) -> [ToolComparison] {
    if metric.reported.isEmpty { return [] }
    let sample = metric.samples.flatMap { Sample($0, format: format, metric.reported) }
    return metric.reported.map { statistic in
      guard let sample else {
        return ToolComparison(statistic: statistic, ours: nil, verdict: .notComparable)
      }
      let ours = sample.ours(statistic.kind)
      return ToolComparison(
        statistic: statistic, ours: ours, verdict: sample.verdict(statistic, ours))
    }
  }
}

/// The samples of a metric, sorted and summarised once.
private struct Sample {
  let samples: ToolSamples
  let format: ToolFormat
  let sorted: SortedSample
  let summary: Summary
  let moments: Moments
  /// The digits that the tool writes of this metric's figures.
  let precision: WrittenPrecision
  /// How far a sample may be off because the file rounds it.
  let roundingOfSamples: Double
  /// The number of samples that the tool states.
  let count: Double?

  init?(_ samples: ToolSamples, format: ToolFormat, _ reported: [ReportedStatistic]) {
    let values = samples.values.filter { !$0.isNaN }
    guard !values.isEmpty, let sorted = try? SortedSample(values),
      let summary = try? Summary(sorted), let moments = try? Moments(values)
    else { return nil }
    self.samples = samples
    self.format = format
    self.sorted = sorted
    self.summary = summary
    self.moments = moments
    precision = WrittenPrecision(reported.filter { $0.kind != .count }.map(\.value))
    roundingOfSamples = WrittenPrecision(values).rounding(
      of: max(abs(sorted.values[0]), abs(sorted.values[values.count - 1])))
    count = reported.first { $0.kind == .count }?.value
  }

  func ours(_ kind: ReportedStatistic.Kind) -> Double? {
    switch kind {
    case .mean: summary.mean
    case .median: summary.median
    case .standardDeviation: summary.standardDeviation
    case .minimum: summary.minimum
    case .maximum: summary.maximum
    case .sum: moments.mean.map { $0 * Double(summary.n) }
    case .count: Double(summary.n)
    case .variance: summary.standardDeviation.map { $0 * $0 }
    case .interquartileRange: range(.hyndmanFan7)
    case .medianAbsoluteDeviation: summary.medianAbsoluteDeviation
    case .percentile(let p): try? sorted.percentile(p)
    case .total, .other: nil
    }
  }

  private func range(_ method: PercentileMethod) -> Double? {
    guard let upper = try? sorted.percentile(0.75, method: method),
      let lower = try? sorted.percentile(0.25, method: method)
    else { return nil }
    return upper - lower
  }

  func verdict(_ statistic: ReportedStatistic, _ ours: Double?) -> ToolComparison.Verdict {
    switch statistic.kind {
    case .total, .other: return .notComparable
    default: break
    }
    // What is exact goes before what may be rounding: 3 is an existing sample before it is 2.5.
    let rounding = statistic.kind == .count ? 0 : precision.rounding(of: statistic.value)
    for slack in [0, rounding] {
      if let ours, isEqual(ours, statistic.value, slack) { return .equal }
      if let reason = reason(statistic, slack) { return .explained(reason) }
    }
    if !samples.isComplete { return .explained("the file does not keep every sample") }
    if !samples.isToolsOwn { return .explained("the samples are of another definition") }
    if let count, count != Double(summary.n), statistic.kind != .count {
      return .explained(
        "it is of \(NumberText.plain(count)) samples, of which the file keeps \(summary.n)")
    }
    if format.percentile == .histogram, let ours, Self.isOfHistogram(statistic.kind),
      abs(ours - statistic.value) <= 0.05 * abs(ours)
    {
      return .explained("it is the value of a histogram's bucket")
    }
    if let ours, statistic.kind != .count, isSampleRoundingSmall,
      abs(ours - statistic.value) <= slack(statistic)
    {
      return .explained("the samples are rounded in the file")
    }
    return .notExplained
  }

  private static func isOfHistogram(_ kind: ReportedStatistic.Kind) -> Bool {
    switch kind {
    case .percentile, .median, .minimum, .maximum, .mean, .standardDeviation: true
    default: false
    }
  }

  /// Whether rounding of the samples is a likely cause: they have two digits at least. Small whole
  /// numbers are counts, and exact.
  private var isSampleRoundingSmall: Bool {
    roundingOfSamples <= 0.01 * abs(summary.median ?? 0)
  }

  /// How far a statistic may be off because the samples are rounded.
  private func slack(_ statistic: ReportedStatistic) -> Double {
    let perSample = roundingOfSamples + precision.rounding(of: statistic.value)
    switch statistic.kind {
    case .sum: return perSample * Double(summary.n)
    case .variance:
      return 2 * perSample * (summary.standardDeviation ?? 0) + perSample * perSample
    default: return perSample
    }
  }

  /// Why the tool's figure is what it is, where another definition gives it exactly.
  private func reason(_ statistic: ReportedStatistic, _ slack: Double) -> String? {
    func isEqual(_ ours: Double, _ value: Double) -> Bool { self.isEqual(ours, value, slack) }
    let value = statistic.value
    let n = Double(summary.n)
    switch statistic.kind {
    case .standardDeviation, .variance:
      guard n > 1 else {
        return value == 0 ? "one sample has no spread: undefined, not zero" : nil
      }
      let factor = (n - 1) / n
      let variance = summary.standardDeviation.map { $0 * $0 * factor }
      let population =
        statistic.kind == .variance ? variance : variance.map { $0.squareRoot() }
      return population.map { isEqual($0, value) } == true
        ? "it divides by n, ours by n - 1" : nil
    case .medianAbsoluteDeviation:
      return summary.scaledMedianAbsoluteDeviation.map { isEqual($0, value) } == true
        ? "it is scaled to the standard deviation of normal data, ours is not" : nil
    case .interquartileRange:
      let method = PercentileMethod.allCases.first { range($0).map { isEqual($0, value) } == true }
      return method.map { "its quartiles are of Hyndman–Fan type \($0.rawValue), ours of type 7" }
    case .median: return percentileReason(0.5, value, slack)
    case .percentile(let p): return percentileReason(p, value, slack)
    default: return nil
    }
  }

  private func percentileReason(_ p: Double, _ value: Double, _ slack: Double) -> String? {
    func isEqual(_ ours: Double, _ value: Double) -> Bool { self.isEqual(ours, value, slack) }
    let n = sorted.count
    func sample(_ rank: Int) -> Double { sorted.values[min(max(rank, 1), n) - 1] }
    let position = p * Double(n)
    let nearest = Int((position - 1e-9 * max(1, position)).rounded(.up))
    if isEqual(sample(nearest), value) {
      return "it is an existing sample (nearest rank), ours is interpolated"
    }
    for method in PercentileMethod.allCases {
      guard let other = try? sorted.percentile(p, method: method), isEqual(other, value) else {
        continue
      }
      return "it is of Hyndman–Fan type \(method.rawValue), ours of type 7"
    }
    for rank in (nearest - 2)...(nearest + 2) where (1...n).contains(rank) {
      if isEqual(sample(rank), value) {
        return "it is an existing sample, number \(rank) of \(n) in order; ours is interpolated"
      }
    }
    return nil
  }

  /// Whether a figure of ours is the tool's, up to `slack` and the last bits.
  private func isEqual(_ ours: Double, _ value: Double, _ slack: Double) -> Bool {
    let gap = abs(ours - value)
    return ours == value || gap <= 1e-9 * max(abs(ours), abs(value)) || gap <= slack * (1 + 1e-9)
  }
}

/// To how many digits numbers are written: a tool rounds to decimals or to significant digits, and
/// a zero at the end may have fallen off, so that all its numbers together tell.
private struct WrittenPrecision {
  private var decimals = 0
  private var digits = 0

  /// The precision of numbers as they are written.
  init(_ values: [Double]) {
    for value in values where value.isFinite && value != 0 {
      let text = shortest(abs(value))
      let parts = text.split(separator: "e")
      let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
      let sides = parts[0].split(separator: ".")
      let fraction = sides.count > 1 ? sides[1].count : 0
      decimals = max(decimals, fraction - exponent)
      digits = max(digits, parts[0].drop { "0.".contains($0) }.count { $0 != "." })
    }
  }

  /// Half a unit of the last place of a value; 0 where the numbers have 15 digits and more, so that
  /// rounding cannot explain a difference.
  func rounding(of value: Double) -> Double {
    guard (1..<15).contains(digits), value.isFinite else { return 0 }
    func power(_ exponent: Int) -> Double {
      (0..<abs(exponent)).reduce(1) { result, _ in exponent < 0 ? result / 10 : result * 10 }
    }
    var magnitude = 0
    var rest = abs(value)
    while rest >= 10 {
      rest /= 10
      magnitude += 1
    }
    while rest < 1, rest > 0, magnitude > -320 {
      rest *= 10
      magnitude -= 1
    }
    return 0.5 * max(power(-decimals), value == 0 ? 0 : power(magnitude - digits + 1))
  }
}
