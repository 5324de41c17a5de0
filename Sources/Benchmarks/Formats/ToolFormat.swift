import Tables

/// A format in which a benchmark tool writes its results, with the rules behind its figures.
public struct ToolFormat: Sendable, Equatable {
  /// How the tool computes a standard deviation.
  public enum StandardDeviationRule: String, Sendable {
    /// Divided by n - 1.
    case sample = "n - 1"
    /// Divided by n.
    case population = "n"
    /// The format's documents don't say, or the format has none.
    case notStated = "not stated"
  }

  /// How the tool computes a percentile.
  public enum PercentileRule: String, Sendable {
    /// Linear interpolation between order statistics (Hyndman–Fan type 7; numpy's default).
    case linear = "linear interpolation (Hyndman–Fan type 7)"
    /// An existing sample: the ⌈np⌉-th smallest.
    case nearestRank = "nearest rank"
    /// The value of a histogram's bucket.
    case histogram = "histogram bucket"
    /// Another rule, described by the format's notes.
    case other = "see the notes"
    /// The format's documents don't say, or the format has none.
    case notStated = "not stated"
  }

  /// The name on the command line: `hyperfine-json`.
  public let identifier: String
  /// The tool as its users call it: `hyperfine`.
  public let tool: String
  /// Which of its outputs this is, in words: `--export-json`.
  public let form: String
  /// The rule of its standard deviations.
  public let standardDeviation: StandardDeviationRule
  /// The rule of its percentiles.
  public let percentile: PercentileRule
  /// What is easily misread in this format; a sentence each.
  public let traps: [String]

  /// A format.
  public init(
    identifier: String, tool: String, form: String,
    standardDeviation: StandardDeviationRule = .notStated,
    percentile: PercentileRule = .notStated, traps: [String] = []
  ) {
    self.identifier = identifier
    self.tool = tool
    self.form = form
    self.standardDeviation = standardDeviation
    self.percentile = percentile
    self.traps = traps
  }
}

/// Knows one format by its content and reads it.
protocol ToolFormatReader: Sendable {
  /// The format.
  static var format: ToolFormat { get }

  /// Why the content is of this format, in words that name the telling parts; nil where it is not.
  /// Cheap, and so strict that no other tool's file, and no table of a user's own, is taken for it.
  static func recognise(_ content: ToolContent) -> String?

  /// Whether ``read(_:reason:)`` needs no more than what ``recognise(_:)`` needs, the first lines: the
  /// rows are the plain reader's.
  static var readsHeadAlone: Bool { get }

  /// What the content holds. A part that is not as the format has it is left out with a note, or,
  /// where nothing would be left, refused.
  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult
}

extension ToolFormatReader {
  static var readsHeadAlone: Bool { false }
}
