import Tables

/// The percentile distribution of an HdrHistogram as a file of its own (`.hgrm`).
enum HdrHistogramFormat: ToolFormatReader {
  // Source: HdrHistogram, AbstractHistogram.outputPercentileDistribution and getStdDeviation (the
  // squares are divided by the total count).
  static let format = ToolFormat(
    identifier: "hdrhistogram", tool: "HdrHistogram", form: ".hgrm, percentile distribution",
    standardDeviation: .population, percentile: .histogram,
    traps: [
      "The unit is not stated in the file.",
      "Values are the upper ends of the histogram's buckets, exact to its significant digits.",
      "A percentile that has no row of its own lies at or below the next row's value.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    let reason = "the columns " + PercentileSpectrum.columns.joined(separator: ", ")
    if let records = content.records, records.header == PercentileSpectrum.columns {
      return reason
    }
    guard let lines = content.text, let first = lines.firstIndex(where: { !$0.isBlank }),
      PercentileSpectrum.isHeader(lines[first].withoutByteOrderMark)
    else { return nil }
    return reason + " in the first line"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    let spectrum = spectrum(of: content)
    guard !spectrum.rows.isEmpty else {
      throw content.error("rows of value, percentile and count", found: "none")
    }
    var notes = ["the file does not state the unit of its values"]
    if spectrum.reported.isEmpty { notes.append("nothing was recorded: the total count is 0") }
    let known = ["Mean", "StdDeviation", "Max", "Total count"]
    return ToolResult(
      format: format, reason: reason,
      benchmarks: [
        ToolBenchmark(
          entity: content.stem,
          metrics: [ToolMetric("value", .one, reported: spectrum.reported)], place: "line 1")
      ],
      environment: spectrum.footer.filter { !known.contains($0.name) }
        .map { ToolAttribute($0.name, ToolNumber.text(.double($0.value))) },
      notes: notes)
  }

  private static func spectrum(of content: ToolContent) -> PercentileSpectrum {
    var spectrum = PercentileSpectrum()
    if let records = content.records {
      for row in records.rows { _ = spectrum.takeRow(row.fields, at: row.line) }
    }
    for (index, line) in (content.text ?? []).enumerated() {
      _ = spectrum.take(line, at: index + 1)
    }
    return spectrum
  }
}
