extension ToolFormats {
  /// The formats of tools that measure how language models are served.
  static let servingReaders: [any ToolFormatReader.Type] = [
    OllamaFormat.self,
    LlamaBenchJSONFormat.self,
    LlamaBenchJSONLinesFormat.self,
    LlamaBenchCSVFormat.self,
    LlamaBenchMarkdownFormat.self,
    VLLMBenchServeFormat.self,
    SGLangBenchServingFormat.self,
    GuideLLMFormat.self,
    AIPerfJSONFormat.self,
    AIPerfRecordsFormat.self,
    AIPerfCSVFormat.self,
    GenAIPerfJSONFormat.self,
    GenAIPerfCSVFormat.self,
    InferencePerfFormat.self,
    LLMPerfResponsesFormat.self,
    LLMPerfSummaryFormat.self,
  ]
}
