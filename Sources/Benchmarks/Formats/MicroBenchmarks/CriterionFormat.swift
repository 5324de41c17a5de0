import Tables

/// The files that criterion.rs keeps of a benchmark: `estimates.json`, `sample.json` and
/// `benchmark.json` below `target/criterion/<name>/new`, each by itself.
enum CriterionFormat: ToolFormatReader {
  // Source: criterion.rs, src/stats/univariate/sample.rs: `var` divides by n - 1, `median_abs_dev`
  // multiplies by 1.4826, percentiles interpolate between closest ranks.
  static let format = ToolFormat(
    identifier: "criterion", tool: "criterion.rs", form: "target/criterion/<name>/new",
    standardDeviation: .sample, percentile: .linear,
    traps: [
      "A sample is the total time of so many iterations; it is divided by them here.",
      "The estimate that criterion displays is the slope of time over iterations where there is "
        + "one, else the mean.",
      "median_abs_dev is multiplied by 1.4826.",
      "Intervals are bootstrap intervals of the level in the file, 95 % by default.",
      "new and base hold the last run and the one it was compared with; base is no further data.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    content.document.flatMap(CriterionPart.init)?.reason
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    guard let part = content.document.flatMap(CriterionPart.init) else {
      throw content.error(
        "an estimates.json, sample.json or benchmark.json of criterion", found: "another object")
    }
    var notes = ToolNotes()
    var benchmark = ToolBenchmark(entity: content.criterionName, metrics: [], place: "document")
    switch part {
    case .benchmark(let place):
      benchmark.entity = place["full_id"]?.label ?? benchmark.entity
      benchmark.parameters = CriterionPart.parameters(place)
    case .sample(let place):
      benchmark.parameters = place.attributes(["sampling_mode"])
      if let samples = CriterionPart.samples(place, &notes) {
        benchmark.metrics = [ToolMetric("time", .nanoseconds, samples: samples)]
      }
    case .estimates(let place):
      let estimates = CriterionPart.estimates(place, &notes)
      if !estimates.isEmpty {
        benchmark.metrics = [ToolMetric("time", .nanoseconds, reported: estimates)]
      }
    case .change(let place):
      let change = CriterionPart.estimates(place, &notes)
      benchmark.metrics = [ToolMetric("relative change", .one, reported: change)]
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: [benchmark], notes: notes.all)
  }
}

/// Which of criterion's files a document is, told by its members.
private enum CriterionPart {
  case benchmark(JSONPlace)
  case sample(JSONPlace)
  case estimates(JSONPlace)
  case change(JSONPlace)

  init?(_ root: JSONPlace) {
    guard let object = root.value.object, !object.members.isEmpty else { return nil }
    let keys = Set(object.members.map(\.key))
    if keys.isSuperset(of: ["group_id", "function_id", "value_str", "full_id"]) {
      self = .benchmark(root)
    } else if keys.isSubset(of: ["sampling_mode", "iters", "times"]),
      let iterations = root["iters"]?.value.array, let times = root["times"]?.value.array,
      iterations.count == times.count
    {
      self = .sample(root)
    } else if Self.areEstimates(root, keys) {
      self = keys.contains("std_dev") ? .estimates(root) : .change(root)
    } else {
      return nil
    }
  }

  private static func areEstimates(_ root: JSONPlace, _ keys: Set<String>) -> Bool {
    let known: Set = ["mean", "median", "median_abs_dev", "slope", "std_dev"]
    guard keys.isSubset(of: known), keys.isSuperset(of: ["mean", "median"]) else { return false }
    return root.members?.allSatisfy {
      $0.place.has("confidence_interval", "point_estimate", "standard_error")
    } ?? false
  }

  /// Which file it is, in words.
  var reason: String {
    switch self {
    case .benchmark: "an object with 'group_id', 'function_id', 'value_str' and 'full_id'"
    case .sample: "an object of 'iters' and 'times' alone, equally long"
    case .estimates, .change:
      "an object of estimates 'mean', 'median' … with 'confidence_interval' and 'point_estimate'"
    }
  }

  static func parameters(_ place: JSONPlace) -> [ToolAttribute] {
    place.attributes(["group_id", "function_id", "value_str"])
      + (place["throughput"]?.scalars ?? []).map { ToolAttribute("throughput.\($0.name)", $0.text) }
  }

  /// The times divided by their iterations; nil where one of them can't be.
  static func samples(_ place: JSONPlace, _ notes: inout ToolNotes) -> ToolSamples? {
    let iterations = place["iters"]?.elements ?? []
    let times = place["times"]?.elements ?? []
    let values = zip(times, iterations).compactMap { time, count -> Double? in
      guard let time = time.number, let count = count.number, count > 0 else { return nil }
      return time / count
    }
    if values.count < times.count {
      notes.add("times: \(times.count - values.count) entries are no time over iterations")
    }
    guard !values.isEmpty else { return nil }
    return ToolSamples(
      values, source: "times[i]/iters[i]", isComplete: values.count == times.count)
  }

  static func estimates(_ place: JSONPlace, _ notes: inout ToolNotes) -> [ReportedStatistic] {
    let kinds: [(ReportedStatistic.Kind, String)] = [
      (.mean, "mean"), (.median, "median"), (.standardDeviation, "std_dev"),
      (.other("median_abs_dev"), "median_abs_dev"), (.other("slope"), "slope"),
    ]
    return kinds.compactMap { kind, key in
      guard let estimate = place[key], let value = estimate.number("point_estimate", &notes) else {
        return nil
      }
      let interval = estimate["confidence_interval"]
      return ReportedStatistic(
        kind, value, source: estimate.source(of: "point_estimate"),
        lower: interval?["lower_bound"]?.number, upper: interval?["upper_bound"]?.number)
    }
  }
}

extension ToolContent {
  /// The folder above `new`, `base` or `change`, which bears the benchmark's name; else the file's.
  fileprivate var criterionName: String {
    let parts = file.split(separator: "/")
    guard parts.count > 2, ["new", "base", "change"].contains(parts[parts.count - 2]) else {
      return stem
    }
    return String(parts[parts.count - 3])
  }
}
