import Tables

/// Responses of Ollama's `/api/generate` and `/api/chat`, one document or one a line.
///
/// Source: Ollama's `docs/api.md`: all durations are in nanoseconds; the fields of timings stand in
/// the last object of a stream, the one whose `done` is true.
enum OllamaFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "ollama", tool: "Ollama", form: "responses of /api/generate and /api/chat",
    traps: [
      "Durations are in nanoseconds; here they are in seconds.",
      "eval_rate and prompt_eval_rate are derived: count by duration.",
      "A prompt that stands in the cache is evaluated in part, so prompt_eval_rate may be far "
        + "beyond what the machine does.",
      "load_duration is long where the model was not in memory: a cold start.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let objects = content.jsonObjects, objects.contains(where: isResponse),
      objects.allSatisfy({ isResponse($0) || isError($0) })
    else { return nil }
    return "objects with 'model', 'created_at', 'done' and 'response' or 'message'"
  }

  private static func isResponse(_ place: JSONPlace) -> Bool {
    guard place["model"]?.value.string != nil, place["created_at"]?.value.string != nil,
      place["done"]?.value.boolean != nil
    else { return false }
    return place["response"]?.value.string != nil || place["message"]?.value.object != nil
  }

  private static func isError(_ place: JSONPlace) -> Bool {
    place["error"]?.value.string != nil && !place.has("done")
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    let objects = content.jsonObjects ?? []
    let finals = objects.filter { isResponse($0) && $0["done"]?.value.boolean == true }
    let errors = objects.filter(isError)
    let partials = objects.count - finals.count - errors.count
    guard !finals.isEmpty || !errors.isEmpty else {
      throw content.error(
        "a response whose 'done' is true, which holds the timings",
        found: "\(partials) parts of a stream")
    }
    var notes = ToolNotes()
    var result = ToolResult(format: format, reason: reason, benchmarks: [])
    var models: [String] = []
    for model in finals.compactMap({ $0["model"]?.value.string }) where !models.contains(model) {
      models.append(model)
    }
    for model in models {
      let responses = finals.filter { $0["model"]?.value.string == model }
      result.benchmarks.append(benchmark(model, responses, &notes))
    }
    addFailures(errors, succeeded: finals.count, to: &result)
    if partials > 0 {
      notes.add("\(partials) parts of streams hold no timings and are passed over")
    }
    result.notes = notes.all
    return result
  }

  private static func benchmark(
    _ model: String, _ responses: [JSONPlace], _ notes: inout ToolNotes
  ) -> ToolBenchmark {
    let durations = [
      "total_duration", "load_duration", "prompt_eval_duration", "eval_duration",
    ].compactMap { name in
      metric(name, .seconds, "\(name) (ns, ÷1e9)", responses) { nanoseconds($0, name, &notes) }
    }
    let counts = ["prompt_eval_count", "eval_count"].compactMap { name in
      metric(name, .tokens, name, responses) { $0.number(name, &notes) }
    }
    let rates = ["prompt_eval", "eval"].compactMap { name in
      metric(
        "\(name)_rate", .tokensPerSecond, "\(name)_count / \(name)_duration (ns, ×1e9)", responses
      ) { rate($0, name, &notes) }
    }
    noteReasons(model, responses, &notes)
    return ToolBenchmark(
      entity: model, metrics: durations + counts + rates,
      failures: ToolFailures(count: 0, total: responses.count, rule: "objects with an 'error'"),
      place: responses[0].place)
  }

  private static func metric(
    _ name: String, _ unit: Unit, _ source: String, _ responses: [JSONPlace],
    value: (JSONPlace) -> Double?
  ) -> ToolMetric? {
    let values = responses.enumerated().compactMap { run, response -> RunValue? in
      // Of absurd counts a rate may be infinite.
      guard let value = value(response), value.isFinite else { return nil }
      return (run, value)
    }
    guard !values.isEmpty else { return nil }
    return ToolMetric(name, unit, samples: ToolSamples(values, source: source))
  }

  private static func nanoseconds(
    _ response: JSONPlace, _ name: String, _ notes: inout ToolNotes
  ) -> Double? {
    response.number(name, &notes).map { $0 / 1e9 }
  }

  private static func rate(
    _ response: JSONPlace, _ name: String, _ notes: inout ToolNotes
  ) -> Double? {
    guard let count = response.number("\(name)_count", &notes),
      let duration = response.number("\(name)_duration", &notes)
    else { return nil }
    guard duration > 0 else {
      notes.add("\(response.source(of: "\(name)_duration")): no rate over a duration of 0")
      return nil
    }
    return count / duration * 1e9
  }

  /// Says why generation ended, where it is not `stop` for all.
  private static func noteReasons(
    _ model: String, _ responses: [JSONPlace], _ notes: inout ToolNotes
  ) {
    let counted = tallied(responses.compactMap { $0["done_reason"]?.value.string })
    guard counted.contains(where: { $0.0 != "stop" }) else { return }
    let text = counted.map { "\($0.0) (\($0.1))" }.joined(separator: ", ")
    notes.add("\(escapedForNote(model)): done_reason is \(escapedForNote(text))")
  }

  /// An error names no model: it belongs to the only one, or to a benchmark of its own.
  private static func addFailures(
    _ errors: [JSONPlace], succeeded: Int, to result: inout ToolResult
  ) {
    guard !errors.isEmpty else { return }
    let failures = ToolFailures(
      count: errors.count, total: errors.count + succeeded, rule: "objects with an 'error'",
      reasons: tallied(errors.compactMap { $0["error"]?.value.string }))
    if result.benchmarks.count == 1 {
      result.benchmarks[0].failures = failures
    } else {
      result.benchmarks.append(
        ToolBenchmark(
          entity: requestsEntity, metrics: [], failures: failures, place: errors[0].place))
    }
  }
}
