import Foundation
import TestSupport
import Testing

@testable import Benchmarks

/// The samples of micro-benchmark tools against figures that a separate script computed.
///
/// Without counterpart everywhere: computed_by, n_distinct_names, and `reported` figures that are
/// texts (pytest-benchmark's `outliers`, whose two numbers stand as members of their own).
@Suite(
  "micro-benchmark files against the reference",
  .enabled(if: Repository.shared != nil, "needs ../shared"))
struct MicroReferenceTests {
  @Test(
    "names, samples and reported figures",
    arguments: [
      ("hyperfine-json/bencher_two.json", "hyperfine-json"),
      ("pytest-benchmark/bencher_two.json", "pytest-benchmark"),
      ("pytest-benchmark/made_raw.json", "pytest-benchmark"),
      ("benchmarkdotnet/technobre_report01-full.json", "benchmarkdotnet"),
      ("jmh/fs2_benchmark.json", "jmh"),
      ("package-benchmark/di_swift_first1.jmh.json", "package-benchmark"),
    ])
  func samples(path: String, identifier: String) throws {
    let expected = try MicroSamples.expected(path)
    let result = try MicroSamples.readShared(path, as: identifier)
    #expect(Double(result.benchmarks.count) == expected.number("n_benchmarks"))
    let failures = result.benchmarks.compactMap(\.failures)
    #expect(failures.count { $0.count > 0 } == expected.number("n_failed").map { Int($0) })
    for (benchmark, oracle) in zip(result.benchmarks, expected["benchmarks"].elements) {
      #expect(benchmark.entity == oracle["name"].string)
      let metric = try #require(benchmark.metrics.first)
      #expect(metric.unit.symbol == oracle["unit"].string)
      if oracle["from_raw"].exists {
        try expectRaw(metric.samples?.values, oracle["from_raw"], benchmark.entity)
        #expect(metric.samples?.source == oracle["raw_field"].string)
        #expect(metric.samples?.isComplete == true)
      } else {
        #expect(metric.samples?.isComplete == false)
      }
      try expectReported(benchmark, oracle["reported"])
      try expectSettings(benchmark, oracle)
    }
  }

