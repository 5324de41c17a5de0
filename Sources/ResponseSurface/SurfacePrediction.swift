import LinearAlgebra
import Regression

/// What a fitted surface says about a point, and whether the runs support it.
public struct SurfacePrediction: Sendable, Equatable {
  /// The point in original units, in the factors' order.
  public let point: [Double]
  /// The point in coded units.
  public let coded: [Double]
  /// Value, standard error and intervals; nil when the runs don't determine the response there.
  public let estimate: Prediction?
  /// Whether the point lies within the region of the runs. Outside, `estimate` is extrapolation
  /// whatever its intervals say.
  public let region: RegionVerdict

  init(
    point: [Double], coded: [Double], fit: LinearModel, terms: SecondOrderTerms,
    region: DesignRegion
  ) throws {
    self.point = point
    self.coded = coded
    estimate = try fit.predict(terms.row(coded))
    self.region = region.verdict(point, leverage: estimate?.leverage)
  }
}

extension SecondOrderModel {
  /// The response at a point in original units, with the verdict whether it is extrapolated.
  ///
  /// - Precondition: one finite level for each factor, in the factors' order.
  /// - Throws: `LinearAlgebraError.lapack` should LAPACK fail.
  /// - Complexity: O(p²).
  public func predict(at point: [Double]) throws -> SurfacePrediction {
    precondition(
      point.count == factors.count && point.allSatisfy(\.isFinite),
      "one finite level for each factor")
    return try SurfacePrediction(
      point: point, coded: zip(factors, point).map { $0.code($1) }, fit: fit,
      terms: SecondOrderTerms(names: factors.map(\.name)), region: region)
  }
}
