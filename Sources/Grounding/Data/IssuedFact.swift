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
  /// A fact that was read from a sheet.
  init(_ fact: FactText, in parser: JSONParser) {
    func string(_ text: JSONText?) -> String { text.map(parser.string) ?? "" }
    id = string(fact.id)
    key = string(fact.key)
    topic = string(fact.topic)
    statement = string(fact.statement)
    statistic = string(fact.statistic)
    value = fact.value
    unit = string(fact.unit)
    text = (fact.time ?? fact.words).map(parser.string)
    table = fact.table.map(parser.string)
    subject = fact.subject.map(parser.string)
    group = fact.group.map(parser.string)
    n = fact.n
    files = fact.files.map(parser.string)
    columns = fact.columns.map(parser.string)
    let ends = fact.lineEnds
    lines = ends.count == 2 && ends[0] <= ends[1] ? Int(ends[0])...Int(ends[1]) : nil
    remarks = fact.remarks.map(parser.string)
    numbers =
      [fact.numbers, fact.interval, fact.test, fact.caveatNumbers].flatMap {
        Self.numbers($0, in: parser)
      }
      + fact.excluded.compactMap { excluded in
        excluded.value.map { (string(excluded.name), $0) }
      }
  }

  /// The numbers of some objects. Of a name that stands twice in an object the last value counts, at the
  /// place of the first.
  private static func numbers(
    _ members: [FactText.NamedNumber], in parser: JSONParser
  ) -> [(name: String, value: Double)] {
    struct Name: Hashable {
      var object: Int
      var key: TextKey
    }
    var all: [(name: String, value: Double?)] = []
    var places: [Name: Int] = [:]
    for member in members {
      let name = member.name.map(parser.string) ?? ""
      let place = places[Name(object: member.object, key: TextKey(name)), default: all.count]
      if place < all.count {
        all[place].value = member.value
      } else {
        places[Name(object: member.object, key: TextKey(name))] = place
        all.append((name, member.value))
      }
    }
    return all.compactMap { number in number.value.map { (number.name, $0) } }
  }
}
