import TestSupport
import Testing

@testable import Statistics

@Suite struct VerdictTests {
  private func interval(_ lower: Double?, _ upper: Double?, level: Double = 0.95) -> Interval {
    Interval(lower: lower, upper: upper, level: level, requestedLevel: 0.95, method: "")
  }

  private func verdict(
    _ estimate: Double, _ outer: (Double?, Double?), _ inner: (Double?, Double?), _ margin: Double,
    level: Double = 0.95
  ) -> PracticalComparison {
    PracticalComparison(
      estimate: estimate, interval: interval(outer.0, outer.1, level: level),
      equivalenceInterval: interval(inner.0, inner.1, level: level),
      margins: EquivalenceMargins(difference: margin))
  }

  @Test func verdictsFollowTheLimits() {
    #expect(verdict(5, (2, 8), (3, 7), 1).verdict == .changed)
    #expect(verdict(-5, (-8, -2), (-7, -3), 1).verdict == .changed)
    #expect(verdict(5, (1, 9), (2, 8), 1).verdict == .undecided)
    #expect(verdict(0.5, (-0.5, 1.5), (-0.3, 0.9), 1).verdict == .unchanged)
    #expect(verdict(0.5, (-0.5, 1.5), (-0.3, 1), 1).verdict == .undecided)
    // Significant, and shown to be too small to matter.
    #expect(verdict(0.5, (0.1, 0.9), (0.2, 0.8), 1).verdict == .unchanged)
    #expect(verdict(0.5, (0.1, 0.9), (0.2, 0.8), 0).verdict == .changed)
    #expect(verdict(0, (0, 0), (0, 0), 0).verdict == .undecided)
    // Limits that don't reach their level decide nothing.
    #expect(verdict(5, (2, 8), (3, 7), 1, level: 0.8).verdict == .undecided)
    #expect(verdict(5, (2, 8), (3, 7), 1, level: 0.8).factorOfRuns == nil)
    #expect(verdict(5, (nil, 8), (nil, 7), 1).factorOfRuns == nil)
    #expect(verdict(5, (2, nil), (3, nil), 1).verdict == .changed)
  }

  @Test func runsThatDecide() {
    // The lower limit, 3 below the estimate, must come within 1 of it: nine times the runs.
    let beyond = verdict(2, (-1, 5), (-0.5, 4.5), 1)
    #expect(beyond.factorOfRuns == 9 && beyond.runsThatDecide(insteadOf: 10) == 90)
    // Within: the upper inner limit, 2 above, must come within 0.5.
    let within = verdict(0.5, (-2, 3), (-1.5, 2.5), 1)
    #expect(within.factorOfRuns == 16)
    #expect(verdict(-2, (-5, 1), (-4.5, 0.5), 1).factorOfRuns == 9)
    #expect(verdict(1, (-1, 3), (-0.5, 2.5), 1).factorOfRuns == nil)
    #expect(verdict(5, (2, 8), (3, 7), 1).factorOfRuns == nil)
    #expect(beyond.runsThatDecide(insteadOf: 0) == 1)
    let none = PracticalComparison(
      estimate: nil, interval: nil, equivalenceInterval: nil,
      margins: EquivalenceMargins(ratio: 0.01))
    #expect(none.verdict == .undecided && none.factorOfRuns == nil)
  }

