import Tables

/// Tells roles and units of columns from their names. `docs/DICTIONARY.md` is its documentation.
///
/// In this order: the user's overrides, exact names, names of statistics (`mean_…`, `…_p95`),
/// endings (`_ms`, `_count`, …), and last the type of the column: labels are text, times
/// identifiers, booleans and numbers metrics without a unit. A unit that the source itself gives (in a
/// row under the header, or by percent signs) goes before one that a name tells.
public struct ColumnDictionary: Sendable {
  private let overrides: [String: ColumnMeaning]

  /// A dictionary with the user's overrides, by the column's exact name.
  public init(overrides: [String: ColumnMeaning] = [:]) { self.overrides = overrides }

  /// The meanings of a table's columns, in their order.
  ///
  /// - Complexity: O(columns), and O(rows) for each column whose name is that of a flag.
  public func meanings(of table: Table) -> [ColumnMeaning] {
    let names = table.columns.map { NormalizedName($0.name) }
    let isDeviceTelemetry = names.contains { Self.telemetryMarks.contains($0.leaf) }
    var meanings = zip(table.columns, names).map { column, name in
      overrides[column.name]
        ?? (isDeviceTelemetry && name.leaf == "temperature" && column.isNumeric
          ? ColumnMeaning(.metric, .celsius)
          : meaning(name, column, unit: table.unit(of: column.name)))
    }
    // In a table of the source's own statistics alone, a number without a known name is one of them.
    let measures = meanings.contains { $0.role == .metric && $0.unit != nil }
    if !measures, meanings.contains(where: { $0.role == .sourceSummary }) {
      for i in meanings.indices where overrides[table.columns[i].name] == nil {
        if meanings[i] == ColumnMeaning(.metric, nil) { meanings[i].role = .sourceSummary }
      }
    }
    return meanings
  }

  /// The meaning of a column, with the unit that the source gives it.
  private func meaning(
    _ name: NormalizedName, _ column: Column, unit: String?
  ) -> ColumnMeaning {
    var meaning = meaning(name, column)
    if let unit, column.isNumeric { meaning.unit = NormalizedName.unit(unit) }
    return meaning
  }

  private func meaning(_ name: NormalizedName, _ column: Column) -> ColumnMeaning {
    if let known = Self.exact[name.leaf], Self.fits(known.role, column) { return known }
    if column.isNumeric {
      if let (statistic, base) = name.statistic {
        let unit = name.unit ?? Self.unit(of: base, statistic: statistic)
        return ColumnMeaning(.sourceSummary, unit)
      }
      if name.leaf.hasPrefix("confidence_interval") { return ColumnMeaning(.sourceSummary) }
      // A code, such as HTTP's 200, is no quantity.
      if Self.codes.contains(name.leaf) { return ColumnMeaning(.identifier) }
      if Self.identifierEndings.contains(where: { name.leaf.hasSuffix($0) }) {
        return ColumnMeaning(.identifier)
      }
    }
    switch column.type {
    case .integer, .double: return ColumnMeaning(.metric, name.unit ?? Self.unit(of: name.leaf))
    case .boolean: return ColumnMeaning(.metric)
    case .time: return ColumnMeaning(.identifier)
    case .label: return ColumnMeaning(.text)
    }
  }

  /// Whether a column can have the role that its name tells. A fraction in a column named `error` is
  /// a measure of an error and no message; a flag holds nothing but the words for yes and no.
  private static func fits(_ role: ColumnRole, _ column: Column) -> Bool {
    switch role {
    case .metric, .sourceSummary: column.isNumeric
    case .success: (0..<column.count).allSatisfy { RunOutcome.isFlag(column.text(at: $0)) }
    case .error: column.type != .double && column.type != .time
    case .factor, .entity, .identifier, .text: true
    }
  }

  /// The unit that a name tells; nil where it tells none.
  public static func unit(of leaf: String) -> Unit? {
    if let known = exact[leaf]?.unit { return known }
    return endings.first { "_\(leaf)".hasSuffix($0.ending) }?.unit
  }

  /// The unit of a statistic of the quantity that `base` names: a variance is not in its unit, and a
  /// coefficient of variation has none but percent.
  private static func unit(of base: String, statistic: String) -> Unit? {
    switch statistic {
    case "var", "variance": nil
    case "cv": unit(of: base) == .percent ? .percent : nil
    default: unit(of: base)
    }
  }

