import LinearAlgebra
import Testing

@Suite("Symmetric eigenvalues")
struct SymmetricEigenTests {
  @Test("a 2 x 2 matrix by hand")
  func byHand() throws {
    let eigen = try SymmetricEigen(Matrix(columns: [[2, 1], [1, 2]]))
    let root = (0.5).squareRoot()
    #expect(largestDifference(eigen.values, [3, 1]) < 1e-15)
    #expect(largestDifference(eigen.vectors.column(0), [root, root]) < 1e-15)
    #expect(largestDifference(eigen.vectors.column(1), [root, -root]) < 1e-15)
  }

  @Test("values descend, signs included")
  func order() throws {
    let eigen = try SymmetricEigen(Matrix(columns: [[-5, 0, 0], [0, 2, 0], [0, 0, -0.5]]))
    #expect(eigen.values == [2, -0.5, -5])
    #expect(eigen.vectors == Matrix(columns: [[0, 1, 0], [0, 0, 1], [1, 0, 0]]))
  }

  @Test("the vectors diagonalize", arguments: [1, 2, 3, 10, 60])
  func diagonalizes(n: Int) throws {
    let half = randomMatrix(rows: n, columns: n, seed: UInt64(n))
    let a = Matrix(
      rows: n, columns: n, elements: zip(half.elements, half.transposed.elements).map { $0 + $1 })
    let eigen = try SymmetricEigen(a)
    #expect(zip(eigen.values, eigen.values.dropFirst()).allSatisfy { $0 >= $1 })
    for k in 0..<n {
      let vector = eigen.vectors.column(k)
      #expect(largestDifference(a * vector, vector.map { $0 * eigen.values[k] }) < 1e-12)
      let largest = vector.map(abs).max() ?? 0
      #expect(vector.contains { $0 >= largest * (1 - 1e-9) })
    }
    let product = eigen.vectors.crossProduct
    #expect(largestDifference(product.elements, Matrix.identity(n).elements) < 1e-13)
  }

  @Test("the Hilbert matrix of order 3 against its known eigenvalues")
  func hilbert() throws {
    let hilbert = Matrix(columns: (0..<3).map { i in (0..<3).map { 1 / Double(i + $0 + 1) } })
    let eigen = try SymmetricEigen(hilbert)
    let known = [1.4083189271236536, 0.1223270658539058, 0.0026873403557735]
    #expect(largestDifference(eigen.values, known) < 1e-14)
    let trace = eigen.values.reduce(0, +)
    #expect(abs(trace - (1 + 1.0 / 3 + 0.2)) < 1e-15)
    #expect(abs(eigen.values.reduce(1, *) - 1.0 / 2160) < 1e-15)
  }

  @Test("a negated matrix has the same vectors up to order, with the same signs")
  func deterministicSigns() throws {
    let a = Matrix(columns: [[4, 1, -2], [1, 3, 0.5], [-2, 0.5, -1]])
    let negated = Matrix(rows: 3, columns: 3, elements: a.elements.map { -$0 })
    let (plus, minus) = (try SymmetricEigen(a), try SymmetricEigen(negated))
    for k in 0..<3 {
      #expect(largestDifference(plus.vectors.column(k), minus.vectors.column(2 - k)) < 1e-13)
    }
  }

  @Test("degenerate inputs")
  func degenerate() throws {
    #expect(try SymmetricEigen(Matrix(rows: 0, columns: 0)).values.isEmpty)
    #expect(try SymmetricEigen(Matrix(columns: [[-7]])).vectors.elements == [1])
    #expect(try SymmetricEigen(Matrix(rows: 2, columns: 2)).values == [0, 0])
    #expect(throws: LinearAlgebraError.nonFinite(row: 1, column: 0)) {
      _ = try SymmetricEigen(Matrix(columns: [[1, .nan], [.nan, 1]]))
    }
  }
}