  @Test func runsThatDecideDoDecide() throws {
    // With the number of runs forecast, made of the same values again and again, limits decide.
    var generator = SeededGenerator(seed: 23)
    let noise = randomValues(48, ties: false, using: &generator).map { $0 / 10 }
    func again(_ values: [Double], _ copies: Int) -> [Double] {
      [[Double]](repeating: values, count: copies).flatMap { $0 }
    }
    let y = noise.prefix(24).map { 10 + $0 }
    for (shift, verdict) in [(0.06, Verdict.changed), (-0.02, .unchanged)] {
      // Both samples have the mean of y but for the shift.
      let centre = noise.prefix(24).reduce(0, +) / 24 - noise.suffix(24).reduce(0, +) / 24
      let x = noise.suffix(24).map { 10 + shift + centre + $0 }
      let margins = EquivalenceMargins(difference: 0.04)
      let first = try PracticalComparison(welch: x, y, margins: margins)
      #expect(first.verdict == .undecided)
      let copies = Int(try #require(first.factorOfRuns).rounded(.up))
      let more = try PracticalComparison(
        welch: again(x, copies), again(y, copies), margins: margins)
      #expect(more.verdict == verdict, "\(copies) times")
      let swapped = try PracticalComparison(welch: y, x, margins: margins)
      expectDigits(swapped.factorOfRuns, first.factorOfRuns, 6, "swapped")
    }
  }

  @Test func equivalenceAgreesWithLimits() throws {
    var generator = SeededGenerator(seed: 17)
    var seen: Set<Bool> = []
    for n in [8, 12, 20, 60] {
      for _ in 0..<10 {
        let x = randomValues(n, ties: false, using: &generator).map { $0 + 20 }
        let y = randomValues(n + 1, ties: false, using: &generator).map { $0 + 20 }
        let margins = EquivalenceMargins(difference: 0.6)
        let test = try #require(try EquivalenceTest(shift: x, y, margins: margins))
        let limits = try #require(try HodgesLehmannShift(x, y, level: 0.9).interval)
        let isWithin = limits.lower! > -0.6 && limits.upper! < 0.6
        #expect((test.pValue <= 0.05) == isWithin)
        let welch = try #require(try EquivalenceTest(welch: x, y, margins: margins))
        let means = try #require(try MeanComparison(x, y, level: 0.9).interval)
        #expect((welch.pValue <= 0.05) == (means.lower! > -0.6 && means.upper! < 0.6))
        let ratio = try #require(
          try EquivalenceTest(ratio: x, y, margins: EquivalenceMargins(ratio: 0.03)))
        let ratios = try #require(try HodgesLehmannRatio(x, y, level: 0.9).interval)
        #expect(
          (ratio.pValue <= 0.05) == (ratios.lower! > 1 / 1.03 && ratios.upper! < 1.03))
        seen.insert(isWithin)
      }
    }
    #expect(seen.count == 2)
    #expect(try EquivalenceTest(shift: [], [1], margins: EquivalenceMargins(difference: 1)) == nil)
    #expect(try EquivalenceTest(welch: [1], [1], margins: EquivalenceMargins(difference: 1)) == nil)
    #expect(try EquivalenceTest(ratio: [0], [1], margins: EquivalenceMargins(ratio: 1)) == nil)
  }

  @Test func smallestRunsThatReachALevel() {
    #expect(ExactTest.twoSamples.smallestRuns(alpha: 0.05) == 4)
    #expect(ExactTest.twoSamples.smallestRuns(alpha: 2.0 / 70) == 4)
    #expect(ExactTest.twoSamples.smallestRuns(alpha: 0.01) == 5)
    #expect(ExactTest.twoSamples.smallestRuns(alpha: 0.001) == 7)
    #expect(ExactTest.paired.smallestRuns(alpha: 0.05) == 6)
    #expect(ExactTest.paired.smallestRuns(alpha: 1.0 / 32) == 6)
    #expect(ExactTest.paired.smallestRuns(alpha: 0) == nil)
    #expect(ExactTest.paired.smallestRuns(alpha: .nan) == nil)
    #expect(ExactTest.twoSamples.smallestPValue(n: 3, m: 5) == 2.0 / 56)
    #expect(ExactTest.twoSamples.smallestPValue(n: 0, m: 5) == 1)
    #expect(ExactTest.twoSamples.smallestPValue(n: 100_000, m: 100_000) == 0)
    #expect(ExactTest.paired.smallestPValue(n: 0, m: 0) == 1)
  }

  @Test func runsByNoether() {
    // (1.959964 + 0.841621)^2 / (12 / 4 * 0.2^2) = 65.407
    #expect(runsNeeded(toDetectSuperiority: 0.7) == 66)
    #expect(runsNeeded(toDetectSuperiority: 0.3) == 66)
    #expect(runsNeeded(toDetectSuperiority: 0.7, power: 0.9) == 88)
    #expect(runsNeeded(toDetectSuperiority: 0.5) == nil)
    #expect(runsNeeded(toDetectSuperiority: 1.5) == nil)
    #expect(runsNeeded(toDetectSuperiority: 0.7, power: 1) == nil)
  }
}