  private func expectReported(_ benchmark: ToolBenchmark, _ oracle: JSONOracle) throws {
    #expect(!oracle.keys.isEmpty)
    for key in oracle.keys {
      let field = try #require(oracle[key]["field"].string)
      if key == "scoreConfidence" {
        let score = benchmark.metrics.first?.reported.first
        #expect([score?.lower, score?.upper] == oracle[key].optionals("value"))
      } else if key == "scorePercentiles" {
        for percent in oracle[key]["value"].keys {
          #expect(
            benchmark.reported(at: "\(field)[\"\(percent)\"]")
              == oracle[key]["value"].numbers(percent) + [oracle[key]["value"].number(percent)!])
        }
      } else if let value = oracle[key].number("value") {
        #expect(benchmark.reported(at: field) == [value], "\(field)")
      } else {
        #expect(oracle[key]["value"].string != nil, "\(field)")
      }
    }
  }

  private func expectSettings(_ benchmark: ToolBenchmark, _ oracle: JSONOracle) throws {
    for key in oracle["params"].keys + oracle["parameters"].keys {
      #expect(benchmark.parameter(key) != nil, "\(key)")
    }
    if let count = oracle["params"].number("n") {
      #expect(benchmark.parameter("n").flatMap(Double.init) == count)
    }
    for key in ["mode", "forks", "threads"] where oracle[key].exists {
      let text = try #require(benchmark.parameter(key))
      #expect(text == oracle[key].string || Double(text) == oracle.number(key))
    }
    for name in oracle["secondary"].keys {
      let metric = try #require(benchmark.metric(name))
      #expect(metric.unit.symbol == oracle["secondary"][name]["scoreUnit"].string)
      #expect(metric.reported(.other("score")) == oracle["secondary"][name].number("score"))
      #expect(
        metric.samples.map { Double($0.values.count) } == oracle["secondary"][name].number("n_raw"))
    }
    for name in oracle["memory"].keys {
      #expect(benchmark.metric(name)?.reported(.total) == oracle["memory"].number(name))
    }
  }

  @Test("hyperfine's CSV") func hyperfineCSV() throws {
    let path = "hyperfine-csv/tinymole_hyperfine.csv"
    let expected = try MicroSamples.expected(path)
    let result = try MicroSamples.readShared(path, as: "hyperfine-csv")
    #expect(Double(result.benchmarks.count) == expected.number("n_benchmarks"))
    for (index, oracle) in expected["benchmarks"].elements.enumerated() {
      let benchmark = result.benchmarks[index]
      #expect(benchmark.entity == oracle["name"].string)
      #expect(benchmark.failures == nil)
      #expect(benchmark.metrics.allSatisfy { $0.samples == nil && $0.unit == .seconds })
      for key in oracle["reported"].keys {
        // The reference counts rows below the header, we count lines.
        #expect(oracle["reported"][key]["field"].string == "row \(index + 1), column \(key)")
        #expect(
          benchmark.reported(at: "line \(index + 2), column \(key)")
            == [oracle["reported"][key].number("value")])
      }
    }
  }

  @Test(
    "Google Benchmark's two forms",
    arguments: [
      ("google-benchmark-json/made_plain_reps.json", "google-benchmark-json"),
      ("google-benchmark-json/gbench_test3_run0.json", "google-benchmark-json"),
      ("google-benchmark-json/action_googlecpp.json", "google-benchmark-json"),
      ("google-benchmark-csv/made_plain.csv", "google-benchmark-csv"),
    ])
  func google(path: String, identifier: String) throws {
    let expected = try MicroSamples.expected(path)
    let content = try ToolContent(
      file: path, form: identifier.hasSuffix("csv") ? text(path) : MicroSamples.shared(path).form)
    let result = try MicroSamples.read(content, as: identifier)
    #expect(Double(result.benchmarks.count) == expected.number("n_benchmarks"))
    let aggregates = result.benchmarks.compactMap { $0.metric("real_time")?.reported.count }
    let entries = expected.number("n_aggregate_entries") ?? expected.number("n_aggregate_rows")
    #expect(Double(aggregates.reduce(0, +)) == entries)
    for (benchmark, oracle) in zip(result.benchmarks, expected["benchmarks"].elements) {
      #expect(benchmark.entity == oracle["name"].string)
      let real = try #require(benchmark.metric("real_time"))
      let cpu = try #require(benchmark.metric("cpu_time"))
      #expect(real.unit.symbol == oracle["unit"].string)
      #expect(Double(benchmark.failures?.count ?? 0) == oracle.number("n_errors"))
      if oracle["from_raw"].exists {
        try expectRaw(real.samples?.values, oracle["from_raw"], benchmark.entity)
        try expectRaw(cpu.samples?.values, oracle["cpu_time_from_raw"], benchmark.entity)
        let source = try #require(oracle["raw_field"].string)
        #expect(real.samples?.source.hasPrefix(source) == true)
      } else {
        #expect(real.samples == nil)
      }
      let list = oracle["aggregates"]
      for (name, aggregate) in list.keys.map({ ($0, list[$0]) })
        + list.elements.map({ ($0["aggregate_name"].string ?? "aggregate", $0) })
      {
        let kind = kinds[name] ?? .other(name)
        for (metric, key) in [(real, "real_time"), (cpu, "cpu_time")] {
          let values = metric.reported.filter { $0.kind == kind }.map(\.value)
          #expect(values.contains(aggregate.number(key) ?? .nan), "\(benchmark.entity) \(name)")
        }
      }
    }
  }

  private let kinds: [String: ReportedStatistic.Kind] = [
    "mean": .mean, "median": .median, "stddev": .standardDeviation,
  ]

  /// A file as lines of text, as which CSV is offered when its records are recognised by none.
  private func text(_ path: String) throws -> ToolContent.Form {
    let lines = try String(contentsOf: sharedFile("formats/" + path), encoding: .utf8)
    return .text(lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
  }

  @Test("thresholds of package-benchmark") func thresholds() throws {
    let folder = "package-benchmark/thresholds_swift_certificates"
    let files = try FileManager.default.contentsOfDirectory(
      atPath: sharedFile("formats/" + folder).path
    ).filter { $0.hasSuffix(".p90.json") }
    #expect(files.count == 6)
    for file in files {
      let expected = try MicroSamples.expected("\(folder)/\(file)")
      let result = try MicroSamples.readShared(
        "\(folder)/\(file)", as: "package-benchmark-thresholds")
      let metrics = try #require(result.benchmarks.first?.metrics)
      #expect(metrics.map(\.name) == expected["thresholds"].keys)
      for metric in metrics {
        #expect(metric.reported(.percentile(0.9)) == expected["thresholds"].number(metric.name))
      }
    }
  }

  // Without counterpart: total_iterations and the slope computed from the samples.
  @Test("criterion's folders") func criterion() throws {
    let expected = try MicroSamples.expected("criterion/doice")
    for oracle in expected["benchmarks"].elements {
      let folder = try "criterion/doice/\(#require(oracle["directory"].string))"
      let directory = try #require(oracle["directory"].string)
      func read(_ name: String) throws -> ToolBenchmark {
        let file = "\(folder)/new/\(name).json"
        return try #require(MicroSamples.readShared(file, as: "criterion").benchmarks.first)
      }
      #expect(try read("benchmark").entity == oracle["name"].string)
      let sample = try read("sample")
      #expect(sample.parameter("sampling_mode") == oracle["sampling_mode"].string)
      let samples = try #require(sample.metric("time"))
      #expect(samples.unit.symbol == oracle["unit"].string)
      try expectRaw(samples.samples?.values, oracle["from_raw"], directory)
      #expect(
        oracle["raw_field"].string
          == "\(directory)/new/sample.json: \(samples.samples?.source ?? "")")
      let time = try #require(read("estimates").metric("time"))
      #expect(time.reported.count == oracle["reported"].keys.count)
      for key in oracle["reported"].keys {
        let figure = oracle["reported"][key]
        let found = time.reported.first {
          "\(directory)/new/estimates.json \($0.source)" == figure["field"].string
        }
        #expect(found?.value == figure.number("value"))
        #expect(found?.lower == figure.number("lower"))
        #expect(found?.upper == figure.number("upper"))
      }
      let base = try MicroSamples.readShared("\(folder)/base/sample.json", as: "criterion")
      try expectRaw(
        base.benchmarks.first?.metrics.first?.samples?.values, oracle["base_from_raw"], "base")
      #expect(base.benchmarks.first?.entity == oracle["directory"].string)
      guard oracle["change_reported"].exists else { continue }
      let change = try MicroSamples.readShared("\(folder)/change/estimates.json", as: "criterion")
      let metric = try #require(change.benchmarks.first?.metric("relative change"))
      #expect(metric.reported(.mean) == oracle["change_reported"].number("mean"))
      #expect(metric.reported(.median) == oracle["change_reported"].number("median"))
    }
  }
}
