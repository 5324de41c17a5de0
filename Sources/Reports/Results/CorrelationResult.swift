import Benchmarks
import Facts
import Statistics
import Tables

/// What is asked of correlations.
public struct CorrelationRequest: Sendable {
  /// The measure.
  public var method: CorrelationMethod
  /// Columns whose influence is taken from all others first.
  public var given: [String]
  /// The level of the limits.
  public var confidence: Double
  /// The number of resamples for bootstrap limits; nil for limits by Fisher's z.
  public var resamples: Int?
  /// What the random numbers of the bootstrap depend on.
  public var seed: UInt64

  /// A request from its parts.
  public init(
    method: CorrelationMethod = .pearson, given: [String] = [], confidence: Double = 0.95,
    resamples: Int? = nil, seed: UInt64 = 1
  ) {
    self.method = method
    self.given = given
    self.confidence = confidence
    self.resamples = resamples
    self.seed = seed
  }
}

extension ResultDocument {
  /// The correlations of all pairs of columns, over the succeeded runs in which each has a value.
  ///
  /// - Throws: `ReadError` for a column; `StatisticsError` for a level out of range.
  /// - Precondition: the method has a partial form, or no column is given.
  public init(
    correlationsOf columns: [String], _ selection: TableSelection, _ request: CorrelationRequest
  ) throws {
    let (rows, all) = try selection.completeRows(columns + request.given)
    let missing = selection.run.succeededRows.count - rows.count
    let values = Array(all.prefix(columns.count))
    let others = Array(all.dropFirst(columns.count))
    let matrix = try CorrelationMatrix(
      columns: values, names: columns, method: request.method, given: others,
      level: request.confidence)
    let bootstrap = try request.resamples.map {
      try CorrelationBootstrap(
        columns: values, method: request.method, given: others, replicates: $0, seed: request.seed)
    }
    let audit = SweepAudit(selection.run)
    let caveats = Self.caveats(audit, selection, columns + request.given)
    let equations = try Self.identities(audit, columns, values)
    let pairs = try matrix.pairs.map { pair in
      PairResult(
        pair: pair, first: columns[pair.first], second: columns[pair.second],
        interval: try bootstrap?.interval(pair.first, pair.second, level: request.confidence)
          ?? (bootstrap == nil ? pair.interval : nil),
        identities: equations(pair))
    }
    self.init(
      kind: "correlate",
      members: Self.members(columns, selection, request, matrix, missing: missing) + [
        ("pairs", .array(pairs.map(\.json))), ("caveats", .array(caveats.map { .string($0) })),
      ],
      tables: Self.tables(columns, request, matrix, pairs),
      notes: selection.exclusionNotes(missing: missing)
        + pairs.flatMap(\.identityNotes) + Self.limitNotes(request, pairs) + caveats
        + (matrix.pairs.contains { $0.coefficient == nil }
          ? [Self.undefinedNote(request)] : []),
      hasFindings: !caveats.isEmpty || pairs.contains { !$0.identities.isEmpty })
  }

  /// The equations that two columns are part of: those of the audit and straight lines.
  private static func identities(
    _ audit: SweepAudit, _ columns: [String], _ values: [[Double]]
  ) throws -> (CorrelationPair) -> [String] {
    let lines = try LinearIdentity.all(among: values)
    let equations = audit.identities
    return { pair in
      let (first, second) = (columns[pair.first], columns[pair.second])
      let known = equations.filter { $0.columns.contains(first) && $0.columns.contains(second) }
        .map(\.equation)
      guard known.isEmpty, let line = lines.first(where: { $0.joins(pair) }) else { return known }
      return ["\(second) is a straight line of \(first) \(line.departureText)"]
    }
  }

  private static func members(
    _ columns: [String], _ selection: TableSelection, _ request: CorrelationRequest,
    _ matrix: CorrelationMatrix, missing: Int
  ) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("file", .string(selection.run.path)), ("method", .string(request.method.rawValue)),
      ("n", .count(matrix.n)), ("excluded", selection.exclusions(missing: missing)),
      ("confidence", .double(request.confidence)),
    ]
    if !request.given.isEmpty {
      members.append(("given", .array(request.given.map { .string($0) })))
    }
    if let resamples = request.resamples {
      members.append(("resamples", .count(resamples)))
      members.append(("seed", .string("\(request.seed)")))
    }
    return members + [
      ("columns", .array(columns.map { .string($0) })),
      (
        "matrix",
        .array(
          columns.indices.map { i in .array(columns.indices.map { j in .number(matrix[i, j]) }) })
      ),
    ]
  }

  private static func tables(
    _ columns: [String], _ request: CorrelationRequest, _ matrix: CorrelationMatrix,
    _ pairs: [PairResult]
  ) -> [OutputTable] {
    let given = request.given.isEmpty ? "" : " given " + request.given.joined(separator: ", ")
    return [
      OutputTable(
        title: "\(request.method.rawValue)\(given), n = \(matrix.n)", headers: PairResult.headers,
        rows: pairs.map(\.cells)),
      OutputTable(
        title: "Matrix", headers: [""] + columns,
        rows: columns.indices.map { i in
          [.label(columns[i])] + columns.indices.map { j in .number(matrix[i, j]) }
        }),
    ]
  }

  private static func limitNotes(
    _ request: CorrelationRequest, _ pairs: [PairResult]
  ) -> [String] {
    guard let resamples = request.resamples,
      let method = pairs.lazy.compactMap(\.interval?.method).first
    else { return [] }
    return ["limits: \(method), \(resamples) resamples of the rows, seed \(request.seed)"]
  }

  private static func undefinedNote(_ request: CorrelationRequest) -> String {
    switch request.method {
    case .biweight:
      "- is undefined: half the values of a column are equal, or it has fewer than two"
    case _ where !request.given.isEmpty:
      "- is undefined: a column is constant, follows from those given, or has too few values"
    default: "- is undefined: a column is constant or has fewer than two values"
    }
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
  let interval: Interval?
  let identities: [String]

  var identityNotes: [String] {
    identities.map { "\(first) and \(second): \($0), an identity, not a finding" }
  }

  var cells: [OutputCell] {
    [
      .label(first), .label(second), .number(pair.coefficient), .number(interval?.lower),
      .number(interval?.upper), .number(pair.pValue), .number(pair.holmPValue),
      .number(pair.benjaminiHochbergPValue),
    ]
  }

  var json: JSONValue {
    .object([
      ("first", .string(first)), ("second", .string(second)), ("n", .count(pair.n)),
      ("coefficient", .number(pair.coefficient)), ("lower", .number(interval?.lower)),
      ("upper", .number(interval?.upper)), ("p", .number(pair.pValue)),
      ("test", .text(pair.test?.description)), ("holm", .number(pair.holmPValue)),
      ("benjaminiHochberg", .number(pair.benjaminiHochbergPValue)),
      ("identities", .array(identities.map { .string($0) })),
    ])
  }
}

extension LinearIdentity {
  fileprivate func joins(_ pair: CorrelationPair) -> Bool {
    first == pair.first && second == pair.second
  }

  /// How near, without digits that are those of rounding errors.
  fileprivate var departureText: String {
    departure < 1e-15 ? "to the last digit" : "to 12 digits of r"
  }
}
