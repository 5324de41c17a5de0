import TestSupport
import Testing

@testable import Benchmarks

@Suite("Go benchmark text") struct MicroGoBenchTests {
  // Without counterpart: computed_by, n_distinct_names (follows from the names).
  @Test(
    "agrees with the reference", .enabled(if: Repository.shared != nil, "needs ../shared"),
    arguments: ["go-bench/benchstat_old.txt", "go-bench/benchstat_new.txt"])
  func shared(path: String) throws {
    let expected = try MicroSamples.expected(path)
    let result = try MicroSamples.readShared(path, as: "go-bench")
    let benchmarks = expected["benchmarks"].elements
    #expect(result.benchmarks.count == benchmarks.count)
    #expect(result.benchmarks.count == expected.number("n_benchmarks").map { Int($0) })
    #expect(
      result.benchmarks.flatMap(\.metrics).count == expected.number("n_series").map { Int($0) })
    for key in expected["last_configuration"].keys {
      let text = try #require(expected["last_configuration"][key].string)
      #expect(result.environment.contains(ToolAttribute(key, text)))
    }
    let lines = result.benchmarks.flatMap(\.metrics).map { $0.samples?.values.count ?? 0 }
    #expect(lines.reduce(0, +) == expected.number("n_result_lines").map { Int($0) })
    #expect(
      result.benchmarks.filter { $0.failures != nil }.count
        == expected.number("n_failed").map { Int($0) })
    for (benchmark, oracle) in zip(result.benchmarks, benchmarks) {
      let processors = try #require(benchmark.parameter("GOMAXPROCS"))
      #expect(benchmark.entity == oracle["base_name"].string)
      #expect("\(benchmark.entity)-\(processors)" == oracle["name"].string)
      #expect(Double(processors) == oracle.number("procs_suffix"))
      let metric = try #require(benchmark.metrics.first)
      #expect(metric.unit.symbol == oracle["unit"].string)
      try expectRaw(metric.samples?.values, oracle["from_raw"], benchmark.entity)
    }
  }

  @Test("series, units, configuration and failures") func fixture() throws {
    let result = try MicroSamples.read(
      MicroSamples.fixture("go-bench/parse.txt"), as: "go-bench")
    #expect(
      result.benchmarks.map(\.entity)
        == [
          "BenchmarkParse/size=1k", "BenchmarkParse/size=1k", "BenchmarkPlain", "BenchmarkBroken",
        ])
    let first = result.benchmarks[0]
    #expect(
      first.parameters
        == [
          ToolAttribute("size", "1k"), ToolAttribute("GOMAXPROCS", "8"),
          ToolAttribute("commit", "abc"),
        ])
    #expect(first.metrics.map(\.name) == ["time", "throughput", "allocated memory", "allocations"])
    #expect(first.metrics[0].samples?.values == [1200, 1210.5])
    #expect(first.metrics[1].samples?.values == [853.3])
    #expect(first.metrics[0].samples?.source == "2 lines from 5 to 6")
    #expect(result.benchmarks[1].parameter("commit") == "def")
    #expect(result.benchmarks[2].parameters == [ToolAttribute("commit", "def")])
    #expect(result.benchmarks[2].metrics.map(\.unit.symbol) == ["ns/op", "misses/op"])
    #expect(result.benchmarks[3].failures?.count == 1)
    #expect(
      result.environment
        == [ToolAttribute("goos", "linux"), ToolAttribute("Unit misses/op", "better=lower")])
    #expect(result.notes == ["1 lines say FAIL for a package"])
  }

  @Test("benchmarks that fail, at once or later, beside tests that fail") func failures() throws {
    let text = """
      BenchmarkGood-8   	 100	 12 ns/op
      BenchmarkBad-8    	--- FAIL: BenchmarkBad-8
          x_test.go:5: no
      --- FAIL: BenchmarkWorse
      --- FAIL: TestFoo (0.00s)
      FAIL
      """
    let result = try MicroSamples.read(MicroSamples.content(text), as: "go-bench")
    #expect(result.benchmarks.map(\.entity) == ["BenchmarkGood", "BenchmarkBad", "BenchmarkWorse"])
    #expect(result.benchmarks.map { $0.failures?.count } == [nil, 1, 1])
    #expect(result.benchmarks[1].parameter("GOMAXPROCS") == "8")
    #expect(result.notes == ["1 lines say FAIL for a package"])
  }

  @Test(
    "prose and other lines are no results",
    arguments: [
      "Benchmarks 100 12 ns/op", "BenchmarkX 100 12", "BenchmarkX many 12 ns/op",
      "BenchmarkX 100 12 ns/op 7", "BenchmarkX 100 twelve ns/op", " BenchmarkX 100 12 ns/op",
      "BenchmarkX 100 12 13",
    ])
  func noResult(line: String) throws {
    #expect(GoBenchFormat.recognise(try MicroSamples.content(line)) == nil)
  }

  @Test("broken files do not trap") func fuzz() throws {
    var mutator = FormatMutator(seed: 11)
    mutator.exercise(try MicroSamples.fixture("go-bench/parse.txt"), times: 400)
  }
}
