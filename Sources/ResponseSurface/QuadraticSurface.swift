import LinearAlgebra

/// What a quadratic surface looks like from its stationary point.
public enum SurfaceKind: String, Sendable, CaseIterable {
  /// All eigenvalues are negative.
  case maximum
  /// All eigenvalues are positive.
  case minimum
  /// Eigenvalues of both signs, none negligible.
  case saddle
  /// An eigenvalue is negligible (`QuadraticSurface.ridgeThreshold`): along its vector the surface
  /// is a plane, level or sloping.
  case ridge
}

/// The surface y = a + bᵀx + xᵀBx with B symmetric.
///
/// Box & Draper, Response Surfaces, Mixtures, and Ridge Analyses, 2nd ed., chapter 10.
public struct QuadraticSurface: Sendable, Equatable {
  /// The one threshold of this module: an eigenvalue of at most 10⁻⁴ times the largest magnitude
  /// is negligible. It decides `kind` and which directions `stationaryPoint` leaves alone.
  public static let ridgeThreshold = 1e-4

  /// a, the value at the origin.
  public let intercept: Double
  /// b, the gradient at the origin.
  public let slopes: [Double]
  /// B: squares' coefficients on the diagonal, halves of the interactions' off it.
  public let curvature: Matrix
  /// The eigenvalues of B, descending, with their vectors.
  public let eigen: SymmetricEigen

  /// A surface from its coefficients.
  ///
  /// - Precondition: `curvature` is square, of the size of `slopes`, and symmetric.
  /// - Throws: `LinearAlgebraError` for a NaN or an infinity in `curvature`.
  /// - Complexity: O(k³).
  public init(intercept: Double, slopes: [Double], curvature: Matrix) throws {
    precondition(curvature.rows == slopes.count, "one row of B for each slope")
    precondition(curvature == curvature.transposed, "a symmetric B")
    self.intercept = intercept
    self.slopes = slopes
    self.curvature = curvature
    eigen = try SymmetricEigen(curvature)
  }

  /// For each eigenvalue, in their order, whether it is negligible; all are when B is 0.
  public var isNegligible: [Bool] {
    let limit = Self.ridgeThreshold * (eigen.values.map(abs).max() ?? 0)
    return eigen.values.map { abs($0) <= limit }
  }

  /// The kind of the surface by the signs of its eigenvalues.
  public var kind: SurfaceKind {
    if isNegligible.contains(true) { return .ridge }
    if eigen.values.allSatisfy({ $0 < 0 }) { return .maximum }
    return eigen.values.allSatisfy { $0 > 0 } ? .minimum : .saddle
  }

  /// −½B⁺b, where B⁺ is the inverse without the negligible directions.
  ///
  /// Unless the surface is a ridge this is the stationary point. On a ridge it is the point of the
  /// ridge nearest the origin; the surface may still slope along the ridge there, see
  /// `gradient(at:)`. When B is 0 it is the origin.
  public var stationaryPoint: [Double] {
    var point = [Double](repeating: 0, count: slopes.count)
    for (k, negligible) in isNegligible.enumerated() where !negligible {
      let vector = eigen.vectors.column(k)
      let step = -dot(vector, slopes) / (2 * eigen.values[k])
      for i in point.indices { point[i] += step * vector[i] }
    }
    return point
  }

  /// The value at a point.
  public func value(at point: [Double]) -> Double {
    intercept + dot(slopes, point) + dot(point, curvature * point)
  }

  /// The gradient b + 2Bx at a point.
  public func gradient(at point: [Double]) -> [Double] {
    zip(slopes, curvature * point).map { $0 + 2 * $1 }
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
