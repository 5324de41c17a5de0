import Benchmarks

/// A number of a report with what the text around it says about it.
struct BoundClaim: Sendable {
  /// What the claim is checked as.
  enum Kind: Sendable, Equatable {
    /// A link to a fact: its identifier.
    case fact(String)
    /// A number of things.
    case count(Noun)
    /// A setting, restated.
    case setting(Setting)
    /// A figure of the run that wrote the report.
    case runMetric
    /// A date that the data are said to have.
    case date
    /// A comparison of two values.
    case derived
    /// A value of the data.
    case measured
  }

  var block: Int
  var number: FoundNumber
  var kind: Kind
  var subject: Subject?
  var statistic: ClaimStatistic?
  var unit: MeasuredUnit?
  /// The entities that its clause, label, row or column names.
  var entities: [Int] = []
  /// The models that it names and the data do not have.
  var strangers: [String] = []
  var fileKind: FileKind?
  var modified: DateMention?
  var isTarget = false
  var saysAchieved = false
  var saysAll = false
  /// Whether it stands in advice.
  var isAdvice = false
  /// Whether it is a part of a whole: the 4 of `4 of 5 tests`.
  var isPart = false
  /// Whether the number stands as the value of a quoted key.
  var isKeyQuote = false
  /// The words of the key that is quoted.
  var isComparison = false
  /// The sentence (or the row of a table) that holds its operands.
  var sentence: Range<Int>
  var cell: (table: Int, row: Int, column: Int)?
  /// The words that name it, for people.
  var label: String
}

extension BoundClaim {
  static func isPure(_ unit: MeasuredUnit?) -> Bool {
    guard let unit else { return false }
    return unit.dimension == .fraction || unit.dimension == .factor
  }
}
