import BenchStats
import Foundation
import TestSupport
import Testing

/// Small, constant, missing and mismatched data.
@Suite struct ComparisonEdgeTests {
  private func column(_ values: [Double], _ name: String = "time_s") -> String {
    "\(name)\n" + values.map { "\($0)\n" }.joined()
  }

  private func reason(_ base: String, _ new: String, _ change: (inout ComparisonOptions) -> Void)
    throws -> String
  {
    let tables = try TwoTables(base, new)
    do {
      _ = try tables.compared(change)
      return "none"
    } catch let error as ComparisonError { return error.reason } catch { return "\(error)" }
  }

  @Test func tooFewForTheLevelIsSaid() throws {
    let result = try TwoTables(column([1, 2, 3]), column([101, 102, 103])).compared()
    let comparison = result.comparisons[0]
    #expect(comparison.verdict == .undecided)
    #expect(comparison.smallestPValue == 0.1)
    #expect(comparison.pValue == 0.1)
    #expect(comparison.runsForLevel == 4)
    #expect(comparison.runsThatDecide == nil)
    #expect(comparison.interval?.level == 0.9)
    let enough = try TwoTables(column([1, 2, 3, 4]), column([101, 102, 103, 104])).compared()
    #expect(enough.comparisons[0].verdict == .changed)
    #expect(enough.comparisons[0].runsForLevel == nil)
  }

  /// Four runs each reach 0.0286 at best: enough for one test at 5 %, not for two after Bonferroni.
  @Test func theFamilyCounts() throws {
    func text(_ x: Double) -> String {
      "a_s,b_s\n" + (1...4).map { "\(x + Double($0)),\(Double($0))\n" }.joined()
    }
    let tables = try TwoTables(text(0), text(100))
    let result = try tables.compared { $0.adjustment = .bonferroni }
    #expect(result.comparisons.map(\.verdict) == [.undecided, .undecided])
    #expect(result.comparisons.map(\.runsForLevel) == [5, 5])
    let alone = try tables.compared { $0.adjustment = nil }
    #expect(alone.comparisons[0].verdict == .changed)
    // After Hochberg both could count together.
    let hochberg = try tables.compared { $0.adjustment = .hochberg }
    #expect(hochberg.comparisons[0].runsForLevel == nil)
  }

  @Test func oneRunEach() throws {
    let result = try TwoTables(column([1]), column([2])).compared()
    #expect(result.comparisons[0].pValue == 1)
    #expect(result.comparisons[0].estimate == 2)
    #expect(result.comparisons[0].runsForLevel == 4)
    let welch = try TwoTables(column([1]), column([2])).compared { $0.test = .welch }
    #expect(welch.comparisons[0].pValue == nil)
    #expect(welch.comparisons[0].estimate == 2)
    #expect(welch.comparisons[0].interval == nil)
    #expect(welch.comparisons[0].verdict == .undecided)
    #expect(welch.family == 0)
  }

  @Test(arguments: ComparisonTest.allCases)
  func constantsOfEveryTest(test: ComparisonTest) throws {
    let ones = column(Array(repeating: 1, count: 10))
    let result = try TwoTables(ones, ones).compared { $0.test = test }
    let comparison = result.comparisons[0]
    #expect(comparison.verdict != .changed)
    #expect(comparison.estimate == 1)
    #expect(comparison.pValue == nil || comparison.pValue == 1)
  }

  @Test func zerosAndSignsAreComparedByDifference() throws {
    let base: [Double] = [0, 1, 2, 3, 4, 5, 6, 7]
    let result = try TwoTables(column(base), column(base.map { $0 + 20 })).compared()
    let comparison = result.comparisons[0]
    #expect(comparison.scale == .difference)
    #expect(comparison.estimate == 20)
    #expect(comparison.margins.upper == 0.035)
    #expect(comparison.verdict == .changed && comparison.direction == .worse)
  }

  @Test func infinitiesAndMissingValuesAreLeftOutAndCounted() throws {
    let result = try TwoTables(
      "time_s\n1\nInfinity\n2\n3\n4\n", "run,time_s\n1,1\n2,\n3,2\n4,3\n"
    ).compared()
    #expect(result.comparisons[0].n == (4, 3))
    #expect(result.comparisons[0].missing == (1, 1))
  }

  @Test func failedRunsAreLeftOut() throws {
    let result = try TwoTables(
      "time_s,error\n1,\n2,\n900,timeout\n", "time_s,error\n1,\n2,\n"
    ).compared()
    #expect(result.comparisons[0].n == (2, 2))
  }

