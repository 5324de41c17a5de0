import TestSupport
import Testing

@testable import Statistics

/// Against 60 digits of `Fixtures/oracles/association.py`.
@Suite struct AssociationOracleTests {
  let oracle: JSONOracle

  init() throws { oracle = try JSONOracle(fixture: "oracles/association.json") }

  static let sets = [
    "few", "small", "middle", "ties", "parabola", "offset", "time", "tiny", "huge",
  ]

  private func columns(_ set: String) -> [[Double]] {
    ["x", "y", "a", "b"].map { oracle[set]["data"].numbers($0) }
  }

  @Test(arguments: sets)
  func productMoment(_ set: String) throws {
    let columns = columns(set)
    let expected = oracle[set]
    let pearson = try correlation(columns[0], columns[1])
    expectDigits(pearson.coefficient, expected["pearson"].number("r"), 14.5, "Pearson")
    expectDigits(pearson.pValue, expected["pearson"].number("p"), 12.5, "p")
    let spearman = try correlation(columns[0], columns[1], method: .spearman)
    expectDigits(spearman.coefficient, expected.number("spearman"), 14, "Spearman")
    let middle = try #require(try percentile(0.5, of: columns[1]))
    let biserial = try PointBiserial(columns[0], isMember: columns[1].map { $0 > middle })
    expectDigits(biserial.coefficient, expected["point_biserial"].number("r"), 14.5, "biserial")
    expectDigits(biserial.statistic, expected["point_biserial"].number("t"), 13.5, "t")
    expectDigits(biserial.pValue, expected["point_biserial"].number("p"), 12.5, "p")
    #expect(biserial.members + biserial.others == columns[0].count)
    let biweight = try correlation(columns[0], columns[1], method: .biweight)
    expectDigits(biweight.coefficient, expected["biweight"].number("r"), 13.5, "biweight")
    expectDigits(biweight.pValue, expected["biweight"].number("p"), 12, "p")
    #expect(biweight.test == .studentTOfBiweight && biweight.interval == nil)
  }

  @Test(arguments: sets, PartialKind.allCases)
  func partial(_ set: String, kind: PartialKind) throws {
    let columns = columns(set)
    let name = kind == .partial ? "partial" : "semi_partial"
    for (key, given, method) in [
      ("given_a", [columns[2]], CorrelationMethod.pearson),
      ("given_ab", [columns[2], columns[3]], .pearson),
      ("ranks_given_ab", [columns[2], columns[3]], .spearman),
    ] {
      let expected = oracle[set][key][name]
      let found = try PartialCorrelation(
        columns[0], columns[1], given: given, kind: kind, method: method)
      expectDigits(found.coefficient, expected.number("r"), 13, "\(key) r")
      expectDigits(found.statistic, expected.number("t"), 12.5, "\(key) t")
      expectDigits(found.pValue, expected.number("p"), 12, "\(key) p")
      #expect(found.degreesOfFreedom.map(Double.init) == expected.number("df"))
      #expect(found.controls == given.count)
      guard kind == .partial else { continue }
      let matrix = try CorrelationMatrix(
        columns: [columns[0], columns[1]], method: method, given: given)
      #expect(matrix.controls == given.count)
      expectDigits(matrix[0, 1], expected.number("r"), 13, "\(key) matrix")
      expectDigits(matrix.pairs[0].pValue, expected.number("p"), 12, "\(key) matrix p")
      #expect(matrix.pairs[0].interval == nil || found.interval != nil)
    }
  }

  @Test(arguments: sets)
  func distance(_ set: String) throws {
    let columns = columns(set)
    let expected = oracle[set]["distance"]
    let found = try DistanceCorrelation(columns[0], columns[1])
    expectDigits(found.covariance, expected.number("covariance"), 13, "covariance")
    expectDigits(found.coefficient, expected.number("coefficient"), 13, "coefficient")
    expectDigits(found.biasCorrected, expected.number("bias_corrected"), 12.5, "R*")
    expectDigits(found.statistic, expected.number("t"), 12.5, "t")
    expectDigits(found.tTestPValue, expected.number("p"), 11, "p of t")
    expectDigits(found.pValue, expected.number("chi_squared_p"), 11.5, "p")
    #expect(found.degreesOfFreedom.map(Double.init) == expected.number("df"))
    let pair = try correlation(columns[0], columns[1], method: .distance)
    #expect(pair.coefficient == found.coefficient && pair.pValue == found.pValue)
    #expect(pair.test == .distanceChiSquared)
  }
}
