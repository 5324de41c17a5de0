import Benchmarks
import Tables

/// What a reader must know before using a value; each with its numbers.
public enum Caveat: Sendable, Equatable {
  /// The runs are too few to bound the percentile from above at the level asked for.
  case tooFewForPercentile(n: Int, needed: Int)
  /// The rows include runs that loaded the model.
  case includesColdStarts(count: Int, factor: String, level: Double)
  /// The first of the rows loaded the model: its time beside the median of the others'.
  case firstRunIsCold(metric: String, first: Double, median: Double)
  /// The factor's level carries the cold starts: its effect and theirs can't be told apart.
  case confoundedWithColdStarts(factor: String, level: Double)
  /// A level of a factor is a code and no amount.
  case sentinelLevel(factor: String, level: Double)
  /// The columns are tied by an identity: the value is arithmetic.
  case partOfIdentity(equation: String)
  /// A factor follows the order of the runs: its effect and a drift can't be told apart.
  case confoundedWithOrder(factor: String, correlation: Double)
  /// The point lies outside the region where runs were made; why.
  case outsideRegion(reason: String)
  /// Terms that the runs don't determine: they can't be told from others.
  case aliasedTerms([String])
  /// A curvature whose limits include zero: the shape is not certain.
  case curvatureUncertain(count: Int)
  /// No cell of the sweep has more than one run: pure error can't be estimated.
  case oneRunPerCell
  /// The unit of the column is not known.
  case unknownUnit(column: String)
  /// The source computed the figure itself; its runs are not in the data.
  case computedBySource
  /// One of many tests: look at the adjusted p-value.
  case oneOfManyTests(count: Int)
  /// The rule by which the tool computes such a figure, where its documents say so.
  case toolRule(tool: String, rule: String)
  /// The figure that the tool's own samples give is another; why, or nil where no reason was found.
  case differsFromSamples(ours: Double?, unit: String, reason: String?)
  /// The file keeps not every sample: figures from them are not the tool's.
  case samplesCutShort
  /// The samples are derived and not those that the tool summarised: why is in their source.
  case samplesOfAnotherDefinition(source: String)
  /// What is easily misread in the output of a tool, or what its reader left out.
  case toolNote(String)
  /// What the reader did to the values: see `ReadNotice`.
  case readingNote(String, count: Int)

  /// What the reader did to the values of some columns.
  static func reading(_ run: RunTable, _ columns: [String]) -> [Caveat] {
    run.table.notices.filter { notice in columns.contains { notice.concerns($0) } }
      .map { .readingNote($0.statement, count: $0.count) }
  }

  /// The name of the case.
  public var kind: String {
    switch self {
    case .tooFewForPercentile: "tooFewForPercentile"
    case .includesColdStarts: "includesColdStarts"
    case .firstRunIsCold: "firstRunIsCold"
    case .confoundedWithColdStarts: "confoundedWithColdStarts"
    case .sentinelLevel: "sentinelLevel"
    case .partOfIdentity: "partOfIdentity"
    case .confoundedWithOrder: "confoundedWithOrder"
    case .outsideRegion: "outsideRegion"
    case .aliasedTerms: "aliasedTerms"
    case .curvatureUncertain: "curvatureUncertain"
    case .oneRunPerCell: "oneRunPerCell"
    case .unknownUnit: "unknownUnit"
    case .computedBySource: "computedBySource"
    case .oneOfManyTests: "oneOfManyTests"
    case .toolRule: "toolRule"
    case .differsFromSamples: "differsFromSamples"
    case .samplesCutShort: "samplesCutShort"
    case .samplesOfAnotherDefinition: "samplesOfAnotherDefinition"
    case .toolNote: "toolNote"
    case .readingNote: "readingNote"
    }
  }

  /// The numbers of the caveat, by name.
  public var numbers: [Fact.NamedNumber] {
    func number(_ name: String, _ value: some BinaryInteger) -> Fact.NamedNumber {
      Fact.NamedNumber(name, Double(value))
    }
    return switch self {
    case .tooFewForPercentile(let n, let needed): [number("n", n), number("needed", needed)]
    case .includesColdStarts(let count, _, let level):
      [number("count", count), Fact.NamedNumber("level", level)]
    case .firstRunIsCold(_, let first, let median):
      [Fact.NamedNumber("first", first), Fact.NamedNumber("median", median)]
    case .confoundedWithColdStarts(_, let level), .sentinelLevel(_, let level):
      [Fact.NamedNumber("level", level)]
    case .confoundedWithOrder(_, let correlation): [Fact.NamedNumber("correlation", correlation)]
    case .curvatureUncertain(let count), .oneOfManyTests(let count), .readingNote(_, let count):
      [number("count", count)]
    case .differsFromSamples(let ours, _, _): [Fact.NamedNumber("ours", ours)]
    case .partOfIdentity, .outsideRegion, .aliasedTerms, .oneRunPerCell, .unknownUnit,
      .computedBySource, .toolRule, .samplesCutShort, .samplesOfAnotherDefinition, .toolNote:
      []
    }
  }

  /// The caveat in words.
  public var text: String {
    switch self {
    case .tooFewForPercentile(let n, let needed):
      "no upper limit from \(n) runs; \(needed) are needed"
    case .includesColdStarts(let count, let factor, let level):
      "includes \(count) cold starts (\(factor) = \(NumberText.plain(level)))"
    case .firstRunIsCold(let metric, let first, let median):
      "the first run is cold: \(metric) \(NumberText.significant(first)) against a median of "
        + "\(NumberText.significant(median)) in the others"
    case .confoundedWithColdStarts(let factor, let level):
      "\(factor) = \(NumberText.plain(level)) carries the cold starts: the effect of \(factor) "
        + "can't be told from theirs"
    case .sentinelLevel(let factor, let level):
      "\(factor) = \(NumberText.plain(level)) is a code, not an amount"
    case .partOfIdentity(let equation): "follows from \(equation): arithmetic, not a finding"
    case .confoundedWithOrder(let factor, let correlation):
      "\(factor) follows the order of the runs (rank correlation "
        + "\(NumberText.significant(correlation))): its effect can't be told from a drift"
    case .outsideRegion(let reason): "outside the region where runs were made: \(reason)"
    case .aliasedTerms(let terms):
      "the runs can't tell \(terms.joined(separator: ", ")) from the terms that are kept, whose "
        + "coefficients may carry their effects"
    case .curvatureUncertain(let count):
      (count == 1
        ? "the limits of a curvature include" : "the limits of \(count) curvatures include")
        + " zero: the shape is not certain"
    case .oneRunPerCell: "one run per cell: run-to-run noise can't be estimated"
    case .unknownUnit(let column): "the unit of \(column) is not known"
    case .computedBySource: "computed by the source; not recomputed"
    case .oneOfManyTests(let count): "one of \(count) tests: use the adjusted p-value"
    case .toolRule(let tool, let rule): "the rule of \(tool): \(rule)"
    case .differsFromSamples(let ours, let unit, let reason):
      "the samples in the file give \(NumberText.quantity(ours, Unit(unit))): "
        + (reason ?? "not explained")
    case .samplesCutShort: "the file does not keep every sample"
    case .samplesOfAnotherDefinition(let source):
      "the samples (\(source)) are not the ones that the tool summarised"
    case .toolNote(let text), .readingNote(let text, _): text
    }
  }
}
