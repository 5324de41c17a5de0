import LinearAlgebra
import ResponseSurface
import Testing

/// A quadratic surface with a known shape.
struct KnownSurface: Sendable, CustomTestStringConvertible {
  let kind: SurfaceKind
  let eigenvalues: [Double]

  var testDescription: String { "\(kind) \(eigenvalues)" }

  /// The stationary point of the surface.
  static let point = [0.4, -0.7, 0.2]

  /// B = WΛWᵀ with W the orthonormal columns (2, −1, 2)/3, (2, 2, −1)/3, (−1, 2, 2)/3, and b = −2Bx.
  func surface() throws -> QuadraticSurface {
    let w = Matrix(columns: [[2, -1, 2], [2, 2, -1], [-1, 2, 2]].map { $0.map { $0 / 3 } })
    var curvature = Matrix(rows: 3, columns: 3)
    for i in 0..<3 {
      for j in 0...i {
        let sum = (0..<3).reduce(0) { $0 + eigenvalues[$1] * w[i, $1] * w[j, $1] }
        curvature[i, j] = sum
        curvature[j, i] = sum
      }
    }
    let slopes = (curvature * Self.point).map { -2 * $0 }
    return try QuadraticSurface(intercept: 3, slopes: slopes, curvature: curvature)
  }

  static let all = [
    KnownSurface(kind: .maximum, eigenvalues: [-1, -2, -5]),
    KnownSurface(kind: .maximum, eigenvalues: [-0.001, -2, -5]),
    KnownSurface(kind: .minimum, eigenvalues: [7, 1, 0.5]),
    KnownSurface(kind: .minimum, eigenvalues: [2, 2, 2]),
    KnownSurface(kind: .saddle, eigenvalues: [3, -0.01, -4]),
    KnownSurface(kind: .saddle, eigenvalues: [3, 1, -0.5]),
    KnownSurface(kind: .ridge, eigenvalues: [0, -2, -5]),
    KnownSurface(kind: .ridge, eigenvalues: [4, 0.0003, -2]),
    KnownSurface(kind: .ridge, eigenvalues: [4, 0, 0]),
  ]
}

@Suite("Quadratic surfaces of known shape")
struct QuadraticSurfaceTests {
  @Test("kind and eigenvalues", arguments: KnownSurface.all)
  func kinds(known: KnownSurface) throws {
    let surface = try known.surface()
    #expect(surface.kind == known.kind)
    expectClose(surface.eigen.values, known.eigenvalues, 1e-14)
  }

  @Test("the stationary point is found", arguments: KnownSurface.all.filter { $0.kind != .ridge })
  func stationaryPoint(known: KnownSurface) throws {
    let surface = try known.surface()
    expectClose(surface.stationaryPoint, KnownSurface.point, 1e-12)
    expectClose(surface.gradient(at: surface.stationaryPoint), [0, 0, 0], 1e-13)
    // The value there is a + bᵀx/2.
    let half = zip(surface.slopes, KnownSurface.point).reduce(3) { $0 + $1.0 * $1.1 / 2 }
    expectClose([surface.value(at: KnownSurface.point)], [half], 1e-14)
  }

  @Test(
    "on a ridge the point nearest the origin is given",
    arguments: KnownSurface.all.filter { $0.kind == .ridge })
  func ridge(known: KnownSurface) throws {
    let surface = try known.surface()
    let point = surface.stationaryPoint
    for (k, negligible) in surface.isNegligible.enumerated() {
      let vector = surface.eigen.vectors.column(k)
      let along = zip(point, vector).reduce(0) { $0 + $1.0 * $1.1 }
      let wanted = zip(KnownSurface.point, vector).reduce(0) { $0 + $1.0 * $1.1 }
      expectClose([along], [negligible ? 0 : wanted], 1e-12)
    }
  }

  @Test("a rising ridge keeps its slope along the ridge")
  func risingRidge() throws {
    let surface = try QuadraticSurface(
      intercept: 0, slopes: [4, 1], curvature: Matrix(columns: [[-2, 0], [0, 0]]))
    #expect(surface.kind == .ridge)
    expectClose(surface.stationaryPoint, [1, 0], 1e-15)
    expectClose(surface.gradient(at: surface.stationaryPoint), [0, 1], 1e-15)
  }

  @Test("a plane is a ridge in all directions, with the origin as its point")
  func plane() throws {
    let plane = try QuadraticSurface(
      intercept: 1, slopes: [1, 2], curvature: Matrix(rows: 2, columns: 2))
    #expect(plane.kind == .ridge)
    #expect(plane.isNegligible == [true, true])
    #expect(plane.stationaryPoint == [0, 0])
  }

  @Test(
    "the threshold is 10⁻⁴ of the largest magnitude, whatever the scale",
    arguments: [1e-9, 1, 1e9])
  func threshold(scale: Double) throws {
    for (ratio, kind) in [(0.99e-4, SurfaceKind.ridge), (1.01e-4, .saddle), (-1.01e-4, .maximum)] {
      let curvature = Matrix(columns: [[-scale, 0], [0, ratio * scale]])
      let surface = try QuadraticSurface(intercept: 0, slopes: [1, 1], curvature: curvature)
      #expect(surface.kind == kind)
    }
  }

  @Test("value and gradient by hand")
  func evaluation() throws {
    let surface = try QuadraticSurface(
      intercept: 1, slopes: [2, 3], curvature: Matrix(columns: [[4, 0.5], [0.5, -1]]))
    // 1 + (2 + 6) + (4 + 2 − 4); 2 + 2 (4 + 1) and 3 + 2 (0.5 − 2).
    #expect(surface.value(at: [1, 2]) == 11)
    #expect(surface.gradient(at: [1, 2]) == [12, 0])
  }
}
