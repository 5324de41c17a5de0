import Statistics
import Tables

extension FactSheet {
  /// The name of the published schema, `docs/schemas/facts-1.schema.json`.
  public static let schema = "bench-stats/facts/1"

  /// The sheet as JSON after the published schema. The facts of the run itself (times, durations)
  /// stand in a block of their own, the only part that differs between two runs on one input.
  ///
  /// - Parameter times: The facts of the run itself; without any the block is left out.
  /// - Complexity: O(facts).
  public func json(times: [Fact] = []) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("schema", .string(Self.schema)),
      (
        "software",
        .object([("name", .string("bench-stats")), ("version", .string(Self.softwareVersion))])
      ),
      ("facts", .array(facts.map(\.json))),
    ]
    if !times.isEmpty { members.append(("times", .array(times.map(\.json)))) }
    return .object(members)
  }
}

extension Fact {
  /// The fact as JSON after the published schema: undefined is `null`.
  public var json: JSONValue {
    .object([
      ("id", .string(id)), ("key", .string(key)), ("topic", .string(topic.rawValue)),
      ("statement", .string(statement)), ("quantity", quantityJSON),
      ("statistic", .string(statistic)),
      (
        "entity",
        .object([
          ("table", .text(entity.table)), ("subject", .text(entity.subject)),
          ("group", .text(entity.group)),
        ])
      ),
      ("n", .count(n)),
      (
        "excluded",
        .array(
          excluded.map { .object([("reason", .string($0.reason)), ("count", .count($0.count))]) })
      ),
      ("interval", interval.map(Self.json) ?? .null), ("test", test.map(Self.json) ?? .null),
      ("numbers", Self.json(numbers)),
      (
        "caveats",
        .array(
          caveats.map {
            .object([
              ("kind", .string($0.kind)), ("text", .string($0.text)),
              ("numbers", Self.json($0.numbers)),
            ])
          })
      ),
      ("provenance", provenance.json),
    ])
  }

  private var quantityJSON: JSONValue {
    switch quantity {
    case .number(let value, let unit):
      .object([("value", .number(value)), ("unit", .string(unit.symbol))])
    case .time(let time): .object([("time", .string(time.description))])
    case .text(let text): .object([("text", .string(text))])
    }
  }

  private static func json(_ interval: Interval) -> JSONValue {
    .object([
      ("lower", .number(interval.lower)), ("upper", .number(interval.upper)),
      ("level", .double(interval.level)), ("requestedLevel", .double(interval.requestedLevel)),
      ("method", .string(interval.method)),
    ])
  }

  private static func json(_ test: SignificanceTest) -> JSONValue {
    .object([
      ("method", .string(test.method)), ("statistic", .number(test.statistic)),
      ("p", .number(test.p)), ("holm", .number(test.holm)),
      ("benjaminiHochberg", .number(test.benjaminiHochberg)),
    ])
  }

  private static func json(_ numbers: [NamedNumber]) -> JSONValue {
    .object(numbers.map { ($0.name, .number($0.value)) })
  }
}

extension Provenance {
  var json: JSONValue {
    .object([
      (
        "files",
        .array(
          files.map {
            .object([
              ("path", .string($0.path)), ("sha256", .text($0.sha256)), ("bytes", .count($0.bytes)),
            ])
          })
      ),
      ("columns", .array(columns.map { .string($0) })), ("filter", .text(filter)),
      (
        "lines",
        lines.map { .array([.count($0.lowerBound), .count($0.upperBound)]) } ?? .null
      ),
      (
        "method",
        .object([("name", .string(method.name)), ("source", .string(method.source))])
      ),
    ])
  }
}