  /// Names whose meaning does not follow from their ending.
  static let exact: [String: ColumnMeaning] = {
    var result: [String: ColumnMeaning] = [
      "tokens_s": ColumnMeaning(.metric, .tokensPerSecond),
      "tokens_per_second": ColumnMeaning(.metric, .tokensPerSecond),
      "tps": ColumnMeaning(.metric, .tokensPerSecond),
      "tokens": ColumnMeaning(.metric, .tokens), "total_tokens": ColumnMeaning(.metric, .tokens),
      "eval_count": ColumnMeaning(.metric, .tokens),
      "prompt_eval_count": ColumnMeaning(.metric, .tokens),
      "response_chars": ColumnMeaning(.metric, .characters),
      "total_duration": ColumnMeaning(.metric, .nanoseconds),
      "load_duration": ColumnMeaning(.metric, .nanoseconds),
      "prompt_eval_duration": ColumnMeaning(.metric, .nanoseconds),
      "eval_duration": ColumnMeaning(.metric, .nanoseconds),
      "power_draw": ColumnMeaning(.metric, .watts), "power_limit": ColumnMeaning(.metric, .watts),
      "clock_graphics": ColumnMeaning(.metric, .megahertz),
      "clock_memory": ColumnMeaning(.metric, .megahertz),
      "fan_speed": ColumnMeaning(.metric, .percent),
      "utilization_gpu": ColumnMeaning(.metric, .percent),
      "utilization_memory": ColumnMeaning(.metric, .percent),
      "accuracy": ColumnMeaning(.metric, .one), "loss": ColumnMeaning(.metric, .one),
      "prompt_count": ColumnMeaning(.sourceSummary, .count),
      "completed": ColumnMeaning(.sourceSummary, .count),
      "metrics_count": ColumnMeaning(.sourceSummary, .count),
      "runs": ColumnMeaning(.sourceSummary, .count),
      "samples": ColumnMeaning(.sourceSummary, .count),
      "samples_per_run": ColumnMeaning(.sourceSummary, .count),
      "total_tests": ColumnMeaning(.sourceSummary, .count),
      "successful_tests": ColumnMeaning(.sourceSummary, .count),
      "failed_tests": ColumnMeaning(.sourceSummary, .count),
      "outliers_detected": ColumnMeaning(.sourceSummary, .count),
      "error": ColumnMeaning(.error), "error_message": ColumnMeaning(.error),
      "error_msg": ColumnMeaning(.error), "failure": ColumnMeaning(.error),
      "exception": ColumnMeaning(.error),
      "success": ColumnMeaning(.success), "succeeded": ColumnMeaning(.success),
      "passed": ColumnMeaning(.success), "ok": ColumnMeaning(.success),
      "status": ColumnMeaning(.success),
    ]
    for name in factors { result[name] = ColumnMeaning(.factor) }
    for name in entities { result[name] = ColumnMeaning(.entity) }
    for name in identifiers { result[name] = ColumnMeaning(.identifier) }
    for name in texts { result[name] = ColumnMeaning(.text) }
    return result
  }()

  static let factors = [
    "num_gpu", "num_ctx", "num_thread", "num_threads", "num_batch", "num_predict", "threads",
    "n_gpu_layers", "n_threads", "n_batch", "n_ctx", "temperature", "top_p", "top_k", "min_p",
    "repeat_penalty", "batch_size", "batch", "concurrency", "max_tokens", "workers", "num_workers",
    "clients", "connections", "users", "cores", "nodes", "replicas", "parallel", "chunk",
    "chunk_size", "block_size", "buffer_size", "cache_size", "queue_depth", "learning_rate",
    "dropout",
  ]
  static let entities = [
    "model", "tag", "backend", "key", "test_name", "test", "name", "benchmark", "benchmark_name",
    "quantization",
  ]
  static let identifiers = [
    "timestamp", "datetime", "date", "create_time", "created_at", "updated_at", "index",
    "prompt_index", "run", "run_id", "replicate", "iteration", "pid", "process_id", "config_name",
    "id", "seed", "order", "run_order", "row", "request", "req",
  ]
  /// Names of numbers that are codes.
  static let codes: Set<String> = ["status", "status_code", "http_status", "exit_code", "code"]
  /// Endings of numbers that tell runs apart and measure nothing.
  static let identifierEndings = ["_id", "_index", "_timestamp", "_seed", "_pid", "_version"]
  static let texts = [
    "prompt", "prompt_text", "response", "text", "banter_text", "context", "tone", "options",
  ]
  private static let telemetryMarks: Set<String> = [
    "gpu_id", "power_draw", "fan_speed", "utilization_gpu", "clock_graphics",
  ]

