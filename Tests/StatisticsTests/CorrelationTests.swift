import Foundation
import LinearAlgebra
import TestSupport
import Testing

@testable import Statistics

@Suite struct CorrelationTests {
  // Hollander & Wolfe (1973), p. 187: tuna lightness and panel scores, as in R's ?cor.test.
  static let lightness = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
  static let panel = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]

  @Test func pearsonOfTuna() throws {
    let pair = try correlation(Self.lightness, Self.panel)
    #expect(correctDigits(try #require(pair.coefficient), 0.5711815575638287) >= 14)
    #expect(correctDigits(try #require(pair.pValue), 0.10817305434949379) >= 13)
    #expect(pair.test == .studentT && pair.n == 9)
    let interval = try #require(pair.interval)
    #expect(correctDigits(try #require(interval.lower), -0.14974263303675717) >= 13)
    #expect(correctDigits(try #require(interval.upper), 0.8955794618387393) >= 13)
    #expect(interval.level == 0.95 && interval.method == "Fisher z")
    #expect(pair.holmPValue == pair.pValue && pair.benjaminiHochbergPValue == pair.pValue)
  }

  @Test func ranksOfTuna() throws {
    // R prints rho 0.6, p 0.0968 and tau 0.4444444, p 0.1194.
    let spearman = try correlation(Self.lightness, Self.panel, method: .spearman)
    #expect(spearman.coefficient == 0.6 && spearman.test == .exactSpearman)
    #expect(correctDigits(try #require(spearman.pValue), 0.09679783950617284) >= 15)
    #expect(spearman.interval?.method == "Fisher z, Bonett and Wright")
    let kendall = try correlation(Self.lightness, Self.panel, method: .kendall)
    #expect(correctDigits(try #require(kendall.coefficient), 4.0 / 9) >= 15)
    #expect(kendall.test == .exactKendall)
    #expect(correctDigits(try #require(kendall.pValue), 0.1194389329805996) >= 14)
  }

  @Test(arguments: [CorrelationMethod.pearson, .spearman, .kendall])
  func perfect(_ method: CorrelationMethod) throws {
    let x = [1, 2, 3, 4.0]
    for (y, sign) in [([3.0, 5, 7, 9], 1.0), ([9.0, 7, 5, 3], -1.0)] {
      let pair = try correlation(x, y, method: method)
      #expect(abs(try #require(pair.coefficient) - sign) <= .ulpOfOne)
      // Of the 24 orders the two monotone ones are as extreme.
      if method != .pearson { #expect(pair.pValue == 2.0 / 24) }
    }
  }

  @Test(arguments: [CorrelationMethod.pearson, .spearman, .kendall])
  func tooFewOrConstant(_ method: CorrelationMethod) throws {
    for n in [0, 1] {
      let values = [Double](repeating: 3, count: n)
      let pair = try correlation(values, values, method: method)
      #expect(pair.n == n && pair.coefficient == nil && pair.pValue == nil && pair.test == nil)
      #expect(pair.interval == nil && pair.holmPValue == nil)
    }
    let constant = try CorrelationMatrix(
      columns: [[1, 2, 4], [7, 7, 7], [3, 1, 2]], names: ["x", "c", "y"], method: method)
    #expect(constant[0, 1] == nil && constant[1, 2] == nil && constant[1, 1] == nil)
    #expect(constant[0, 0] == 1 && constant[0, 2] != nil && constant[0, 2] == constant[2, 0])
    #expect(constant.pair(2, 1).coefficient == nil && constant.pair(2, 1).first == 1)
    // Only one test was made.
    #expect(constant.pair(0, 2).holmPValue == constant.pair(0, 2).pValue)
    let two = try correlation([1, 2], [5, 4], method: method)
    #expect(two.coefficient == -1 && two.interval == nil)
    #expect(two.pValue == (method == .pearson ? nil : 1))
    #expect(try CorrelationMatrix(columns: [], method: method).pairs.isEmpty)
  }

  @Test func badInput() {
    #expect(throws: StatisticsError.columnNotANumber(column: 1, index: 2)) {
      try correlation([1, 2, 3], [1, 2, .nan])
    }
    #expect(throws: StatisticsError.unequalLengths(column: 1, expected: 2, found: 3)) {
      try correlation([1, 2], [1, 2, 3])
    }
    #expect(throws: StatisticsError.unequalNames(expected: 2, found: 1)) {
      try CorrelationMatrix(columns: [[1, 2], [2, 1]], names: ["x"])
    }
    #expect(throws: StatisticsError.levelOutOfRange(95)) { try correlation([1], [1], level: 95) }
    #expect(
      StatisticsError.unequalLengths(column: 1, expected: 2, found: 3).description
        == "expected 2 values in column 1 as in column 0, found 3")
  }

  @Test func infinitiesHaveRanksOnly() throws {
    let x = [1, 2, 3, Double.infinity]
    let y = [-Double.infinity, 3, 4, 9]
    #expect(try correlation(x, y).coefficient == nil)
    #expect(try CorrelationMatrix(columns: [x, y])[0, 0] == nil)
    #expect(try correlation(x, y, method: .spearman).coefficient == 1)
    #expect(try correlation(x, y, method: .kendall).coefficient == 1)
  }

  @Test(arguments: [1e-170, 1e-30, 1, 1e150, 5e307])
  func pearsonIgnoresScaleAndOffset(_ scale: Double) throws {
    let y = [2, -1, 0.5, 3, 1, -2]
    let x = [1, 0.5, -1, 2, 3, -3.0]
    let plain = try #require(try correlation(x, y).coefficient)
    let scaled = try #require(try correlation(x.map { $0 * scale }, y).coefficient)
    #expect(correctDigits(scaled, plain) >= 14)
    // An offset that leaves the values exact.
    let shifted = try #require(try correlation(x.map { $0 + 1e14 }, y).coefficient)
    #expect(correctDigits(shifted, plain) >= 14)
  }

  @Test("columns of subnormal numbers, which keep few digits themselves")
  func pearsonOfSubnormalNumbers() throws {
    let x = [1, 2, 3, 4.0]
    let y = [5, 4, 9, 10.0]
    for power in [0, 2, 4] {
      let scale = 1e-308 * pow(0.1, Double(power))
      let pair = try correlation(x.map { $0 * scale }, y.map { $0 * scale })
      #expect(correctDigits(try #require(pair.coefficient), 0.8770580193070293) >= 9)
    }
    let least = Double.leastNonzeroMagnitude
    #expect(try correlation([0, least, 0, least], [1, 2, 1, 2]).coefficient == 1)
  }

  @Test func spearmanIsPearsonOfMidranks() throws {
    #expect(try midranks([10, 30, 20, 30, -.infinity]) == [2, 4.5, 3, 4.5, 1])
    #expect(try midranks([]) == [] && midranks([5, 5, 5]) == [2, 2, 2])
    #expect(throws: StatisticsError.notANumber(index: 0)) { try midranks([.nan]) }
    var generator = SeededGenerator(seed: 3)
    for n in [5, 12, 40, 200] {
      for ties in [false, true] {
        let x = randomValues(n, ties: ties, using: &generator)
        let y = randomValues(n, ties: ties, using: &generator)
        let spearman = try #require(try correlation(x, y, method: .spearman).coefficient)
        let pearson = try #require(try correlation(midranks(x), midranks(y)).coefficient)
        #expect(abs(spearman - pearson) < 1e-14)
      }
    }
  }

  @Test func adjustsOverAllPairs() throws {
    var generator = SeededGenerator(seed: 5)
    let columns = (0..<5).map { _ in randomValues(30, ties: false, using: &generator) }
    let matrix = try CorrelationMatrix(columns: columns)
    #expect(matrix.pairs.count == 10 && matrix.names == (1...5).map { "column \($0)" })
    let indices = matrix.pairs.map { [$0.first, $0.second] }
    #expect(indices.prefix(5) == [[0, 1], [0, 2], [0, 3], [0, 4], [1, 2]])
    #expect(try CorrelationMatrix(Matrix(columns: columns)) == matrix)
    let pValues = matrix.pairs.map(\.pValue)
    #expect(matrix.pairs.map(\.holmPValue) == (try adjusted(pValues, method: .holm)))
    let falseDiscovery = try adjusted(pValues, method: .benjaminiHochberg)
    #expect(matrix.pairs.map(\.benjaminiHochbergPValue) == falseDiscovery)
    for pair in matrix.pairs {
      #expect(matrix.pair(pair.second, pair.first) == pair)
      let alone = try correlation(columns[pair.first], columns[pair.second])
      #expect(abs(alone.coefficient! - pair.coefficient!) < 1e-15)
    }
  }
}
