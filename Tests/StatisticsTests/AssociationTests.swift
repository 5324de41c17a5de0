import Glibc
import TestSupport
import Testing

@testable import Statistics

@Suite struct AssociationTests {
  static func sample(_ n: Int, _ seed: UInt64, ties: Bool = false) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return randomValues(n, ties: ties, using: &generator)
  }

  @Test(arguments: [0, 1, 2, 3])
  func fewRows(n: Int) throws {
    let (x, y) = (Array([1, 3, 2.0].prefix(n)), Array([5, 4, 9.0].prefix(n)))
    let partial = try PartialCorrelation(x, y, given: [Array([2, 1, 7.0].prefix(n))])
    #expect(partial.pValue == nil && partial.interval == nil && partial.degreesOfFreedom == nil)
    // One control explains two rows, and leaves three on a line.
    #expect(n == 3 ? abs(partial.coefficient!) > 1 - 1e-12 : partial.coefficient == nil)
    let distance = try DistanceCorrelation(x, y)
    #expect(distance.n == n && distance.pValue == nil && distance.biasCorrected == nil)
    #expect((distance.coefficient != nil) == (n > 1))
    #expect((distance.permutationPValue(permutations: 9) != nil) == (n > 1))
    let biserial = try PointBiserial(x, isMember: x.map { $0 > 1 })
    #expect((biserial.coefficient != nil) == (n > 1) && (biserial.pValue != nil) == (n > 2))
    let biweight = try correlation(x, y, method: .biweight)
    #expect((biweight.coefficient != nil) == (n > 1))
    #expect(try LinearIdentity.all(among: [x, x]).count == (n > 2 ? 1 : 0))
    let bootstrap = try CorrelationBootstrap(columns: [x, y], replicates: 20, seed: 1)
    #expect((bootstrap.pair(0, 1).estimate != nil) == (n > 1))
    if n < 2 { #expect(try bootstrap.interval(0, 1) == nil) }
  }

  @Test func constantAndInfinite() throws {
    let x = Self.sample(20, 1)
    let constant = [Double](repeating: 4, count: 20)
    var infinite = Self.sample(20, 2)
    infinite[3] = .infinity
    for method in CorrelationMethod.allCases {
      #expect(try correlation(x, constant, method: method).coefficient == nil)
      let isDefined = method != .pearson && method != .distance
      #expect((try correlation(x, infinite, method: method).coefficient != nil) == isDefined)
      #expect(throws: StatisticsError.columnNotANumber(column: 1, index: 0)) {
        try correlation([1, 2, 3], [.nan, 1, 2], method: method)
      }
    }
    #expect(try DistanceCorrelation(x, infinite).covariance == nil)
    #expect(try PartialCorrelation(x, infinite, given: [x]).coefficient == nil)
    // A constant takes nothing away, nor does an infinite column.
    let plain = try correlation(x, Self.sample(20, 3))
    let given = try PartialCorrelation(x, Self.sample(20, 3), given: [constant, infinite])
    #expect(given.controls == 0 && given.degreesOfFreedom == 18)
    expectDigits(given.coefficient, plain.coefficient, 14, "nothing given")
    expectDigits(given.pValue, plain.pValue, 13, "p")
    // Half of the values equal: no MAD.
    #expect(
      try correlation(x, x.indices.map { $0 < 12 ? 1 : x[$0] }, method: .biweight).coefficient
        == nil)
  }

  @Test func explainedColumnsHaveNone() throws {
    let (a, b, x) = (Self.sample(30, 1), Self.sample(30, 2), Self.sample(30, 3))
    let sum = zip(a, b).map { 3 * $0 - $1 }
    #expect(try PartialCorrelation(x, sum, given: [a, b]).coefficient == nil)
    // A control that follows from others costs no degree of freedom.
    let doubled = try PartialCorrelation(x, b, given: [a, a.map { 2 * $0 + 1 }])
    #expect(doubled.controls == 1)
    expectDigits(
      doubled.coefficient, try PartialCorrelation(x, b, given: [a]).coefficient, 13, "aliased")
    let matrix = try CorrelationMatrix(columns: [x, sum], given: [a, b])
    #expect(matrix[0, 1] == nil && matrix[1, 1] == nil && matrix[0, 0] == 1)
  }

  @Test func unequalLengths() {
    #expect(throws: StatisticsError.unequalLengths(column: 2, expected: 3, found: 2)) {
      try PartialCorrelation([1, 2, 3], [2, 1, 3], given: [[1, 2]])
    }
    #expect(throws: StatisticsError.unequalLengths(column: 2, expected: 3, found: 2)) {
      try CorrelationMatrix(columns: [[1, 2, 3], [2, 1, 3]], given: [[1, 2]])
    }
    #expect(throws: StatisticsError.unequalLengths(column: 1, expected: 1, found: 2)) {
      try DistanceCorrelation([1], [1, 2])
    }
    #expect(throws: StatisticsError.levelOutOfRange(2)) {
      try PointBiserial([1, 2], isMember: [true, false], level: 2)
    }
  }

  /// R gives 0 here, where two of the n! orders are as extreme.
  @Test func noRankTestSaysZero() throws {
    let x = (0..<12).map(Double.init)
    let pair = try correlation(x, x, method: .spearman)
    expectDigits(pair.pValue, 2 / 479_001_600, 12, "p")
  }

  /// Bonett and Wright's and Fieller's variances, evaluated in Python.
  @Test func limitsOfRanks() throws {
    let spearman = try #require(coefficientLimits(0.6, n: 9, method: .spearman, level: 0.95))
    expectDigits(spearman.lower, -0.17424406977828483, 13, "lower")
    expectDigits(spearman.upper, 0.9157978790133389, 13, "upper")
    let kendall = try #require(coefficientLimits(4.0 / 9, n: 9, method: .kendall, level: 0.95))
    expectDigits(
      kendall.lower, tanh(atanh(4.0 / 9) - 1.959963984540054 * (0.437 / 5).squareRoot()), 13,
      "lower")
    #expect(coefficientLimits(1, n: 9, method: .spearman, level: 0.95) == nil)
    #expect(coefficientLimits(0.5, n: 4, method: .kendall, level: 0.95) == nil)
  }

  @Test func permutationsOfDistances() throws {
    let x = Self.sample(25, 7)
    let parabola = x.map { $0 * $0 }
    let related = try DistanceCorrelation(x, parabola)
    #expect(
      related.permutationPValue(permutations: 199) == related.permutationPValue(permutations: 199))
    #expect(try #require(related.permutationPValue(permutations: 199)) <= 0.05)
    #expect(try #require(try DistanceCorrelation(x, Self.sample(25, 8)).permutationPValue()) > 0.01)
    // Every order of two different values has the same distances.
    #expect(try DistanceCorrelation([1, 2], [3, 9]).permutationPValue() == 1)
  }

  @Test func linesAreIdentities() throws {
    let x = Self.sample(50, 9).map { $0 + 3 }
    let noise = Self.sample(50, 10)
    let columns = [
      x, x.map { 1000 * $0 }, noise, x.map { 5 - $0 / 7 },
      zip(x, noise).map { $0 + 1e-5 * $1 }, [Double](repeating: 1, count: 50),
    ]
    let found = try LinearIdentity.all(among: columns)
    #expect(found.map { [$0.first, $0.second] } == [[0, 1], [0, 3], [1, 3]])
    expectDigits(found[0].slope, 1000, 14, "slope")
    expectDigits(found[1].slope, -1.0 / 7, 14, "slope")
    expectDigits(found[1].intercept, 5, 14, "intercept")
    #expect(found.allSatisfy { $0.departure < 1e-28 })
    // What is almost a line is found by a wider tolerance, and 1 − |r| keeps its digits.
    let wide = try LinearIdentity.all(among: [x, columns[4]], tolerance: 1e-8)
    let rest = try #require(try PartialCorrelation(x, columns[4], given: []).coefficient)
    #expect(wide.count == 1 && abs(wide[0].departure / (1 - rest) - 1) < 1e-4)
  }

  @Test(arguments: CorrelationMethod.allCases)
  func bootstrapOfPairs(_ method: CorrelationMethod) throws {
    let x = Self.sample(40, 1)
    let y = zip(x, Self.sample(40, 2)).map { $0 + $1 }
    let columns = [x, y, Self.sample(40, 3)]
    let bootstrap = try CorrelationBootstrap(
      columns: columns, method: method, replicates: 199, seed: 5)
    let matrix = try CorrelationMatrix(columns: columns, method: method)
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
      let estimate = try #require(bootstrap.pair(j, i).estimate)
      expectDigits(estimate, matrix[i, j], 14, "estimate")
      // Distances of resampled rows correlate more than those of the rows: limits may be open.
      if method == .distance { continue }
      let limits = try #require(try bootstrap.interval(i, j, level: 0.9))
      #expect(limits.method == "bootstrap BCa" && limits.lower! < limits.upper!)
      #expect(bootstrap.pair(i, j).influences.count == 40)
    }
    let again = try CorrelationBootstrap(
      columns: columns, method: method, replicates: 199, seed: 5)
    #expect(again == bootstrap)
  }

  @Test func bootstrapOfPartials() throws {
    let a = Self.sample(40, 1)
    let x = zip(a, Self.sample(40, 2)).map { $0 + $1 }
    let y = zip(a, Self.sample(40, 3)).map { $0 + $1 }
    let bootstrap = try CorrelationBootstrap(
      columns: [x, y], given: [a], replicates: 199, seed: 5)
    let partial = try PartialCorrelation(x, y, given: [a])
    expectDigits(bootstrap.pair(0, 1).estimate, partial.coefficient, 13, "partial")
    #expect(try #require(try bootstrap.interval(0, 1)).upper! < 1)
  }
}
