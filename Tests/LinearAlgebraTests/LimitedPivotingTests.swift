import LinearAlgebra
import Testing

@Suite("Limited pivoting, as in R's lm")
struct LimitedPivotingTests {
  let ones = [1.0, 1, 1, 1, 1]
  let x = [1.0, 2, 4, 7, 11]
  let z = [3.0, -1, 2, 0, 5]

  @Test("the later of two collinear columns goes to the end, the others keep their order")
  func collinear() throws {
    let qr = try PivotedQR(Matrix(columns: [ones, x, x.map { 2 * $0 }, z]))
    #expect(qr.rank == 3)
    #expect(qr.pivot == [0, 1, 3, 2])
    #expect(qr.aliased == [2])
    let solution = try qr.solve([2, 1, 5, 3, 8])
    #expect(solution[2] == nil)
    #expect(solution.compactMap { $0 }.count == 3)
  }

  @Test("several aliased columns stand at the end in the order they were set aside")
  func several() throws {
    let sum = zip(x, z).map { 2 + $0 - 3 * $1 }
    let columns = [ones, ones.map { 5 * $0 }, x, [0, 0, 0, 0, 0], z, sum]
    let qr = try PivotedQR(Matrix(columns: columns))
    #expect(qr.rank == 3)
    #expect(qr.pivot == [0, 2, 4, 1, 3, 5])
  }

  @Test("a column counts as aliased below the tolerance and not above", arguments: [1e-6, 1e-8])
  func threshold(size: Double) throws {
    // The second column keeps about `size` of its norm when projected on the first.
    let nearly = [1.0, 1, 1, 1, 1 + size]
    let kept = 1e-7 < size * 0.4
    #expect(try PivotedQR(Matrix(columns: [ones, nearly])).rank == (kept ? 2 : 1))
    #expect(try PivotedQR(Matrix(columns: [ones, nearly]), tolerance: 1e-12).rank == 2)
  }

  @Test("the scale of a column does not decide", arguments: [1e-150, 1e-9, 1, 1e9, 1e150])
  func scale(factor: Double) throws {
    let qr = try PivotedQR(Matrix(columns: [ones, x.map { $0 * factor }, z]))
    #expect(qr.rank == 3)
  }

  @Test("more columns than rows: the first independent ones stay")
  func wide() throws {
    let qr = try PivotedQR(Matrix(columns: [[1, 1], [2, 2], [1, 3], [5, -4]]))
    #expect(qr.rank == 2)
    #expect(qr.kept == [0, 2])
    #expect(qr.aliased == [3, 1])
    #expect(try qr.leverages() == [1, 1])
    let solution = try qr.solve([4, 8])
    #expect(solution[1] == nil && solution[3] == nil)
    #expect(largestDifference(solution.compactMap { $0 }, [2, 2]) < 1e-14)
  }

  @Test("dropping an aliased column changes neither fit nor leverages")
  func sameFit() throws {
    let y = [2.0, 1, 5, 3, 8]
    let full = try PivotedQR(Matrix(columns: [ones, x, x.map { 1 - 2 * $0 }, z]))
    let reduced = try PivotedQR(Matrix(columns: [ones, x, z]))
    let fitted = try full.fitted(effects: full.effects(y))
    #expect(largestDifference(fitted, try reduced.fitted(effects: reduced.effects(y))) < 1e-13)
    #expect(largestDifference(try full.leverages(), try reduced.leverages()) < 1e-14)
  }

  @Test("only combinations in the row space are estimable")
  func estimable() throws {
    // The third column is 1 - 2x.
    let qr = try PivotedQR(Matrix(columns: [ones, x, x.map { 1 - 2 * $0 }]))
    #expect(qr.isEstimable([1, 3, -5]))
    #expect(qr.isEstimable([1, 300, -599]))
    #expect(!qr.isEstimable([1, 3, -4]))
    #expect(!qr.isEstimable([0, 0, 1]))
    // A column that takes no part in the dependence is estimable alone, whatever its unit.
    for unit in [1e-9, 1, 1e9] {
      let more = try PivotedQR(
        Matrix(columns: [ones, x, x.map { 1 - 2 * $0 }, z.map { $0 * unit }]))
      #expect(more.isEstimable([0, 0, 0, 1]))
      #expect(more.isEstimable([1, 3, -5, 4]))
      #expect(!more.isEstimable([0, 1, 0, unit]))
    }
    #expect(try PivotedQR(Matrix(columns: [ones, x])).isEstimable([0, 1]))
  }
}
