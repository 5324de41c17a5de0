import TestSupport
import Testing

@testable import Benchmarks

/// What the readers of load testers make of small files of our own.
@Suite("load-test formats") struct LoadFixtureTests {
  @Test("vegeta's report") func vegetaReport() throws {
    let result = try MicroSamples.readFixture("vegeta/report.json", as: "vegeta-report")
    let benchmark = result.benchmarks[0]
    #expect(benchmark.entity == "report")
    let latency = try #require(benchmark.metric("latency"))
    #expect(latency.reported(.percentile(0.99)) == 2000)
    #expect(latency.reported(.sum) == 6000)
    #expect(benchmark.metric("rate")?.reported(.total) == 4)
    #expect(
      benchmark.failures
        == ToolFailures(
          count: 2, total: 4, rule: VegetaResultsFormat.rule,
          reasons: [("status 0", 1), ("status 503", 1)]))
    #expect(result.environment.contains(ToolAttribute("error", "503 Service Unavailable")))
  }

  @Test("an attack without requests has no statistics") func vegetaEmpty() throws {
    let text = """
      {"latencies":{"total":0,"mean":0,"50th":0,"max":0,"min":0},"bytes_in":{"total":0,"mean":0},
      "bytes_out":{"total":0,"mean":0},"duration":0,"wait":0,"requests":0,"rate":0,"throughput":0,
      "success":0,"status_codes":{},"errors":[]}
      """
    let result = try MicroSamples.read(MicroSamples.content(text), as: "vegeta-report")
    #expect(result.benchmarks[0].metrics.isEmpty)
    #expect(result.notes == ["no requests: statistics are left out"])
  }

  @Test("vegeta's results by address") func vegetaResults() throws {
    let result = try MicroSamples.readFixture("vegeta/results.ndjson", as: "vegeta-results")
    #expect(result.benchmarks.map(\.entity) == ["http://localhost/a", "http://localhost/b"])
    let first = result.benchmarks[0]
    #expect(first.parameters == [ToolAttribute("attack", "big"), ToolAttribute("method", "GET")])
    #expect(first.metric("latency")?.samples?.values == [1000, 3000])
    #expect(first.metric("latency")?.unit == .nanoseconds)
    #expect(first.failures?.reasons.map(\.text) == ["503 Service Unavailable"])
    #expect(result.benchmarks[1].failures?.count == 0)
    #expect(result.benchmarks[1].place == "line 3")
  }

  @Test("oha, plain and wrapped") func oha() throws {
    let plain = try MicroSamples.fixture("oha/plain.json")
    let json = try #require(plain.json)
    let wrapped = ToolContent(
      file: "w.json",
      form: .json(
        .object([
          ("stdout", .object([("type", .string("json")), ("value", json)])),
          (
            "request",
            .object([
              ("args", .array([.string("-c"), .string("4"), .string("http://localhost/")]))
            ])
          ),
        ])))
    for (content, entity, prefix) in [
      (plain, "plain", ""), (wrapped, "http://localhost/", "stdout.value."),
    ] {
      let result = try MicroSamples.read(content, as: "oha")
      let benchmark = result.benchmarks[0]
      #expect(benchmark.entity == entity)
      #expect(benchmark.reported(at: "\(prefix)summary.average") == [0.2])
      #expect(benchmark.metric("latency")?.reported(.percentile(0.999)) == 0.4)
      #expect(benchmark.metric("sizePerRequest") == nil)
      #expect(benchmark.metric("rps")?.reported(.standardDeviation) == 5)
      #expect(benchmark.metric("firstByte")?.reported(.percentile(0.5)) == 0.1)
      #expect(benchmark.failures?.count == 17)
      #expect(benchmark.failures?.total == 97)
      #expect(benchmark.failures?.reasons.map(\.text) == ["status 500", "connection refused"])
      #expect(
        result.notes == ["3 requests were aborted due to the deadline and are no failures"])
    }
  }

  @Test("k6's older summary") func k6Export() throws {
    let result = try MicroSamples.readFixture("k6-summary/export.json", as: "k6-summary")
    let benchmark = result.benchmarks[0]
    #expect(
      benchmark.metrics.map(\.name) == [
        "http_req_duration", "http_req_duration{expected_response:true}", "http_reqs",
        "http_reqs rate", "data_received", "data_received rate", "http_req_failed", "vus",
        "my_trend",
      ])
    #expect(
      benchmark.metrics.map(\.unit.symbol)
        == ["ms", "ms", "count", "count/s", "bytes", "bytes/s", "1", "count", "1"])
    #expect(benchmark.metrics[0].reported(.percentile(0.999)) == 39.5)
    #expect(benchmark.metric("http_reqs")?.reported(.total) == 10)
    #expect(benchmark.metric("my_trend")?.reported(.count) == 7)
    #expect(benchmark.failures == ToolFailures(count: 1, total: 10, rule: K6.failureRule))
    #expect(
      result.notes == [
        "http_req_duration: the threshold 'p(90)<20' was not met",
        "the check 'is fast' failed 2 times",
      ])
  }

  @Test("k6's points") func k6Points() throws {
    let result = try MicroSamples.readFixture("k6-ndjson/points.ndjson", as: "k6-ndjson")
    let benchmark = result.benchmarks[0]
    #expect(benchmark.metrics.map(\.name) == ["http_req_duration", "http_req_failed", "sent"])
    #expect(benchmark.metrics[0].samples?.values == [12.5])
    #expect(benchmark.metrics[0].samples?.isComplete == false)
    #expect(benchmark.metrics[2].unit == .bytes)
    #expect(benchmark.failures == ToolFailures(count: 1, total: 2, rule: K6.failureRule))
    #expect(
      result.notes == [
        "line 3: data.value: expected a finite number, found the text 'slow'; left out"
      ]
    )
  }
}
