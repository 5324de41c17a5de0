import TestSupport
import Testing

@testable import Benchmarks

@Suite("wrk and wrk2") struct LoadWrkTests {
  // Without counterpart: n_runs_without_totals (checked on the fixture), the texts "as written" of
  // times, and `label`, which may stand anywhere before the first run.
  @Test(
    "agree with the reference", .enabled(if: Repository.shared != nil, "needs ../shared"),
    arguments: [
      ("wrk/flask_k8s_wrk.txt", "wrk"), ("wrk2/play_jdk8_plaintextget.txt", "wrk2"),
    ])
  func shared(path: String, identifier: String) throws {
    let expected = try MicroSamples.expected(path)
    let result = try MicroSamples.readShared(path, as: identifier)
    #expect(result.benchmarks.count == expected.number("n_runs").map { Int($0) })
    let failed = result.benchmarks.compactMap(\.failures?.count).reduce(0, +)
    #expect(Double(failed) == expected.number("n_failed"))
    for (benchmark, run) in zip(result.benchmarks, expected["runs"].elements) {
      #expect(benchmark.place == "line \(Int(run.number("line") ?? 0))")
      #expect(benchmark.entity == run["url"].string)
      #expect(benchmark.parameter("duration") == run["duration_arg"].string)
      #expect(benchmark.parameter("heading") == run["label"].string)
      for key in ["threads", "connections"] {
        #expect(benchmark.parameter(key).flatMap(Double.init) == run.number(key))
      }
      try compareFailures(benchmark, run)
      try compareTotals(benchmark, run)
      try compareStatistics(benchmark.metric("latency"), run["latency"])
      try compareStatistics(
        benchmark.metric("requests per second and thread"), run["req_per_sec_per_thread"])
      try comparePercentiles(benchmark, run)
    }
  }

  private func compareFailures(_ benchmark: ToolBenchmark, _ run: JSONOracle) throws {
    let reasons = try #require(benchmark.failures).reasons
    for kind in run["socket_errors"].keys {
      let count = reasons.first { $0.text == "socket error: \(kind)" }?.count ?? 0
      #expect(Double(count) == run["socket_errors"].number(kind))
    }
    let status = reasons.first { $0.text.hasPrefix("response") }?.count
    #expect(status.map(Double.init) == run.number("non_2xx"))
  }

