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

  /// Tables that were read already.
  init(tables: [Table], file: String) {
    self.tables = tables
    self.file = file
    labels = []
    findings = JSONFindings()
    notices = tables.flatMap(\.notices)
  }

  /// Takes `root` apart.
  ///
  /// - Throws: ``ReadError/Kind/tooSparse(rows:columns:)`` for objects that no table can hold.
  /// - Complexity: O(leaves + cells of the tables).
  init(
    _ root: JSONValue, file: String, findings: JSONFindings = JSONFindings(),
    labels: Set<TextKey> = []
  ) throws {
    self.file = file
    self.labels = labels
    self.findings = findings
    notices = findings.notices
    try takeApart(root, path: "")
  }

  private mutating func takeApart(_ value: JSONValue, path: String) throws {
    switch value {
    case .null: break
    case .integer(let integer):
      readings.append(Reading(keyPath: path, value: Double(integer)))
    case .double(let double):
      readings.append(Reading(keyPath: path, value: double))
      if findings.bigIntegers.contains(double) {
        notices.append(ReadNotice(.integersBeyond64Bits(column: path)))
      }
    case .string(let text): attributes.append(Attribute(keyPath: path, text: text))
    case .boolean(let truth):
      attributes.append(Attribute(keyPath: path, text: truth ? "true" : "false"))
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
          try takeApart(member.value, path: joined(path, member.key))
        }
      }
    }
  }

  private struct Row {
    var key: String?
    var object: JSONObject
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
    var gathered = GatheredRows()
    // Brackets stand in no name of a plain key, so that this one is free where the other is taken.
    let hasOwnKey = rows.contains { row in row.object["key"] != nil }
    for (i, row) in rows.enumerated() {
      gathered.beginRow(line: row.object.line)
      if let key = row.key { gathered.set(hasOwnKey ? "[key]" : "key", .string(key)) }
      let rowPath = row.key.map { joined(path, $0) } ?? "\(path)[\(i)]"
      try flatten(row.object, prefix: "", rowPath: rowPath, into: &gathered)
    }
    let table = try gathered.table(
      file: file, keyPath: path, findings: findings, labels: labels)
    if let table {
      tables.append(table)
      notices += table.notices.dropFirst(findings.notices.count)
    }
    for (name, objects) in gathered.children {
      try addTable(
        objects.map { Row(key: nil, object: $0) }, path: appended("\(path)[]", name))
    }
  }

  private mutating func flatten(
    _ object: JSONObject, prefix: String, rowPath: String, into gathered: inout GatheredRows
  ) throws {
    for member in object.members {
      let name = joined(prefix, member.key)
      switch member.value {
      case .object(let nested): try flatten(nested, prefix: name, rowPath: rowPath, into: &gathered)
      case .array(let elements):
        if let objects = objects(elements) {
          gathered.addChildren(name, objects)
        } else {
          for (i, element) in elements.enumerated() {
            try takeApart(element, path: "\(appended(rowPath, name))[\(i)]")
          }
        }
      default: gathered.set(name, member.value)
      }
    }
  }

  /// The path of a member; a key that holds the marks of a path itself is put in brackets, as a
  /// string of JSON, so that two members never share a path.
  private func joined(_ path: String, _ key: String) -> String {
    let isPlain = !key.isEmpty && !key.utf8.contains { $0 == 0x2E || $0 == 0x5B || $0 == 0x5D }
    return appended(path, isPlain ? key : "[\(JSONWriter.compactText(.string(key)))]")
  }

  private func appended(_ path: String, _ relative: String) -> String {
    path.isEmpty || relative.utf8.first == UInt8(ascii: "[")
      ? path + relative : "\(path).\(relative)"
  }
}
