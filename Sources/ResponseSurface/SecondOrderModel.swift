import LinearAlgebra
import Regression

/// A full second-order model of a response in coded factors: intercept, first-order terms, two-way
/// interactions and squares, fitted by least squares.
///
/// Coefficients bear the names of the factors: `num_gpu`, `num_gpu:num_ctx`, `num_gpu^2`. With few
/// runs or factors of two levels some terms are aliased: the fit stands, `canonical` is nil and
/// `canonicalObstacle` says why.
public struct SecondOrderModel: Sendable {
  /// The name of the first-order terms in the analysis of variance.
  public static let firstOrder = "first-order"
  /// The name of the two-way interactions in the analysis of variance.
  public static let interactions = "two-way interactions"
  /// The name of the squares in the analysis of variance.
  public static let pureQuadratic = "pure quadratic"

  /// The factors with their codes, in the order of points' coordinates.
  public let factors: [CodedFactor]
  /// The fit in coded units.
  public let fit: LinearModel
  /// Where the runs support predictions.
  public let region: DesignRegion
  /// The surface's shape; nil when a term is aliased.
  public let canonical: CanonicalAnalysis?
  /// Why there is no canonical analysis; nil when there is one.
  public let canonicalObstacle: CanonicalObstacle?

  /// Fits the model of all given factors.
  ///
  /// - Parameters:
  ///   - factors: one factor or more, with their codes.
  ///   - columns: for each factor its level in each run, in original units.
  ///   - response: the response of each run.
  ///   - level: the level of all intervals.
  /// - Precondition: factors have different names; one column a factor, one response a run;
  ///   `0 < level < 1`.
  /// - Throws: `RegressionError` without runs or with a NaN or an infinity in the data;
  ///   `LinearAlgebraError.lapack` should LAPACK fail.
  /// - Complexity: O(n × p²) for n runs and p = (k + 1)(k + 2)/2 terms of k factors.
  public init(
    factors: [CodedFactor], columns: [[Double]], response: [Double], level: Double = 0.95
  ) throws {
    precondition(!factors.isEmpty && factors.count == columns.count, "one column for each factor")
    precondition(Set(factors.map(\.name)).count == factors.count, "factors of different names")
    let terms = SecondOrderTerms(names: factors.map(\.name))
    let coded = zip(factors, columns).map { factor, column in column.map(factor.code) }
    self.factors = factors
    fit = try LinearModel(terms.modelMatrix(coded), response: response, level: level)
    region = DesignRegion(
      factors: terms.names, columns: columns, leverages: fit.leverages)
    let estimates = fit.coefficients.compactMap(\.estimate)
    if estimates.count == fit.coefficients.count {
      canonical = try CanonicalAnalysis(
        surface: terms.surface(estimates), fit: fit, factors: factors, region: region)
      canonicalObstacle = nil
    } else {
      canonical = nil
      canonicalObstacle = .aliasedTerms(fit.aliased)
    }
  }

  /// Fits the model with each factor coded by the levels that were run: extremes at −1 and 1.
  ///
  /// - Throws: `ResponseSurfaceError` for a factor that is constant, without runs, or not finite;
  ///   otherwise as `init(factors:columns:response:level:)`.
  public init(
    names: [String], columns: [[Double]], response: [Double], level: Double = 0.95
  ) throws {
    precondition(names.count == columns.count, "one column for each factor")
    let factors = try zip(names, columns).map { try CodedFactor(name: $0, levels: $1) }
    try self.init(factors: factors, columns: columns, response: response, level: level)
  }

  /// The sequential analysis of variance: `first-order`, `two-way interactions` (with two factors
  /// or more), `pure quadratic`, `residual`; then, where runs are replicated, `lack of fit` and
  /// `pure error`.
  public var anova: AnovaTable {
    fit.lackOfFit.map(fit.anova.appending) ?? fit.anova
  }
}
