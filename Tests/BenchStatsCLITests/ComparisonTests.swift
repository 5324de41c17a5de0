import BenchStats
import Foundation
import TestSupport
import Testing

/// Tables written for one test.
struct TwoTables {
  private let folder: OpenFolder
  let base: String
  let new: String

  init(_ base: String, _ new: String) throws {
    folder = try OpenFolder()
    self.base = folder.url.appendingPathComponent("base.csv").path
    self.new = folder.url.appendingPathComponent("new.csv").path
    try Data(base.utf8).write(to: URL(fileURLWithPath: self.base))
    try Data(new.utf8).write(to: URL(fileURLWithPath: self.new))
  }

  func compared(_ change: (inout ComparisonOptions) -> Void = { _ in }) throws -> TableComparison {
    var options = ComparisonOptions()
    change(&options)
    // The folder lives as long as its last use.
    return try withExtendedLifetime(folder) {
      try TableComparison(
        base: TableSelection(base), new: TableSelection(new), options: options)
    }
  }

  func noise(splits: Int = 100, seed: UInt64 = 1) throws -> NoiseResult {
    try withExtendedLifetime(folder) {
      try NoiseResult(TableSelection(base), splits: splits, seed: seed)
    }
  }

  func history() throws -> HistoryResult {
    try withExtendedLifetime(folder) {
      try HistoryResult(TableSelection(files: [base, new], named: "history"))
    }
  }

  func run(_ options: [String]) -> Outcome {
    withExtendedLifetime(folder) { Outcome(["compare", base, new] + options) }
  }
}

/// Comparisons of two small tables with R's figures: wilcox.test, t.test, ks.test and p.adjust of R
/// 4.2.2; the limits of ratios are those of logarithms, Fieller's by uniroot of the scaled t test.
@Suite struct ComparisonFigureTests {
  static let a = (
    base: [10.1, 10.4, 9.8, 10.0, 10.2, 9.9, 10.3],
    new: [11.2, 11.0, 11.6, 10.9, 11.4, 11.1, 10.35]
  )
  static let b = (
    base: [5.1, 5.3, 6.2, 7.4, 7.0, 8.1], new: [6.1, 6.3, 7.2, 7.3, 9.4, 9.0]
  )

  static func tables() throws -> TwoTables {
    func text(_ a: [Double], _ b: [Double]) -> String {
      "benchmark,time_s\n" + a.map { "a,\($0)\n" }.joined() + b.map { "b,\($0)\n" }.joined()
    }
    return try TwoTables(text(a.base, b.base), text(a.new, b.new))
  }

