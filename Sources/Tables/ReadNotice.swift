/// What a reader did that the text alone does not tell: a caveat of every result from the table.
public struct ReadNotice: Sendable, Equatable {
  /// What was done.
  public enum Kind: Sendable, Equatable {
    /// Whole numbers beyond 64 bits, read as the nearest doubles.
    case integersBeyond64Bits(column: String)
    /// A column whose name was empty or stood earlier already.
    case renamedColumn(from: String, to: String)
  }

  /// What was done.
  public var kind: Kind
  /// How often.
  public var count: Int
  /// The line of the first case, counted from 1; nil where it is not known.
  public var line: Int?

  /// A notice.
  public init(_ kind: Kind, count: Int = 1, line: Int? = nil) {
    self.kind = kind
    self.count = count
    self.line = line
  }
}
