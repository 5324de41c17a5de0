import Tables

/// Named prompts to one model with their times: one row a test.
enum BanterTestFormat: RecordedTableReader {
  static let format = ToolFormat(
    identifier: "banter-test-csv", tool: "banter test", form: "CSV summary of tests",
    traps: ["times are in milliseconds, and rounded"])
  static let headers = [
    [
      "Test Name", "Context", "Tone", "Generation Time (ms)", "Tokens", "Tokens per Second",
      "Success",
    ]
  ]
}

/// The same as a JSON document with the texts.
enum BanterTestJSONFormat: RecordedDocumentReader {
  static let format = ToolFormat(
    identifier: "banter-test-json", tool: "banter test", form: "JSON of tests",
    traps: [
      "a failed test has no times: 'total_generation_time_ms' counts it, the averages don't",
      "'avg_generation_time_ms' is not a mean: it equals one of the tests' times",
      "'overall_tokens_per_second' is total tokens by total time, not the mean of the rates",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let json = content.json,
      json.hasKeys("test_timestamp", "total_tests", "successful_tests"),
      let results = json["results"]?.array, !results.isEmpty,
      results.allSatisfy({ $0.hasKeys("test_name", "context", "tone", "success") })
    else { return nil }
    return "an object with 'total_tests', 'successful_tests' and 'results' whose entries have "
      + "'test_name', 'context', 'tone' and 'success'"
  }
}

/// Samples of the machine, its GPUs and Ollama's processes.
enum SystemMetricsFormat: RecordedDocumentReader {
  static let format = ToolFormat(
    identifier: "system-metrics-json", tool: "system metrics", form: "JSON of samples",
    traps: [
      "rows are samples of a device and no runs",
      "'temperature' is in degrees Celsius, 'fan_speed' 0 where the device has no sensor",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let json = content.json, json.hasKeys("export_timestamp", "metrics_count"),
      let metrics = json["metrics"]?.array, !metrics.isEmpty,
      metrics.allSatisfy({ $0.hasKeys("timestamp", "system", "gpu", "ollama") })
    else { return nil }
    return "an object with 'export_timestamp' and 'metrics' whose entries have 'system', 'gpu' "
      + "and 'ollama'"
  }
}
