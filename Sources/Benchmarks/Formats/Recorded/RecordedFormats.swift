import Tables

extension ToolFormats {
  /// Formats of the scripts of a project that benchmarked local models: sweeps and baselines over
  /// Ollama, compilers of neural networks, telemetry of the machine.
  static let recordedReaders: [any ToolFormatReader.Type] = [
    OllamaSweepFormat.self, OllamaSweepSummaryFormat.self, OllamaBaselineFormat.self,
    OllamaBaselineJSONFormat.self, OllamaPromptSuiteFormat.self,
    OllamaPromptSuiteSummaryFormat.self,
    OllamaQuantizationFormat.self, BanterTestFormat.self, BanterTestJSONFormat.self,
    CompilerBenchmarkFormat.self, TimingBaselineFormat.self, InferenceTimingFormat.self,
    SystemMetricsFormat.self,
  ]
}

/// A format with one row a run, which the plain reader reads as it is: recognised by its header.
protocol RecordedTableReader: ToolFormatReader {
  /// The headers that its scripts write.
  static var headers: [[String]] { get }
  /// The meanings of columns that their names don't tell.
  static var columns: [String: ColumnMeaning] { get }
}

extension RecordedTableReader {
  static var columns: [String: ColumnMeaning] { [:] }

  static var readsHeadAlone: Bool { true }

  static func recognise(_ content: ToolContent) -> String? {
    guard let header = content.records?.header, headers.contains(header) else { return nil }
    let first = header.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
    return "a CSV table with exactly the \(header.count) columns \(first) … '\(header.last!)'"
  }

  static func read(_ content: ToolContent, reason: String) -> ToolResult {
    ToolResult(format: format, reason: reason, benchmarks: [], columns: columns)
  }
}

/// A JSON document whose tables the plain reader reads as they are.
protocol RecordedDocumentReader: ToolFormatReader {}

extension RecordedDocumentReader {
  static func read(_ content: ToolContent, reason: String) -> ToolResult {
    ToolResult(format: format, reason: reason, benchmarks: [])
  }
}

extension JSONValue {
  /// Whether the value is an object with all these keys.
  func hasKeys(_ keys: String...) -> Bool { keys.allSatisfy { self[$0] != nil } }

  /// The numbers and texts directly in an object, by name; a list of them joined by commas.
  var attributes: [ToolAttribute] {
    (object?.members ?? []).compactMap { member in
      member.value.scalarText.map { ToolAttribute(member.key, $0) }
    }
  }

  /// A number, text or truth value as text.
  var scalarText: String? {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .double(let value): shortest(value)
    case .string(let value): value
    case .null, .array, .object: nil
    }
  }
}
