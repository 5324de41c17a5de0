/// Why a number is no claim.
public enum NotClaimReason: String, Sendable, CaseIterable {
  case version
  case date
  case timeOfDay
  case modelSize
  case identifier
  case sectionNumber
  case listCounter
  case percentileName
  case confidenceLevel
  case reference
  case ordinal
  case index
  case fileName
  case hardware
  case runMetadata
  case promptText
  case numberWord
  /// Part of a text that is quoted as code: a message, a command, lines of a file.
  case quotation
  /// What should be done, how often or by when.
  case recommendation
  /// A size that a text supposes: `a 500-token answer`.
  case assumption
}

/// A number in a text, as it is written.
struct FoundNumber: Sendable {
  /// Where its digits (or its words) stand, without sign and unit.
  var range: Range<Int>
  /// The value, with its sign.
  var value: Double
  /// The size of the last digit that is written: 0.01 for `3.14`, 1 for `101`.
  var resolution: Double
  /// The unit that stands behind it.
  var unit: MeasuredUnit?
  /// Where number and unit end together.
  var end: Int
  /// Why it is no claim, as far as its own form tells.
  var reason: NotClaimReason?
  /// The moment or month that it names.
  var date: DateMention?
  /// Whether a sign stands before it.
  var isSigned = false
  /// Whether it follows `±`.
  var isSpread = false
  /// Whether the text calls it approximate (`~`, `≈`) or bounds it (`<`, `over`).
  var isApproximate = false
  /// Whether it is written as a word.
  var isWord = false
  /// Its place in a range of two numbers.
  var rangeEnd: RangeEnd?
  /// The power of ten behind the digits, for comparing them as they are written.
  var exponentScale = 1.0

  enum RangeEnd: Sendable { case low, high }
}

/// A date as far as it is given.
struct DateMention: Sendable, Equatable {
  var year: Int
  var month: Int
  var day: Int?
}
