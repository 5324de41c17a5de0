import Benchmarks
import Statistics
import Tables

/// A result that words may quote: the only way a number reaches a report.
public struct Fact: Sendable {
  /// Short, without digits, stable within a sheet: `gemma_param_tuning_ttft_tail`.
  public let id: String
  /// Stable across runs: `gemma3_param_tuning/ttft_s/percentile(0.99)`.
  public let key: String
  /// The part of the analysis that it belongs to.
  public let topic: Topic
  /// The canonical sentence, rendered from the parts below.
  public let statement: String
  /// The value with its unit, or a text.
  public let quantity: Quantity
  /// What the quantity is: `mean`, `percentile(0.99, hyndmanFan7)`, `coefficient(num_gpu)` …
  public let statistic: String
  /// What it is about.
  public let entity: Entity
  /// The rows (files, for an inventory) used.
  public let n: Int
  /// The rows left out, by reason.
  public let excluded: [Exclusion]
  /// Limits; nil where the method or the data give none.
  public let interval: Interval?
  /// The test of the hypothesis that the quantity is zero; nil where there is none.
  public let test: SignificanceTest?
  /// Further numbers of a finding, by name.
  public let numbers: [NamedNumber]
  /// What a reader must know before using the value.
  public let caveats: [Caveat]
  /// Where the value comes from.
  public let provenance: Provenance

  /// A value with its unit, or a text.
  public enum Quantity: Sendable, Equatable {
    /// A number; nil is undefined.
    case number(Double?, Benchmarks.Unit)
    /// A moment.
    case time(Timestamp)
    /// A text, such as the equation of an identity.
    case text(String)
  }

  /// The parts of the analysis.
  public enum Topic: String, Sendable, CaseIterable {
    /// Files and folders.
    case inventory
    /// Statistics of measured quantities.
    case performance
    /// Figures that the source computed itself.
    case reading
    /// Correlations.
    case correlation
    /// Response surfaces.
    case surface
    /// Findings of the audit.
    case audit
    /// The run of the analysis itself: times and durations.
    case run
  }

  /// What a fact is about.
  public struct Entity: Sendable, Equatable {
    /// The table of runs; nil for the folder as a whole.
    public var table: String?
    /// The model or other subject of the runs.
    public var subject: String?
    /// The rows of the table that are meant, as a condition; nil for all.
    public var group: String?

    /// An entity.
    public init(table: String? = nil, subject: String? = nil, group: String? = nil) {
      self.table = table
      self.subject = subject
      self.group = group
    }
  }

  /// Rows left out for one reason.
  public struct Exclusion: Sendable, Equatable {
    /// The reason: `failed`, `missing`, `cold start`, `sentinel level`.
    public var reason: String
    /// How many.
    public var count: Int

    /// Rows left out.
    public init(reason: String, count: Int) {
      self.reason = reason
      self.count = count
    }
  }

  /// A test of the hypothesis that a quantity is zero.
  public struct SignificanceTest: Sendable, Equatable {
    /// How it was made.
    public var method: String
    /// The test statistic; nil where the method has none.
    public var statistic: Double?
    /// The two-sided p-value; nil where undefined.
    public var p: Double?
    /// The p-value adjusted after Holm over the family; nil where there is none.
    public var holm: Double?
    /// The p-value adjusted after Benjamini and Hochberg over the family; nil where there is none.
    public var benjaminiHochberg: Double?

    /// A test.
    public init(
      method: String, statistic: Double? = nil, p: Double?, holm: Double? = nil,
      benjaminiHochberg: Double? = nil
    ) {
      self.method = method
      self.statistic = statistic
      self.p = p
      self.holm = holm
      self.benjaminiHochberg = benjaminiHochberg
    }
  }

  /// A number with a name.
  public struct NamedNumber: Sendable, Equatable {
    /// The name, without spaces.
    public var name: String
    /// The value; nil is undefined.
    public var value: Double?

    /// A named number.
    public init(_ name: String, _ value: Double?) {
      self.name = name
      self.value = value
    }
  }

  /// The number; nil where it is undefined or the quantity is none.
  public var value: Double? { if case .number(let value, _) = quantity { value } else { nil } }

  /// The quantity as a report prints it: rounded, with its unit.
  public var valueText: String {
    switch quantity {
    case .number(let value, let unit): NumberText.quantity(value, unit)
    case .time(let time): NumberText.time(time)
    case .text(let text): text
    }
  }
}

/// Where a value comes from.
public struct Provenance: Sendable, Equatable {
  /// A file as it was when it was read.
  public struct File: Sendable, Hashable {
    /// The path from the folder.
    public var path: String
    /// The SHA-256 of the bytes; nil where it is not known.
    public var sha256: String?
    /// The size in bytes.
    public var bytes: Int

    /// A file.
    public init(path: String, sha256: String?, bytes: Int) {
      self.path = path
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// The files; empty where the whole folder is meant.
  public var files: [File]
  /// The columns or key paths.
  public var columns: [String]
  /// Which rows; nil for all that succeeded.
  public var filter: String?
  /// The lines of the file from the first row used to the last; nil where they are not known.
  public var lines: ClosedRange<Int>?
  /// How it was computed.
  public var method: Method

  /// A provenance.
  public init(
    files: [File], columns: [String] = [], filter: String? = nil, lines: ClosedRange<Int>? = nil,
    method: Method
  ) {
    self.files = files
    self.columns = columns
    self.filter = filter
    self.lines = lines
    self.method = method
  }
}
