import Benchmarks
import Facts
import Statistics
import Tables

extension ResultDocument {
  /// The correlations of all pairs of columns, over the succeeded runs in which each has a value.
  ///
  /// - Throws: `ReadError` for a column; `StatisticsError` for a level out of range.
  public init(
    correlationsOf columns: [String], _ selection: TableSelection, method: CorrelationMethod,
    confidence: Double
  ) throws {
    let (rows, values) = try selection.completeRows(columns)
    let missing = selection.run.succeededRows.count - rows.count
    let matrix = try CorrelationMatrix(
      columns: values, names: columns, method: method, level: confidence)
    let audit = SweepAudit(selection.run)
    let identities = audit.identities
    let caveats = Self.caveats(audit, selection, columns)
    let pairs = matrix.pairs.map { pair in
      PairResult(
        pair, columns,
        identities.filter {
          $0.columns.contains(columns[pair.first]) && $0.columns.contains(columns[pair.second])
        }.map(\.equation))
    }
    let square = OutputTable(
      title: "Matrix", headers: [""] + columns,
      rows: columns.indices.map { i in
        [.label(columns[i])] + columns.indices.map { j in .number(matrix[i, j]) }
      })
    let notes =
      selection.exclusionNotes(missing: missing)
      + pairs.flatMap { pair in
        pair.identities.map {
          "\(pair.first) and \(pair.second): \($0), an identity, not a finding"
        }
      }
      + caveats
      + (matrix.pairs.contains { $0.coefficient == nil }
        ? ["- is undefined: a column is constant or has fewer than two values"] : [])
    self.init(
      kind: "correlate",
      members: [
        ("file", .string(selection.run.path)), ("method", .string(method.rawValue)),
        ("n", .count(matrix.n)), ("excluded", selection.exclusions(missing: missing)),
        ("confidence", .double(confidence)), ("columns", .array(columns.map { .string($0) })),
        (
          "matrix",
          .array(
            columns.indices.map { i in
              .array(columns.indices.map { j in .number(matrix[i, j]) })
            })
        ), ("pairs", .array(pairs.map(\.json))),
        ("caveats", .array(caveats.map { .string($0) })),
      ],
      tables: [
        OutputTable(
          title: "\(method.rawValue), n = \(matrix.n)", headers: PairResult.headers,
          rows: pairs.map(\.cells)), square,
      ], notes: notes, hasFindings: !caveats.isEmpty || pairs.contains { !$0.identities.isEmpty })
  }

  /// What the audit says of the settings among the columns.
  private static func caveats(
    _ audit: SweepAudit, _ selection: TableSelection, _ columns: [String]
  ) -> [String] {
    let settings = selection.run.numericFactors.map(\.name).filter(columns.contains)
    var caveats = settings.flatMap { factorCaveats(audit, $0) }
    let hasTime = selection.run.metrics.contains { columns.contains($0.name) && isTime($0) }
    if let cold = audit.coldStarts, hasTime, settings.contains(cold.factor) {
      caveats.append(.confoundedWithColdStarts(factor: cold.factor, level: cold.level))
    }
    return caveats.map(\.text)
  }
}

/// One pair of columns.
private struct PairResult {
  static let headers = [
    "first", "second", "coefficient", "lower", "upper", "p", "p (Holm)", "p (Benjamini-Hochberg)",
  ]

  let pair: CorrelationPair
  let first: String
  let second: String
  let identities: [String]

  init(_ pair: CorrelationPair, _ columns: [String], _ identities: [String]) {
    self.pair = pair
    first = columns[pair.first]
    second = columns[pair.second]
    self.identities = identities
  }

  var cells: [OutputCell] {
    [
      .label(first), .label(second), .number(pair.coefficient), .number(pair.interval?.lower),
      .number(pair.interval?.upper), .number(pair.pValue), .number(pair.holmPValue),
      .number(pair.benjaminiHochbergPValue),
    ]
  }

  var json: JSONValue {
    .object([
      ("first", .string(first)), ("second", .string(second)), ("n", .count(pair.n)),
      ("coefficient", .number(pair.coefficient)), ("lower", .number(pair.interval?.lower)),
      ("upper", .number(pair.interval?.upper)), ("p", .number(pair.pValue)),
      ("test", .text(pair.test?.description)), ("holm", .number(pair.holmPValue)),
      ("benjaminiHochberg", .number(pair.benjaminiHochbergPValue)),
      ("identities", .array(identities.map { .string($0) })),
    ])
  }
}
