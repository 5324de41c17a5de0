/// A numeric leaf of a JSON document that belongs to no table.
public struct Reading: Sendable, Equatable {
  /// Where it stands: `timing.p50_ms`, `samples[3]`.
  public let keyPath: String
  /// Its value.
  public let value: Double
}

/// A text, truth value or time of a JSON document that belongs to no table.
public struct Attribute: Sendable, Equatable {
  /// Where it stands: `environment.os`.
  public let keyPath: String
  /// Its text.
  public let text: String
}

/// What a JSON document holds, taken apart: every leaf is in exactly one of the three.
///
/// Arrays of objects are tables, their nested objects flattened to dotted column names; an array of
/// objects within rows is one table over all rows (`metrics[].gpu`). Two or more objects with the
/// same keys under one object are a table with a column `key` (`[key]` where they have a `key` of
/// their own). Every other number is a reading, and
/// every other string or truth value an attribute. `null` is a missing cell in a table and nothing
/// elsewhere.
struct JSONTables {
  private(set) var tables: [Table] = []
  private(set) var readings: [Reading] = []
  private(set) var attributes: [Attribute] = []
  /// What the readers did, for the whole text.
  private(set) var notices: [ReadNotice] = []
  private let file: String
  /// The columns to be read as labels, whatever they hold.
  private let labels: Set<TextKey>
  private let findings: JSONFindings
  /// What the text was forgiven: the tables share it.
  private let forgiven: [ReadNotice]
  private let room: KeyPathRoom

  /// Tables that were read already.
  init(tables: [Table], file: String) {
    self.tables = tables
    self.file = file
    labels = []
    findings = JSONFindings()
    forgiven = []
    room = KeyPathRoom(file: file)
    notices = tables.flatMap(\.notices)
  }

  /// Takes `root` apart.
  ///
  /// - Throws: ``ReadError/Kind/tooSparse(rows:columns:)`` for objects that no table can hold;
  ///   ``ReadError/Kind/format(expected:found:)`` for long keys over so many others that their
  ///   paths could fill the memory.
  /// - Complexity: O(leaves + cells of the tables).
  init(
    _ root: JSONValue, file: String, findings: JSONFindings = JSONFindings(),
    labels: Set<TextKey> = []
  ) throws {
    self.file = file
    self.labels = labels
    self.findings = findings
    forgiven = findings.notices
    room = KeyPathRoom(file: file)
    notices = forgiven
    try takeApart(root, path: "")
  }

  private mutating func takeApart(_ value: JSONValue, path: String) throws {
    switch value {
    case .null: break
    case .integer(let integer): try addReading(Double(integer), path)
    case .double(let double):
      try addReading(double, path)
      if findings.bigIntegers.contains(double) {
        notices.append(ReadNotice(.integersBeyond64Bits(column: path)))
      }
    case .string(let text): try addAttribute(text, path)
    case .boolean(let truth): try addAttribute(truth ? "true" : "false", path)
    case .array(let elements):
      if let rows = objects(elements) {
        try addTable(rows.map { Row(key: nil, object: $0) }, path: path)
      } else {
        for (i, element) in elements.enumerated() {
          try takeApart(element, path: "\(path)[\(i)]")
        }
      }
    case .object(let object):
      if let rows = likeObjects(object) {
        try addTable(rows, path: path)
      } else {
        for member in object.members {
          try takeApart(member.value, path: Self.joined(path, member.key))
        }
      }
    }
  }

  private mutating func addReading(_ value: Double, _ path: String) throws {
    try room.take(path)
    readings.append(Reading(keyPath: path, value: value))
  }

  private mutating func addAttribute(_ text: String, _ path: String) throws {
    try room.take(path)
    attributes.append(Attribute(keyPath: path, text: text))
  }

  private struct Row {
    var key: String?
    var object: JSONObject
  }

  /// Where a row stands, whose path few need.
  private struct RowPlace {
    var table: String
    var key: String?
    var index: Int

    var path: String { key.map { joined(table, $0) } ?? "\(table)[\(index)]" }
  }

  private func objects(_ elements: [JSONValue]) -> [JSONObject]? {
    let objects = elements.compactMap(\.object)
    return !objects.isEmpty && objects.count == elements.count ? objects : nil
  }

  private func likeObjects(_ object: JSONObject) -> [Row]? {
    let rows = object.members.compactMap { member in
      member.value.object.map { Row(key: member.key, object: $0) }
    }
    guard rows.count >= 2, rows.count == object.members.count else { return nil }
    let keys = Set<TextKey>(texts: rows[0].object.members.map(\.key))
    guard !keys.isEmpty,
      rows.allSatisfy({ Set<TextKey>(texts: $0.object.members.map(\.key)) == keys })
    else {
      return nil
    }
    return rows
  }

  private mutating func addTable(_ rows: [Row], path: String) throws {
    var gathered = GatheredRows(room)
    // Brackets stand in no name of a plain key, so that this one is free where the other is taken.
    let hasOwnKey = rows.contains { row in row.object["key"] != nil }
    for (i, row) in rows.enumerated() {
      gathered.beginRow(line: row.object.line)
      if let key = row.key { try gathered.set(hasOwnKey ? "[key]" : "key", .string(key)) }
      let place = RowPlace(table: path, key: row.key, index: i)
      try flatten(row.object, prefix: "", place, into: &gathered)
    }
    let table = try gathered.table(
      file: file, keyPath: path, forgiven: forgiven, bigIntegers: findings.bigIntegers,
      labels: labels)
    if let table {
      try room.take(path)
      tables.append(table)
      notices += table.notices.dropFirst(forgiven.count)
    }
    for (name, objects) in gathered.children {
      try addTable(
        objects.map { Row(key: nil, object: $0) }, path: Self.appended("\(path)[]", name))
    }
  }

  private mutating func flatten(
    _ object: JSONObject, prefix: String, _ row: RowPlace, into gathered: inout GatheredRows
  ) throws {
    for member in object.members {
      let name = Self.joined(prefix, member.key)
      switch member.value {
      case .object(let nested): try flatten(nested, prefix: name, row, into: &gathered)
      case .array(let elements):
        if let objects = objects(elements) {
          try gathered.addChildren(name, objects)
        } else if !elements.isEmpty {
          let path = Self.appended(row.path, name)
          for (i, element) in elements.enumerated() {
            try takeApart(element, path: "\(path)[\(i)]")
          }
        }
      default: try gathered.set(name, member.value)
      }
    }
  }

  /// The path of a member; a key that holds the marks of a path itself is put in brackets, as a
  /// string of JSON, so that two members never share a path.
  private static func joined(_ path: String, _ key: String) -> String {
    let isPlain = !key.isEmpty && !key.utf8.contains { $0 == 0x2E || $0 == 0x5B || $0 == 0x5D }
    return appended(path, isPlain ? key : "[\(JSONWriter.compactText(.string(key)))]")
  }

  private static func appended(_ path: String, _ relative: String) -> String {
    path.isEmpty || relative.utf8.first == UInt8(ascii: "[")
      ? path + relative : "\(path).\(relative)"
  }
}
