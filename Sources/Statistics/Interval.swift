/// An interval estimate that says which level it reaches and which was asked for.
public struct Interval: Sendable, Hashable {
  /// The lower limit; nil where the data can't give one (the interval is then open below).
  public let lower: Double?
  /// The upper limit; nil where the data can't give one (the interval is then open above).
  public let upper: Double?
  /// The level achieved. Equal to `requestedLevel` where the method is approximate and knows no
  /// better.
  public let level: Double
  /// The level asked for, such as 0.95.
  public let requestedLevel: Double
  /// The method in words, such as "order statistics" or "Fisher z".
  public let method: String

  /// An interval from its parts.
  public init(
    lower: Double?, upper: Double?, level: Double, requestedLevel: Double, method: String
  ) {
    self.lower = lower
    self.upper = upper
    self.level = level
    self.requestedLevel = requestedLevel
    self.method = method
  }
}
