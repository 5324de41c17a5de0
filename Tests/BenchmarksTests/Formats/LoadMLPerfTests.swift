import TestSupport
import Testing

@testable import Benchmarks

@Suite("MLPerf loadgen summary") struct LoadMLPerfTests {
  // Without counterpart: n_keys, repeated_keys, bytes: properties of the file.
  @Test("agrees with the reference", .enabled(if: Repository.shared != nil, "needs ../shared"))
  func shared() throws {
    let path = "mlperf/llama2_offline_summary.txt"
    let expected = try MicroSamples.expected(path)
    let result = try MicroSamples.readShared(path, as: "mlperf")
    let benchmark = try #require(result.benchmarks.first)
    #expect(benchmark.entity == expected["sut"].string)
    #expect(benchmark.parameter("Scenario") == expected["scenario"].string)
    #expect(benchmark.parameter("Mode") == expected["mode"].string)
    #expect(result.environment.contains(ToolAttribute("Result is", "VALID")))
    #expect(expected["result"].string == "VALID")
    for name in expected["throughput"].keys {
      #expect(
        benchmark.metric(name)?.reported(.total) == expected["throughput"][name].number("value"))
    }
    for name in expected["constraints"].keys {
      let text = expected["constraints"][name].string
      #expect(result.environment.first { $0.name == name }?.text == text)
    }
    let latency = try #require(benchmark.metric("latency"))
    let kinds: [String: ReportedStatistic.Kind] = [
      "Min": .minimum, "Max": .maximum, "Mean": .mean, "50.00": .percentile(0.5),
      "90.00": .percentile(0.9), "95.00": .percentile(0.95), "97.00": .percentile(0.97),
      "99.00": .percentile(0.99), "99.90": .percentile(0.999),
    ]
    for name in expected["latencies"].keys {
      let value = expected["latencies"][name].number("value")
      if let kind = name.split(separator: " ").first.flatMap({ kinds[String($0)] }) {
        #expect(latency.reported(kind) == value, "\(name)")
        #expect(latency.unit.symbol == expected["latencies"][name]["unit"].string)
      } else {
        #expect(benchmark.parameter(name).flatMap(Double.init) == value, "\(name)")
      }
    }
    #expect(Double(try #require(benchmark.failures).count) == expected.number("n_failed"))
  }

  @Test("quantities, rates, parameters, errors") func fixture() throws {
    let result = try MicroSamples.read(
      MicroSamples.fixture("mlperf/server_summary.txt"), as: "mlperf")
    let benchmark = try #require(result.benchmarks.first)
    #expect(
      benchmark.metrics.map(\.name) == [
        "Completed samples per second", "Completed tokens per second",
        "Scheduled samples per second", "latency", "first token latency",
      ])
    #expect(
      benchmark.metrics.map(\.unit.symbol) == ["samples/s", "tokens/s", "samples/s", "ns", "ns"])
    #expect(benchmark.metric("first token latency")?.reported(.percentile(0.99)) == 700000)
    #expect(benchmark.parameter("target_qps") == "125")
    #expect(benchmark.parameter("ttft_latency (ns)") == "2000000000")
    #expect(benchmark.failures?.count == 3)
    #expect(
      result.notes == [
        "the load generator says that the result is INVALID",
        "2 warnings encountered. See detailed log.",
      ])
  }

  @Test("broken files do not trap") func fuzz() throws {
    var mutator = FormatMutator(seed: 14)
    mutator.exercise(try MicroSamples.fixture("mlperf/server_summary.txt"), times: 400)
  }
}
