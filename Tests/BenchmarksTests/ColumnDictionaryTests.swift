import Tables
import Testing

@testable import Benchmarks

@Suite struct ColumnDictionaryTests {
  /// The meaning of a numeric column of that name, alone in a table.
  private func number(_ name: String, _ values: [Double] = [1.5, 2.5]) -> ColumnMeaning {
    ColumnDictionary().meanings(of: Table(columns: [Column(name: name, doubles: values)]))[0]
  }

  private func label(_ name: String, _ values: [String?] = ["x", "y"]) -> ColumnMeaning {
    ColumnDictionary().meanings(of: Table(columns: [Column(name: name, labels: values)]))[0]
  }

  /// The meanings of the columns of a CSV text, by name.
  private func meanings(_ csv: String) throws -> [String: ColumnMeaning] {
    let table = try CSVReader.parse(Array(csv.utf8), file: "t.csv")
    return Dictionary(
      uniqueKeysWithValues: zip(table.columnNames, ColumnDictionary().meanings(of: table)))
  }

  @Test(
    "units of metrics",
    arguments: [
      ("tokens_s", Unit.tokensPerSecond), ("tokens_per_second", .tokensPerSecond),
      ("tps", .tokensPerSecond), ("Tokens per Second", .tokensPerSecond),
      ("decode_tok_s", .tokensPerSecond), ("prefill_tokens_per_s", .tokensPerSecond),
      ("tokens", .tokens), ("total_tokens", .tokens), ("eval_count", .tokens),
      ("prompt_eval_count", .tokens), ("completion_tokens", .tokens),
      ("response_chars", .characters), ("prompt_chars", .characters),
      ("total_duration", .nanoseconds), ("load_duration", .nanoseconds),
      ("prompt_eval_duration", .nanoseconds), ("eval_duration", .nanoseconds),
      ("ttft_s", .seconds), ("load_s", .seconds), ("wall_sec", .seconds), ("wall_secs", .seconds),
      ("wall_seconds", .seconds), ("ttft_ms", .milliseconds), ("gap_us", .microseconds),
      ("gap_ns", .nanoseconds), ("Generation Time (ms)", .milliseconds), ("Time (s)", .seconds),
      ("Load (%)", .percent), ("Size (MiB)", Unit("mib")),
      ("power_draw", .watts), ("power_limit", .watts), ("mean power watts", .watts),
      ("clock_graphics", .megahertz), ("clock_memory", .megahertz), ("core_mhz", .megahertz),
      ("fan_speed", .percent), ("utilization_gpu", .percent), ("utilization_memory", .percent),
      ("cpu_percent", .percent), ("hit_pct", .percent), ("cpu_percentage", .percent),
      ("file_bytes", .bytes), ("bytes", .bytes), ("memory_used_mb", .megabytes),
      ("memory_used_gb", .gigabytes), ("process_count", .count), ("accuracy", .one),
      ("loss", .one), ("requests_per_second", Unit("1/s")), ("server_rps", Unit("1/s")),
      ("requests_per_s", Unit("1/s")), ("iterations_per_sec", Unit("1/s")),
      ("requests_s", Unit("1/s")), ("disk_mb_s", Unit("MB/s")), ("bus_gb_s", Unit("GB/s")),
      ("net_bytes_per_s", Unit("bytes/s")),
    ])
  func unitsOfMetrics(name: String, unit: Unit) {
    #expect(number(name).unit == unit)
  }

  @Test(
    "names that tell no unit get none",
    arguments: [
      "latency", "score", "s", "throughput", "ms_per_token", "tokens_per_joule", "items",
      "benchmark.value", "classes", "bias",
    ])
  func noUnit(name: String) {
    // "s" alone is the symbol itself.
    let expected: Unit? = name == "s" ? .seconds : nil
    #expect(number(name) == ColumnMeaning(.metric, expected))
  }

  @Test(
    "statistics of the source are quoted, in the unit of the quantity",
    arguments: [
      ("mean_ttft_s", Unit.seconds), ("eval_s_mean", .seconds), ("avg_tokens_s", .tokensPerSecond),
      ("overall_tokens_per_second", .tokensPerSecond), ("overall_mean_ms", .milliseconds),
      ("mean_eval_count", .tokens), ("timing.p95_ms", .milliseconds), ("ttft_s_p99", .seconds),
      ("median_latency_ms", .milliseconds), ("min_time_ms", .milliseconds),
      ("max_time_ms", .milliseconds), ("std_time_ms", .milliseconds), ("stdev_ms", .milliseconds),
      ("cv_percent", .percent),
    ])
  func statistics(name: String, unit: Unit) {
    #expect(number(name) == ColumnMeaning(.sourceSummary, unit))
  }

  @Test(
    "a variance is not in the unit of its quantity, a coefficient of variation has none",
    arguments: ["ttft_s_var", "variance_ms", "ttft_s_cv", "latency_p50", "p95"])
  func statisticsWithoutUnit(name: String) {
    #expect(number(name) == ColumnMeaning(.sourceSummary, nil))
  }

  @Test("words that begin like statistics are none")
  func noStatistics() {
    #expect(number("minutes").role == .metric)
    #expect(number("prompt_s").role == .metric)
    #expect(number("meaning_s") == ColumnMeaning(.metric, .seconds))
    #expect(number("min_p").role == .factor)
    #expect(number("max_tokens").role == .factor)
  }

  @Test("in a table of statistics, a number without a known name is one")
  func summaryTable() throws {
    let found = try meanings("num_ctx,mean_ttft_s,prompt_eval\n1,0.5,0.2\n2,0.4,0.1\n")
    #expect(found["num_ctx"]?.role == .factor)
    #expect(found["prompt_eval"]?.role == .sourceSummary)
  }

