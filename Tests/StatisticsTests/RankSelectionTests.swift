import TestSupport
import Testing

@testable import Statistics

@Suite struct RankSelectionTests {
  /// Samples of every kind, of `count` values.
  private static func samples(_ count: Int) -> [(String, [Double])] {
    var random = SeededGenerator(seed: UInt64(count))
    func values(_ make: (inout SeededGenerator) -> Double) -> [Double] {
      (0..<count).map { _ in make(&random) }
    }
    return [
      ("random", values { Double.random(in: -1...1, using: &$0) }),
      ("ties", values { Double(Int.random(in: 0..<7, using: &$0)) }),
      ("equal", values { _ in -4.5 }),
      ("zeros", values { Bool.random(using: &$0) ? 0 : -0.0 }),
      ("infinities", values { [-.infinity, -1, 2, .infinity].randomElement(using: &$0)! }),
      (
        "denormals",
        values { Double(Int.random(in: -9...99, using: &$0)) * .leastNonzeroMagnitude }
      ),
      ("narrow", values { 1 + Double(Int.random(in: 0..<5000, using: &$0)) * .ulpOfOne }),
      (
        "all patterns",
        values { random in
          let value = Double(bitPattern: random.next())
          return value.isNaN ? 0 : value
        }
      ),
      (
        "one far away",
        (count > 0 ? [1e300] : [])
          + values { 2 + Double.random(in: 0...1e-9, using: &$0) }.dropFirst()
      ),
    ]
  }

  /// Feeds the values to passes of several threads until `isComplete`; the number of passes.
  private static func run<Pass>(
    _ values: [Double], threads: Int, isComplete: () -> Bool, pass: () -> Pass,
    add: (inout Pass, [Double]) -> Void, finish: ([Pass]) throws -> Void
  ) rethrows -> Int {
    var passes = 0
    while !isComplete() {
      var states = (0..<threads).map { _ in pass() }
      let block = max(1, values.count / (2 * threads + 1))
      // Another order in each pass, as threads have it.
      var place = passes
      for start in stride(from: 0, to: values.count, by: block) {
        add(&states[place % threads], Array(values[start..<min(start + block, values.count)]))
        place += 1
      }
      try finish(states.reversed())
      passes += 1
    }
    return passes
  }

  private static func select(
    _ values: [Double], ranks: [Int], bytes: Int, threads: Int = 2
  ) throws -> (values: [Double], passes: Int) {
    var selection = RankSelection(bytes: bytes, threads: threads) { n in
      #expect(n == values.count)
      return ranks
    }
    let passes = try run(
      values, threads: threads, isComplete: { selection.isComplete }, pass: { selection.pass() },
      add: { $0.add($1) }, finish: { try selection.finish($0) })
    #expect(selection.count == values.count)
    return (ranks.map(selection.value), passes)
  }

