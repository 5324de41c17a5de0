import Facts
import Tables

/// What the verifier needs of a fact, whether it was computed just now or stands in a file.
public struct IssuedFact: Sendable {
  let id: String
  let key: String
  let topic: String
  let statement: String
  let value: Double?
  let unit: String
  let statistic: String
  let table: String?
  let subject: String?
  let group: String?
  let n: Int
  let files: [String]
  let columns: [String]
  let lines: ClosedRange<Int>?
  /// Limits, tests and further numbers, by name.
  let numbers: [(name: String, value: Double)]
  /// The caveats in words.
  let remarks: [String]
  /// The moment or text of a fact that is no number.
  let text: String?

  init(_ fact: Fact) {
    id = fact.id
    key = fact.key
    topic = fact.topic.rawValue
    statement = fact.statement
    var symbol = ""
    var words: String?
    switch fact.quantity {
    case .number(_, let unit): symbol = unit.symbol
    case .time(let time): words = time.description
    case .text(let text): words = text
    }
    value = fact.value
    unit = symbol
    text = words
    statistic = fact.statistic
    table = fact.entity.table
    subject = fact.entity.subject
    group = fact.entity.group
    n = fact.n
    files = fact.provenance.files.map(\.path)
    columns = fact.provenance.columns
    lines = fact.provenance.lines
    remarks = fact.caveats.map(\.text)
    var more = fact.numbers + fact.caveats.flatMap(\.numbers)
    if let interval = fact.interval {
      more += [
        .init("lower", interval.lower), .init("upper", interval.upper),
        .init("level", interval.level),
      ]
    }
    if let test = fact.test {
      more += [
        .init("p", test.p), .init("holm", test.holm), .init("statistic", test.statistic),
        .init("benjaminiHochberg", test.benjaminiHochberg),
      ]
    }
    more += fact.excluded.map { .init($0.reason, Double($0.count)) }
    numbers = more.compactMap { number in number.value.map { (number.name, $0) } }
  }
}

/// Why a file is no sheet of facts.
public struct FactSheetError: Error, Sendable, CustomStringConvertible {
  /// What was expected and what was found.
  public let description: String
}

extension IssuedFact {
  /// The facts of a sheet.
  static func all(_ sheet: FactSheet) -> [IssuedFact] { sheet.facts.map(IssuedFact.init) }

  /// The facts of a JSON document after `facts-1.schema.json`, those of its block `times` too.
  ///
  /// - Throws: ``FactSheetError`` where the document is none.
  static func all(_ document: JSONValue) throws(FactSheetError) -> [IssuedFact] {
    guard let schema = document["schema"]?.string else {
      throw FactSheetError(description: "expected a sheet of facts with a member 'schema'")
    }
    guard schema == FactSheet.schema else {
      throw FactSheetError(
        description: "expected the schema \(FactSheet.schema), found \(schema)")
    }
    var facts: [IssuedFact] = []
    for name in ["facts", "times"] {
      for (i, element) in (document[name]?.array ?? []).enumerated() {
        guard let fact = IssuedFact(element) else {
          throw FactSheetError(
            description: "\(name)[\(i)]: expected a fact with id, key, quantity and statistic")
        }
        facts.append(fact)
      }
    }
    return facts
  }

  private init?(_ json: JSONValue) {
    guard let id = json["id"]?.string, let key = json["key"]?.string,
      let quantity = json["quantity"], let statistic = json["statistic"]?.string
    else { return nil }
    self.id = id
    self.key = key
    self.statistic = statistic
    topic = json["topic"]?.string ?? ""
    statement = json["statement"]?.string ?? ""
    value = quantity["value"]?.number
    unit = quantity["unit"]?.string ?? ""
    text = quantity["time"]?.string ?? quantity["text"]?.string
    table = json["entity"]?["table"]?.string
    subject = json["entity"]?["subject"]?.string
    group = json["entity"]?["group"]?.string
    n = json["n"]?.integer.map { Int($0) } ?? 0
    let provenance = json["provenance"]
    files = (provenance?["files"]?.array ?? []).compactMap { $0["path"]?.string }
    columns = (provenance?["columns"]?.array ?? []).compactMap(\.string)
    let ends = (provenance?["lines"]?.array ?? []).compactMap(\.integer)
    lines = ends.count == 2 && ends[0] <= ends[1] ? Int(ends[0])...Int(ends[1]) : nil
    remarks = (json["caveats"]?.array ?? []).compactMap { $0["text"]?.string }
    var more: [(String, Double)] = []
    func add(_ object: JSONValue?) {
      for member in object?.object?.members ?? [] {
        if let number = member.value.number { more.append((member.key, number)) }
      }
    }
    add(json["numbers"])
    add(json["interval"])
    add(json["test"])
    for caveat in json["caveats"]?.array ?? [] { add(caveat["numbers"]) }
    for excluded in json["excluded"]?.array ?? [] {
      if let count = excluded["count"]?.number {
        more.append((excluded["reason"]?.string ?? "", count))
      }
    }
    numbers = more
  }
}
