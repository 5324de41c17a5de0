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
    /// A link to a figure of the run that wrote the report, which only the report's own facts hold.
    case runReference
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
  /// Whether the quantity stands away from the number: neither beside it nor in what labels it.
  var isSubjectWeak = false
  var statistic: ClaimStatistic?
  var unit: MeasuredUnit?
  /// The entities that its clause, label, row or column names.
  var entities: [Int] = []
  /// What a heading, a line that leads in, or a common word says that it is about.
  var context: [Int] = []
  /// The settings that it is said to hold for.
  var conditions: [Condition] = []
  var fileKind: FileKind?
  /// The folder whose files are counted.
  var folder: String?
  /// The stems of the words for what is counted.
  var countedWords: [UInt64] = []
  /// Whether it is a setting under its header in a table that holds configurations row by row.
  var isOfRow = false
  /// The setting whose levels are counted.
  var countedSetting: Setting?
  var modified: DateMention?
  var isTarget = false
  var saysAchieved = false
  /// Whether words beside it speak of the best or the largest.
  var saysExtreme = false
  /// Whether it is a limit that something stays below or above.
  var isThreshold = false
  var saysAll = false
  /// Whether the text around it speaks of files.
  var saysFiles = false
  /// Whether it stands in advice.
  var isAdvice = false
  /// Whether it is a part of a whole: the 4 of `4 of 5 tests`.
  var isPart = false
  /// Whether the number stands as the value of a quoted key.
  var isKeyQuote = false
  /// Whether it restates a setting of the run that wrote the report: a label and its value.
  var isOwnSetting = false
  /// Whether an amount is compared with another.
  var isComparison = false
  /// The way in which a change is said to go; nil where the text says neither or both.
  var direction: Direction?
  /// What the sentence compares: models, files, labels.
  var compared: [Int] = []
  /// Whether it is compared with a baseline that has no name of its own.
  var isAgainstBaseline = false
  /// The side on which all values are said to be: `below 5 ms`.
  var bound: Direction?
  /// Whether it is what a change begins with: the first value of `from 5 ms to 4 ms`.
  var isStart = false
  /// Whether it is what another value is held against: `… versus 5 ms`.
  var isReference = false
  /// The values of one setting that the sentence compares.
  var comparedLevels: Condition?
  /// Whether it is said to be faster or slower than something.
  var isFaster: Bool?
  /// The words around the number, of label and header, which may tell one key or file from another.
  var words: Set<UInt64> = []
  /// The words of caption and heading.
  var farWords: Set<UInt64> = []
  /// Whether the statistic stands far from the number, in its sentence or around it.
  var isStatisticWeak = false
  /// Whether the number is said to be the mean of the statistic: `the average p99`.
  var isMeanOfStatistic = false
  /// The key that is quoted with the number.
  var quotedKey: String?
  /// The sentence (or the row of a table) that holds its operands.
  var sentence: Range<Int>
  var cell: (table: Int, row: Int, column: Int)?
  /// The words that name it, for people.
  var label: String
}

extension BoundClaim {
  /// The way of a change.
  enum Direction: Sendable { case up, down }

  static func isPure(_ unit: MeasuredUnit?) -> Bool {
    guard let unit else { return false }
    return unit.dimension == .fraction || unit.dimension == .factor
  }
}
