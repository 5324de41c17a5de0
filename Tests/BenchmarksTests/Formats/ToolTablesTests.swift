import Tables
import Testing

@testable import Benchmarks

/// Raw samples as tables of runs.
@Suite struct ToolTablesTests {
  private func result(_ benchmarks: [ToolBenchmark], tool: String = "tool") -> ToolResult {
    ToolResult(
      format: ToolFormat(identifier: "test", tool: tool, form: "test"), reason: "test",
      benchmarks: benchmarks)
  }

  private func metric(_ name: String, _ unit: Unit, _ values: [Double]) -> ToolMetric {
    ToolMetric(name, unit, samples: ToolSamples(values, source: name))
  }

  @Test("one row a sample; metrics with as many samples share rows, others have a table")
  func groups() throws {
    let tables = result([
      ToolBenchmark(
        entity: "a",
        metrics: [
          metric("ttft", .milliseconds, [1, 2, 3]), metric("itl", .milliseconds, [1, 1, 1, 1]),
          metric("tokens", .tokens, [10, 20, 30]), ToolMetric("total", .seconds),
        ], place: "x"),
      ToolBenchmark(
        entity: "b",
        metrics: [
          metric("ttft", .milliseconds, [5]), metric("itl", .milliseconds, [2, 2]),
        ], place: "y"),
    ]).tables(file: "f")
    #expect(tables.map(\.table.keyPath) == ["ttft", "itl"])
    #expect(tables.map(\.table.rowCount) == [4, 6])
    let first = tables[0]
    #expect(first.table.columnNames == ["benchmark", "sample", "ttft", "tokens"])
    #expect(try first.table.numbers("ttft") == [1, 2, 3, 5])
    #expect(try first.table.numbers("tokens") == [10, 20, 30, nil])
    #expect(try first.table.numbers("sample") == [1, 2, 3, 1])
    #expect(first.meanings["ttft"] == ColumnMeaning(.metric, .milliseconds))
    #expect(first.meanings["benchmark"]?.role == .entity)
  }

  @Test("one name in two units gives two columns, or two tables whose names differ")
  func units() throws {
    let tables = result([
      ToolBenchmark(
        entity: "a",
        metrics: [
          metric("time", .seconds, [1]), metric("time", .milliseconds, [1]),
        ], place: "x"),
      ToolBenchmark(entity: "b", metrics: [metric("time", .nanoseconds, [4, 5])], place: "y"),
    ]).tables(file: "f")
    #expect(tables.map(\.table.keyPath) == ["time", "time (ns)"])
    #expect(tables[0].table.columnNames == ["benchmark", "sample", "time", "time (ms)"])
    #expect(tables[0].meanings["time (ms)"]?.unit == .milliseconds)
  }

  @Test("parameters: numbers are factors, texts tell apart; benchmarks are never mixed")
  func parameters() throws {
    func benchmark(_ threads: String, _ mode: String, _ values: [Double]) -> ToolBenchmark {
      ToolBenchmark(
        entity: "run", parameters: [.init("threads", threads), .init("mode", mode)],
        metrics: [metric("time", .seconds, values)], place: threads)
    }
    let table = try #require(
      result([benchmark("1", "x", [1, 2]), benchmark("8", "x", [3, 4])], tool: "hyperfine")
        .tables(file: "f").first)
    #expect(table.table.columnNames == ["command", "mode", "threads", "case", "sample", "time"])
    #expect(table.meanings["threads"]?.role == .factor)
    #expect(table.meanings["mode"]?.role == .entity)
    let run = RunTable(
      name: "t", path: "f", table: table.table,
      dictionary: Configuration().dictionary(table.meanings))
    #expect(run.tellingEntities.map(\.name) == ["case"])
    #expect(run.entityLabels(2, run.tellingEntities) == ["threads=8"])
    let sweep = result([benchmark("1", "x", [1]), benchmark("8", "x", [3])]).tables(file: "f")
    #expect(sweep[0].table.column("case") == nil)
  }

  @Test("failures that the tool tells one by one are failed runs; others are counted only")
  func failures() throws {
    func table(_ failures: ToolFailures) throws -> RunTable {
      let benchmark = ToolBenchmark(
        entity: "a", metrics: [metric("time", .seconds, [1, 2])], failures: failures, place: "x")
      let table = try #require(result([benchmark]).tables(file: "f").first)
      return RunTable(
        name: "t", path: "f", table: table.table,
        dictionary: Configuration().dictionary(table.meanings))
    }
    let listed = try table(
      ToolFailures(count: 2, total: 4, rule: "r", reasons: [("timeout", 1), ("refused", 1)]))
    #expect(listed.failed.map(\.reason) == ["timeout", "refused"])
    #expect(listed.succeededRows == [0, 1])
    #expect(listed.values(listed.metrics[0], rows: [2, 3]) == [nil, nil])
    #expect(try table(ToolFailures(count: 2, total: 4, rule: "r")).failed.isEmpty)
    #expect(
      try table(ToolFailures(count: 2, total: 2, rule: "r", reasons: [("exit 1", 2)])).failed
        .isEmpty, "the samples are those of the failed runs themselves")
  }

  @Test("names that are taken get others; missing samples are missing cells")
  func names() throws {
    let table = try #require(
      result([
        ToolBenchmark(
          entity: "a", parameters: [.init("benchmark", "x"), .init("time", "2")],
          metrics: [metric("time", .seconds, [1, .nan]), metric("sample", .one, [4, 5])],
          place: "x")
      ]).tables(file: "f").first)
    #expect(
      table.table.columnNames == [
        "benchmark", "setting.benchmark", "time", "sample", "time (s)", "sample (1)",
      ])
    #expect(try table.table.numbers("time (s)") == [1, nil])
  }

  @Test("no samples, no table")
  func nothing() {
    #expect(result([]).tables(file: "f").isEmpty)
    let benchmark = ToolBenchmark(entity: "a", metrics: [ToolMetric("t", .seconds)], place: "x")
    #expect(result([benchmark]).tables(file: "f").isEmpty)
  }
}
