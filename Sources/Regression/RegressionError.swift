/// Why a regression can't be computed at all.
///
/// Rank deficiency, exact fits and a lack of degrees of freedom are not errors: a fitted model
/// carries them as nil figures and lists.
public enum RegressionError: Error, Equatable, Sendable {
  /// There is no observation.
  case noObservations
  /// The response holds a NaN or an infinity; rows count from 0.
  case nonFiniteResponse(row: Int)
  /// A column of the model matrix holds a NaN or an infinity; rows count from 0.
  case nonFinitePredictor(row: Int, column: String)
  /// The sum of squares of the response exceeds the largest double: use a larger unit.
  case responseTooLarge
}

extension RegressionError: CustomStringConvertible {
  /// One line for a person: what was found and where.
  public var description: String {
    switch self {
    case .noObservations:
      "a model needs at least one observation, found none"
    case .nonFiniteResponse(let row):
      "the response in row \(row) (from 0) is not a finite number"
    case .nonFinitePredictor(let row, let column):
      "column \(column) of the model matrix is not a finite number in row \(row) (from 0)"
    case .responseTooLarge:
      "the squares of the response exceed the largest double; use a larger unit"
    }
  }
}