  private func expect(
    _ value: Double?, _ reference: Double, digits: Double = 12,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      value.map { correctDigits($0, reference) >= digits } ?? false, "\(value as Any)",
      sourceLocation: sourceLocation)
  }

  @Test func mannWhitney() throws {
    let result = try Self.tables().compared()
    #expect(result.groupColumns == ["benchmark"])
    #expect(result.family == 2)
    let (a, b) = (result.comparisons[0], result.comparisons[1])
    #expect(a.group == ["a"] && a.n == (7, 7) && b.group == ["b"] && b.n == (6, 6))
    expect(a.medians.base, 10.1)
    expect(a.medians.new, 11.1)
    expect(a.estimate, 1.1)
    expect(a.interval?.lower, 1.0576923076923077)
    expect(a.interval?.upper, 1.1372549019607845)
    expect(a.pValue, 0.0011655011655011655)
    expect(a.adjustedPValue, 0.002331002331002331)
    expect(a.beyondPValue, 0.002331002331002331)
    expect(a.adjustedBeyondPValue, 2 * 0.002331002331002331)
    expect(a.withinPValue, 0.99941724941724949)
    expect(a.delta.estimate, 0.95918367346938771)
    #expect(a.verdict == .changed && a.direction == .worse)
    expect(b.estimate, 1.1693270297027005)
    expect(b.interval?.lower, 0.88888888888888873)
    expect(b.interval?.upper, 1.4516129032258065)
    expect(b.pValue, 0.30952380952380953)
    expect(b.adjustedPValue, 0.30952380952380953)
    expect(b.delta.estimate, 0.3888888888888889)
    #expect(b.verdict == .undecided && b.direction == nil)
    #expect(result.hasRegression && result.hasChange)
  }

  @Test func geometricMean() throws {
    let result = try Self.tables().compared()
    #expect(result.means.map(\.metric) == ["time_s"])
    expect(result.means[0].ratios.estimate, 1.1275548563126474)
    expect(result.means[0].ratios.interval?.lower, 1.0021764152513148)
    expect(result.means[0].ratios.interval?.upper, 1.2686189124450828)
  }

  @Test func welch() throws {
    let result = try Self.tables().compared { $0.test = .welch }
    let (a, b) = (result.comparisons[0], result.comparisons[1])
    expect(a.pValue, 0.00026925205686596657)
    expect(a.beyondPValue, 0.00058812750199092889)
    expect(a.estimate, 1.0968882602545971)
    expect(a.interval?.lower, 1.0582332798552412, digits: 10)
    expect(a.interval?.upper, 1.1360294222414724, digits: 10)
    expect(b.pValue, 0.19405774891779526)
    expect(b.beyondPValue, 0.22305988029359922)
    expect(b.interval?.lower, 0.91272172305633426, digits: 10)
    expect(b.interval?.upper, 1.4717749376466533, digits: 10)
  }

  @Test func kolmogorovSmirnov() throws {
    let result = try Self.tables().compared { $0.test = .kolmogorovSmirnov }
    expect(result.comparisons[0].pValue, 0.008158508158509381, digits: 11)
    expect(result.comparisons[1].pValue, 0.93073593073593064)
    // It knows no direction: what it adds to the ranks is its own p-value.
    expect(result.comparisons[0].beyondPValue, 0.008158508158509381, digits: 11)
    #expect(result.comparisons[0].direction == .worse)
  }

  @Test func permutation() throws {
    let result = try Self.tables().compared { $0.test = .permutation }
    expect(result.comparisons[0].pValue, 0.0011655011655011655)
    expect(result.comparisons[1].pValue, 0.19696969696969696)
  }

  @Test func brunnerMunzel() throws {
    let result = try Self.tables().compared { $0.test = .brunnerMunzel }
    let test = try BrunnerMunzelTest(Self.b.new, Self.b.base)
    expect(result.comparisons[1].pValue, try #require(test.pValues).twoSided)
  }

  @Test func signedRankOfPairs() throws {
    let result = try Self.tables().compared { $0.isPaired = true }
    let (a, b) = (result.comparisons[0], result.comparisons[1])
    expect(a.pValue, 0.015625)
    expect(a.estimate, 1.1015737569830768)
    expect(a.interval?.lower, 1.0465616380012799)
    expect(a.interval?.upper, 1.150186581241786)
    expect(b.pValue, 0.0625)
    expect(b.estimate, 1.161290322580645)
    expect(b.interval?.lower, 0.98648648648648629)
    expect(b.interval?.upper, 1.3428571428571432)
    #expect(result.means.isEmpty)
  }

  @Test func pairedT() throws {
    let result = try Self.tables().compared {
      $0.isPaired = true
      $0.test = .welch
    }
    expect(result.comparisons[1].pValue, 0.01575722285888433)
    expect(result.comparisons[1].estimate, 1.1595084867596708)
    expect(result.comparisons[1].interval?.lower, 1.0428294370270275)
    expect(result.comparisons[1].interval?.upper, 1.2892424044919406)
  }

  @Test(arguments: [
    (MultipleComparisonMethod.bonferroni, 0.61904761904761907),
    (.benjaminiHochberg, 0.30952380952380953), (.benjaminiYekutieli, 0.4642857142857143),
    (.hochberg, 0.30952380952380953),
  ])
  func adjustments(method: MultipleComparisonMethod, second: Double) throws {
    let result = try Self.tables().compared { $0.adjustment = method }
    expect(result.comparisons[1].adjustedPValue, second)
  }

  @Test func withoutAdjustment() throws {
    let result = try Self.tables().compared { $0.adjustment = nil }
    #expect(result.comparisons.allSatisfy { $0.adjustedPValue == $0.pValue })
  }

  @Test func ratesAreBetterWhereTheyAreMore() throws {
    let tables = try TwoTables(
      "tokens_s,odd\n" + Self.a.base.map { "\($0),\($0)\n" }.joined(),
      "tokens_s,odd\n" + Self.a.new.map { "\($0),\($0)\n" }.joined())
    let result = try tables.compared()
    #expect(result.comparisons.map(\.direction) == [.better, nil])
    #expect(!result.hasRegression && result.hasChange)
    let told = try tables.compared {
      $0.smallerIsBetter = ["tokens_s"]
      $0.largerIsBetter = ["odd"]
    }
    #expect(told.comparisons.map(\.direction) == [.worse, .better])
  }

  @Test func whatStaysIsUnchanged() throws {
    let values = (0..<20).map { 1 + Double($0) * 1e-5 }
    let text = "time_s\n" + values.map { "\($0)\n" }.joined()
    let result = try TwoTables(text, text).compared()
    #expect(result.comparisons[0].verdict == .unchanged)
    // Without a threshold nothing can be shown to be equal.
    let strict = try TwoTables(text, text).compared { $0.threshold = 0 }
    #expect(strict.comparisons[0].verdict == .undecided)
  }

  /// As many runs as are said to decide do decide, where the estimate stays.
  @Test func moreRunsDecide() throws {
    func text(_ n: Int, _ factor: Double) -> String {
      // Normal scores: the same form for every n.
      let normal = StandardNormal()
      return "time_s\n"
        + (0..<n).map { i in
          let z = normal.quantile((Double(i) + 0.5) / Double(n))
          return "\(factor * (1 + 0.02 * z))\n"
        }.joined()
    }
    let few = try TwoTables(text(12, 1), text(12, 1.02)).compared()
    #expect(few.comparisons[0].verdict == .undecided)
    let needed = try #require(few.comparisons[0].runsThatDecide)
    #expect((20...100).contains(needed))
    let more = needed + needed / 4
    let many = try TwoTables(text(more, 1), text(more, 1.02)).compared()
    #expect(many.comparisons[0].verdict == .changed)
    let less = needed * 3 / 4
    let less1 = try TwoTables(text(less, 1), text(less, 1.02)).compared()
    #expect(less1.comparisons[0].verdict == .undecided)
  }
}
