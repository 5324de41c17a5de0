import TestSupport
import Testing

@testable import LinearAlgebra

@Suite("Refined least squares")
struct RefinementTests {
  /// Sixth differences, which vanish on polynomials of degree 5: orthogonal to all the columns.
  let residual = [1.0, -6, 15, -20, 15, -6, 1] + [Double](repeating: 0, count: 14)

  @Test(
    "a quintic with all coefficients 1 under residuals of any size",
    arguments: [0, 1, 1e4, 1e8])
  func quintic(size: Double) throws {
    let matrix = Matrix(columns: quinticColumns)
    let response = residual.indices.map { i in
      quinticColumns.reduce(size * residual[i]) { $0 + $1[i] }
    }
    let qr = try PivotedQR(matrix)
    let solution = try qr.refinedSolution(of: matrix, response: response)
    let coefficients = solution.coefficients.compactMap { $0 }
    #expect(coefficients.count == 6)
    #expect(coefficients.allSatisfy { correctDigits($0, 1) > 14 })
    let expected = residual.map { size * $0 }
    #expect(largestDifference(solution.residuals, expected) <= 1e-9 + 1e-14 * size)
  }

  @Test("refinement is what gives those digits")
  func plainIsWorse() throws {
    let response = residual.indices.map { i in
      quinticColumns.reduce(1e8 * residual[i]) { $0 + $1[i] }
    }
    let plain = try PivotedQR(Matrix(columns: quinticColumns)).solve(response)
    let intercept = try #require(plain[0])
    #expect(correctDigits(intercept, 1) < 12)
  }

  @Test("well-conditioned systems keep their solution")
  func agrees() throws {
    let x = randomMatrix(rows: 40, columns: 5, seed: 21)
    let y = randomMatrix(rows: 40, columns: 1, seed: 22).elements
    let qr = try PivotedQR(x)
    let refined = try qr.refinedSolution(of: x, response: y)
    let plain = try qr.solve(y)
    for (a, b) in zip(refined.coefficients, plain) {
      let (mine, theirs) = (try #require(a), try #require(b))
      #expect(correctDigits(mine, theirs) > 12)
    }
    let residuals = try qr.residuals(effects: qr.effects(y))
    #expect(largestDifference(refined.residuals, residuals) < 1e-14)
  }

  @Test("aliased columns stay without a coefficient")
  func aliased() throws {
    let x = [1.0, 2, 4, 7]
    let matrix = Matrix(columns: [[1, 1, 1, 1], x.map { 3 * $0 - 1 }, x])
    let solution = try PivotedQR(matrix).refinedSolution(of: matrix, response: x)
    #expect(solution.coefficients[2] == nil)
    let slope = try #require(solution.coefficients[1])
    #expect(correctDigits(slope, 1.0 / 3) > 15)
  }

  @Test("columns collinear beyond all digits don't make a fit worse")
  func nearlySingular() throws {
    let x = (0..<12).map { Double($0) / 7 }
    let nearly = x.enumerated().map { $1 + ($0 == 5 ? 1e-15 : 0) }
    let matrix = Matrix(columns: [x.map { _ in 1 }, x, nearly])
    let y = x.map { 2 + $0 * $0 }
    let qr = try PivotedQR(matrix, tolerance: 0)
    let refined = try qr.refinedSolution(of: matrix, response: y)
    let plain = try qr.residuals(effects: qr.effects(y))
    #expect(refined.residuals.allSatisfy { $0.isFinite })
    let (after, before) = (norm(refined.residuals), norm(plain))
    #expect(after <= before * 1.5)
  }

  @Test("no rows, no columns, and as many rows as columns")
  func degenerate() throws {
    let none = Matrix(rows: 0, columns: 2)
    let empty = try PivotedQR(none).refinedSolution(of: none, response: [])
    #expect(empty == LeastSquaresSolution(coefficients: [nil, nil], residuals: []))
    let bare = Matrix(rows: 2, columns: 0)
    let untouched = try PivotedQR(bare).refinedSolution(of: bare, response: [1, 2])
    #expect(untouched.residuals == [1, 2])
    let square = Matrix(columns: [[2, 1], [1, 3]])
    let solution = try PivotedQR(square).refinedSolution(of: square, response: [4, 7])
    #expect(largestDifference(solution.coefficients.compactMap { $0 }, [1, 2]) < 1e-15)
  }

  @Test("a double-double sum keeps what a plain one loses")
  func doubleDouble() {
    var sum = DoubleDouble(1e16)
    sum.add(1)
    sum.add(-1e16)
    #expect(sum.rounded == 1)
    // (1 + 2⁻³⁰)² − 1 − 2⁻²⁹ = 2⁻⁶⁰.
    let factor = 1 + 0x1p-30
    var square = DoubleDouble(-1)
    square.addProduct(factor, factor)
    square.add(-0x1p-29)
    #expect(square.rounded == 0x1p-60)
  }
}
