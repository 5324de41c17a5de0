import Tables
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct ColdStartTests {
  /// A sweep of two factors in nested order; the first run of each configuration loads the model.
  private static func sweep(
    load: Double = 5, warm: Double = 0.1, temperatures: [Double] = [0.2, 0.4, 0.8]
  ) -> [(Double, Double, Double)] {
    [1024.0, 2048, 4096, 8192].flatMap { context in
      temperatures.enumerated().map { i, temperature in
        (context, temperature, (i == 0 ? load : warm) + context / 1e6)
      }
    }
  }

  private func table(_ rows: [(Double, Double, Double)]) -> RunTable {
    runTable([
      ("num_ctx", rows.map(\.0)), ("temperature", rows.map(\.1)), ("load_s", rows.map(\.2)),
    ])
  }

  @Test("the level at the first runs carries the loading of the model")
  func nested() throws {
    let cold = try #require(ColdStarts(table(Self.sweep())))
    #expect(cold.factor == "temperature")
    #expect(cold.level == 0.2)
    #expect((cold.firstRuns, cold.firstRunsAtLevel, cold.runsAtLevel) == (4, 4, 4))
    #expect(cold.coldRows == [0, 3, 6, 9])
    #expect(cold.warmRows == [1, 2, 4, 5, 7, 8, 10, 11])
    #expect((cold.metric, cold.unit) == ("load_s", .seconds))
    // The medians of 5.001024, 5.002048, 5.004096, 5.008192 and of the warm ones.
    #expect(correctDigits(cold.coldMedian, 5.003072) > 12)
    #expect(correctDigits(cold.warmMedian, 0.103072) > 12)
  }

  @Test("without a load time the time to first token tells")
  func timeToFirstToken() {
    let rows = Self.sweep()
    let table = runTable([
      ("num_ctx", rows.map(\.0)), ("temperature", rows.map(\.1)), ("ttft_s", rows.map(\.2)),
    ])
    #expect(ColdStarts(table)?.metric == "ttft_s")
  }

  @Test("no cold runs where the first are as fast as the others")
  func warmThroughout() {
    #expect(ColdStarts(table(Self.sweep(load: 0.15))) == nil)
    #expect(ColdStarts(table(Self.sweep(load: 0, warm: 0))) == nil)
  }

  @Test("three times the median is the limit")
  func threshold() {
    let flat = { (load: Double) in Self.sweep().map { ($0.0, $0.1, $0.1 == 0.2 ? load : 1.0) } }
    #expect(ColdStarts(table(flat(3))) == nil)
    #expect(ColdStarts(table(flat(3.0001))) != nil)
  }

  @Test("a sweep in random order has none, whatever the seed", arguments: 0..<20 as Range<UInt64>)
  func randomised(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let warm = Self.sweep(load: 0.1).map { ($0.0, $0.1, 0.1) }.shuffled(using: &generator)
    #expect(ColdStarts(table(warm)) == nil)
  }

  @Test("one factor alone can't be told from the order of the runs")
  func oneFactor() {
    let rows = Self.sweep()
    #expect(
      ColdStarts(runTable([("temperature", rows.map(\.1)), ("load_s", rows.map(\.2))])) == nil)
  }

  @Test("a first run that failed is no cold run, and counts in the order")
  func failedFirstRun() throws {
    let csv =
      "num_ctx,temperature,load_s,error\n"
      + Self.sweep().enumerated().map { i, row in
        "\(row.0),\(row.1),\(i == 3 ? 0 : row.2),\(i == 3 ? "boom" : "")\n"
      }.joined()
    let cold = try #require(ColdStarts(try runTable(csv)))
    #expect(cold.coldRows == [0, 6, 9])
    #expect((cold.firstRuns, cold.firstRunsAtLevel) == (3, 3))
    #expect(cold.warmRows == [1, 2, 4, 5, 7, 8, 10, 11])
  }

  @Test("levels other than the first's are not blamed")
  func spreadFirstRuns() {
    // The innermost factor starts at another level each time.
    let rows = Self.sweep().enumerated().map { i, row in
      (row.0, [0.2, 0.4, 0.8][(i / 3 + i) % 3], i % 3 == 0 ? 5.0 : 0.1)
    }
    #expect(ColdStarts(table(rows)) == nil)
  }
}
