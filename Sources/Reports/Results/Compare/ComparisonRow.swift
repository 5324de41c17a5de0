import Benchmarks
import Facts
import Statistics
import Tables

/// One comparison in every output form.
struct ComparisonRow {
  let comparison: MetricComparison
  private let result: TableComparison

  init(_ comparison: MetricComparison, _ result: TableComparison) {
    self.comparison = comparison
    self.result = result
  }

  /// What the rows of one metric have in common.
  var title: String {
    let unit = comparison.unit.map { " (\($0))" } ?? ""
    let better = comparison.isSmallerBetter.map { $0 ? ", less is better" : ", more is better" }
    return "\(comparison.metric)\(unit)\(better ?? "")"
  }

  /// The headers of the table of a metric.
  static func headers(_ rows: [ComparisonRow], _ result: TableComparison) -> [String] {
    let scales = Set(rows.map(\.comparison.scale))
    return result.groupColumns + [
      "n base", "n new", "median base", "median new",
      scales.count == 1 ? scales.first!.rawValue : "ratio or difference", "lower", "upper", "p",
    ] + (result.adjustmentName.map { ["p (\($0))"] } ?? []) + ["Cliff's delta", "verdict"]
  }

  var cells: [OutputCell] {
    comparison.group.map { .label($0) } + [
      .count(comparison.n.base), .count(comparison.n.new), .number(comparison.medians.base),
      .number(comparison.medians.new), .number(comparison.estimate),
      .number(comparison.interval?.lower), .number(comparison.interval?.upper),
      .number(comparison.pValue),
    ] + (result.adjustmentName == nil ? [] : [.number(comparison.adjustedPValue)]) + [
      .number(comparison.delta.estimate), .label(verdict),
    ]
  }

  /// The verdict in words, with the number of runs that would bring one.
  private var verdict: String {
    switch comparison.verdict {
    case .changed: comparison.direction?.rawValue ?? "changed"
    case .unchanged: "unchanged"
    case .undecided:
      if let needed = comparison.runsForLevel {
        "undecided (needs \(needed) \(result.runs))"
      } else {
        comparison.runsThatDecide.map { "undecided (about \($0) \(result.runs))" } ?? "undecided"
      }
    }
  }

  static let csvHeaders = [
    "n_base", "n_new", "median_base", "median_new", "scale", "estimate", "lower", "upper", "p",
    "p_adjusted", "p_beyond", "p_beyond_adjusted", "p_within", "p_within_adjusted",
    "cliffs_delta", "verdict", "direction", "runs_that_decide", "runs_for_level",
  ]

  var csvCells: [OutputCell] {
    [.label(comparison.metric), .label(comparison.unit?.symbol)]
      + comparison.group.map { .label($0) } + [
        .count(comparison.n.base), .count(comparison.n.new), .number(comparison.medians.base),
        .number(comparison.medians.new), .label(comparison.scale.rawValue),
        .number(comparison.estimate), .number(comparison.interval?.lower),
        .number(comparison.interval?.upper), .number(comparison.pValue),
        .number(comparison.adjustedPValue), .number(comparison.beyondPValue),
        .number(comparison.adjustedBeyondPValue), .number(comparison.withinPValue),
        .number(comparison.adjustedWithinPValue), .number(comparison.delta.estimate),
        .label(comparison.verdict.rawValue), .label(comparison.direction?.rawValue),
        .count(comparison.runsThatDecide), .count(comparison.runsForLevel),
      ]
  }

  /// The caveats in words, each with what it is about.
  var caveats: [String] {
    let name = result.name(comparison)
    return comparison.caveats.base.map { "\(name), base: \($0.text)" }
      + comparison.caveats.new.map { "\(name), new: \($0.text)" }
  }

  var json: JSONValue {
    func sample(
      _ n: Int, _ missing: Int, _ median: Double?, _ caveats: [Caveat]
    ) -> JSONValue {
      .object([
        ("n", .count(n)), ("missing", .count(missing)), ("median", .number(median)),
        ("caveats", .array(caveats.map { .string($0.text) })),
      ])
    }
    func limits(_ interval: Interval?) -> [(String, JSONValue)] {
      [
        ("lower", .number(interval?.lower)), ("upper", .number(interval?.upper)),
        ("level", .number(interval?.level)),
      ]
    }
    return .object(
      [
        ("metric", .string(comparison.metric)), ("unit", .text(comparison.unit?.symbol)),
        ("lessIsBetter", comparison.isSmallerBetter.map { .boolean($0) } ?? .null),
        (
          "group",
          .object(zip(result.groupColumns, comparison.group).map { ($0, .string($1)) })
        ),
        (
          "base",
          sample(
            comparison.n.base, comparison.missing.base, comparison.medians.base,
            comparison.caveats.base)
        ),
        (
          "new",
          sample(
            comparison.n.new, comparison.missing.new, comparison.medians.new,
            comparison.caveats.new)
        ),
        ("scale", .string(comparison.scale.rawValue)), ("estimate", .number(comparison.estimate)),
      ] + limits(comparison.interval) + [
        ("method", .text(comparison.interval?.method)), ("test", .string(comparison.test)),
        ("p", .number(comparison.pValue)), ("adjusted", .number(comparison.adjustedPValue)),
        (
          "beyondThreshold",
          .object([
            ("p", .number(comparison.beyondPValue)),
            ("adjusted", .number(comparison.adjustedBeyondPValue)),
          ])
        ),
        (
          "withinThreshold",
          .object([
            ("p", .number(comparison.withinPValue)),
            ("adjusted", .number(comparison.adjustedWithinPValue)),
          ])
        ),
        (
          "cliffsDelta",
          .object(
            [("estimate", .number(comparison.delta.estimate))]
              + limits(comparison.delta.interval))
        ), ("verdict", .string(comparison.verdict.rawValue)),
        ("direction", .text(comparison.direction?.rawValue)),
        ("runsThatDecide", .count(comparison.runsThatDecide)),
        ("smallestP", .number(comparison.smallestPValue)),
        ("runsForLevel", .count(comparison.runsForLevel)),
      ])
  }
}
