import Regression
import TestSupport
import Testing

@Suite("Analysis of variance and lack of fit")
struct AnovaTests {
  @Test("one-way layout by hand")
  func oneWay() throws {
    // Group means 2, 4, 9 of three runs each; grand mean 5: between 78, within 6.
    let y = [1.0, 2, 3, 3, 4, 5, 8, 9, 10]
    let indicators = [1, 2].map { group in (0..<9).map { $0 / 3 == group ? 1.0 : 0 } }
    let term = ModelTerm("group", columnNames: ["b", "c"], columns: indicators)
    let fit = try LinearModel(ModelMatrix(rows: 9, terms: [term]), response: y)
    let rows = fit.anova.rows
    #expect(rows.map(\.source) == ["group", "residual"])
    #expect(rows.map(\.degreesOfFreedom) == [2, 6])
    expectDigits(rows[0].sumOfSquares, 78, 13, "between")
    expectDigits(rows[1].sumOfSquares, 6, 13, "within")
    expectDigits(rows[0].meanSquare, 39, 13, "mean square")
    expectDigits(rows[0].test?.f, 39, 13, "F")
    // With 2 and m degrees of freedom P(F > f) = (1 + 2f/m)^(−m/2).
    expectDigits(rows[0].test?.p, 1 / (14.0 * 14 * 14), 12, "p")
    #expect(rows[1].test == nil)
    // All distinct settings are fitted exactly: pure error, and no lack of fit to test.
    let split = try #require(fit.lackOfFit)
    #expect(split.degreesOfFreedom == 0 && split.pureErrorDegreesOfFreedom == 6)
    #expect(split.test == nil)
  }

  @Test("rows add up to the total and depend on the order of terms")
  func sequential() throws {
    let x = [1.0, 2, 3, 4, 5, 6]
    let z = [1.0, 3, 2, 5, 4, 7]
    let y = [2.0, 3, 5, 4, 8, 9]
    let forward = try model([x, z], y).anova
    let backward = try model([z, x], y).anova
    let total = try model([x, z], y).totalSumOfSquares
    for table in [forward, backward] {
      expectDigits(table.rows.reduce(0) { $0 + $1.sumOfSquares }, total, 13, "total")
    }
    #expect(abs(forward.rows[0].sumOfSquares - backward.rows[1].sumOfSquares) > 1)
    // What a term adds is what the residual loses.
    let alone = try model([x], y).residualSumOfSquares
    let both = try model([x, z], y).residualSumOfSquares
    expectDigits(forward.rows[1].sumOfSquares, alone - both, 11, "added by z")
  }

  @Test("a term wholly aliased has no degree of freedom and no mean square")
  func aliasedTerm() throws {
    let x = [1.0, 2, 3, 5]
    let row = try #require(try model([x, x.map { -$0 }], [1, 3, 2, 5]).anova.row("x2"))
    #expect(row.degreesOfFreedom == 0 && row.sumOfSquares == 0)
    #expect(row.meanSquare == nil && row.test == nil)
  }

  @Test("lack of fit of a line by hand")
  func lackOfFit() throws {
    // Means 1, 4, 1 at x = -1, 0, 1, two runs each: the line is flat at 2; pure error 2 + 2 + 2.
    let fit = try model([[-1, -1, 0, 0, 1, 1]], [0, 2, 3, 5, 2, 0])
    let split = try #require(fit.lackOfFit)
    #expect(split.degreesOfFreedom == 1 && split.pureErrorDegreesOfFreedom == 3)
    expectDigits(split.sumOfSquares, 2 * (1 + 4 + 1), 13, "lack of fit")
    expectDigits(split.pureErrorSumOfSquares, 6, 14, "pure error")
    expectDigits(split.test?.f, 6, 13, "F")
    expectDigits(
      split.sumOfSquares + split.pureErrorSumOfSquares, fit.residualSumOfSquares, 14, "residual")
    let table = fit.anova.appending(split)
    #expect(table.rows.map(\.source) == ["x1", "residual", "lack of fit", "pure error"])
    #expect(table.row("lack of fit")?.test == split.test)
    #expect(table.row("pure error")?.meanSquare == 2)
  }

  @Test("without replicates there is no split")
  func noReplicates() throws {
    #expect(try model([[1, 2, 3, 4]], [1, 3, 2, 5]).lackOfFit == nil)
  }

  @Test("replicates that repeat exactly leave no pure error to test against")
  func repeating() throws {
    let fit = try model([[1, 1, 1, 2, 3]], [0.1, 0.1, 0.1, 0.5, 0.2])
    let split = try #require(fit.lackOfFit)
    #expect(split.pureErrorSumOfSquares == 0)
    #expect(split.pureErrorDegreesOfFreedom == 2)
    #expect(split.test == nil)
    expectDigits(split.sumOfSquares, fit.residualSumOfSquares, 13, "all of it is lack of fit")
  }

  @Test("an exact fit has neither part")
  func exact() throws {
    let split = try #require(try model([[1, 1, 2, 3]], [0.3, 0.3, 0.6, 0.9]).lackOfFit)
    #expect(split.sumOfSquares == 0 && split.pureErrorSumOfSquares == 0 && split.test == nil)
  }

  @Test("an F test needs degrees of freedom on both sides and a denominator")
  func undefinedTests() {
    #expect(
      FTest(numerator: 1, degreesOfFreedom: 0, denominator: 1, denominatorDegreesOfFreedom: 3)
        == nil)
    #expect(
      FTest(numerator: 1, degreesOfFreedom: 1, denominator: 1, denominatorDegreesOfFreedom: 0)
        == nil)
    #expect(
      FTest(numerator: 1, degreesOfFreedom: 1, denominator: 0, denominatorDegreesOfFreedom: 3)
        == nil)
    #expect(
      FTest(
        numerator: 1e300, degreesOfFreedom: 1, denominator: 1e-300, denominatorDegreesOfFreedom: 3)
        == nil)
    // Equal mean squares with equal degrees of freedom: the median of F.
    let even = FTest(
      numerator: 4, degreesOfFreedom: 2, denominator: 4, denominatorDegreesOfFreedom: 2)
    #expect(even?.f == 1)
    expectDigits(even?.p, 0.5, 14, "p")
  }
}
