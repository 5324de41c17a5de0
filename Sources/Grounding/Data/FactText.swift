import Tables

/// A fact as it stands in a JSON document after `facts-1.schema.json`: the places of its texts, and its
/// numbers. One is used for many facts in turn, so that reading one takes no memory.
struct FactText {
  /// A number with its name.
  struct NamedNumber {
    var name: JSONText?
    /// Nil for what is no number.
    var value: Double?
    /// Which of several objects it stands in.
    var object = 0
  }

  private(set) var id: JSONText?
  private(set) var key: JSONText?
  private(set) var topic: JSONText?
  private(set) var statement: JSONText?
  private(set) var statistic: JSONText?
  private(set) var hasQuantity = false
  private(set) var value: Double?
  private(set) var unit: JSONText?
  private(set) var time: JSONText?
  private(set) var words: JSONText?
  private(set) var table: JSONText?
  private(set) var subject: JSONText?
  private(set) var group: JSONText?
  private(set) var n = 0
  private(set) var files: [JSONText] = []
  private(set) var columns: [JSONText] = []
  private(set) var lineEnds: [Int64] = []
  private(set) var remarks: [JSONText] = []
  private(set) var numbers: [NamedNumber] = []
  private(set) var interval: [NamedNumber] = []
  private(set) var test: [NamedNumber] = []
  private(set) var caveatNumbers: [NamedNumber] = []
  private(set) var excluded: [NamedNumber] = []

  /// Whether it has what every fact has.
  var isFact: Bool { id != nil && key != nil && hasQuantity && statistic != nil }

  /// Reads the value that comes next. Of a key that stands twice the last value counts.
  mutating func read(_ parser: inout JSONParser) throws(JSONScanError) {
    reset()
    guard try parser.enterObject() else { return }
    var at = -1
    while let next = try parser.nextKey(of: Self.names, after: at) {
      at = next
      switch at < Self.members.count ? Self.members[at] : nil {
      case .id: id = try parser.text()
      case .key: key = try parser.text()
      case .topic: topic = try parser.text()
      case .statement: statement = try parser.text()
      case .quantity: try readQuantity(&parser)
      case .statistic: statistic = try parser.text()
      case .entity: try readEntity(&parser)
      case .n: n = try parser.integer().map { Int($0) } ?? 0
      case .excluded: try readExcluded(&parser)
      case .interval: try Self.readNumbers(&parser, into: &interval)
      case .test: try Self.readNumbers(&parser, into: &test)
      case .numbers: try Self.readNumbers(&parser, into: &numbers)
      case .caveats: try readCaveats(&parser)
      case .provenance: try readProvenance(&parser)
      case nil: try parser.skip()
      }
    }
  }

  private enum Member: String, CaseIterable {
    case id, key, topic, statement, quantity, statistic, entity, n, excluded, interval, test
    case numbers, caveats, provenance
  }

  private static let members: [Member?] = Member.allCases
  private static let names = JSONNames(Member.allCases.map(\.rawValue))

  private mutating func reset() {
    (id, key, topic, statement, statistic) = (nil, nil, nil, nil, nil)
    (hasQuantity, value, unit, time, words) = (false, nil, nil, nil, nil)
    (table, subject, group) = (nil, nil, nil)
    n = 0
    resetProvenance()
    remarks.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    interval.removeAll(keepingCapacity: true)
    test.removeAll(keepingCapacity: true)
    caveatNumbers.removeAll(keepingCapacity: true)
    excluded.removeAll(keepingCapacity: true)
  }

  private static let quantityNames = JSONNames(["value", "unit", "time", "text"])

  private mutating func readQuantity(_ parser: inout JSONParser) throws(JSONScanError) {
    hasQuantity = true
    (value, unit, time, words) = (nil, nil, nil, nil)
    guard try parser.enterObject() else { return }
    var at = -1
    while let next = try parser.nextKey(of: Self.quantityNames, after: at) {
      at = next
      switch at {
      case 0: value = try parser.number()
      case 1: unit = try parser.text()
      case 2: time = try parser.text()
      case 3: words = try parser.text()
      default: try parser.skip()
      }
    }
  }

  private static let entityNames = JSONNames(["table", "subject", "group"])

