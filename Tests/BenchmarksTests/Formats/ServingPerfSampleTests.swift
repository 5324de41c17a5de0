import Foundation
import TestSupport
import Testing

@testable import Benchmarks

/// Files of aiperf and genai-perf against independent figures, as ``ServingSampleTests``.
@Suite(.enabled(if: Repository.shared != nil, "needs ../shared"))
struct ServingPerfSampleTests {
  /// The reference reads metrics at the top level alone; this version has them in `records`, so
  /// that the failures are all it can say. The figures are held against those of the records.
  @Test func aiperfJSON() throws {
    let sample = try ServingSample(shared: "aiperf/run1/profile_export_aiperf.json")
    let records = try ServingSample(shared: "aiperf/run1/profile_export.jsonl")
    let benchmark = try sample.benchmark
    #expect(benchmark.entity == "openai/gpt-oss-20b")
    #expect(benchmark.failures.map { Double($0.count) } == sample.expected.number("n_failed"))
    #expect(benchmark.failures?.total == 100)
    #expect(benchmark.failures?.reasons.map(\.text) == ["499 RequestCancellationError"])
    for metric in try records.benchmark.metrics where metric.name != "request_count" {
      let other = try #require(benchmark.metric(metric.name), "\(metric.name)")
      let block = records.expected["metrics"][metric.name]["from_raw"]
      expectDigits(other.value(.mean), block.number("mean"), 12, metric.name)
      expectDigits(other.value(.percentile(0.99)), block.number("p99"), 12, metric.name)
      #expect(other.value(.count) == block.number("n"))
      #expect(other.unit == metric.unit)
    }
  }

  /// Points in time are no metrics here.
  @Test func aiperfRecords() throws {
    let sample = try ServingSample(shared: "aiperf/run1/profile_export.jsonl")
    let benchmark = try sample.benchmark
    #expect(benchmark.failures.map { Double($0.count) } == sample.expected.number("n_failed"))
    #expect(benchmark.failures?.total.map(Double.init) == sample.expected.number("n_records"))
    for (reason, count) in try #require(benchmark.failures?.reasons) {
      #expect(sample.expected["error_kinds"].number(reason) == Double(count))
    }
    #expect(benchmark.parameter("phase") == "profiling")
    let names = sample.expected["metrics"].keys.filter { !$0.hasSuffix("timestamp") }
    #expect(names.count == 11 && benchmark.metrics.count == 11)
    for name in names {
      let metric = try #require(benchmark.metric(name), "\(name)")
      let expected = sample.expected["metrics"][name]
      #expect(metric.unit == Unit(servingText: expected["unit"].string ?? ""))
      try expectFigures(metric.samples, expected["from_raw"], name)
    }
  }

  @Test(arguments: [
    ("aiperf/run1/profile_export_aiperf.csv", 10, 9),
    ("genai-perf/conc10/profile_export_genai_perf.csv", 5, 2),
  ])
  func perfCSV(_ path: String, distributions: Int, totals: Int) throws {
    let sample = try ServingSample(shared: path)
    let benchmark = try sample.benchmark
    var counts: [Int] = []
    for table in sample.expected["tables"].elements {
      let labels = table["rows"].keys.filter { !$0.contains("Timestamp") }
      counts.append(labels.count)
      for label in labels {
        let (name, unit) = PerfTables.nameAndUnit(label)
        let metric = try #require(benchmark.metric(name), "\(label)")
        #expect(metric.unit == unit)
        let row = table["rows"][label]
        #expect(metric.reported.count == row.keys.count, "\(label)")
        for column in row.keys {
          let found = metric.reported.filter { $0.source.hasSuffix("column \(column)") }
          #expect(found.map(\.value) == [row.number(column)], "\(label), \(column)")
        }
      }
    }
    #expect(counts == [distributions, totals])
    #expect(benchmark.metrics.count == distributions + totals)
  }

  @Test func genAIPerfJSON() throws {
    let sample = try ServingSample(shared: "genai-perf/conc10/profile_export_genai_perf.json")
    let benchmark = try sample.benchmark
    #expect(benchmark.entity == "meta/llama3-8b-instruct")
    #expect(benchmark.failures == nil && !sample.expected["n_failed"].exists)
    #expect(benchmark.parameter("concurrency") == "10")
    #expect(Double(benchmark.metrics.count) == sample.expected.number("n_metrics"))
    for name in sample.expected["metrics"].keys {
      let unit = sample.expected["metrics"][name]["unit"].string ?? ""
      #expect(benchmark.metric(name)?.unit == Unit(servingText: unit))
    }
    var reported = ReportedFields(sample.result)
    reported.expectAll(sample.expected)
    #expect(reported.count == 62)
  }
}
