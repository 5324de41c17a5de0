import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct OneWayAnalysisTests {
  /// The rows of numbers of a NIST file behind its line "Data:".
  private func rows(_ path: String) throws -> [[Double]] {
    let text = try String(contentsOf: sharedFile(path), encoding: .utf8)
    let lines = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
    let header = try #require(lines.lastIndex { $0.hasPrefix("Data:") })
    return lines[(header + 1)...].map { line in
      line.split(separator: " ").compactMap { Double($0) }
    }
  }

  @Test(
    .enabled(if: Repository.shared != nil, "../shared is absent"),
    arguments: ["AtmWtAg", "SiRstv", "SmLs01", "SmLs03", "SmLs04", "SmLs07", "SmLs09"])
  func setsOfNIST(_ name: String) throws {
    let folder = "reference/nist/anova/"
    let rows = try rows(folder + name + ".dat").filter { $0.count == 2 }
    let oracle = try JSONOracle(shared: folder + name + ".json")
    #expect(rows.count == oracle["n"].number.map { Int($0) })
    let groups = Dictionary(grouping: rows) { $0[0] }
    let table = try OneWayAnalysisOfVariance(
      groups.keys.sorted().map { key in groups[key]!.map { $0[1] } })
    let expected = oracle["recomputed_exact_double_rounded_input"]
    #expect(
      table.betweenDegreesOfFreedom.map(Double.init) == oracle["certified"].number("df_between"))
    #expect(
      table.withinDegreesOfFreedom.map(Double.init) == oracle["certified"].number("df_within"))
    var worst = WorstDigits()
    for (value, key) in [
      (table.betweenSumOfSquares, "ss_between"), (table.withinSumOfSquares, "ss_within"),
      (table.betweenMeanSquare, "ms_between"), (table.withinMeanSquare, "ms_within"),
      (table.statistic, "F"), (table.rSquared, "r_squared"),
      (table.residualStandardDeviation, "residual_sd"),
    ] {
      worst.compare(value, expected.number(key), "\(name) \(key)")
    }
    #expect(worst.digits >= 14 && worst.count == 7, "\(worst)")
  }

  /// As SmLs07 to SmLs09: thirteen digits agree.
  @Test func thirteenLeadingDigitsByHand() throws {
    // Multiples of ¼ are doubles still at 10¹², so that the table is that of the small values.
    let small: [[Double]] = [[0.25, 0.5, 0.75], [0.5, 0.75, 1], [1, 1.5, 1.25]]
    let expected = try OneWayAnalysisOfVariance(small)
    let table = try OneWayAnalysisOfVariance(small.map { $0.map { $0 + 1e12 } })
    expectDigits(table.betweenSumOfSquares, 0.875, 15, "between")
    expectDigits(table.withinSumOfSquares, 0.375, 15, "within")
    expectDigits(table.statistic, 7, 15, "F")
    expectDigits(table.pValue, expected.pValue, 14, "p")
    expectDigits(table.rSquared, 0.7, 15, "R²")
    // F with 2 and n degrees of freedom has a closed form.
    expectDigits(table.pValue, pow(1 + 2 * 7.0 / 6, -3), 14, "p")
  }

  @Test func undefined() throws {
    let none = try OneWayAnalysisOfVariance([])
    #expect(none.betweenSumOfSquares == nil && none.statistic == nil && none.pValue == nil)
    #expect(none.betweenDegreesOfFreedom == nil && none.rSquared == nil)
    let one = try OneWayAnalysisOfVariance([[1, 2, 4], []])
    #expect(one.groups == 1 && one.statistic == nil && one.withinMeanSquare == 7.0 / 3)
    let singles = try OneWayAnalysisOfVariance([[1], [2]])
    #expect(singles.withinMeanSquare == nil && singles.statistic == nil && singles.rSquared == 1)
    let alike = try OneWayAnalysisOfVariance([[0.1, 0.1, 0.1], [0.1, 0.1]])
    #expect(alike.withinSumOfSquares == 0 && alike.statistic == nil && alike.rSquared == nil)
    let steps = try OneWayAnalysisOfVariance([[0.1, 0.1, 0.1], [0.3, 0.3]])
    #expect(steps.statistic == .infinity && steps.pValue == 0 && steps.rSquared == 1)
    let infinite = try OneWayAnalysisOfVariance([[1, .infinity], [2]])
    #expect(infinite.withinSumOfSquares == nil && infinite.statistic == nil)
    #expect(throws: StatisticsError.columnNotANumber(column: 1, index: 0)) {
      try OneWayAnalysisOfVariance([[1], [.nan]])
    }
  }

  @Test(
    .enabled(if: Repository.shared != nil, "../shared is absent"),
    arguments: ["Lew", "Mavro", "NumAcc1", "NumAcc2", "NumAcc3", "PiDigits"])
  func centralMomentsOfNIST(_ name: String) throws {
    let folder = "reference/nist/univariate/"
    let values = try rows(folder + name + ".dat").compactMap(\.first)
    let moments = try CentralMoments(values)
    let oracle = try JSONOracle(shared: folder + name + ".json")
    let expected = oracle["recomputed_exact_double_rounded_input"]
    #expect(values.count == oracle["n"].number.map { Int($0) })
    expectDigits(moments.mean, expected.number("mean"), 15, name)
    expectDigits(moments.variance?.squareRoot(), expected.number("sd"), 14.5, name)
  }
}
