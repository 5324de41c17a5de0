import TestSupport
import Testing

@testable import Statistics

@Suite struct ChangePointTests {
  private let cases: [JSONOracle]

  init() throws { cases = try JSONOracle(fixture: "oracles/time_order.json")["cases"].elements }

  /// The best way to part a series, as found by trying all.
  @Test func partitionsAreTheBest() throws {
    for test in cases {
      let expected = test["partition"].elements.map { $0.elements.compactMap(\.number) }
      let scores = NormalScores(test.numbers("values")).scores
      for (penalty, places) in zip([3.0, 8, 13], expected) {
        let found = PrunedPartition.changes(scores, penalty: penalty, least: 5)
        #expect(found.map(Double.init) == places, "penalty \(penalty)")
      }
    }
  }

  @Test func greatestSplitIsThatOfTheDefinition() throws {
    for test in cases {
      let values = test.numbers("values")
      var scan = EnergyScan(capacity: values.count, least: 3)
      var ranks = [Int](repeating: 0, count: values.count)
      for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() {
        ranks[index] = rank
      }
      let best = values.withUnsafeBufferPointer { values in
        ranks.withUnsafeBufferPointer { scan.best(values, ranks: $0) }
      }
      #expect(best.map { Double($0.index) } == test["energy"].number("index"))
      expectDigits(best?.statistic, test["energy"].number("statistic"), 12, "statistic")
    }
  }

  @Test func levelsBeforeAndAfter() throws {
    let steps: [Double] = (0..<60).map { index in
      let wobble = Double(index * 7 % 11) / 11
      return index < 20 ? 10 + wobble : index < 45 ? 14 + wobble : 11.5 + wobble
    }
    let energy = try EnergyChangePoints(steps)
    let ranks = try RankChangePoints(steps)
    for changes in [energy.changes, ranks.changes] {
      try #require(changes.map(\.index) == [20, 45])
      #expect(changes.allSatisfy { $0.pValue <= 0.01 })
      #expect(changes[0].before.count == 20 && changes[0].after.count == 25)
      #expect(changes[1].before == changes[0].after && changes[1].after.count == 15)
      #expect(abs(try #require(changes[0].before.median) - 10.45) < 0.06)
      #expect(abs(try #require(changes[0].after.mean) - 14.45) < 0.06)
    }
    #expect(try #require(energy.pValueOfNext) > 0.05)
    #expect(energy == (try EnergyChangePoints(steps)))
    #expect(energy.changes != (try EnergyChangePoints(steps, permutations: 400).changes))
    let onRanks = try EnergyChangePoints(steps, onRanks: true)
    // Ranks blur the place.
    #expect(onRanks.changes.count == 2 && onRanks.changes[0].index == 20)
  }

  @Test func fewEqualAndInfiniteValues() throws {
    for values in [[], [1.0], [1, 2], [5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]] {
      let energy = try EnergyChangePoints(values)
      #expect(energy.changes.isEmpty && energy.pValueOfNext == nil && energy.n == values.count)
      #expect(try RankChangePoints(values).changes.isEmpty)
    }
    let low = (0..<15).map { Double($0 * 7 % 15) }
    let values = low + low.map { _ in Double.infinity }
    #expect(try EnergyChangePoints(values).changes.map(\.index) == [15])
    let ranks = try RankChangePoints(values)
    #expect(ranks.changes.map(\.index) == [15])
    #expect(ranks.changes[0].after.median == .infinity && ranks.changes[0].after.mean == nil)
    let huge = low.map { $0 * 1e306 } + low.map { -$0 * 1e306 - 1e307 }
    #expect(try EnergyChangePoints(huge).changes.map(\.index) == [15])
    let error = StatisticsError.notANumber(index: 0)
    #expect(throws: error) { try EnergyChangePoints([.nan]) }
    #expect(throws: error) { try RankChangePoints([.nan]) }
    #expect(throws: StatisticsError.levelOutOfRange(0)) {
      try EnergyChangePoints([1, 2], significance: 0)
    }
  }

  /// Without a change, one is found about as often as said, and p-values are uniform.
  @Test func falseAlarms() throws {
    var generator = SeededGenerator(seed: 44)
    var (alarms, rankAlarms, sum) = (0, 0, 0.0)
    let repetitions = 200
    for round in 0..<repetitions {
      let values = (0..<24).map { _ in
        1 / Double.random(in: 0.05..<1, using: &generator)
      }
      let strict = try EnergyChangePoints(
        values, significance: 1e-9, permutations: 39, seed: UInt64(round))
      let p = try #require(strict.pValueOfNext)
      sum += p
      if p <= 0.05 { alarms += 1 }
      if !(try RankChangePoints(values, permutations: 0).changes.isEmpty) { rankAlarms += 1 }
    }
    // 3.3 standard deviations about 10 of 200, and about a mean of 41/80.
    #expect(alarms <= 20, "\(alarms)")
    #expect(rankAlarms <= 20, "\(rankAlarms)")
    #expect(abs(sum / Double(repetitions) - 0.5125) < 0.068, "\(sum)")
  }
}

@Suite struct SteadyStateTests {
  private func series(_ levels: [(count: Int, level: Double)]) -> [Double] {
    levels.flatMap { stretch in
      (0..<stretch.count).map { stretch.level + Double($0 * 7 % 11) / 1000 }
    }
  }

  @Test func kinds() throws {
    let flat = try #require(try SteadyState(series([(60, 5)])))
    #expect(flat.kind == .flat && flat.start == 0 && flat.level?.count == 60)
    let warmed = try #require(try SteadyState(series([(15, 9), (10, 6), (60, 5)])))
    #expect(warmed.kind == .falling && warmed.start == 25 && warmed.level?.count == 60)
    #expect(warmed.changes.map(\.index) == [15, 25])
    let slowed = try #require(try SteadyState(series([(30, 4), (60, 5)])))
    #expect(slowed.kind == .rising && slowed.start == 30)
    let late = try #require(try SteadyState(series([(60, 5), (15, 8)])))
    #expect(late.kind == .none && late.start == nil && late.level == nil)
    // A change of less than the tolerance is none, though it is seen.
    let small = try #require(try SteadyState(series([(40, 5.03), (40, 5)])))
    #expect(small.kind == .flat && small.start == 0 && small.changes.count == 1)
  }

  @Test func fewAndEqualValues() throws {
    #expect(try SteadyState([1, 2, 3]) == nil)
    let constant = try #require(try SteadyState([Double](repeating: 2, count: 12)))
    #expect(constant.kind == .flat && constant.start == 0 && constant.changes.isEmpty)
    #expect(throws: StatisticsError.notANumber(index: 1)) { try SteadyState([1, .nan]) }
    let infinite = (0..<40).map { $0 < 15 ? Double.infinity : Double($0 * 7 % 11) }
    #expect(try SteadyState(infinite)?.kind == .falling)
  }
}
