import TestSupport
import Testing

@testable import Benchmarks

/// What the readers of micro-benchmark tools make of small files of our own.
@Suite("micro-benchmark formats") struct MicroFixtureTests {
  @Test("hyperfine's JSON") func hyperfineJSON() throws {
    let result = try MicroSamples.readFixture("hyperfine-json/two.json", as: "hyperfine-json")
    #expect(result.benchmarks.map(\.entity) == ["tool --level 1", "tool --level 2"])
    let first = result.benchmarks[0]
    #expect(first.parameters == [ToolAttribute("level", "1")])
    #expect(first.metrics.map(\.name) == ["time", "user", "system", "memory usage"])
    #expect(first.metric("time")?.samples?.source == "results[0].times")
    #expect(first.metric("memory usage")?.samples?.values == [1000, 1024, 1000])
    #expect(first.metric("memory usage")?.unit == .bytes)
    #expect(
      first.failures
        == ToolFailures(
          count: 2, total: 3, rule: "exit_codes that are not 0",
          reasons: [("exit code 1", 1), ("ended by a signal", 1)]))
    let second = result.benchmarks[1]
    #expect(second.failures == nil)
    #expect(second.metric("time")?.reported(.standardDeviation) == nil)
    #expect(second.metric("time")?.samples?.isComplete == false)
    #expect(result.notes == ["results[1].times: 1 of 2 entries are no finite number"])
  }

  @Test("hyperfine's CSV") func hyperfineCSV() throws {
    let result = try MicroSamples.readFixture("hyperfine-csv/two.csv", as: "hyperfine-csv")
    #expect(result.benchmarks.map(\.entity) == ["tool --level 1, quiet", "tool --level 2"])
    #expect(result.benchmarks[1].parameter("level") == "2")
    #expect(result.benchmarks[1].metric("time")?.reported(.standardDeviation) == nil)
    #expect(result.benchmarks[1].metric("system") == nil)
    #expect(result.notes == ["line 3, column system: expected a number, found 'many'; left out"])
  }

  @Test("hyperfine's CSV of a single run, whose deviation of 0 is none")
  func hyperfineSingleRun() throws {
    let text = """
      command,mean,stddev,median,user,system,min,max
      one,0.25,0,0.25,0.2,0.01,0.25,0.25
      two,0.25,0.0,0.25,0.2,0.01,0.2,0.3
      """
    let result = try MicroSamples.read(
      MicroSamples.content(text, file: "a.csv"), as: "hyperfine-csv")
    let times = result.benchmarks.map { $0.metric("time") }
    #expect(times.map { $0?.reported(.standardDeviation) } == [nil, 0])
    #expect(times[0]?.reported(.maximum) == 0.25)
  }

  @Test("Google Benchmark's JSON") func googleJSON() throws {
    let result = try MicroSamples.readFixture(
      "google-benchmark-json/mixed.json", as: "google-benchmark-json")
    #expect(result.benchmarks.map(\.entity) == ["BM_Copy/64/size:8", "BM_Bad", "BM_Old_min"])
    let copy = result.benchmarks[0]
    #expect(copy.parameters == [ToolAttribute("argument 1", "64"), ToolAttribute("size", "8")])
    let real = try #require(copy.metric("real_time"))
    #expect(real.unit == .microseconds)
    #expect(real.samples?.values == [10, 12])
    #expect(real.samples?.source == "benchmarks[0, 1].real_time")
    #expect(
      real.reported == [
        ReportedStatistic(.mean, 11, source: "benchmarks[2].real_time"),
        ReportedStatistic(.other("cv"), 0.12, source: "benchmarks[3].real_time"),
      ])
    #expect(copy.metric("bytes_per_second")?.unit.symbol == "bytes/s")
    #expect(copy.metric("hits")?.samples?.values == [3, 5])
    #expect(result.benchmarks[1].metrics.isEmpty)
    #expect(result.benchmarks[1].failures?.count == 1)
    #expect(result.benchmarks[1].failures?.reasons.map(\.text) == ["no device"])
    // A name that ends like an aggregate but stands alone is no aggregate.
    #expect(result.benchmarks[2].metric("real_time")?.samples?.values == [1])
    #expect(result.notes == ["1 entries are fits of a complexity; left out"])
    #expect(result.environment.contains(ToolAttribute("num_cpus", "4")))
  }

  @Test("Google Benchmark's CSV below its context") func googleCSV() throws {
    let content = try MicroSamples.fixture("google-benchmark-csv/preamble.csv")
    #expect(content.text != nil)
    let result = try MicroSamples.read(content, as: "google-benchmark-csv")
    #expect(result.benchmarks.map(\.entity) == ["sort/8", "bad", "only"])
    let sort = result.benchmarks[0]
    #expect(sort.parameters == [ToolAttribute("argument 1", "8"), ToolAttribute("label", "fast")])
    #expect(sort.metric("real_time")?.samples?.values == [10.5, 11.5])
    #expect(sort.metric("real_time")?.samples?.source == "column real_time, lines 6, 7")
    #expect(sort.metric("real_time")?.reported.map(\.kind) == [.mean, .other("cv")])
    #expect(sort.metric("real_time")?.unit == .milliseconds)
    #expect(sort.metric("hits")?.samples?.values == [3, 5])
    #expect(result.benchmarks[1].failures?.reasons.map(\.text) == ["no, device"])
    #expect(result.benchmarks[2].metric("cpu_time")?.samples == nil)
    #expect(result.benchmarks[2].metric("cpu_time")?.reported(.standardDeviation) == 0.5)
    #expect(result.environment.contains(ToolAttribute("Load Average", "0.10, 0.20, 0.30")))
  }

  @Test("fits of a complexity are no benchmarks, a counter named rms is one")
  func googleComplexity() throws {
    let csv = """
      name,iterations,real_time,cpu_time,time_unit,bytes_per_second,items_per_second,label,\
      error_occurred,error_message
      "BM_Sort/8",100,10,10,ns,,,,,
      "BM_Sort_BigO",,0.1,0.1,N,,,,,
      "BM_Sort_RMS",,0.02,0.02,,,,,,
      "BM_Bad_RMS",,,,,,,,true,"no device"
      """
    let result = try MicroSamples.read(
      MicroSamples.content(csv, file: "a.csv"), as: "google-benchmark-csv")
    #expect(result.benchmarks.map(\.entity) == ["BM_Sort/8", "BM_Bad_RMS"])
    #expect(result.benchmarks[1].failures?.count == 1)
    #expect(result.notes == ["2 entries are fits of a complexity; left out"])
    let json = """
      {"context": {}, "benchmarks": [
        {"name": "a", "real_time": 1, "cpu_time": 1, "time_unit": "ns", "rms": 7},
        {"name": "a_BigO", "cpu_coefficient": 1, "real_coefficient": 1, "big_o": "N"},
        {"name": "a_RMS", "rms": 0.5}]}
      """
    let counted = try MicroSamples.read(MicroSamples.content(json), as: "google-benchmark-json")
    #expect(counted.benchmarks.map(\.entity) == ["a"])
    #expect(counted.benchmarks.first?.metric("rms")?.samples?.values == [7])
    #expect(counted.notes == ["2 entries are fits of a complexity; left out"])
  }

  @Test("pytest-benchmark") func pytest() throws {
    let result = try MicroSamples.readFixture("pytest-benchmark/three.json", as: "pytest-benchmark")
    let first = result.benchmarks[0]
    #expect(first.entity == "t.py::test_a[8]")
    #expect(first.parameters == [ToolAttribute("n", "8"), ToolAttribute("group", "io")])
    #expect(first.metric("time")?.samples?.values == [1, 2, 3])
    #expect(first.metric("time")?.samples?.isComplete == true)
    #expect(first.metric("time")?.reported(.percentile(0.25)) == 1.25)
    #expect(first.metric("ops")?.unit.symbol == "operations/s")
    // A single round has no standard deviation, although the tool writes 0.
    let second = result.benchmarks[1].metric("time")
    #expect(second?.samples == nil)
    #expect(second?.reported(.mean) == 5)
    #expect(second?.reported(.standardDeviation) == nil)
    let third = result.benchmarks[2].metric("time")
    #expect(third?.samples?.isComplete == false)
    #expect(third?.reported(.mean) == nil)
    #expect(result.notes.count == 2)
    #expect(result.environment.contains(ToolAttribute("cpu.brand_raw", "A CPU")))
    #expect(result.environment.contains(ToolAttribute("commit_info.dirty", "false")))
  }

  @Test("criterion's files, each by itself") func criterion() throws {
    func read(_ name: String) throws -> ToolBenchmark {
      let file = "criterion/parse/new/\(name).json"
      return try #require(MicroSamples.readFixture(file, as: "criterion").benchmarks.first)
    }
    let sample = try read("sample")
    #expect(sample.entity == "parse")
    #expect(sample.metric("time")?.samples?.values == [10, 11, 9])
    #expect(sample.metric("time")?.samples?.isComplete == false)
    let benchmark = try read("benchmark")
    #expect(benchmark.entity == "parse/fast/64")
    #expect(benchmark.parameter("value_str") == "64")
    #expect(benchmark.parameter("throughput.Bytes") == "64")
    #expect(benchmark.metrics.isEmpty)
    let estimates = try read("estimates")
    #expect(estimates.metrics.count == 1)
    let mean = estimates.metrics[0].reported.first { $0.kind == .mean }
    #expect(mean?.source == "mean.point_estimate")
    #expect(mean?.lower == 9)
    #expect(mean?.upper == 11)
    #expect(estimates.metrics[0].reported(.other("slope")) == nil)
  }

  @Test("JMH's modes, NaN as text, histograms") func jmh() throws {
    let result = try MicroSamples.readFixture("jmh/modes.json", as: "jmh")
    let first = result.benchmarks[0]
    #expect(
      first.parameters == [
        ToolAttribute("size", "10"), ToolAttribute("mode", "avgt"), ToolAttribute("threads", "1"),
        ToolAttribute("forks", "2"), ToolAttribute("warmupIterations", "1"),
      ])
    let score = try #require(first.metric("score"))
    #expect(score.samples?.values == [1, 2, 3, 4])
    #expect(score.unit.symbol == "us/op")
    #expect(
      score.reported.first
        == ReportedStatistic(.mean, 2.5, source: "[0].primaryMetric.score"))
    #expect(score.reported(.other("scoreError")) == nil)
    #expect(score.reported(.percentile(0.999)) == 4)
    #expect(first.metric("gc.count")?.reported(.other("score")) == 12)
    let sampled = result.benchmarks[1].metric("score")
    #expect(sampled?.samples?.values == [1, 1, 2.5, 3.5])
    #expect(sampled?.reported.first?.upper == 2.5)
    #expect(result.environment.contains(ToolAttribute("jvmArgs", "-Xmx1g -ea")))
    #expect(result.notes.isEmpty)
  }

  @Test("package-benchmark and its thresholds") func packageBenchmark() throws {
    let result = try MicroSamples.readFixture(
      "package-benchmark/two.jmh.json", as: "package-benchmark")
    #expect(result.benchmarks[0].metrics.map(\.unit.symbol) == ["# / s", "#"])
    #expect(result.benchmarks[0].metrics[0].samples?.isToolsOwn == false)
    let thresholds = try MicroSamples.readFixture(
      "package-benchmark/Ours.parse.p90.json", as: "package-benchmark-thresholds")
    #expect(thresholds.benchmarks.map(\.entity) == ["Ours.parse"])
    #expect(thresholds.benchmarks[0].metric("mallocCountTotal")?.reported(.percentile(0.9)) == 12)
  }

  @Test("BenchmarkDotNet") func benchmarkDotNet() throws {
    let result = try MicroSamples.readFixture(
      "benchmarkdotnet/two-report-full.json", as: "benchmarkdotnet")
    let sort = result.benchmarks[0]
    #expect(
      sort.parameters == [
        ToolAttribute("N", "10"), ToolAttribute("Mode", "Fast"),
        ToolAttribute("Job", "Job-ABC(Toolchain=X)"),
      ])
    let time = try #require(sort.metric("time"))
    #expect(time.samples?.values == [5, 6])
    let mean = time.reported.first { $0.kind == .mean }
    #expect([mean?.lower, mean?.upper] == [2.5, 8.5])
    #expect(time.reported(.other("Skewness")) == nil)
    #expect(time.reported(.percentile(0.95)) == 5.95)
    #expect(sort.metric("BytesAllocatedPerOperation")?.unit == .bytes)
    #expect(sort.metric("Allocated Memory")?.unit.symbol == "B")
    let broken = result.benchmarks[1]
    #expect(broken.metrics.isEmpty)
    #expect(broken.failures?.count == 1)
  }

  @Test("BenchmarkDotNet writes 0 for the spread of one value")
  func benchmarkDotNetSingleRun() throws {
    func reported(_ n: Int) throws -> [ReportedStatistic.Kind] {
      let text = """
        {"HostEnvironmentInfo": {"A": "b"}, "Benchmarks": [{"FullName": "x", "Statistics": {
          "N": \(n), "Mean": 5, "StandardDeviation": 0, "Variance": 0, "StandardError": 0}}]}
        """
      let result = try MicroSamples.read(MicroSamples.content(text), as: "benchmarkdotnet")
      return try #require(result.benchmarks[0].metric("time")).reported.map(\.kind)
    }
    #expect(try reported(1) == [.count, .mean])
    #expect(
      try reported(2)
        == [.count, .mean, .standardDeviation, .variance, .other("StandardError")])
  }

  @Test("asv's second version") func asv() throws {
    let result = try MicroSamples.readFixture("asv/version2.json", as: "asv")
    #expect(result.benchmarks.count == 7)
    let sort = result.benchmarks[0]
    #expect(
      sort.parameters == [ToolAttribute("parameter 1", "1"), ToolAttribute("parameter 2", "'a'")])
    let time = try #require(sort.metric("time"))
    #expect(time.samples?.values == [0.4, 0.5, 0.6])
    #expect(time.reported.first?.kind == .median)
    #expect(time.reported.first?.lower == 0.4)
    #expect(time.reported(.percentile(0.75)) == 0.55)
    #expect(result.benchmarks[1].metrics.isEmpty)
    #expect(result.benchmarks[1].failures?.reasons.map(\.text) == ["failed"])
    #expect(result.benchmarks[2].parameters.map(\.text) == ["2", "'a'"])
    #expect(result.benchmarks[4].metric("memory")?.reported(.total) == 1_048_576)
    // One null stands for both combinations of a benchmark that failed altogether.
    #expect(result.benchmarks[5...6].map(\.entity) == ["suite.track_score", "suite.track_score"])
    #expect(result.benchmarks[6].parameters.map(\.text) == ["y"])
    #expect(result.benchmarks[5].failures?.count == 1)
  }
}
