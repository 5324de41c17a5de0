import TestSupport
import Testing

@testable import Statistics

/// p-values of samples from one distribution are even: a share of about α of them is at most α.
///
/// Exact tests can't exceed it; what they leave out is the step of their discrete distribution. The
/// seeds are fixed, so that these tests give one result on every machine.
@Suite struct NullDistributionTests {
  /// The shares of p-values at most 0.05 and at most 0.5.
  private func shares(
    _ trials: Int, seed: UInt64, ties: Bool, n: Int, m: Int,
    _ pValue: ([Double], [Double]) throws -> Double?
  ) throws -> (Double, Double) {
    var generator = SeededGenerator(seed: seed)
    var (small, half) = (0, 0)
    for _ in 0..<trials {
      let x = sample(n, ties: ties, using: &generator)
      let y = sample(m, ties: ties, using: &generator)
      let p = try #require(try pValue(x, y))
      if p <= 0.05 { small += 1 }
      if p <= 0.5 { half += 1 }
    }
    return (Double(small) / Double(trials), Double(half) / Double(trials))
  }

  /// Sums of uniform numbers, near to normal, or whole numbers with many ties.
  private func sample(
    _ n: Int, ties: Bool, using generator: inout SeededGenerator
  ) -> [Double] {
    (0..<n).map { _ in
      if ties { return Double(Int.random(in: 0..<5, using: &generator)) }
      return (0..<6).reduce(0) { sum, _ in sum + Double.random(in: 0..<1, using: &generator) }
    }
  }

  /// - Parameter slack: how far below the level a discrete test may stay.
  private func expectEven(
    _ shares: (Double, Double), trials: Int, slack: (Double, Double),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let errors = [0.05, 0.5].map { 4 * ($0 * (1 - $0) / Double(trials)).squareRoot() }
    #expect(
      shares.0 <= 0.05 + errors[0] && shares.0 >= 0.05 - slack.0 - errors[0], "\(shares)",
      sourceLocation: sourceLocation)
    #expect(
      shares.1 <= 0.5 + errors[1] && shares.1 >= 0.5 - slack.1 - errors[1], "\(shares)",
      sourceLocation: sourceLocation)
  }

  @Test func twoSamples() throws {
    let trials = 800
    expectEven(
      try shares(trials, seed: 1, ties: false, n: 12, m: 9) {
        try MeanComparison($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0, 0))
    expectEven(
      try shares(trials, seed: 3, ties: false, n: 12, m: 15) {
        try BrunnerMunzelTest($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0, 0))
    expectEven(
      try shares(trials, seed: 4, ties: false, n: 12, m: 9) {
        try MannWhitneyTest($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0.008, 0.03))
    expectEven(
      try shares(trials, seed: 5, ties: false, n: 30, m: 25) {
        try KolmogorovSmirnovTest($0, $1).pValue
      }, trials: trials, slack: (0.03, 0.1))
  }

  @Test func tiedSamples() throws {
    let trials = 600
    expectEven(
      try shares(trials, seed: 6, ties: true, n: 9, m: 8) {
        try MannWhitneyTest($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0.015, 0.08))
    expectEven(
      try shares(trials, seed: 7, ties: true, n: 60, m: 50) {
        try MannWhitneyTest($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0.005, 0.02))
    expectEven(
      try shares(trials, seed: 8, ties: true, n: 20, m: 20) {
        try SignedRankTest($0, $1, zeros: .rankedFirst).pValues?.twoSided
      }, trials: trials, slack: (0.01, 0.05))
  }

  @Test func permutations() throws {
    let trials = 200
    expectEven(
      try shares(trials, seed: 9, ties: false, n: 5, m: 5) {
        try PermutationTest($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0.012, 0.01))
    expectEven(
      try shares(trials, seed: 10, ties: false, n: 15, m: 14) {
        try PermutationTest($0, $1, permutations: 199, exactUpTo: 0).pValues?.twoSided
      }, trials: trials, slack: (0.005, 0.01))
  }

  @Test func pairs() throws {
    let trials = 800
    expectEven(
      try shares(trials, seed: 11, ties: false, n: 15, m: 15) {
        try SignedRankTest($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0.008, 0.03))
    expectEven(
      try shares(trials, seed: 12, ties: false, n: 15, m: 15) {
        try PairedT($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0, 0))
    expectEven(
      try shares(trials, seed: 13, ties: false, n: 25, m: 25) {
        try SignTest($0, $1).pValues?.twoSided
      }, trials: trials, slack: (0.012, 0.2))
  }

  @Test func groups() throws {
    let trials = 600
    func three(_ x: [Double], _ y: [Double]) -> [[Double]] {
      [Array(x.prefix(12)), Array(x.suffix(10)), y]
    }
    expectEven(
      try shares(trials, seed: 14, ties: false, n: 22, m: 15) {
        try welchAnova(three($0, $1))?.pValue
      }, trials: trials, slack: (0, 0))
    expectEven(
      try shares(trials, seed: 15, ties: false, n: 22, m: 15) {
        try kruskalWallisTest(three($0, $1))?.pValue
      }, trials: trials, slack: (0.005, 0))
    expectEven(
      try shares(trials, seed: 16, ties: false, n: 22, m: 15) {
        try leveneTest(three($0, $1))?.pValue
      }, trials: trials, slack: (0.02, 0.05))
    expectEven(
      try shares(trials, seed: 17, ties: false, n: 22, m: 22) { x, y in
        try friedmanTest((0..<11).map { [x[$0], y[$0], x[$0 + 11]] })?.pValue
      }, trials: trials, slack: (0.01, 0.15))
    expectEven(
      try shares(trials, seed: 18, ties: false, n: 22, m: 15) {
        try StratifiedRankTest([
          Stratum(Array($0.prefix(12)), Array($1.prefix(5))),
          Stratum(Array($0.suffix(10)), Array($1.suffix(10)).map { $0 }),
        ]).pValues?.twoSided
      }, trials: trials, slack: (0.008, 0.02))
  }

  /// Verdicts on the same code against itself: "changed" at most as often as α says.
  @Test func falseAlarms() throws {
    var generator = SeededGenerator(seed: 19)
    let trials = 300
    var verdicts: [Verdict: Int] = [:]
    for _ in 0..<trials {
      let x = sample(10, ties: false, using: &generator)
      let y = sample(10, ties: false, using: &generator)
      let found = try PracticalComparison(ratio: x, y, margins: EquivalenceMargins(ratio: 0))
      verdicts[found.verdict, default: 0] += 1
    }
    #expect(Double(verdicts[.changed] ?? 0) < Double(trials) * 0.05 + 4 * 3.8, "\(verdicts)")
    #expect((verdicts[.changed] ?? 0) > 2 && verdicts[.unchanged] == nil, "\(verdicts)")
  }
}
