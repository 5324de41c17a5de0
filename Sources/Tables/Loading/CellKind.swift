/// What the cells of a column are, as far as they were read.
enum CellKind: UInt8, Sendable {
  /// No cell has a value.
  case none
  /// Spellings of NaN alone: numbers, all missing.
  case notANumber
  case integer
  case double
  case boolean
  case time
  case label

  /// What two parts of a column are together: integers give way to doubles, any other mixture is
  /// text.
  func joined(_ other: CellKind) -> CellKind {
    if self == other || other == .none { return self }
    if self == .none { return other }
    guard isNumeric, other.isNumeric else { return .label }
    return self == .double || other == .double ? .double : .integer
  }

  var isNumeric: Bool { self == .integer || self == .double || self == .notANumber }

  /// The type of a column of these cells; without a value it is one of labels.
  var columnType: ColumnType {
    switch self {
    case .none, .label: .label
    case .notANumber, .double: .double
    case .integer: .integer
    case .boolean: .boolean
    case .time: .time
    }
  }

  /// The bytes that a value takes in the memory of a column.
  var width: Int {
    switch self {
    case .none, .notANumber, .integer, .double, .time: 8
    case .label: 4
    case .boolean: 1
    }
  }
}
