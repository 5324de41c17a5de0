import Tables

/// A log of histograms by interval (`.hlog`), as jHiccup and HdrHistogram's writers keep it.
enum HdrLogFormat: ToolFormatReader {
  // Source: HdrHistogram, HistogramLogWriter.java.
  static let format = ToolFormat(
    identifier: "hdrhistogram-log", tool: "HdrHistogram", form: ".hlog, histograms by interval",
    percentile: .histogram,
    traps: [
      "The unit of the recorded values is not stated; jHiccup records nanoseconds.",
      "Interval_Max is divided by the writer, by 1000000 unless told otherwise.",
      "Recorded values are the middles of buckets, exact to the histogram's significant digits.",
      "Values stand in ascending order within an interval; their order in time is lost.",
    ])

  private static let columns = [
    "StartTimestamp", "Interval_Length", "Interval_Max", "Interval_Compressed_Histogram",
  ]

  /// An interval's line.
  private struct Interval {
    var tag: String?
    var length: Double?
    var maximum: Double?
    var code: String
    var line: Int
  }

  static func recognise(_ content: ToolContent) -> String? {
    let reason = "the columns " + columns.joined(separator: ", ")
    if let header = content.records?.header { return header == columns ? reason : nil }
    guard let lines = content.text else { return nil }
    let body = lines.first { !$0.hasPrefix("#") && !$0.isBlank }
    return body.map(TextRecords.fields) == columns ? reason : nil
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    var order: [String?] = []
    var groups: [String?: [Interval]] = [:]
    for interval in intervals(content, &notes) {
      if groups[interval.tag] == nil { order.append(interval.tag) }
      groups[interval.tag, default: []].append(interval)
    }
    guard !order.isEmpty else {
      throw content.error("intervals with a histogram", found: "none")
    }
    notes.add("the file does not state the unit of its values")
    return ToolResult(
      format: format, reason: reason,
      benchmarks: order.map { benchmark(groups[$0] ?? [], $0, content.stem, &notes) },
      environment: comments(content), notes: notes.all)
  }

  private static func intervals(_ content: ToolContent, _ notes: inout ToolNotes) -> [Interval] {
    let rows =
      content.records?.rows
      ?? (content.text ?? []).enumerated().filter { !$0.element.hasPrefix("#") }
      .map { (line: $0.offset + 1, fields: TextRecords.fields(of: $0.element)) }
    return rows.compactMap { line, fields in
      let hasTag = fields.first?.hasPrefix("Tag=") == true
      let cells = hasTag ? Array(fields.dropFirst()) : fields
      guard cells != columns, !cells.isEmpty else { return nil }
      guard cells.count == 4 else {
        notes.add("line \(line): expected an interval of 4 fields, found \(cells.count); left out")
        return nil
      }
      return Interval(
        tag: hasTag ? String(fields[0].dropFirst(4)) : nil, length: ToolNumber.decimal(cells[1]),
        maximum: ToolNumber.decimal(cells[2]), code: cells[3], line: line)
    }
  }

  private static func benchmark(
    _ intervals: [Interval], _ tag: String?, _ stem: String, _ notes: inout ToolNotes
  ) -> ToolBenchmark {
    var metrics: [ToolMetric] = []
    if let samples = samples(intervals, &notes) {
      metrics.append(ToolMetric("value", .one, samples: samples))
    }
    let columns: [(String, Unit, [Double?])] = [
      ("Interval_Max", .one, intervals.map(\.maximum)),
      ("Interval_Length", .seconds, intervals.map(\.length)),
    ]
    for (name, unit, cells) in columns where cells.contains(where: { $0 != nil }) {
      let values = cells.enumerated().compactMap { run, cell in
        cell.map { (run: run, value: $0) }
      }
      metrics.append(
        ToolMetric(
          name, unit,
          samples: ToolSamples(
            values, source: "column \(name)", isComplete: values.count == intervals.count)))
    }
    return ToolBenchmark(
      entity: stem, parameters: tag.map { [ToolAttribute("tag", $0)] } ?? [], metrics: metrics,
      place: "line \(intervals.first?.line ?? 1)")
  }

  /// So many values are unfolded from the histograms.
  private static let limit = 10_000_000

  private static func samples(_ intervals: [Interval], _ notes: inout ToolNotes) -> ToolSamples? {
    var values: [Double] = []
    var runs: [Int] = []
    var broken = 0
    for (run, interval) in intervals.enumerated() {
      guard let histogram = HdrHistogramCode(text: interval.code) else {
        notes.add("line \(interval.line): the histogram is broken or of an older version; left out")
        broken += 1
        continue
      }
      for bucket in histogram.buckets {
        guard bucket.count <= limit - values.count else {
          notes.add("more than \(limit) recorded values; left out")
          return nil
        }
        values.append(contentsOf: repeatElement(bucket.middle, count: bucket.count))
        runs.append(contentsOf: repeatElement(run, count: bucket.count))
      }
    }
    guard !values.isEmpty else { return nil }
    return ToolSamples(
      values, source: "column Interval_Compressed_Histogram, middles of buckets",
      isComplete: broken == 0, isToolsOwn: false, runs: runs)
  }

  /// What stands in comments: `#[StartTime: …]`.
  private static func comments(_ content: ToolContent) -> [ToolAttribute] {
    (content.text ?? []).filter { $0.hasPrefix("#[") && $0.hasSuffix("]") }.map { line in
      let text = line.dropFirst(2).dropLast()
      let sides = text.split(separator: ": ", maxSplits: 1)
      return sides.count == 2
        ? ToolAttribute(String(sides[0]), String(sides[1])) : ToolAttribute("comment", String(text))
    }
  }
}
