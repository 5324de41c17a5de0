import Statistics

/// A coefficient of a fitted model with the test of its being zero.
public struct Coefficient: Sendable, Equatable {
  /// The name of its model-matrix column.
  public let name: String
  /// The least-squares estimate; nil when the column is aliased with earlier ones.
  public let estimate: Double?
  /// The standard error; nil when aliased or without residual degrees of freedom, 0 for an exact
  /// fit.
  public let standardError: Double?
  /// `estimate / standardError`; nil where that is undefined, so for an exact fit too.
  public let t: Double?
  /// The two-sided p-value of `t` from Student's t with the residual degrees of freedom.
  public let p: Double?
  /// The two-sided confidence interval at the model's level; nil where `t` is.
  public let interval: Interval?
}

/// An F test of one sum of squares against another.
public struct FTest: Sendable, Equatable {
  /// The ratio of the mean squares.
  public let f: Double
  /// The degrees of freedom of the numerator.
  public let numeratorDegreesOfFreedom: Int
  /// The degrees of freedom of the denominator.
  public let denominatorDegreesOfFreedom: Int
  /// The probability of an F at least as large when both mean squares estimate one variance.
  public let p: Double

  /// The test of two sums of squares with their degrees of freedom; nil when either has no degree
  /// of freedom, or when the denominator is 0 or so small that the ratio overflows.
  ///
  /// - Precondition: finite sums of squares, not negative.
  public init?(
    numerator: Double, degreesOfFreedom: Int, denominator: Double,
    denominatorDegreesOfFreedom: Int
  ) {
    guard degreesOfFreedom > 0, denominatorDegreesOfFreedom > 0, denominator > 0 else {
      return nil
    }
    f =
      (numerator / Double(degreesOfFreedom))
      / (denominator / Double(denominatorDegreesOfFreedom))
    guard f.isFinite else { return nil }
    numeratorDegreesOfFreedom = degreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
    let distribution = FDistribution(
      numerator: Double(degreesOfFreedom), denominator: Double(denominatorDegreesOfFreedom))
    p = distribution.upperTail(f)
  }
}
