import Tables

/// A neural network under several compilers: a benchmark each.
enum CompilerBenchmarkFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "compiler-benchmark-json", tool: "compiler benchmark", form: "JSON of backends",
    traps: [
      "a backend whose compilation failed has zeros for its times: missing, not zero",
      "without compilation (eager) 'compile_time_s' is 0: there is none",
      "mean, standard deviation and extremes of the runs after the warm-up; the runs are not kept, "
        + "so that there are no percentiles and no limits",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let json = content.json, json.hasKeys("generated_at", "model"),
      let settings = json["settings"], settings.hasKeys("runs", "warmup_runs"),
      let backends = json["backends"]?.object?.members, !backends.isEmpty,
      backends.allSatisfy({ $0.value.hasKeys("backend", "compilation", "benchmark") })
    else { return nil }
    return "an object with 'settings' and 'backends' whose entries have 'compilation' and "
      + "'benchmark'"
  }

  static func read(_ content: ToolContent, reason: String) -> ToolResult {
    let json = content.json ?? .null
    let parameters = (json["model"] ?? .null).attributes + (json["settings"] ?? .null).attributes
    let backends = json["backends"]?.object?.members ?? []
    let benchmarks = backends.map { benchmark($0.key, $0.value, parameters) }
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks,
      environment: backends.flatMap { compilerSettings($0.key, $0.value) })
  }

  /// The settings of a backend's own compiler, `onnx.opset`; the texts of its programs are none.
  private static func compilerSettings(_ name: String, _ value: JSONValue) -> [ToolAttribute] {
    let metadata = value["compilation"]?["metadata"]?.object?.members ?? []
    return metadata.compactMap { member in
      guard member.value.array == nil, let text = member.value.scalarText else { return nil }
      return ToolAttribute("\(name).\(member.key)", text)
    }
  }

  private static func benchmark(
    _ name: String, _ value: JSONValue, _ parameters: [ToolAttribute]
  ) -> ToolBenchmark {
    let place = "backends.\(name)"
    let compilation = value["compilation"] ?? .null
    let hasFailed = compilation["success"]?.boolean == false
    var failures = ToolFailures(
      count: hasFailed ? 1 : 0, total: 1, rule: "compilation.success that is false")
    if hasFailed, let error = compilation["error"]?.string {
      failures.reasons = [(error, 1)]
    }
    return ToolBenchmark(
      entity: name, parameters: parameters,
      metrics: hasFailed ? [] : metrics(value, compilation, place),
      failures: compilation.object == nil ? nil : failures, place: place)
  }

  private static func metrics(
    _ value: JSONValue, _ compilation: JSONValue, _ place: String
  ) -> [ToolMetric] {
    let benchmark = value["benchmark"] ?? .null
    let kinds: [(String, ReportedStatistic.Kind)] = [
      ("mean_time_ms", .mean), ("std_time_ms", .standardDeviation), ("min_time_ms", .minimum),
      ("max_time_ms", .maximum),
    ]
    let times = kinds.compactMap { key, kind in
      benchmark[key]?.number.map {
        ReportedStatistic(kind, $0, source: "\(place).benchmark.\(key)")
      }
    }
    var metrics = times.isEmpty ? [] : [ToolMetric("time", .milliseconds, reported: times)]
    if let seconds = compilation["compile_time_s"]?.number {
      let total = ReportedStatistic(
        .total, seconds, source: "\(place).compilation.compile_time_s")
      metrics.append(ToolMetric("compile_time", .seconds, reported: [total]))
    }
    return metrics
  }
}
