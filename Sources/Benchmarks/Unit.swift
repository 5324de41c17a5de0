/// A unit of measurement, by its symbol. `1` is the unit of ratios, coefficients and counts of
/// nothing in particular.
public struct Unit: Hashable, Sendable, CustomStringConvertible {
  /// The symbol as it is printed: `s`, `tokens/s`, `1`.
  public let symbol: String

  /// A unit by its symbol.
  public init(_ symbol: String) { self.symbol = symbol }

  /// The symbol.
  public var description: String { symbol }

  /// The unit of ratios and other pure numbers.
  public static let one = Unit("1")
  /// Seconds.
  public static let seconds = Unit("s")
  /// Milliseconds.
  public static let milliseconds = Unit("ms")
  /// Microseconds.
  public static let microseconds = Unit("us")
  /// Nanoseconds.
  public static let nanoseconds = Unit("ns")
  /// Tokens.
  public static let tokens = Unit("tokens")
  /// Tokens per second.
  public static let tokensPerSecond = Unit("tokens/s")
  /// Characters.
  public static let characters = Unit("characters")
  /// Bytes.
  public static let bytes = Unit("bytes")
  /// Megabytes.
  public static let megabytes = Unit("MB")
  /// Gigabytes.
  public static let gigabytes = Unit("GB")
  /// Percent.
  public static let percent = Unit("%")
  /// Degrees Celsius.
  public static let celsius = Unit("°C")
  /// Watts.
  public static let watts = Unit("W")
  /// Megahertz.
  public static let megahertz = Unit("MHz")
  /// A point in time, as seconds since 1970-01-01T00:00:00Z.
  public static let time = Unit("time")
  /// Runs of a benchmark.
  public static let runs = Unit("runs")
  /// Files.
  public static let files = Unit("files")
  /// Other things that are counted.
  public static let count = Unit("count")

  /// Whether smaller values are better in a benchmark; nil where that can't be said.
  public var isSmallerBetter: Bool? {
    switch self {
    case .seconds, .milliseconds, .microseconds, .nanoseconds: true
    case .tokensPerSecond: false
    default: symbol.hasSuffix("/s") ? false : nil
    }
  }
}