  /// Endings and their units; the first that fits counts.
  static let endings: [(ending: String, unit: Unit)] = [
    ("tokens_s", .tokensPerSecond), ("tok_s", .tokensPerSecond), ("tokens_per_s", .tokensPerSecond),
    ("tokens_per_second", .tokensPerSecond), ("_mb_s", Unit("MB/s")), ("_mb_per_s", Unit("MB/s")),
    ("_gb_s", Unit("GB/s")), ("_gb_per_s", Unit("GB/s")), ("_bytes_per_s", Unit("bytes/s")),
    ("_per_s", Unit("1/s")), ("_per_sec", Unit("1/s")), ("_per_second", Unit("1/s")),
    ("_requests_s", Unit("1/s")), ("_req_s", Unit("1/s")), ("_rps", Unit("1/s")),
    ("_ms", .milliseconds), ("_us", .microseconds), ("_ns", .nanoseconds), ("_s", .seconds),
    ("_sec", .seconds), ("_secs", .seconds), ("_seconds", .seconds), ("_tokens", .tokens),
    ("_chars", .characters), ("_bytes", .bytes), ("_mb", .megabytes), ("_gb", .gigabytes),
    ("_percent", .percent), ("_percentage", .percent), ("_pct", .percent), ("_count", .count),
    ("_watts", .watts),
    ("_mhz", .megahertz),
  ]
}

/// A column's name in one spelling: `Generation Time (ms)` and `generation_time_ms` are the same.
struct NormalizedName {
  /// The last part of a dotted name, in small letters, words joined by `_`.
  let leaf: String
  /// The unit in parentheses at the end of the name.
  let unit: Unit?

  init(_ name: String) {
    var text = name.lowercased()
    var unit: Unit?
    if text.hasSuffix(")"), let open = text.lastIndex(of: "(") {
      let symbol = text[text.index(after: open)...].dropLast()
      // A number tells columns of one name apart: `ttft_s (2)`.
      if !symbol.allSatisfy(\.isNumber) { unit = Self.unit(String(symbol)) }
      text = String(text[..<open])
    }
    let words = text.split(whereSeparator: { " _-".contains($0) })
    let last = words.joined(separator: "_").split(separator: ".").last ?? ""
    leaf = String(last)
    self.unit = unit
  }

  /// The unit of a symbol as people write it.
  static func unit(_ symbol: String) -> Unit { symbols[symbol.lowercased()] ?? Unit(symbol) }

  private static let symbols: [String: Unit] = [
    "ms": .milliseconds, "s": .seconds, "us": .microseconds, "µs": .microseconds,
    "ns": .nanoseconds, "%": .percent, "mb": .megabytes, "gb": .gigabytes, "bytes": .bytes,
    "tokens/s": .tokensPerSecond, "tok/s": .tokensPerSecond, "tokens": .tokens,
  ]

  /// The statistic and the quantity in the name of a statistic: `mean` and `ttft_s` in `mean_ttft_s`
  /// and `ttft_s_mean`; nil where the name tells no statistic.
  var statistic: (word: String, base: String)? {
    let parts = leaf.split(separator: "_").map(String.init)
    guard let first = parts.first, let last = parts.last else { return nil }
    if first == "overall", parts.count > 1, Self.isStatistic(parts[1]) {
      return (parts[1], parts.dropFirst(2).joined(separator: "_"))
    }
    if Self.isStatistic(first) { return (first, parts.dropFirst().joined(separator: "_")) }
    if parts.count > 1, Self.isStatistic(last) {
      return (last, parts.dropLast().joined(separator: "_"))
    }
    return nil
  }

  private static func isStatistic(_ word: String) -> Bool {
    let words: Set = [
      "mean", "avg", "average", "median", "min", "max", "std", "stdev", "stddev",
      "sd", "var", "variance", "overall", "cv",
    ]
    if words.contains(word) { return true }
    return word.hasPrefix("p") && word.count > 1 && word.dropFirst().allSatisfy(\.isNumber)
  }
}
