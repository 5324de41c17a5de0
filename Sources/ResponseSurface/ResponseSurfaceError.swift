import Tables

/// Why a factor can't be coded.
public enum ResponseSurfaceError: Error, Equatable, Sendable {
  /// The factor has no observed level.
  case noLevels(factor: String)
  /// The factor has one level only, so that it has no effect to estimate.
  case constantFactor(factor: String, level: Double)
  /// A level is a NaN or an infinity; rows count from 0.
  case nonFiniteLevel(factor: String, row: Int)
}

extension ResponseSurfaceError: CustomStringConvertible {
  /// One line for a person: the factor and what is wrong with its levels.
  public var description: String {
    switch self {
    case .noLevels(let factor):
      "factor \(factor) has no observed level"
    case .constantFactor(let factor, let level):
      "factor \(factor) has the one level \(shortest(level)); a surface needs two or more"
    case .nonFiniteLevel(let factor, let row):
      "the level of factor \(factor) in row \(row) (from 0) is not a finite number"
    }
  }
}