  private func compareTotals(_ benchmark: ToolBenchmark, _ run: JSONOracle) throws {
    let totals = [
      "requests": "requests", "duration": "duration_s", "requests per second": "requests_per_sec",
    ]
    for (name, key) in totals {
      #expect(benchmark.metric(name)?.reported(.total) == run.number(key), "\(name)")
    }
    #expect(
      benchmark.metric("requests per second")?.reported.first?.source
        == run["requests_per_sec_field"].string)
    let sizes = ["read": "read_as_written", "transfer per second": "transfer_per_sec_as_written"]
    for (name, key) in sizes {
      let written = try #require(run[key].string)
      let factors = ["KB": 1024, "MB": 1_048_576, "GB": 1_073_741_824.0]
      let factor = try #require(factors[String(written.suffix(2))])
      #expect(
        benchmark.metric(name)?.reported(.total) == Double(written.dropLast(2)).map { $0 * factor })
    }
  }

  private func compareStatistics(_ metric: ToolMetric?, _ oracle: JSONOracle) throws {
    let metric = try #require(metric)
    if let unit = oracle["unit"].string { #expect(metric.unit.symbol == unit) }
    let kinds: [(ReportedStatistic.Kind, String)] = [
      (.mean, "mean"), (.standardDeviation, "stddev"), (.maximum, "max"),
    ]
    for (kind, key) in kinds {
      expectDigits(metric.reported(kind), oracle.number(key), 15, "\(metric.name) \(key)")
    }
    if let within = oracle.number("within_1_stddev_pct") {
      #expect(
        metric.reported(.other("percent within one standard deviation of the mean")) == within)
    }
    #expect(metric.reported.first?.source == oracle["field"].string)
  }

  private func comparePercentiles(_ benchmark: ToolBenchmark, _ run: JSONOracle) throws {
    let latency = try #require(benchmark.metric("latency"))
    for key in run["percentiles_s"].keys {
      let probability = try #require(Double(key + "e-2"))
      expectDigits(
        latency.reported(.percentile(probability)), run["percentiles_s"].number(key), 15, key)
    }
    guard run["spectrum_mean_ms"].exists else { return }
    let spectrum = try #require(
      benchmark.metric("latency: HdrHistogram - Recorded Latency, spectrum"))
    #expect(spectrum.unit == .milliseconds)
    #expect(spectrum.reported(.mean) == run.number("spectrum_mean_ms"))
    #expect(spectrum.reported(.standardDeviation) == run.number("spectrum_stddev_ms"))
    #expect(spectrum.reported(.maximum) == run.number("spectrum_max_ms"))
    #expect(spectrum.reported(.count) == run.number("spectrum_total_count"))
    #expect(Double(spectrum.reported.count - 4) == run.number("n_spectrum_rows"))
  }

  @Test("runs, settings between them, a run without requests and one cut short")
  func wrk() throws {
    let result = try MicroSamples.read(MicroSamples.fixture("wrk/two-runs.txt"), as: "wrk")
    #expect(result.benchmarks.map(\.place) == ["line 3", "line 20", "line 29"])
    let first = result.benchmarks[0]
    #expect(first.parameter("cache") == "off")
    #expect(first.parameter("heading") == "first")
    let latency = try #require(first.metric("latency"))
    #expect(latency.reported(.mean) == 0.00025)
    #expect(latency.reported(.standardDeviation) == 0.0015)
    #expect(latency.reported(.maximum) == 2)
    #expect(latency.reported(.percentile(0.99)) == 1.2)
    #expect(first.metric("read")?.reported(.total) == 3_145_728)
    #expect(first.failures?.count == 12)
    #expect(
      first.failures?.reasons.map(\.text)
        == ["response that is not 2xx or 3xx", "socket error: timeout", "socket error: connect"])
    let second = result.benchmarks[1]
    #expect(second.parameter("cache") == "on")
    #expect(second.metric("latency") == nil)
    #expect(second.metric("duration")?.reported(.total) == 60)
    #expect(second.failures?.count == 16)
    #expect(result.benchmarks[2].metrics.isEmpty)
    #expect(result.benchmarks[2].failures == nil)
    #expect(
      result.notes == [
        "the run on line 29 has no line of totals: it was cut short",
        "the run on line 20 has no requests: its latencies are left out",
      ])
  }

  @Test("counts beyond all bounds") func manyErrors() throws {
    let text = """
      Running 1s test @ http://localhost/
        1 threads and 1 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     1.00ms    1.00ms   2.00ms   90.00%
        10 requests in 1.00s, 1.00KB read
        Socket errors: connect 9223372036854775807, read 9223372036854775807, write 0, timeout 0
      Requests/sec:     10.00
      Transfer/sec:      1.00KB
      """
    let result = try MicroSamples.read(MicroSamples.content(text), as: "wrk")
    #expect(result.benchmarks[0].failures?.count == .max)
    #expect(result.benchmarks[0].failures?.reasons.count == 2)
  }

  @Test("the spectrum and the uncorrected latencies are metrics of their own") func wrk2() throws {
    let result = try MicroSamples.read(MicroSamples.fixture("wrk2/constant-rate.txt"), as: "wrk2")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.metric("latency")?.reported(.percentile(0.99)) == 0.003)
    let spectrum = benchmark.metrics.filter { $0.name.hasSuffix("spectrum") }
    #expect(spectrum.count == 1)
    #expect(spectrum[0].unit == .milliseconds)
    #expect(spectrum[0].reported(.count) == 20000)
    #expect(spectrum[0].reported(.percentile(1)) == 5.003)
    let uncorrected = benchmark.metrics.first { $0.name.contains("Uncorrected") }
    #expect(uncorrected?.reported(.percentile(0.5)) == 0.0009)
    #expect(uncorrected?.reported(.percentile(0.99)) == 0.002)
    #expect(benchmark.failures?.count == 0)
  }

  @Test("broken files do not trap") func fuzz() throws {
    var mutator = FormatMutator(seed: 12)
    mutator.exercise(try MicroSamples.fixture("wrk/two-runs.txt"), times: 300)
    mutator.exercise(try MicroSamples.fixture("wrk2/constant-rate.txt"), times: 300)
  }
}
