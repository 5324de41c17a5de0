import LinearAlgebra
import Statistics

/// A linear model fitted by least squares.
///
/// The fit is a Householder QR with limited pivoting and iterative refinement (`PivotedQR`); XᵀX is
/// never formed. Columns that depend on earlier ones are aliased: they get no estimate, and
/// everything else is as if they were not there, as in R's `lm`.
///
/// What the data can't give is nil. n ≤ rank leaves no residual degree of freedom, hence no sigma,
/// standard error or test. A fit whose residuals are rounding noise (`isExact`) has residuals and
/// sigma of exactly 0, and no tests.
public struct LinearModel: Sendable {
  /// The predictors.
  public let modelMatrix: ModelMatrix
  /// The response, one number a row.
  public let response: [Double]
  /// The level of the confidence intervals.
  public let level: Double
  /// The factorization of the model matrix.
  public let factorization: PivotedQR
  /// Qᵀy: squares of the first `rank` are sequential sums of squares.
  public let effects: [Double]
  /// A coefficient for each column of the model matrix, in its order.
  public let coefficients: [Coefficient]
  /// The fitted values.
  public let fitted: [Double]
  /// Response minus fitted, computed without that cancellation; zeros for an exact fit.
  public let residuals: [Double]
  /// The diagonal of the hat matrix, in 0...1; the sum is the rank.
  public let leverages: [Double]
  /// The sum of squared residuals.
  public let residualSumOfSquares: Double
  /// The sum of squares of the response: about its mean with an intercept, else about 0. Exactly 0
  /// for a constant response with an intercept.
  public let totalSumOfSquares: Double
  /// Whether the residuals are no more than rounding noise: no residual degree of freedom is left,
  /// or their root mean square is below `exactFitThreshold` of that of the response.
  public let isExact: Bool

  /// The relative size below which residuals count as rounding noise: 10⁻¹⁴, some 45 rounding
  /// units. R warns of an 'essentially perfect fit' below 10⁻¹⁵.
  public static let exactFitThreshold = 1e-14

  /// Fits `response` by the columns of `modelMatrix`.
  ///
  /// - Parameters:
  ///   - tolerance: the relative norm below which a column counts as aliased, see `PivotedQR`.
  ///   - level: the level of the confidence intervals, between 0 and 1.
  /// - Precondition: as many responses as rows; `0 < level < 1`.
  /// - Throws: `RegressionError` without observations, with a NaN or an infinity in the data, or for
  ///   a response whose squares overflow; `LinearAlgebraError.lapack` should LAPACK fail.
  /// - Complexity: O(n × p²) for n rows and p columns.
  public init(
    _ modelMatrix: ModelMatrix, response: [Double], tolerance: Double = 1e-7, level: Double = 0.95
  ) throws {
    precondition(response.count == modelMatrix.matrix.rows, "one response for each row")
    precondition(level > 0 && level < 1, "a level lies between 0 and 1")
    try Self.requireData(modelMatrix, response)
    self.modelMatrix = modelMatrix
    self.response = response
    self.level = level
    factorization = try PivotedQR(modelMatrix.matrix, tolerance: tolerance)
    effects = try factorization.effects(response)
    leverages = try factorization.leverages()
    totalSumOfSquares = Self.sumOfSquares(response, aboutMean: modelMatrix.hasIntercept)
    let solution = try factorization.refinedSolution(of: modelMatrix.matrix, response: response)
    let raw = solution.residuals
    let noise = Self.exactFitThreshold * norm(response)
    isExact =
      factorization.rank == response.count || norm(raw) <= noise
      || Self.sumOfSquares(raw, aboutMean: false) == 0
    residuals = isExact ? raw.map { _ in 0 } : raw
    fitted = isExact ? response : try factorization.fitted(effects: effects)
    residualSumOfSquares = Self.sumOfSquares(residuals, aboutMean: false)
    let degrees = response.count - factorization.rank
    let scale = CoefficientScale(
      sigma: degrees > 0 ? (residualSumOfSquares / Double(degrees)).squareRoot() : nil,
      degreesOfFreedom: degrees, level: level)
    let unscaled = try factorization.unscaledStandardErrors()
    coefficients = modelMatrix.columnNames.indices.map {
      scale.coefficient(modelMatrix.columnNames[$0], solution.coefficients[$0], unscaled[$0])
    }
  }

  /// The number of observations, n.
  public var observations: Int { response.count }

  /// The number of coefficients that the data determine.
  public var rank: Int { factorization.rank }

  /// The names of the coefficients without an estimate, in column order.
  public var aliased: [String] {
    coefficients.filter { $0.estimate == nil }.map(\.name)
  }

  /// The coefficient of that name; nil when the model has none, the first when it has several.
  public func coefficient(_ name: String) -> Coefficient? {
    coefficients.first { $0.name == name }
  }

  private static func requireData(_ modelMatrix: ModelMatrix, _ response: [Double]) throws {
    guard !response.isEmpty else { throw RegressionError.noObservations }
    if let row = response.firstIndex(where: { !$0.isFinite }) {
      throw RegressionError.nonFiniteResponse(row: row)
    }
    guard sumOfSquares(response, aboutMean: false).isFinite else {
      throw RegressionError.responseTooLarge
    }
    do {
      try modelMatrix.matrix.requireFinite()
    } catch LinearAlgebraError.nonFinite(let row, let column) {
      throw RegressionError.nonFinitePredictor(
        row: row, column: modelMatrix.columnNames[column])
    }
  }

  /// The sum of squares about 0 or, in two passes, about the mean.
  private static func sumOfSquares(_ values: [Double], aboutMean: Bool) -> Double {
    if aboutMean, values.min() == values.max() { return 0 }
    let mean = aboutMean ? values.reduce(0, +) / Double(values.count) : 0
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
}
