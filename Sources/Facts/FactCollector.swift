import Benchmarks
import Statistics

/// The parts of a fact before it has an identifier.
struct FactDraft {
  var words: [String]
  var key: String
  var topic: Fact.Topic
  var statement: String
  var quantity: Fact.Quantity
  var statistic: String
  var entity = Fact.Entity()
  var n: Int
  var excluded: [Fact.Exclusion] = []
  var interval: Interval?
  var test: Fact.SignificanceTest?
  var numbers: [Fact.NamedNumber] = []
  var caveats: [Caveat] = []
  var provenance: Provenance
}

/// Collects facts in order and gives them their identifiers.
struct FactCollector {
  private(set) var facts: [Fact] = []
  private var identifiers: FactIdentifiers
  private var keys: Set<String> = []

  /// A collector; the identifiers of the run's own facts, which join the sheet later, are reserved.
  init(reserved: [String] = RunTimes.identifiers) {
    identifiers = FactIdentifiers(reserved: reserved)
  }

  /// Adds a fact; where the key is taken (two columns of one name in different spellings, say) a
  /// number is put behind it.
  mutating func add(_ draft: FactDraft) {
    var key = draft.key
    var count = 1
    while !keys.insert(key).inserted {
      count += 1
      key = "\(draft.key)#\(count)"
    }
    facts.append(
      Fact(
        id: identifiers.identifier(draft.words), key: key, topic: draft.topic,
        statement: draft.statement, quantity: draft.quantity, statistic: draft.statistic,
        entity: draft.entity, n: draft.n, excluded: draft.excluded, interval: draft.interval,
        test: draft.test, numbers: draft.numbers, caveats: draft.caveats,
        provenance: draft.provenance))
  }
}

/// The sentence of a statistic: what, of what, its value, its n and limits.
func sentence(
  _ what: String, about entity: Fact.Entity, _ quantity: Fact.Quantity, n: Int? = nil,
  interval: Interval? = nil, test: Fact.SignificanceTest? = nil
) -> String {
  var text = what
  if let table = entity.table { text += " in \(table)" }
  if let group = entity.group { text += " (\(group))" }
  var unit = Benchmarks.Unit.one
  switch quantity {
  case .number(let value, let given):
    unit = given
    text += ": \(NumberText.quantity(value, unit))"
  case .time(let time): text += ": \(NumberText.time(time))"
  case .text(let value): text += ": \(value)"
  }
  var details: [String] = []
  if let n { details.append("n = \(n)") }
  if let interval { details.append(NumberText.limits(interval, unit)) }
  if let test {
    details.append(NumberText.pValue(test.p))
    if test.holm != nil { details.append(NumberText.pValue(test.holm, name: "Holm-adjusted p")) }
  }
  return details.isEmpty ? text : text + " (" + details.joined(separator: "; ") + ")"
}
