import LinearAlgebra
import TestSupport
import Testing

@Suite("Pivoted QR")
struct PivotedQRTests {
  @Test(
    "least squares agree with independently solved normal equations",
    arguments: [(5, 1), (8, 3), (30, 5), (200, 10), (5, 5)], [1, 2, 3] as [UInt64])
  func normalEquationsAgree(size: (Int, Int), seed: UInt64) throws {
    let x = randomMatrix(rows: size.0, columns: size.1, seed: seed)
    let y = randomMatrix(rows: size.0, columns: 1, seed: seed &+ 100).elements
    let qr = try PivotedQR(x)
    #expect(qr.rank == size.1)
    #expect(qr.pivot == Array(0..<size.1))
    let solution = try qr.solve(y).map { try #require($0) }
    for (mine, theirs) in zip(solution, normalEquations(x, y)) {
      #expect(correctDigits(mine, theirs) > 8)
    }
  }

  @Test("fitted and residuals add up to the response and are orthogonal", arguments: [7, 50])
  func decomposition(rows: Int) throws {
    let x = randomMatrix(rows: rows, columns: 4, seed: 9)
    let y = randomMatrix(rows: rows, columns: 1, seed: 10).elements
    let qr = try PivotedQR(x)
    let effects = try qr.effects(y)
    let fitted = try qr.fitted(effects: effects)
    let residuals = try qr.residuals(effects: effects)
    #expect(largestDifference(zip(fitted, residuals).map { $0 + $1 }, y) < 1e-14)
    #expect((x.transposed * residuals).allSatisfy { abs($0) < 1e-13 })
    #expect(abs(norm(effects) - norm(y)) < 1e-13)
    let coefficients = try qr.coefficients(effects: effects).map { try #require($0) }
    #expect(largestDifference(x * coefficients, fitted) < 1e-13)
  }

  @Test("leverages are the diagonal of the hat matrix; their sum is the rank")
  func leverages() throws {
    // A straight line through 0, 1, 2, 3: h = 1/4 + (x - 1.5)²/5.
    let qr = try PivotedQR(Matrix(columns: [[1, 1, 1, 1], [0, 1, 2, 3]]))
    #expect(largestDifference(try qr.leverages(), [0.7, 0.3, 0.3, 0.7]) < 1e-15)
    let x = randomMatrix(rows: 40, columns: 6, seed: 4)
    let random = try PivotedQR(x)
    let leverages = try random.leverages()
    #expect(abs(leverages.reduce(0, +) - 6) < 1e-13)
    for i in 0..<40 {
      let root = try random.unscaledStandardError(of: x.row(i))
      #expect(abs(root * root - leverages[i]) < 1e-14)
    }
  }

  @Test("unscaled standard errors of a straight line by its textbook formulas")
  func unscaledErrors() throws {
    // Var(a) = 1/n + mean²/Sxx, Var(b) = 1/Sxx; here n = 4, mean 1.5, Sxx = 5.
    let qr = try PivotedQR(Matrix(columns: [[1, 1, 1, 1], [0, 1, 2, 3]]))
    let errors = try qr.unscaledStandardErrors().map { try #require($0) }
    let expected = [(0.25 + 2.25 / 5).squareRoot(), (0.2).squareRoot()]
    #expect(largestDifference(errors, expected) < 1e-15)
    #expect(abs(try qr.unscaledStandardError(of: [0, 1]) - errors[1]) < 1e-15)
    // At x = 5 the variance is 1/4 + 3.5²/5.
    #expect(
      abs(try qr.unscaledStandardError(of: [1, 5]) - (0.25 + 12.25 / 5).squareRoot()) < 1e-14)
  }

  @Test("sizes without rows or columns have rank 0", arguments: [(0, 0), (0, 3), (4, 0)])
  func empty(rows: Int, columns: Int) throws {
    let qr = try PivotedQR(Matrix(rows: rows, columns: columns))
    #expect(qr.rank == 0)
    #expect(qr.aliased == Array(0..<columns))
    let y = [Double](repeating: 2, count: rows)
    #expect(try qr.solve(y) == [Double?](repeating: nil, count: columns))
    #expect(try qr.residuals(effects: qr.effects(y)) == y)
    #expect(try qr.leverages() == [Double](repeating: 0, count: rows))
    #expect(try qr.unscaledStandardErrors().count == columns)
  }

  @Test("a NaN or an infinity is refused with its place", arguments: [Double.nan, -.infinity])
  func nonFinite(value: Double) throws {
    let bad = Matrix(columns: [[1, 1, 1], [2, 3, value]])
    #expect(throws: LinearAlgebraError.nonFinite(row: 2, column: 1)) { _ = try PivotedQR(bad) }
    let good = try PivotedQR(Matrix(columns: [[1, 1, 1]]))
    #expect(throws: LinearAlgebraError.nonFinite(row: 1, column: 0)) {
      _ = try good.effects([1, value, 3])
    }
  }
}