  /// The values at ranks against sorting, with room for some values and for none.
  @Test(arguments: [0, 1, 2, 3, 10, 999, 8000])
  func againstSorting(count: Int) throws {
    for (name, values) in Self.samples(count) {
      let sorted = try SortedSample(values).values
      let ranks =
        count < 30
        ? Array(1...max(1, count)).prefix(count) + []
        : [
          count, 1, count / 2, count / 2 + 1, count / 2, count / 100 * 99, 3,
        ]
      let least = RankSelection.leastBytes(ranks: ranks.count, threads: 2)
      for bytes in [least, 8 * least, 1 << 24] {
        let (found, passes) = try Self.select(values, ranks: Array(ranks), bytes: bytes)
        #expect(
          found.map(\.bitPattern) == ranks.map { sorted[$0 - 1].bitPattern },
          "\(name) in \(bytes) bytes")
        #expect(passes <= (bytes == 1 << 24 ? 2 : 8), "\(name) in \(bytes) bytes")
      }
    }
  }

  /// With 65,536 parts and no room to gather, four passes are enough.
  @Test func fourPasses() throws {
    var random = SeededGenerator(seed: 4)
    let values = (0..<140_000).map { _ in
      // Pairs that differ in the last bits only.
      1 + Double(Int.random(in: 0..<3, using: &random)) * 0x1p-36
        + Double(Int.random(in: 0..<70_000, using: &random)) * .ulpOfOne
    }
    let bytes = RankSelection.leastBytes(ranks: 1, threads: 1) << 8
    #expect(bytes < 8 * values.count)
    let (found, passes) = try Self.select(values, ranks: [70_000], bytes: bytes, threads: 1)
    #expect(found == [values.sorted()[69_999]])
    #expect(passes <= 4)
  }

  /// Equal values need no room, however many they are.
  @Test func tiesTakeTwoPasses() throws {
    let values = (0..<60_000).map { Double($0 % 3) }
    let bytes = RankSelection.leastBytes(ranks: 2, threads: 1) << 6
    let (found, passes) = try Self.select(
      values, ranks: [30_000, 30_001], bytes: bytes, threads: 1)
    #expect(found == [1, 1] && passes == 2)
  }

  /// Values that are others in a later pass are found out.
  @Test func changedValues() throws {
    let values = (0..<20_000).map { 1 + Double($0) / 20_000 }
    for bytes in [RankSelection.leastBytes(ranks: 1, threads: 1), 1 << 20] {
      for other in [Array(values.dropFirst(15_000)), values + values, []] {
        var selection = RankSelection(bytes: bytes, threads: 1) { $0 > 0 ? [$0 / 2] : [] }
        var pass = selection.pass()
        pass.add(values)
        try selection.finish([pass])
        #expect(!selection.isComplete)
        pass = selection.pass()
        pass.add(other)
        #expect(throws: RankSelection.Changed.self) { try selection.finish([pass]) }
      }
    }
  }

  /// A summary by passes against one in memory.
  @Test(arguments: [0, 1, 2, 3, 10, 999, 8000])
  func summaries(count: Int) throws {
    for (name, values) in Self.samples(count) {
      let expected = try Summary(values)
      for bytes in [SummaryPasses.leastBytes(threads: 3), 1 << 24] {
        var summary = SummaryPasses(bytes: bytes, threads: 3)
        let passes = Self.run(
          values, threads: 3, isComplete: { summary.summary != nil }, pass: { summary.pass() },
          add: { $0.add($1) }, finish: { try! summary.finish($0) })
        let found = try #require(summary.summary)
        let label = "\(name) in \(bytes) bytes: \(found), expected \(expected)"
        #expect(passes <= (bytes == 1 << 24 ? 4 : 16), "\(label)")
        #expect(found.n == expected.n, "\(label)")
        for figure in [\Summary.minimum, \.maximum, \.median, \.medianAbsoluteDeviation] {
          #expect(
            found[keyPath: figure]?.bitPattern == expected[keyPath: figure]?.bitPattern, "\(label)")
        }
        var worst = WorstDigits()
        worst.compare(found.mean, expected.mean, "mean")
        worst.compare(found.standardDeviation, expected.standardDeviation, "sd")
        #expect(worst.digits >= 15, "\(label): \(worst)")
      }
    }
  }

  /// Sums that overflow on the way, and values further apart than a double tells.
  @Test func hugeValues() throws {
    let huge = Double.greatestFiniteMagnitude
    for values in [
      [huge, huge, huge], [huge, -huge], [1e308, -1e308, 1], [1e200, 3e200], [huge, 1, 2],
      [1, 1, 1e300, 1e308], [1e308, 1e308, -1e308, -1e308, 4],
    ] {
      let expected = try Summary(values)
      var summary = SummaryPasses(bytes: 1 << 20, threads: 2)
      _ = Self.run(
        values, threads: 2, isComplete: { summary.summary != nil }, pass: { summary.pass() },
        add: { $0.add($1) }, finish: { try! summary.finish($0) })
      #expect(summary.summary == expected, "\(values)")
    }
  }

  /// Percentiles by passes against those of the sorted sample, every type.
  @Test(arguments: [0, 1, 2, 5, 300, 2000])
  func percentiles(count: Int) throws {
    let probabilities = [0.5, 0, 0.9, 0.99, 1, 0.999]
    for (name, values) in Self.samples(count) {
      let sample = try SortedSample(values)
      for method in PercentileMethod.allCases {
        let expected = try probabilities.map {
          try sample.percentileEstimate($0, method: method, level: 0.9)
        }
        let least = PercentilePasses.leastBytes(percentiles: probabilities.count, threads: 2)
        for bytes in [least, 1 << 24] {
          var passes = try PercentilePasses(
            probabilities, method: method, level: 0.9, bytes: bytes, threads: 2)
          _ = try Self.run(
            values, threads: 2, isComplete: { passes.estimates != nil }, pass: { passes.pass() },
            add: { $0.add($1) }, finish: { try passes.finish($0) })
          let found = try #require(passes.estimates)
          #expect(found.n == count && found.estimates == expected, "\(name), \(method)")
        }
      }
    }
    #expect(throws: StatisticsError.probabilityOutOfRange(2)) {
      try PercentilePasses([2], method: .hyndmanFan7, level: 0.9, bytes: 1 << 20, threads: 1)
    }
    #expect(throws: StatisticsError.levelOutOfRange(1)) {
      try PercentilePasses([0.5], method: .hyndmanFan7, level: 1, bytes: 1 << 20, threads: 1)
    }
  }
}
