import TestSupport
import Testing

@testable import Statistics

@Suite struct BootstrapTests {
  private static func mean(_ values: UnsafeBufferPointer<Double>) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The generators as their authors' C programs: SplitMix64 and xoshiro256** by hand in Python.
  @Test func streamsAreTheSameEverywhere() {
    var stream = RandomStream(seed: 42, index: 0)
    #expect(
      (0..<3).map { _ in stream.next() } == [
        0x1FF785474F113B15, 0x4B7867CEFF5D8325, 0x90CA7A95A9909966,
      ])
    stream = RandomStream(seed: 42, index: 1)
    #expect(
      (0..<3).map { _ in stream.next() } == [
        0x584870A53E6DDCDF, 0x24862B58AB088C44, 0xB77AF7EA4C59709E,
      ])
  }

  @Test func indicesAreEvenlySpread() {
    var stream = RandomStream(seed: 9)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[stream.index(below: 6)] += 1 }
    // 5 standard deviations of 91.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 456 }, "\(counts)")
    for _ in 0..<1000 {
      let value = stream.uniform()
      #expect(value >= 0 && value < 1)
    }
  }

  @Test func accelerationAndProbabilitiesAsSciPy() throws {
    let oracle = try JSONOracle(fixture: "oracles/comparison_scipy.json")["bca"]
    let values = oracle.numbers("values")
    let own = try Bootstrap(values, replicates: 10, seed: 1, statistic: Self.mean)
    expectDigits(own.acceleration, oracle.number("acceleration"), 12, "a")
    let bootstrap = Bootstrap(
      estimate: own.estimate, replicates: oracle.optionals("replicates"),
      influences: own.influences)
    let interval = try #require(try bootstrap.interval())
    // SciPy takes the next lower order statistic or an interpolated one; R's rule lies between the
    // same two or their neighbours.
    let sorted = bootstrap.replicates
    for (limit, key, place) in [
      (interval.lower, "scipy_lower", 0), (interval.upper, "scipy_upper", 1),
    ] {
      let rank = 999 * oracle.numbers("probabilities")[place]
      let gap = sorted[min(998, Int(rank) + 2)] - sorted[max(0, Int(rank) - 2)]
      #expect(abs(try #require(limit) - oracle.number(key)!) <= gap)
    }
  }

  @Test func replicatesDoNotDependOnTheirNumber() throws {
    let values = [1.0, 4, 2, 8, 5, 7]
    let few = try Bootstrap(values, replicates: 100, seed: 7, statistic: Self.mean)
    let more = try Bootstrap(values, replicates: 300, seed: 7, statistic: Self.mean)
    #expect(Set(few.replicates).isSubset(of: Set(more.replicates)))
    #expect(try Bootstrap(values, replicates: 100, seed: 7, statistic: Self.mean) == few)
    #expect(try Bootstrap(values, replicates: 100, seed: 8, statistic: Self.mean) != few)
  }

  @Test func twoSamplesAreResampledApart() throws {
    let bootstrap = try Bootstrap([1, 1, 1], [2, 2], replicates: 50, seed: 1) { x, y in
      guard let x = Self.mean(x), let y = Self.mean(y) else { return nil }
      return x - y
    }
    #expect(bootstrap.replicates == [Double](repeating: -1, count: 50))
    #expect(bootstrap.influences == [0, 0, 0, 0, 0] && bootstrap.acceleration == 0)
    let interval = try #require(try bootstrap.interval())
    #expect(interval.lower == -1 && interval.upper == -1)
  }

  @Test func whatCannotBeSaid() throws {
    let none = try Bootstrap([], replicates: 10, seed: 1, statistic: Self.mean)
    #expect(none.estimate == nil && none.replicates.isEmpty)
    #expect(try none.interval() == nil)
    let one = try Bootstrap([3], replicates: 10, seed: 1, statistic: Self.mean)
    #expect(one.acceleration == nil)
    #expect(try one.interval() == nil)
    // Ten replicates have no 0.975 quantile.
    #expect(try one.interval(.percentile)?.upper == nil)
    #expect(try one.interval(.percentile, level: 0.5)?.upper == 3)
    let partly = try Bootstrap([1, 2], replicates: 200, seed: 1) { sample in
      sample.count > 1 && sample[0] == sample[1] ? nil : 5
    }
    #expect(partly.undefinedReplicates > 50 && partly.replicates.count > 50)
    #expect(partly.undefinedReplicates + partly.replicates.count == 200)
    let empty = Bootstrap(estimate: 1, replicates: [nil, .nan], influences: [1, .infinity])
    #expect(empty.undefinedReplicates == 2 && empty.influences.isEmpty)
    #expect(try empty.interval(.percentile) == nil)
    let beside = Bootstrap(estimate: 0, replicates: [1, 2, 3], influences: [1, -1])
    #expect(try beside.interval(level: 0.5) == nil)
    #expect(throws: StatisticsError.notANumber(index: 0)) {
      try Bootstrap([.nan], replicates: 1, seed: 1, statistic: Self.mean)
    }
    #expect(throws: StatisticsError.levelOutOfRange(2)) { try none.interval(level: 2) }
  }

  @Test func expansionMakesNormalLimitsStudents() {
    // √(20 / 19) t₁₉ / z
    expectDigits(expansion(n: 20, level: 0.95), 1.0956310356490333, 14, "n = 20")
    #expect(expansion(n: 1, level: 0.95) == 1)
  }
}
