import Benchmarks
import Facts
import Statistics
import Tables

extension ResultDocument {
  /// Percentiles of one column with order-statistic limits.
  ///
  /// - Parameter probabilities: Fractions in 0…1.
  /// - Throws: `ReadError` for the column; `StatisticsError` for a probability or level out of range.
  public init(
    percentilesOf column: String, _ selection: TableSelection, probabilities: [Double],
    method: PercentileMethod, confidence: Double
  ) throws {
    try self.init(
      percentilesOf: ColumnSample(column, selection), probabilities: probabilities, method: method,
      confidence: confidence)
  }

  /// Percentiles of one column with order-statistic limits.
  ///
  /// - Parameter probabilities: Fractions in 0…1.
  /// - Throws: `StatisticsError` for a probability or level out of range; `ReadError` where a column that
  ///   has no room in memory is read again.
  public init(
    percentilesOf column: ColumnSample, probabilities: [Double], method: PercentileMethod,
    confidence: Double
  ) throws {
    let (n, missing, estimates) = try column.percentiles(
      probabilities, method: method, level: confidence)
    let unit = column.unit
    let table = OutputTable(
      title: "\(column.name)\(unit.map { " (\($0))" } ?? ""), n = \(n)",
      headers: ["percentile", "value", "lower", "upper", "level achieved"],
      rows: estimates.map { estimate in
        [
          .label(percentileName(estimate.probability)),
          .number(estimate.value), .number(estimate.interval?.lower),
          .number(estimate.interval?.upper), .number(estimate.interval?.level),
        ]
      })
    let shortfalls = estimates.flatMap { Self.shortfalls($0, confidence: confidence) }
    self.init(
      kind: "percentiles",
      members: [
        ("file", .string(column.path)), ("column", .string(column.name)),
        ("unit", .text(unit?.symbol)), ("n", .count(n)),
        ("excluded", column.failed.exclusions(missing: missing)),
        ("type", .integer(Int64(method.rawValue))), ("confidence", .double(confidence)),
        ("percentiles", .array(estimates.map(Self.json))),
      ], tables: [table], notes: column.failed.notes(missing: missing) + shortfalls,
      hasFindings: !shortfalls.isEmpty)
  }

  private static func shortfalls(_ estimate: PercentileEstimate, confidence: Double) -> [String] {
    let name = percentileName(estimate.probability)
    let level = NumberText.percent(confidence)
    func note(_ side: String, _ needed: Int?) -> String? {
      needed.map {
        "\(name): no \(side) limit at \(level) from \(counted(estimate.n, "run")); \($0) are needed"
      }
    }
    return [
      note("lower", estimate.runsNeededForLowerLimit),
      note("upper", estimate.runsNeededForUpperLimit),
    ].compactMap { $0 }
  }

  private static func json(_ estimate: PercentileEstimate) -> JSONValue {
    .object([
      ("p", .double(estimate.probability)), ("value", .number(estimate.value)),
      ("lower", .number(estimate.interval?.lower)), ("upper", .number(estimate.interval?.upper)),
      ("level", .number(estimate.interval?.level)),
      ("runsNeededForLowerLimit", .count(estimate.runsNeededForLowerLimit)),
      ("runsNeededForUpperLimit", .count(estimate.runsNeededForUpperLimit)),
    ])
  }
}

/// The name of a percentile by its probability: `p99`, `p99.9`.
func percentileName(_ probability: Double) -> String {
  "p" + OutputCell.setting(100 * probability).text
}