  @Test func groupsOfOneTableAreNamed() throws {
    let result = try TwoTables(
      "model,time_s\na,1\na,2\nb,3\n", "model,time_s\nc,1\na,2\nc,3\n"
    ).compared()
    #expect(result.comparisons.map(\.group) == [["a"]])
    #expect(result.onlyInBase == ["b"] && result.onlyInNew == ["c"])
  }

  @Test func aMetricWithoutValuesInAGroupIsNamed() throws {
    let result = try TwoTables(
      "model,time_s,load_s\na,1,1\na,2,2\nb,3,\n", "model,time_s,load_s\na,1,2\nb,2,3\nb,3,3\n"
    ).compared()
    #expect(result.comparisons.map(\.metric) == ["time_s", "time_s", "load_s"])
    #expect(result.withoutValues == ["load_s [b]"])
    #expect(result.means.map(\.metric) == ["time_s"])
  }

  @Test func oneModelEachIsOneGroupWithACaveat() throws {
    let result = try TwoTables("model,time_s\na,1\na,2\n", "model,time_s\nb,1\nb,2\n").compared()
    #expect(result.comparisons.map(\.group) == [[]])
    #expect(result.caveats == ["model is a in the base and b in the other table"])
  }

  @Test func numbersOfAColumnAreOneGroupInWhateverForm() throws {
    let result = try TwoTables(
      "num_ctx,time_s\n1024,1\n2048,2\n", "num_ctx,time_s\n1024.0,1\n2048.5,2\n"
    ).compared { $0.groupColumns = ["num_ctx"] }
    #expect(result.comparisons.map(\.group) == [["1024"]])
    let mixed = try TwoTables(
      "num_ctx,time_s\n1024,1\n2048,2\n", "num_ctx,time_s\n1024,1\n2048,2\n"
    ).compared()
    #expect(mixed.caveats.count == 1)
    #expect(mixed.caveats[0].contains("num_ctx"))
  }

  @Test func pairsByKey() throws {
    let result = try TwoTables(
      "run,time_s\n1,10\n2,20\n3,30\n4,40\n", "run,time_s\n3,33\n2,22\n1,11\n9,1\n"
    ).compared {
      $0.isPaired = true
      $0.groupColumns = ["run"]
    }
    #expect(result.comparisons[0].n == (3, 3))
    #expect(correctDigits(try #require(result.comparisons[0].estimate), 1.1) > 12)
    #expect(result.unmatchedKeys == 2)
  }

  @Test func aPairWithoutTwoValuesIsLeftOut() throws {
    let result = try TwoTables(
      "run,time_s,error\n1,10,\n2,20,no\n3,30,bad\n", "run,time_s,error\n1,11,\n2,,\n3,33,\n"
    ).compared { $0.isPaired = true }
    #expect(result.comparisons[0].n == (1, 1))
    #expect(result.comparisons[0].missing == (2, 2))
  }

  @Test func errorsAreOneClearLine() throws {
    #expect(
      try reason("a_ms\n1\n", "b_ms\n1\n") { _ in }.hasPrefix("expected a metric that ")
    )
    #expect(
      try reason("model,t_ms\na,1\nb,2\n", "model,t_ms\nc,1\nd,2\n") { _ in }
        .hasPrefix("expected a group by model that "))
    #expect(
      try reason("t\n(ms)\n1\n", "t\n(s)\n1\n") { $0.metrics = ["t"] }
        .hasPrefix("expected column 't' in ms as in "))
    #expect(
      try reason("t_ms\n1\n", "t_ms\n1\n") { $0.metrics = ["u_ms"] }
        .contains("expected a column named 'u_ms'"))
    #expect(
      try reason("t_ms\n1\n", "t_ms\n1\n") { $0.smallerIsBetter = ["u_ms"] }
        .contains("expected a column named 'u_ms'"))
    #expect(
      try reason("t_ms\nx\n", "t_ms\n1\n") { $0.metrics = ["t_ms"] }.contains("expected numbers"))
    #expect(
      try reason("t_ms\n1\n2\n", "t_ms\n1\n") { $0.isPaired = true }
        .hasPrefix("expected 2 rows to pair "))
    #expect(
      try reason("t_ms,error\n1,no\n", "t_ms,error\n1,bad\n") { _ in }
        .hasPrefix("expected "))
  }

  @Test func levelOutOfRangeThrows() throws {
    let tables = try TwoTables(column([1, 2]), column([1, 2]))
    #expect(throws: StatisticsError.self) { try tables.compared { $0.confidence = 1 } }
  }
}
