import TestSupport
import Testing

@testable import Statistics

/// What comparisons say of samples that are empty, small, constant, tied or infinite.
@Suite struct ComparisonEdgeTests {
  @Test(arguments: [[], [1.0]], [[], [2.0]])
  func tooFewValues(x: [Double], y: [Double]) throws {
    for variances in VarianceAssumption.allCases {
      let means = try MeanComparison(x, y, variances: variances)
      #expect(means.t == nil && means.interval == nil && means.pValues == nil)
      #expect((means.difference == nil) == (x.isEmpty || y.isEmpty))
    }
    #expect(try HedgesG(x, y).estimate == nil)
    let isEmpty = x.isEmpty || y.isEmpty
    #expect((try MannWhitneyTest(x, y).pValues == nil) == isEmpty)
    #expect((try HodgesLehmannShift(x, y).estimate == nil) == isEmpty)
    #expect((try KolmogorovSmirnovTest(x, y).pValue == nil) == isEmpty)
    #expect((try PermutationTest(x, y).pValues == nil) == isEmpty)
    #expect((try CliffsDelta(x, y).estimate == nil) == isEmpty)
    #expect((try BrunnerMunzelTest(x, y).probabilityOfSuperiority == nil) == isEmpty)
    #expect((try RatioOfMedians(x, y).estimate == nil) == isEmpty)
    #expect(try BrunnerMunzelTest(x, y).pValues == nil)
    #expect(try CliffsDelta(x, y).interval == nil)
    #expect(try RatioOfMedians(x, y).interval() == nil)
    if !isEmpty {
      #expect(try MannWhitneyTest(x, y).pValues?.twoSided == 1)
      #expect(try HodgesLehmannShift(x, y).interval?.level == 0)
      #expect(try PermutationTest(x, y).pValues?.less == 0.5)
      #expect(try KolmogorovSmirnovTest(x, y).pValue == 1)
    }
  }

  @Test func constantData() throws {
    let (x, y) = ([2.0, 2, 2], [2.0, 2, 2, 2])
    #expect(try MeanComparison(x, y).t == nil)
    #expect(try MeanComparison(x, [3, 3]).difference == -1)
    #expect(try MeanComparison(x, [3, 3]).pValues == nil)
    for choice in RankTestChoice.allCases {
      let test = try MannWhitneyTest(x, y, distribution: choice)
      #expect(test.pValues == PValues(less: 1, greater: 1) && test.u == 6)
    }
    #expect(try PermutationTest(x, y).pValues == PValues(less: 1, greater: 1))
    #expect(try KolmogorovSmirnovTest(x, y).pValue == 1)
    #expect(try KolmogorovSmirnovTest(x, y, exact: false).pValue == 1)
    let delta = try CliffsDelta(x, y)
    #expect(delta.estimate == 0 && delta.interval?.lower == delta.interval?.upper.map { -$0 })
    #expect(try BrunnerMunzelTest(x, y).statistic == nil)
    let shift = try HodgesLehmannShift(x, y)
    #expect(shift.estimate == 0 && shift.interval?.lower == 0 && shift.interval?.upper == 0)
    #expect(try RatioOfMedians(x, y).interval()?.upper == 1)
    let paired = try SignedRankTest(x, x)
    #expect(paired.pValues?.twoSided == 1 && paired.zeros == 3 && paired.v == 0)
    #expect(try SignTest(x, x).pValues?.twoSided == 1)
    #expect(try PairedT(x, x).pValues == nil)
    #expect(try PairedT(x, x).meanDifference == 0)
    #expect(try HodgesLehmannPseudoMedian(x, x).estimate == 0)
  }

  @Test func samplesThatDoNotOverlap() throws {
    let (x, y) = ([1.0, 2, 3, 4], [11.0, 12, 13, 14])
    #expect(try MannWhitneyTest(x, y).pValues?.twoSided == 2.0 / 70)
    #expect(try PermutationTest(x, y).pValues?.twoSided == 2.0 / 70)
    #expect(try KolmogorovSmirnovTest(x, y).d == 1)
    expectDigits(try KolmogorovSmirnovTest(x, y).pValue, 2.0 / 70, 14, "D = 1")
    #expect(try BrunnerMunzelTest(x, y).pValues == nil)
    #expect(try BrunnerMunzelTest(x, y).probabilityOfSuperiority == 0)
    #expect(try CliffsDelta(x, y).estimate == -1)
    #expect(try CliffsDelta(x, y).interval == nil)
  }