  @Test("a statistic beside measured quantities makes no statistics of the others")
  func summaryBesideMetrics() throws {
    let found = try meanings("p99_ms,wall_ms,payload\n9,0.2,3\n8,0.1,4\n")
    #expect(found["p99_ms"]?.role == .sourceSummary)
    #expect(found["wall_ms"] == ColumnMeaning(.metric, .milliseconds))
    #expect(found["payload"] == ColumnMeaning(.metric))
  }

  @Test("every factor, entity, identifier and text of the lists")
  func lists() {
    for name in ColumnDictionary.factors { #expect(number(name) == ColumnMeaning(.factor)) }
    for name in ColumnDictionary.entities { #expect(label(name) == ColumnMeaning(.entity)) }
    for name in ColumnDictionary.identifiers { #expect(number(name) == ColumnMeaning(.identifier)) }
    for name in ColumnDictionary.texts { #expect(label(name) == ColumnMeaning(.text)) }
    for name in ["trace_id", "row_index", "export_timestamp", "randomisation_seed", "seed"] {
      #expect(number(name).role == .identifier, "\(name)")
    }
  }

  @Test("temperature is the sampler's, but degrees where a GPU is watched")
  func temperature() throws {
    #expect(try meanings("temperature,ttft_s\n0.2,1\n0.8,2\n")["temperature"]?.role == .factor)
    for mark in ["gpu_id", "power_draw", "fan_speed", "utilization_gpu", "clock_graphics"] {
      let found = try meanings("temperature,\(mark)\n51,1\n63,2\n")["temperature"]
      #expect(found == ColumnMeaning(.metric, .celsius), "\(mark)")
    }
    let nested = Table(columns: [
      Column(name: "gpu.temperature", doubles: [51]), Column(name: "gpu.power_draw", doubles: [9]),
    ])
    #expect(ColumnDictionary().meanings(of: nested)[0] == ColumnMeaning(.metric, .celsius))
  }

  @Test("dots, blanks, hyphens and capitals don't matter")
  func spelling() {
    for name in ["benchmark.metadata.compile_time_s", "Compile Time S", "compile-time-s"] {
      #expect(number(name) == ColumnMeaning(.metric, .seconds), "\(name)")
    }
    #expect(label("Test Name").role == .entity)
  }

  @Test("types tell what names don't")
  func types() throws {
    let found = try meanings(
      "when,note,flag,x\n2026-01-01T00:00:00Z,a,true,1\n2026-01-02,b,false,2\n")
    #expect(found["when"]?.role == .identifier)
    #expect(found["note"]?.role == .text)
    #expect(found["flag"]?.role == .metric)
    #expect(found["x"] == ColumnMeaning(.metric, nil))
  }

  @Test("flags are flags only where every cell is yes or no")
  func flags() throws {
    #expect(try meanings("success\ntrue\nfalse\n")["success"]?.role == .success)
    #expect(try meanings("success\n1\n0\n")["success"]?.role == .success)
    #expect(try meanings("status\nok\nFailed\n")["status"]?.role == .success)
    #expect(try meanings("passed\n25\n30\n")["passed"]?.role == .metric)
    #expect(try meanings("status\nwarm\ncold\n")["status"]?.role == .text)
    #expect(try meanings("status\n200\n503\n")["status"]?.role == .identifier)
  }

  @Test("a fraction named error is a measure, not a message")
  func errors() throws {
    #expect(try meanings("error,x\n0.05,1\n0.02,2\n")["error"]?.role == .metric)
    #expect(try meanings("error,x\n,1\nboom,2\n")["error"]?.role == .error)
    #expect(try meanings("error_message,x\n,1\n,2\n")["error_message"]?.role == .error)
    #expect(try meanings("exception,x\nfalse,1\ntrue,2\n")["exception"]?.role == .error)
  }

  @Test("a unit that the source gives goes before that of the name")
  func unitsOfTheSource() throws {
    let units = try meanings("latency_s,load,eval_s,tag\n[ms],%,,\n1,2,3,a\n4,5,6,b\n")
    #expect(units["latency_s"] == ColumnMeaning(.metric, .milliseconds))
    #expect(units["load"] == ColumnMeaning(.metric, .percent))
    #expect(units["eval_s"] == ColumnMeaning(.metric, .seconds))
    #expect(units["tag"]?.unit == nil)
    #expect(try meanings("ttft_s,ttft_s\n1,2\n")["ttft_s (2)"] == ColumnMeaning(.metric, .seconds))
    #expect(try meanings("hit rate\n12%\n15%\n")["hit rate"] == ColumnMeaning(.metric, .percent))
  }

  @Test("the user's word goes before every rule, by the exact name")
  func overrides() {
    let dictionary = ColumnDictionary(overrides: [
      "ttft_s": ColumnMeaning(.text), "latency": ColumnMeaning(.metric, .milliseconds),
      "temperature": ColumnMeaning(.metric, .celsius),
    ])
    let names = ["ttft_s", "latency", "Latency", "temperature", "mean_x_s"]
    let table = Table(columns: names.map { Column(name: $0, doubles: [1]) })
    #expect(
      dictionary.meanings(of: table) == [
        ColumnMeaning(.text), ColumnMeaning(.metric, .milliseconds),
        ColumnMeaning(.metric), ColumnMeaning(.metric, .celsius),
        ColumnMeaning(.sourceSummary, .seconds),
      ])
  }
}
