/// What the verifier says of a claim.
public enum Verdict: String, Sendable, CaseIterable {
  /// The data have the value, with every digit written.
  case exact
  /// The data's value rounds (or is cut) to what is written.
  case rounded
  /// The same value in another unit.
  case converted
  /// Computed rightly from values that are supported.
  case derived
  /// A number of things, counted again.
  case count
  /// A figure of the run that wrote the report.
  case runMetric
  /// A setting, restated.
  case configuration
  /// The value stands in the data in another unit.
  case wrongUnit
  /// The value is another statistic than the one it is called.
  case wrongStatistic
  /// The value holds for less than it is said to.
  case wrongScope
  /// The value is another one's: another model, file or quantity.
  case wrongEntity
  /// An expectation reported as measured.
  case targetAsResult
  /// The operands do not give the value.
  case derivedWrong
  /// Computed rightly from values that are not supported.
  case derivedFromUnsupported
  /// Counted again, the number is another.
  case countWrong
  /// The data have another value.
  case contradicted
  /// The data have no such value.
  case absent
  /// Nothing there to check it against.
  case notCheckable

  /// Whether the claim is wrong or without support.
  public var isFailure: Bool {
    switch self {
    case .exact, .rounded, .converted, .derived, .count, .runMetric, .configuration, .notCheckable:
      false
    default: true
    }
  }

  /// Whether the claim is supported.
  public var isPass: Bool { !isFailure && self != .notCheckable }
}

/// What a reader must know of a claim besides its verdict.
public enum VerdictFlag: String, Sendable, CaseIterable {
  /// The source calls the value what it is not.
  case sourceMislabels
  /// The report says another value of the same thing elsewhere.
  case selfContradiction
  /// More than one reading fits.
  case ambiguous
}

/// Where a verdict comes from.
public struct Evidence: Sendable, Equatable {
  /// The file, from the folder; nil where the whole folder or the report itself is meant.
  public var file: String?
  /// The column or key path.
  public var key: String?
  /// Which rows, or how many.
  public var rows: String?
  /// How the value comes from there, in words.
  public var computation: String

  init(file: String? = nil, key: String? = nil, rows: String? = nil, _ computation: String) {
    self.file = file
    self.key = key
    self.rows = rows
    self.computation = computation
  }
}

/// A claim with its verdict.
public struct CheckedClaim: Sendable {
  /// The line of the report, from 1.
  public var line: Int
  /// The column of its first digit, from 1, in characters (Unicode scalars).
  public var column: Int
  /// The number as it is written, without sign and unit.
  public var text: String
  /// Its value.
  public var value: Double
  /// The unit that the text gives it; nil where it gives none.
  public var unit: String?
  /// The verdict.
  public var verdict: Verdict
  /// What else is to be known.
  public var flags: [VerdictFlag]
  /// The identifier of the fact that it was held against; nil where none.
  public var fact: String?
  /// Where the verdict comes from.
  public var evidence: Evidence
  /// What should stand in its place; nil where the data do not tell.
  public var correction: String?
  /// How sure the binding is, between 0 and 1.
  public var confidence: Double
  /// What it was taken for: quantity, statistic, what it is about.
  public var quantity: String?
  /// The statistic that it is said to be.
  public var statistic: String?
  /// The models, files and labels that it is about.
  public var entities: [String]
  /// Where number and unit stand, in bytes of the report; what ``Verification/fixed`` replaces.
  var span: Range<Int>
}

/// A number that is no claim.
public struct NotClaim: Sendable, Equatable {
  /// The line of the report, from 1.
  public var line: Int
  /// The column, from 1, in characters (Unicode scalars).
  public var column: Int
  /// The text.
  public var text: String
  /// Why it is none.
  public var reason: NotClaimReason
}

/// A statement of rank or direction without a number of its own.
public struct QualitativeClaim: Sendable, Equatable {
  /// How it was judged.
  public enum Outcome: String, Sendable { case supported, contradicted, unchecked }
  /// The line of the report, from 1.
  public var line: Int
  /// The column, from 1, in characters (Unicode scalars).
  public var column: Int
  /// The words.
  public var text: String
  /// How it was judged.
  public var outcome: Outcome
  /// Why.
  public var evidence: String
}
