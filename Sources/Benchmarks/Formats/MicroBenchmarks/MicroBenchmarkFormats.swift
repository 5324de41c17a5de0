extension ToolFormats {
  static let microBenchmarkReaders: [any ToolFormatReader.Type] = [
    HyperfineJSONFormat.self, HyperfineCSVFormat.self, GoogleBenchmarkJSONFormat.self,
    GoogleBenchmarkCSVFormat.self, PytestBenchmarkFormat.self, CriterionFormat.self, JMHFormat.self,
    PackageBenchmarkFormat.self, PackageBenchmarkThresholdsFormat.self, BenchmarkDotNetFormat.self,
    GoBenchFormat.self, ASVFormat.self,
  ]
}
