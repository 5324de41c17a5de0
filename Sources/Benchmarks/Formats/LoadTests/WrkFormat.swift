import Tables

/// What wrk prints, also several runs in one log.
enum WrkFormat: ToolFormatReader {
  // Source: wrk, src/stats.c (stats_stdev divides by n - 1 and gives 0 for n < 2;
  // stats_percentile picks the sample of rank round(np + 0.5)).
  static let format = ToolFormat(
    identifier: "wrk", tool: "wrk", form: "text on the standard output",
    standardDeviation: .sample, percentile: .other,
    traps: [
      "Latencies are measured closed-loop: a stall of the server hides the requests it held up "
        + "(coordinated omission).",
      "The line Req/Sec is per thread; Requests/sec is of all threads.",
      "Percentiles pick the sample of rank round(np + 0.5).",
      "Lines of errors stand only where there are errors; timeouts are counted as socket errors.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let known = WrkLog.recognise(content), !known.isWrk2 else { return nil }
    return known.reason
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    WrkLog(content.text ?? []).result(format, reason: reason)
  }
}

/// What wrk2 prints: wrk's text with an HdrHistogram of latencies.
enum Wrk2Format: ToolFormatReader {
  // Source: wrk2 keeps latencies in HdrHistogram_c, whose hdr_stddev divides by the total count.
  static let format = ToolFormat(
    identifier: "wrk2", tool: "wrk2", form: "text on the standard output",
    standardDeviation: .population, percentile: .histogram,
    traps: [
      "Latencies count from when a request should have been sent at the constant rate; those "
        + "called uncorrected do not.",
      "The line Req/Sec is per thread; Requests/sec is of all threads.",
      "The detailed spectrum is in milliseconds and leaves the calibration out: its count is less "
        + "than the number of requests.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let known = WrkLog.recognise(content), known.isWrk2 else { return nil }
    return known.reason + ", with thread calibration or an HdrHistogram"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    WrkLog(content.text ?? []).result(format, reason: reason)
  }
}
