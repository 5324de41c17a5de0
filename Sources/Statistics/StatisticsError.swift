/// What makes an input unusable; too few values and constants are no errors but nil in the result.
public enum StatisticsError: Error, Hashable, Sendable {
  /// A value of a sample is NaN; `index` counts from 0.
  case notANumber(index: Int)
  /// A value of a column is NaN; both count from 0.
  case columnNotANumber(column: Int, index: Int)
  /// Two columns that belong together differ in length; `column` counts from 0.
  case unequalLengths(column: Int, expected: Int, found: Int)
  /// There are not as many names as columns.
  case unequalNames(expected: Int, found: Int)
  /// A probability, a percentile or a p-value lies outside 0...1.
  case probabilityOutOfRange(Double)
  /// A confidence level doesn't lie strictly between 0 and 1.
  case levelOutOfRange(Double)
  /// A weight is negative, infinite or NaN; `index` counts from 0.
  case weightOutOfRange(index: Int, Double)
}

extension StatisticsError: CustomStringConvertible {
  /// One line that says what was expected and what was found.
  public var description: String {
    switch self {
    case .notANumber(let index):
      "expected a number at index \(index), found NaN"
    case .columnNotANumber(let column, let index):
      "expected a number at index \(index) of column \(column), found NaN"
    case .unequalLengths(let column, let expected, let found):
      "expected \(expected) values in column \(column) as in column 0, found \(found)"
    case .unequalNames(let expected, let found):
      "expected \(expected) names, one for each column, found \(found)"
    case .probabilityOutOfRange(let value):
      "expected a probability from 0 to 1, found \(value)"
    case .levelOutOfRange(let value):
      "expected a confidence level above 0 and below 1, found \(value)"
    case .weightOutOfRange(let index, let value):
      "expected a weight that is finite and not negative at index \(index), found \(value)"
    }
  }
}

/// Throws the first NaN.
func requireNumbers(_ values: [Double]) throws(StatisticsError) {
  if let index = values.firstIndex(where: { $0.isNaN }) { throw .notANumber(index: index) }
}

/// Throws for what isn't a probability, NaN included.
func requireProbability(_ value: Double) throws(StatisticsError) {
  guard value >= 0, value <= 1 else { throw .probabilityOutOfRange(value) }
}

/// Throws for what isn't a confidence level, NaN included.
func requireLevel(_ value: Double) throws(StatisticsError) {
  guard value > 0, value < 1 else { throw .levelOutOfRange(value) }
}
