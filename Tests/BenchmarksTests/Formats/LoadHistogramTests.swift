import TestSupport
import Testing

@testable import Benchmarks

@Suite("HdrHistogram's percentile distribution") struct LoadHistogramTests {
  // Without counterpart: has_bom, the count of each row.
  @Test("agrees with the reference", .enabled(if: Repository.shared != nil, "needs ../shared"))
  func shared() throws {
    let path = "hdrhistogram/sample_3sf_10perc.hgrm"
    let expected = try MicroSamples.expected(path)
    let result = try MicroSamples.readShared(path, as: "hdrhistogram")
    let metric = try #require(result.benchmarks.first?.metrics.first)
    #expect(metric.reported(.mean) == expected.number("mean_reported"))
    #expect(metric.reported(.standardDeviation) == expected.number("stddev_reported"))
    #expect(metric.reported(.maximum) == expected.number("max_reported"))
    #expect(metric.reported(.count) == expected.number("total_count"))
    for name in ["Buckets", "SubBuckets"] {
      let text = result.environment.first { $0.name == name }?.text
      #expect(text.flatMap(Double.init) == expected["footer"].number(name))
    }
    let rows: [(probability: Double, value: Double)] = metric.reported.compactMap {
      if case .percentile(let probability) = $0.kind { (probability, $0.value) } else { nil }
    }
    #expect(Double(rows.count) == expected.number("n_rows"))
    let ends = [expected["first_row"].elements, expected["last_row"].elements]
    for (row, oracle) in zip([rows.first, rows.last], ends) {
      #expect(row?.value == oracle[0].number)
      #expect(row?.probability == oracle[1].number)
    }
    for (key, q) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p999", 0.999)] {
      #expect(rows.first { $0.probability >= q }?.value == expected.number(key), "\(key)")
    }
  }

  @Test("rows are percentiles, the footer the rest") func fixture() throws {
    let result = try MicroSamples.read(
      MicroSamples.fixture("hdrhistogram/small.hgrm"), as: "hdrhistogram")
    #expect(result.benchmarks.map(\.entity) == ["small"])
    let metric = try #require(result.benchmarks.first?.metrics.first)
    #expect(metric.unit == .one)
    #expect(metric.reported(.percentile(0.5)) == 2.5)
    #expect(metric.reported(.count) == 10)
    #expect(metric.reported.first?.source == "line 6")
    #expect(result.notes == ["the file does not state the unit of its values"])
  }

  @Test("the form with commas") func commas() throws {
    let text = """
      "Value","Percentile","TotalCount","1/(1-Percentile)"
      1.5,0.0,1,1.00
      4.0,1.0,3,Infinity
      """
    let result = try MicroSamples.read(
      try MicroSamples.content(text, file: "a.csv"), as: "hdrhistogram")
    #expect(result.benchmarks.first?.metrics.first?.reported(.percentile(1)) == 4)
  }

  @Test("an empty histogram has no statistics") func empty() throws {
    let text = """
             Value     Percentile TotalCount 1/(1-Percentile)

             0.000 1.000000000000          0
      #[Mean    =        0.000, StdDeviation   =        0.000]
      #[Max     =        0.000, Total count    =            0]
      """
    let result = try MicroSamples.read(MicroSamples.content(text), as: "hdrhistogram")
    #expect(result.benchmarks.first?.metrics.first?.reported == [])
    #expect(result.notes.contains("nothing was recorded: the total count is 0"))
  }

  @Test("a header without rows is refused") func noRows() throws {
    let content = try MicroSamples.content("Value Percentile TotalCount 1/(1-Percentile)\n")
    #expect(throws: (any Error).self) { try HdrHistogramFormat.read(content, reason: "") }
  }

  // Without counterpart: error, encoding_versions (only the second is read).
  @Test(
    "a log agrees with the reference", .enabled(if: Repository.shared != nil, "needs ../shared"))
  func sharedLog() throws {
    let path = "hdrhistogram/jHiccup-2.0.7S.logV2.hlog"
    let expected = try MicroSamples.expected(path)
    let content = try MicroSamples.shared(path)
    let result = try MicroSamples.read(content, as: "hdrhistogram-log")
    let tag = expected["tags"].elements[0]
    #expect(result.benchmarks.count == expected["tags"].elements.count)
    let benchmark = result.benchmarks[0]
    let maxima = try #require(benchmark.metric("Interval_Max")?.samples?.values)
    #expect(Double(maxima.count) == expected.number("n_intervals"))
    #expect(maxima.max() == tag["interval_max_as_written"].number("max"))
    #expect(maxima.min() == tag["interval_max_as_written"].number("min"))
    let lengths = try #require(benchmark.metric("Interval_Length")?.samples?.values)
    expectDigits(lengths.reduce(0, +), tag.number("sum_interval_length"), 13, "length")
    let samples = try #require(benchmark.metric("value")?.samples)
    #expect(samples.isComplete)
    #expect(Double(samples.values.count) == tag.number("total_count"))
    let histogram = tag["histogram"]
    let mean = samples.values.reduce(0, +) / Double(samples.values.count)
    expectDigits(mean, histogram.number("mean_of_bucket_middles"), 12, "mean")
    for comment in expected.strings("comments").map({ $0.dropFirst(2).dropLast() }) {
      #expect(
        result.environment.contains { "\($0.name): \($0.text)" == comment || $0.text == comment })
    }
    // The buckets themselves, whose ends the reference states.
    let codes = (content.text ?? []).compactMap { $0.split(separator: ",").last }
      .filter { $0.hasPrefix("HIST") }.compactMap { HdrHistogramCode(text: $0) }
    let digits = tag.numbers("significant_digits")
    #expect(codes.allSatisfy { digits == [Double($0.significantDigits)] })
    let buckets = codes.flatMap(\.buckets).sorted { $0.low < $1.low }
    #expect(buckets.first.map { Double($0.low) } == histogram.number("min_bucket_low"))
    #expect(buckets.last.map { Double($0.low) } == histogram.number("max_bucket_low"))
    #expect(buckets.last.map { Double($0.high) } == histogram.number("max_bucket_high"))
    for (key, q) in [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)] {
      let rank = Int((q * Double(samples.values.count)).rounded(.up))
      var running = 0
      let bucket = buckets.first { bucket in
        running += bucket.count
        return running >= rank
      }
      #expect(bucket.map { Double($0.high) } == histogram.number(key), "\(key)")
    }
  }

  @Test("a log by tags, with a histogram that is broken") func log() throws {
    let result = try MicroSamples.readFixture("hdrhistogram/two-tags.hlog", as: "hdrhistogram-log")
    #expect(result.benchmarks.map { $0.parameter("tag") } == [nil, "B"])
    let value = try #require(result.benchmarks[0].metric("value")?.samples)
    #expect(value.values == [10, 10, 10, 11, 257, 257])
    #expect(!value.isComplete)
    #expect(!value.isToolsOwn)
    #expect(result.benchmarks[1].metric("value")?.samples?.values.count == 300)
    #expect(result.benchmarks[0].metric("Interval_Max")?.samples?.values == [0.257, 0, 0.001])
    #expect(
      result.notes.contains("line 7: the histogram is broken or of an older version; left out"))
    #expect(result.environment.count == 2)
  }

  /// Histograms of 24, 39 and 40 bytes, made with Python's zlib; the last is whole and empty.
  @Test("a histogram shorter than its header is broken") func shortHeader() {
    #expect(HdrHistogramCode(text: "HISTFAAAABJ4nJNpmSzMgADMUJoRABzhAUs=") == nil)
    #expect(HdrHistogramCode(text: "HISTFAAAABV4nJNpmSzMgADMUJqRARUAADBGAUs=") == nil)
    let whole = HdrHistogramCode(text: "HISTFAAAABV4nJNpmSzMgADMUJqRAQ0AADGRAUs=")
    #expect(whole?.buckets == [] && whole?.significantDigits == 3)
  }

  @Test("zlib data of every kind of block, and broken ones") func inflate() throws {
    // Made with Python's zlib: level 0 (stored), level 9 on short and on repetitive text.
    let stored: [UInt8] = [
      0x78, 0x01, 0x01, 0x03, 0x00, 0xFC, 0xFF, 0x61, 0x62, 0x63, 0x02, 0x4D, 0x01, 0x27,
    ]
    #expect(Inflate.zlib(stored) == Array("abc".utf8))
    let fixed: [UInt8] = [
      0x78, 0xDA, 0x4B, 0x4C, 0x4A, 0x4E, 0x4C, 0xA4, 0x31, 0x06, 0x00, 0x89, 0x06, 0x26, 0x30,
    ]
    let dynamic: [UInt8] = [
      0x78, 0xDA, 0x7D, 0xCC, 0x41, 0x01, 0x03, 0x41, 0x10, 0x02, 0x30, 0x38, 0x78, 0x30,
      0x0B, 0xFE, 0xF5, 0xD6, 0x41, 0x23, 0x20, 0x00, 0x75, 0xF6, 0x0B, 0x96, 0xF1, 0x23,
      0x46, 0xF7, 0xE1, 0x7A, 0x94, 0x70, 0x66, 0xFB, 0x5D, 0x56, 0xF9, 0x3B, 0x3A, 0x55,
      0x73, 0x84, 0x55, 0xB2, 0xD1, 0xDE, 0x55, 0xD4, 0xC4, 0x14, 0x6B, 0x0B, 0x63, 0x56,
      0xA2, 0xEB, 0xF0, 0xAF, 0xFE, 0x01, 0xA1, 0xC6, 0x02, 0xB8,
    ]
    let cubes: [UInt8] = (0..<120).map { (i: Int) -> UInt8 in UInt8(i * i * i / 7 % 13) }
    #expect(Inflate.zlib(dynamic) == cubes)
    for i in dynamic.indices {
      var broken = dynamic
      broken[i] ^= 0x11
      _ = Inflate.zlib(broken)
      #expect(Inflate.zlib(Array(dynamic[..<i])) == nil)
    }
    let text = Inflate.zlib(fixed)
    #expect(
      text.map { String(decoding: $0, as: UTF8.self) } == String(repeating: "abca", count: 25))
    #expect(Inflate.zlib(fixed, limit: 10) == nil)
    for i in stored.indices {
      #expect(Inflate.zlib(Array(stored[..<i])) == nil)
      #expect(Inflate.zlib(Array(fixed[..<i])) == nil)
      var broken = fixed
      broken[i] ^= 0x10
      // The last bits of the block may be anything.
      let result = Inflate.zlib(broken)
      #expect(result == nil || result == text, "byte \(i)")
    }
  }

  @Test("broken files do not trap") func fuzz() throws {
    var mutator = FormatMutator(seed: 13)
    mutator.exercise(try MicroSamples.fixture("hdrhistogram/small.hgrm"), times: 300)
    mutator.exercise(try MicroSamples.fixture("hdrhistogram/two-tags.hlog"), times: 300)
  }
}
