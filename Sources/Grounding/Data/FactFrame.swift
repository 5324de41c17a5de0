import Tables

/// What a fact is of: all that decides what its value is read as, but the value itself. Many facts have
/// it in common, so that names are read once.
struct FactFrame: Sendable, Hashable {
  var topic: String
  var statistic: String
  var unit: String
  var table: String?
  var subject: String?
  var group: String?
  /// The first of its files.
  var file: String?
  var columns: [String]
  /// The fact's key, where it says more than the others do.
  var key: String?

  /// The topics whose facts are values that a report may name.
  static let topics: Set<String> = ["performance", "reading", "correlation", "run"]

  init(_ fact: IssuedFact) {
    topic = fact.topic
    statistic = fact.statistic
    unit = fact.unit
    table = fact.table
    subject = fact.subject
    group = fact.group
    file = fact.files.first
    columns = fact.columns
    if Self.isTelling(Array(fact.key.utf8), hasColumns: !fact.columns.isEmpty) { key = fact.key }
  }

  init(_ fact: FactText, in parser: JSONParser) {
    topic = fact.topic.map(parser.string) ?? ""
    statistic = fact.statistic.map(parser.string) ?? ""
    unit = fact.unit.map(parser.string) ?? ""
    table = fact.table.map(parser.string)
    subject = fact.subject.map(parser.string)
    group = fact.group.map(parser.string)
    file = fact.files.first.map(parser.string)
    columns = fact.columns.map(parser.string)
    let key = fact.key.map(parser.string) ?? ""
    if Self.isTelling(Array(key.utf8), hasColumns: !columns.isEmpty) { self.key = key }
  }

  /// Whether a key says more than the other members of its fact: the metric, where there are no columns;
  /// and its last part, where it is one of ``lastParts``.
  static func isTelling(_ key: some BidirectionalCollection<UInt8>, hasColumns: Bool) -> Bool {
    guard hasColumns else { return true }
    guard let last = key.last, lastBytes.contains(last) else { return false }
    let end = key.lastIndex { $0 != 0x2F }.map { key.index(after: $0) } ?? key.startIndex
    return lastParts.contains { key[..<end].suffix($0.utf8CodeUnitCount).equals($0) }
  }

  private static let lastParts: [StaticString] = ["/given", "/failed"]
  /// What keys with such a part end with, slashes included.
  private static let lastBytes: [UInt8] = Array("nd/".utf8)
}