  @Test func infiniteValues() throws {
    let (x, y) = ([1.0, 2, .infinity], [0.5, 1.5, 7])
    #expect(try MeanComparison(x, y).t == nil)
    #expect(try MeanComparison(x, y).difference == nil)
    #expect(try PermutationTest(x, y).pValues == nil)
    #expect(try MannWhitneyTest(x, y).u == 6)
    let shift = try HodgesLehmannShift(x, y)
    // −6, −5, −0.5, 0.5, 0.5, 1.5, ∞, ∞, ∞
    #expect(shift.estimate == 0.5)
    #expect(shift.interval?.lower == -6 && shift.interval?.upper == nil)
    #expect(try HodgesLehmannShift(x, x).estimate == nil)
    #expect(try HodgesLehmannRatio(x, y).estimate == nil)
    #expect(try RatioOfMedians(x, y).estimate == nil)
    #expect(try SignedRankTest(x, x).pValues == nil)
    #expect(try PairedT(x, y).meanDifference == .infinity)
    #expect(try PairedT(x, y).t == nil)
    #expect(try HodgesLehmannPseudoMedian(x, y).interval?.upper == nil)
    #expect(try HodgesLehmannPseudoMedian(differences: [-.infinity, .infinity]).estimate == nil)
    #expect(try SignTest(x, y).positive == 3)
    #expect(try SignTest(x, x).pValues == nil)
  }

  @Test func unusableInput() throws {
    let bad = StatisticsError.columnNotANumber(column: 1, index: 1)
    let (x, y) = ([1.0, 2], [1.0, .nan])
    #expect(throws: bad) { try MeanComparison(x, y) }
    #expect(throws: bad) { try MannWhitneyTest(x, y) }
    #expect(throws: bad) { try HodgesLehmannShift(x, y) }
    #expect(throws: bad) { try HodgesLehmannRatio(x, y) }
    #expect(throws: bad) { try KolmogorovSmirnovTest(x, y) }
    #expect(throws: bad) { try PermutationTest(x, y) }
    #expect(throws: bad) { try BrunnerMunzelTest(x, y) }
    #expect(throws: bad) { try CliffsDelta(x, y) }
    #expect(throws: bad) { try HedgesG(x, y) }
    #expect(throws: bad) { try RatioOfMedians(x, y) }
    #expect(throws: bad) { try PairedT(x, y) }
    #expect(throws: bad) { try SignedRankTest(x, y) }
    #expect(throws: StatisticsError.unequalLengths(column: 1, expected: 2, found: 1)) {
      try SignTest(x, [1])
    }
    #expect(throws: StatisticsError.levelOutOfRange(0)) { try HodgesLehmannShift(x, x, level: 0) }
    #expect(throws: StatisticsError.levelOutOfRange(1)) { try MeanComparison(x, x, level: 1) }
  }

  @Test func meansBeyondSquares() throws {
    let t = try MeanComparison([1, 2, 3.5, 4], [2, 2.5, 5, 9]).t
    // Fourth powers of these overflow or vanish; at 1e-170 the squares do.
    for (scale, isKnown) in [(1e-150, true), (1e150, true), (1e-170, false), (1e160, false)] {
      let x = [1.0, 2, 3.5, 4].map { $0 * scale }
      let y = [2.0, 2.5, 5, 9].map { $0 * scale }
      expectDigits(try MeanComparison(x, y).t, isKnown ? t : nil, 12, "\(scale)")
    }
  }

  @Test func whereExactnessEnds() throws {
    #expect(MannWhitneyTest.isExact(n: 49, m: 49))
    #expect(!MannWhitneyTest.isExact(n: 50, m: 51))
    #expect(MannWhitneyTest.isExact(n: 3, m: 800))
    #expect(!MannWhitneyTest.isExact(n: 1, m: 1000))
    #expect(!MannWhitneyTest.isExact(n: .max, m: 1))
    let many = (0..<400).map { Double($0 * 7 % 400) }
    let uneven = try MannWhitneyTest([-1, -2], many)
    // One of 402 · 401 / 2 ways.
    #expect(uneven.method == .exact)
    expectDigits(uneven.pValues?.less, 2.0 / (402 * 401), 13, "less")
    let tied = try MannWhitneyTest([-1, -1], many)
    #expect(tied.method == .exactConditional)
    expectDigits(tied.pValues?.less, 2.0 / (402 * 401), 13, "less")
    #expect(try MannWhitneyTest([-1, -2], many, distribution: .asR).method == .normal)
    #expect(try SignedRankTest(differences: Array(many.prefix(51))).method == .normal)
    #expect(try SignedRankTest(differences: Array(many.prefix(50))).method == .exactConditional)
  }
}
