extension ToolFormats {
  static let loadTestReaders: [any ToolFormatReader.Type] = [
    VegetaReportFormat.self, VegetaResultsFormat.self, OhaFormat.self, K6SummaryFormat.self,
    K6PointsFormat.self, WrkFormat.self, Wrk2Format.self, HdrHistogramFormat.self,
    HdrLogFormat.self,
    MLPerfFormat.self,
  ]
}