  private mutating func readEntity(_ parser: inout JSONParser) throws(JSONScanError) {
    (table, subject, group) = (nil, nil, nil)
    guard try parser.enterObject() else { return }
    var at = -1
    while let next = try parser.nextKey(of: Self.entityNames, after: at) {
      at = next
      switch at {
      case 0: table = try parser.text()
      case 1: subject = try parser.text()
      case 2: group = try parser.text()
      default: try parser.skip()
      }
    }
  }

  private static let excludedNames = JSONNames(["reason", "count"])

  private mutating func readExcluded(_ parser: inout JSONParser) throws(JSONScanError) {
    excluded.removeAll(keepingCapacity: true)
    guard try parser.enterArray() else { return }
    while try parser.hasNextElement() {
      var entry = NamedNumber()
      guard try parser.enterObject() else { continue }
      var at = -1
      while let next = try parser.nextKey(of: Self.excludedNames, after: at) {
        at = next
        switch at {
        case 0: entry.name = try parser.text()
        case 1: entry.value = try parser.number()
        default: try parser.skip()
        }
      }
      if entry.value != nil { excluded.append(entry) }
    }
  }

  /// Adds the members of an object, those that are no numbers too: a key that stands twice is at its
  /// first place, whatever it has there.
  private static func readNumbers(
    _ parser: inout JSONParser, into numbers: inout [NamedNumber], from start: Int = 0,
    object: Int = 0
  ) throws(JSONScanError) {
    numbers.removeLast(numbers.count - start)
    guard try parser.enterObject() else { return }
    while let name = try parser.nextKey() {
      numbers.append(NamedNumber(name: name, value: try parser.number(), object: object))
    }
  }

  private static let caveatNames = JSONNames(["text", "numbers"])

  private mutating func readCaveats(_ parser: inout JSONParser) throws(JSONScanError) {
    remarks.removeAll(keepingCapacity: true)
    caveatNumbers.removeAll(keepingCapacity: true)
    guard try parser.enterArray() else { return }
    var object = 0
    while try parser.hasNextElement() {
      guard try parser.enterObject() else { continue }
      var text: JSONText?
      let start = caveatNumbers.count
      var at = -1
      while let next = try parser.nextKey(of: Self.caveatNames, after: at) {
        at = next
        switch at {
        case 0: text = try parser.text()
        case 1: try Self.readNumbers(&parser, into: &caveatNumbers, from: start, object: object)
        default: try parser.skip()
        }
      }
      if let text { remarks.append(text) }
      object += 1
    }
  }

  private static let provenanceNames = JSONNames(["files", "columns", "lines"])

  private mutating func readProvenance(_ parser: inout JSONParser) throws(JSONScanError) {
    resetProvenance()
    guard try parser.enterObject() else { return }
    var at = -1
    while let next = try parser.nextKey(of: Self.provenanceNames, after: at) {
      at = next
      switch at {
      case 0: try readFiles(&parser)
      case 1: try readColumns(&parser)
      case 2: try readLines(&parser)
      default: try parser.skip()
      }
    }
  }

  private mutating func resetProvenance() {
    files.removeAll(keepingCapacity: true)
    columns.removeAll(keepingCapacity: true)
    lineEnds.removeAll(keepingCapacity: true)
  }

  private static let fileNames = JSONNames(["path"])

  private mutating func readFiles(_ parser: inout JSONParser) throws(JSONScanError) {
    files.removeAll(keepingCapacity: true)
    guard try parser.enterArray() else { return }
    while try parser.hasNextElement() {
      guard try parser.enterObject() else { continue }
      var path: JSONText?
      while let next = try parser.nextKey(of: Self.fileNames, after: -1) {
        if next == 0 { path = try parser.text() } else { try parser.skip() }
      }
      if let path { files.append(path) }
    }
  }

  private mutating func readColumns(_ parser: inout JSONParser) throws(JSONScanError) {
    columns.removeAll(keepingCapacity: true)
    guard try parser.enterArray() else { return }
    while try parser.hasNextElement() {
      if let column = try parser.text() { columns.append(column) }
    }
  }

  private mutating func readLines(_ parser: inout JSONParser) throws(JSONScanError) {
    lineEnds.removeAll(keepingCapacity: true)
    guard try parser.enterArray() else { return }
    while try parser.hasNextElement() {
      if let end = try parser.integer() { lineEnds.append(end) }
    }
  }
}
