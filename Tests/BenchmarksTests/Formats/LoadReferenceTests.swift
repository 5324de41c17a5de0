import TestSupport
import Testing

@testable import Benchmarks

/// The files of load testers against figures that a separate script computed.
@Suite(
  "load-test files against the reference",
  .enabled(if: Repository.shared != nil, "needs ../shared"))
struct LoadReferenceTests {
  /// Without counterpart: histogram_total (the histogram is not read), computed_by, form.
  @Test(
    "vegeta and oha",
    arguments: [
      ("vegeta/avito_shop_report.json", "vegeta-report"), ("oha/crush_test_plain.json", "oha"),
      ("oha/crush_test_wrapped.json", "oha"),
    ])
  func reported(path: String, identifier: String) throws {
    let expected = try MicroSamples.expected(path)
    let result = try MicroSamples.readShared(path, as: identifier)
    #expect(Double(result.benchmarks.count) == expected.number("n_runs"))
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.metric("latency")?.unit.symbol == expected["unit"].string)
    #expect(!expected["reported"].keys.isEmpty)
    for key in expected["reported"].keys {
      let field = try #require(expected["reported"][key]["field"].string)
      // A key with a point stands in brackets in our paths.
      let ours = field.replacing(/\.(p99\.\d+)$/) { "[\"\($0.1)\"]" }
      #expect(
        benchmark.reported(at: ours) == [expected["reported"][key].number("value")], "\(field)")
    }
    let failures = try #require(benchmark.failures)
    let failed = expected.number("n_not_2xx") ?? expected.number("n_errors_without_deadline")
    #expect(Double(failures.count) == failed)
    #expect(
      failures.total.map(Double.init)
        == expected.number("n_requests") ?? expected.number("n_responses"))
    if let requests = expected.number("n_requests") {
      #expect(benchmark.metric("requests")?.reported(.total) == requests)
      #expect(benchmark.metric("success")?.reported(.total) == expected.number("success_ratio"))
    }
    if let deadline = expected.number("n_deadline") {
      #expect(result.notes.contains { $0.hasPrefix("\(Int(deadline)) requests were aborted") })
    }
  }

  @Test("k6's summary") func k6Summary() throws {
    let path = "k6-summary/scottgal_summary.json"
    let expected = try MicroSamples.expected(path)
    let benchmark = try #require(
      MicroSamples.readShared(path, as: "k6-summary").benchmarks.first)
    let metrics = expected["metrics"]
    #expect(Double(metrics.keys.count) == expected.number("n_metrics"))
    #expect(!metrics.keys.isEmpty)
    for name in metrics.keys {
      for key in metrics[name]["reported"].keys {
        let figure = metrics[name]["reported"][key]
        let field = try #require(figure["field"].string)
        let own = benchmark.metric(name)?.reported ?? []
        let rate = benchmark.metric("\(name) rate")?.reported ?? []
        let found = (own + rate).filter { $0.source == field }.map { $0.value }
        #expect(found == [figure.number("value")], "\(field)")
      }
    }
    #expect(benchmark.metric("http_reqs")?.reported(.total) == expected.number("n_requests"))
    #expect(benchmark.failures.map { Double($0.count) } == expected.number("n_failed"))
    #expect(
      benchmark.metric("checks")?.reported(.other("fails")) == expected.number("failed_checks"))
  }

  @Test("k6's points") func k6Points() throws {
    let path = "k6-ndjson/mn1809_output.ndjson"
    let expected = try MicroSamples.expected(path)
    let benchmark = try #require(MicroSamples.readShared(path, as: "k6-ndjson").benchmarks.first)
    let metrics = expected["metrics"]
    // Of one metric, named in no definition and no point, there is nothing.
    #expect(benchmark.metrics.map(\.name).sorted() == metrics.keys)
    #expect(benchmark.failures?.total.map(Double.init) == expected.number("n_requests"))
    #expect(benchmark.failures.map { Double($0.count) } == expected.number("n_failed"))
    for name in metrics.keys {
      let oracle = metrics[name]
      let metric = try #require(benchmark.metric(name))
      let values = try #require(metric.samples?.values)
      #expect(Double(values.count) == oracle.number("n_points"))
      if let unit = oracle["unit"].string { #expect(metric.unit.symbol == unit) }
      if oracle["from_raw"].exists { try expectRaw(values, oracle["from_raw"], name) }
      if let sum = oracle.number("sum") { #expect(values.reduce(0, +) == sum) }
      if let last = oracle.number("last") {
        #expect(values.last == last)
        #expect(values.min() == oracle.number("min"))
        #expect(values.max() == oracle.number("max"))
      }
      if let count = oracle.number("n_true") {
        #expect(Double(values.count { $0 != 0 }) == count)
        #expect(values.reduce(0, +) / Double(values.count) == oracle.number("rate"))
      }
    }
  }
}
