import LinearAlgebra
import Regression
import Statistics

/// Why a fitted model has no canonical analysis.
public enum CanonicalObstacle: Sendable, Equatable {
  /// The runs don't determine these terms; a factor of two levels, say, has no square.
  case aliasedTerms([String])
}

/// A principal curvature of a fitted surface: an eigenvalue of B with its uncertainty.
public struct PrincipalCurvature: Sendable, Equatable {
  /// The eigenvalue, in response units per squared coded unit along `vector`.
  public let value: Double
  /// The unit eigenvector in coded units; its largest component is positive.
  public let vector: [Double]
  /// The standard error by the delta method: that of wᵀBw with the vector w held fixed, a linear
  /// combination of the coefficients. Bisgaard & Ankenman, Technometrics 38 (1996) 238–246. Nil
  /// without residual degrees of freedom, 0 for an exact fit.
  public let standardError: Double?
  /// The Student t interval at the model's level; nil without a positive standard error.
  public let interval: Interval?
  /// Whether the eigenvalue is negligible beside the largest, `QuadraticSurface.ridgeThreshold`.
  public let isNegligible: Bool

  /// Whether the data tell the curvature from zero: the interval excludes 0. An exact fit tells
  /// it unless it is negligible; nil without residual degrees of freedom.
  public var isDistinguishableFromZero: Bool? {
    guard let standardError else { return nil }
    guard standardError > 0 else { return !isNegligible }
    guard let lower = interval?.lower, let upper = interval?.upper else { return nil }
    return lower > 0 || upper < 0
  }
}

/// The shape of a fitted second-order surface: its stationary point and principal curvatures.
public struct CanonicalAnalysis: Sendable {
  /// The fitted surface in coded units.
  public let surface: QuadraticSurface
  /// Maximum, minimum, saddle or ridge, by the signs of the estimates alone: see
  /// `PrincipalCurvature.isDistinguishableFromZero` for what the data support.
  public let kind: SurfaceKind
  /// The curvatures, descending.
  public let curvatures: [PrincipalCurvature]
  /// The stationary point in coded units; on a ridge, `QuadraticSurface.stationaryPoint` says
  /// which point it is.
  public let stationaryPointCoded: [Double]
  /// The stationary point in original units.
  public let stationaryPoint: [Double]
  /// The predicted response there. Its intervals take the place as given; that it was estimated
  /// too is not in them.
  public let prediction: SurfacePrediction

  init(
    surface: QuadraticSurface, fit: LinearModel, factors: [CodedFactor], region: DesignRegion
  ) throws {
    self.surface = surface
    kind = surface.kind
    let terms = SecondOrderTerms(names: factors.map(\.name))
    let negligible = surface.isNegligible
    curvatures = try surface.eigen.values.indices.map { k in
      let vector = surface.eigen.vectors.column(k)
      let estimate = try fit.estimate(terms.quadraticForm(vector))
      return PrincipalCurvature(
        value: surface.eigen.values[k], vector: vector, standardError: estimate?.standardError,
        interval: estimate?.interval, isNegligible: negligible[k])
    }
    stationaryPointCoded = surface.stationaryPoint
    stationaryPoint = zip(factors, stationaryPointCoded).map { $0.decode($1) }
    prediction = try SurfacePrediction(
      point: stationaryPoint, coded: stationaryPointCoded, fit: fit, terms: terms, region: region)
  }
}
