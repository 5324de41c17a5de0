import Tables

/// What llama-bench's JSON, JSON lines and CSV have in common: the same fields a test.
///
/// Source: llama.cpp, `tools/llama-bench/llama-bench.cpp`: `avg` and `stdev` at its beginning (the
/// sum of squares less the square of the mean, over n - 1; 0 for one sample), `test::get_fields`.
enum LlamaBench {
  static let traps = [
    "samples_ts are printed with six digits: a mean of them agrees with avg_ts to as many.",
    "The standard deviation of one repetition is written as 0; here it is left out.",
    "avg_ts is the mean of the rates of the repetitions, not tokens over the mean time.",
  ]

  static let reason = "'build_commit', 'model_type', 'n_prompt', 'n_gen', 'avg_ts', 'stddev_ts'"

  /// The telling fields.
  static func isTest(_ names: Set<String>) -> Bool {
    names.isSuperset(of: [
      "build_commit", "model_type", "n_prompt", "n_gen", "avg_ts", "stddev_ts",
    ])
  }

  static func isTest(_ place: JSONPlace) -> Bool {
    place.value.object.map { isTest(Set($0.members.map(\.key))) } ?? false
  }

  /// The name that the tool prints for a test: `pp512`, `tg128 @ d1024`, `pp512+tg128`.
  static func testName(prompt: Int?, generated: Int?, depth: Int?) -> String {
    let parts = [(prompt, "pp"), (generated, "tg")].compactMap { count, prefix in
      count.flatMap { $0 > 0 ? "\(prefix)\($0)" : nil }
    }
    let depth = depth.flatMap { $0 > 0 ? " @ d\($0)" : nil } ?? ""
    return parts.joined(separator: "+") + depth
  }

  /// What holds for the build and the machine, in contrast to the settings of a test.
  static let environmentFields: Set<String> = [
    "build_commit", "build_number", "cpu_info", "gpu_info", "cuda", "opencl", "vulkan", "kompute",
    "metal", "sycl", "rpc", "gpu_blas", "blas",
  ]

  /// The fields that hold results.
  static let resultFields: Set<String> = [
    "test_time", "avg_ns", "stddev_ns", "avg_ts", "stddev_ts", "samples_ns", "samples_ts",
  ]

  /// The benchmark of one test.
  static func benchmark(_ test: JSONPlace, _ notes: inout ToolNotes) -> ToolBenchmark {
    let name = testName(
      prompt: test.count("n_prompt", &notes), generated: test.count("n_gen", &notes),
      depth: test.count("n_depth", &notes))
    let settings = (test.members ?? []).compactMap { key, place -> ToolAttribute? in
      let isSetting =
        key != "model_type" && !environmentFields.contains(key) && !resultFields.contains(key)
      return isSetting ? place.label.map { ToolAttribute(key, $0) } : nil
    }
    return ToolBenchmark(
      entity: test["model_type"]?.label ?? "model of no name",
      parameters: [ToolAttribute("test", name)] + settings,
      metrics: [
        metric("t/s", .tokensPerSecond, suffix: "ts", test, &notes),
        metric("time", .nanoseconds, suffix: "ns", test, &notes),
      ].compactMap { $0 },
      place: test.place)
  }

  private static func metric(
    _ name: String, _ unit: Unit, suffix: String, _ test: JSONPlace, _ notes: inout ToolNotes
  ) -> ToolMetric? {
    let samples = test.samples("samples_\(suffix)", &notes)
    var reported = [test.reported(.mean, "avg_\(suffix)", &notes)]
    if samples?.values.count == 1 {
      notes.add("no standard deviation of one repetition: the tool writes 0")
    } else {
      reported.append(test.reported(.standardDeviation, "stddev_\(suffix)", &notes))
    }
    let statistics = reported.compactMap { $0 }
    guard samples != nil || !statistics.isEmpty else { return nil }
    return ToolMetric(name, unit, samples: samples, reported: statistics)
  }

  /// The result of a file with these tests.
  static func result(
    _ format: ToolFormat, reason: String, _ tests: [JSONPlace]
  ) -> ToolResult {
    var notes = ToolNotes()
    let benchmarks = tests.map { benchmark($0, &notes) }
    let environment = (tests.first?.members ?? []).compactMap { key, place -> ToolAttribute? in
      guard environmentFields.contains(key), let text = place.label else { return nil }
      return ToolAttribute(key, text)
    }
    for attribute in environment {
      let isSame = tests.allSatisfy { $0[attribute.name]?.label == attribute.text }
      if !isSame { notes.add("'\(attribute.name)' differs among the tests; the first is named") }
    }
    return ToolResult(
      format: format, reason: reason, benchmarks: benchmarks, environment: environment,
      notes: notes.all)
  }
}

/// `llama-bench -o json`: an array of tests.
enum LlamaBenchJSONFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "llama-bench-json", tool: "llama-bench", form: "-o json",
    standardDeviation: .sample, traps: LlamaBench.traps)

  static func recognise(_ content: ToolContent) -> String? {
    guard tests(content).map({ $0.allSatisfy(LlamaBench.isTest) }) == true else { return nil }
    return "an array of objects with \(LlamaBench.reason)"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    LlamaBench.result(format, reason: reason, tests(content) ?? [])
  }

  /// An array of one line may come as the only one of several.
  private static func tests(_ content: ToolContent) -> [JSONPlace]? {
    let root: JSONPlace?
    switch content.form {
    case .json(let value): root = JSONPlace(value)
    case .lines(let lines) where lines.count == 1:
      root = JSONPlace(lines[0].value, line: lines[0].line)
    default: root = nil
    }
    return root?.elements.flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// `llama-bench -o jsonl`: a test a line.
enum LlamaBenchJSONLinesFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "llama-bench-jsonl", tool: "llama-bench", form: "-o jsonl",
    standardDeviation: .sample, traps: LlamaBench.traps)

  static func recognise(_ content: ToolContent) -> String? {
    guard content.json?.array == nil, let objects = content.jsonObjects,
      objects.allSatisfy(LlamaBench.isTest)
    else { return nil }
    return "lines of objects with \(LlamaBench.reason)"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    LlamaBench.result(format, reason: reason, content.jsonObjects ?? [])
  }
}
