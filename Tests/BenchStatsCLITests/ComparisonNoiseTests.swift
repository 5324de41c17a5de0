import BenchStats
import Foundation
import TestSupport
import Testing

/// Of the same code against itself few comparisons alarm: simulated runs by a fixed seed.
@Suite struct ComparisonNoiseTests {
  private static func lognormal(_ generator: inout SeededGenerator) -> Double {
    let uniform = (Double(generator.next() >> 11) + 0.5) * 0x1p-53
    return 10 * exp(0.1 * StandardNormal().quantile(uniform))
  }

  private static func table(groups: Int, runs: Int, _ generator: inout SeededGenerator) -> String {
    var text = "benchmark,time_ms\n"
    for group in 0..<groups {
      for _ in 0..<runs { text += "b\(group),\(lognormal(&generator))\n" }
    }
    return text
  }

  /// Each comparison alone, with no threshold: 600 of them, so that 5 % have a standard error of 0.9 %.
  @Test(arguments: [
    (ComparisonTest.mannWhitney, false), (.welch, false), (.brunnerMunzel, false),
    (.mannWhitney, true),
  ])
  func falseAlarmsOfOneComparison(test: ComparisonTest, isPaired: Bool) throws {
    var generator = SeededGenerator(seed: 5)
    let tables = try TwoTables(
      Self.table(groups: 600, runs: 10, &generator), Self.table(groups: 600, runs: 10, &generator)
    )
    let result = try tables.compared {
      $0.test = test
      $0.isPaired = isPaired
      $0.adjustment = nil
      $0.threshold = 0
    }
    #expect(result.comparisons.count == 600)
    let alarms = result.comparisons.count { try! #require($0.pValue) <= 0.05 }
    let changes = result.comparisons.count { $0.verdict == .changed }
    #expect((14...43).contains(alarms), "\(alarms)")
    #expect(changes == alarms)
    #expect(result.comparisons.allSatisfy { $0.verdict != .unchanged })
  }

  /// Families of eight comparisons: at most 5 % of 200 hold a false change (standard error 1.5 %).
  @Test func falseAlarmsOfFamilies() throws {
    var generator = SeededGenerator(seed: 11)
    var (plain, threshold) = (0, 0)
    for _ in 0..<200 {
      let tables = try TwoTables(
        Self.table(groups: 8, runs: 12, &generator), Self.table(groups: 8, runs: 12, &generator))
      if try tables.compared({ $0.threshold = 0 }).hasChange { plain += 1 }
      if try tables.compared().hasChange { threshold += 1 }
    }
    #expect(plain <= 10 + 6, "\(plain)")
    #expect(plain > 1, "\(plain)")
    #expect(threshold <= plain)
  }

  @Test func theNoiseFloorKeepsTheLevelAndGrowsWithTheNoise() throws {
    var generator = SeededGenerator(seed: 2)
    let text =
      "benchmark,time_ms\n"
      + (0..<20).map { _ in
        let value = Self.lognormal(&generator)
        return "noisy,\(value)\nquiet,\(10 + (value - 10) / 100)\nconstant,10\n"
      }.joined()
    let tables = try TwoTables(text, text)
    let result = try tables.noise(splits: 1000)
    #expect(result.floors.map(\.group) == [["noisy"], ["quiet"], ["constant"]])
    for floor in result.floors { #expect(try #require(floor.falseAlarms) <= 0.065) }
    let (noisy, quiet) = (result.floors[0], result.floors[1])
    #expect(try #require(noisy.within95) > 50 * #require(quiet.within95))
    #expect(try #require(noisy.typical) < #require(noisy.within95))
    // One per cent is far above the noise of the quiet one.
    #expect(quiet.falseChanges == 0)
    #expect(result.floors[2].within95 == 0 && result.floors[2].falseAlarms == 0)
    // The same seed, the same splits.
    let again = try tables.noise(splits: 1000)
    #expect(again.floors.map(\.within95) == result.floors.map(\.within95))
    let other = try tables.noise(splits: 1000, seed: 2)
    #expect(other.floors.map(\.within95) != result.floors.map(\.within95))
  }

  @Test func aDriftIsTold() throws {
    let text = "time_ms\n" + (0..<16).map { "\(10 + Double($0) / 10)\n" }.joined()
    let result = try TwoTables(text, text).noise()
    #expect(try #require(result.floors[0].halvesPValue) < 0.001)
    #expect(try #require(result.floors[0].interleavedPValue) > 0.5)
  }

  @Test func fewValuesGiveNoFloor() throws {
    let text = "time_ms\n1\n2\n3\n"
    let floor = try TwoTables(text, text).noise().floors[0]
    #expect(floor.n == 3 && floor.within95 == nil && floor.falseAlarms == nil)
  }

  /// A change of level is placed at the first run after it, in the file where it stands.
  @Test func aHistoryPlacesItsChange() throws {
    var generator = SeededGenerator(seed: 3)
    func runs(_ factor: Double) -> String {
      "time_ms,other_ms\n"
        + (0..<15).map { _ in
          "\(factor * Self.lognormal(&generator)),\(Self.lognormal(&generator))\n"
        }.joined()
    }
    let tables = try TwoTables(runs(1), runs(2))
    let result = try tables.history()
    #expect(result.histories.map(\.changes.count) == [1, 0])
    let change = result.histories[0].changes[0]
    #expect(change.file == tables.new && change.line == 2 && change.startsFile)
    #expect(change.point.index == 15)
    #expect(change.point.pValue <= 0.025)
    #expect(correctDigits(result.alpha, 0.025) > 12)
    let ratio = try #require(change.point.after.median) / #require(change.point.before.median)
    #expect((1.8...2.2).contains(ratio))
  }
}
