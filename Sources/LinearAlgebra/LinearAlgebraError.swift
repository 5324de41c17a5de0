/// What can go wrong in a matrix computation on valid sizes.
///
/// Rank deficiency is not among them: it is a property of the data that a result carries.
public enum LinearAlgebraError: Error, Equatable, Sendable {
  /// A LAPACK routine returned `info` other than 0.
  ///
  /// A negative `info` names the argument at fault, a positive one says how the routine failed;
  /// LAPACK's own documentation of the routine tells what it means.
  case lapack(routine: String, info: Int)
  /// A NaN or an infinity where finite numbers are needed; row and column count from 0.
  case nonFinite(row: Int, column: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// One line for a person: the routine or the place, and what was found there.
  public var description: String {
    switch self {
    case .lapack(let routine, let info):
      "LAPACK's \(routine) failed with info = \(info)"
    case .nonFinite(let row, let column):
      "the element in row \(row), column \(column) (from 0) is not a finite number"
    }
  }

  /// Throws `.lapack` unless `info` is 0.
  static func check(_ info: Int32, _ routine: String) throws {
    guard info == 0 else { throw LinearAlgebraError.lapack(routine: routine, info: Int(info)) }
  }
}

extension Matrix {
  /// Throws `LinearAlgebraError.nonFinite` for the first element, in column order, that is a NaN
  /// or an infinity.
  ///
  /// - Complexity: O(rows × columns).
  public func requireFinite() throws {
    guard let index = elements.firstIndex(where: { !$0.isFinite }) else { return }
    throw LinearAlgebraError.nonFinite(row: index % rows, column: index / rows)
  }
}
