import Glibc
import TestSupport
import Testing

@testable import Statistics

/// Nominal 95 % limits cover what they estimate in about 95 % of samples. The figures over many more
/// samples stand in the docstrings; here the seeds are fixed and the bounds four standard errors.
@Suite struct CoverageTests {
  private func covers(_ interval: Interval?, _ value: Double) -> Bool {
    guard let interval else { return false }
    return (interval.lower ?? -.infinity) <= value && value <= (interval.upper ?? .infinity)
  }

  /// Exponential samples, whose median is log 2.
  private func sample(_ n: Int, using generator: inout SeededGenerator) -> [Double] {
    (0..<n).map { _ in -log(1 - Double.random(in: 0..<1, using: &generator)) }
  }

  private func expectCoverage(
    _ covered: Int, of trials: Int, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let share = Double(covered) / Double(trials)
    let error = (0.95 * 0.05 / Double(trials)).squareRoot()
    #expect(
      share > 0.94 - 4 * error && share < 0.965 + 4 * error, "\(share)",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [20, 50])
  func hodgesLehmann(n: Int) throws {
    var generator = SeededGenerator(seed: UInt64(n))
    let trials = 120
    var (shifts, ratios, centres) = (0, 0, 0)
    for _ in 0..<trials {
      let x = sample(n, using: &generator)
      let y = sample(n, using: &generator).map { $0 + 1 }
      let z = sample(n, using: &generator).map { $0 * 3 }
      if covers(try HodgesLehmannShift(x, y).interval, -1) { shifts += 1 }
      if covers(try HodgesLehmannRatio(z, x).interval, 3) { ratios += 1 }
      if covers(try HodgesLehmannPseudoMedian(x, y).interval, -1) { centres += 1 }
    }
    for covered in [shifts, ratios, centres] { expectCoverage(covered, of: trials) }
  }

  @Test(arguments: [20, 51])
  func exactBootstrapOfMedians(n: Int) throws {
    var generator = SeededGenerator(seed: UInt64(n + 1))
    let trials = 250
    var (medians, ratios) = (0, 0)
    for _ in 0..<trials {
      let x = sample(n, using: &generator)
      let y = sample(n, using: &generator).map { $0 * 2 }
      if covers(try MedianBootstrap(x).interval(), log(2)) { medians += 1 }
      if n == 51, covers(try RatioOfMedians(y, x).interval(), 2) { ratios += 1 }
    }
    expectCoverage(medians, of: trials)
    if n == 51 { expectCoverage(ratios, of: trials) }
  }

  @Test func bootstrapOfMeans() throws {
    var generator = SeededGenerator(seed: 77)
    let trials = 120
    var covered = 0
    for trial in 0..<trials {
      let x = (0..<20).map { _ in Double.random(in: 0..<1, using: &generator) }
      let bootstrap = try Bootstrap(x, replicates: 399, seed: UInt64(trial)) { values in
        var sum = 0.0
        for value in values { sum += value }
        return sum / Double(values.count)
      }
      if covers(try bootstrap.interval(expandedFor: 20), 0.5) { covered += 1 }
    }
    expectCoverage(covered, of: trials)
  }

  @Test func effectSizes() throws {
    var generator = SeededGenerator(seed: 78)
    let trials = 400
    var (deltas, munzels) = (0, 0)
    for _ in 0..<trials {
      let x = sample(15, using: &generator)
      let y = sample(20, using: &generator).map { $0 * 2 }
      // P(X > Y) is 1/3 for exponential values of rates 1 and 1/2.
      if covers(try CliffsDelta(x, y).interval, -1.0 / 3) { deltas += 1 }
      if covers(try BrunnerMunzelTest(x, y).interval, 1.0 / 3) { munzels += 1 }
    }
    expectCoverage(deltas, of: trials)
    expectCoverage(munzels, of: trials)
  }
}
