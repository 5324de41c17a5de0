import TestSupport

@testable import Tables

/// A cell for a generated text: how it is written, and what it is.
struct KnownCell {
  /// What cells of one kind in a column make it.
  enum Kind { case missing, notANumber, integer, double, boolean, time, label }

  var kind: Kind
  /// The text of the cell, without quotes or escapes.
  var text: String
  /// The text of the value in a column of the cell's own type.
  var value: String

  init(_ kind: Kind, _ text: String, _ value: String? = nil) {
    self.kind = kind
    self.text = text
    self.value = value ?? text
  }

  static let missing = [KnownCell(.missing, ""), .init(.missing, "NA"), .init(.missing, "null")]
  static let integers = [
    KnownCell(.integer, "0"), .init(.integer, "7"), .init(.integer, "-12"),
    .init(.integer, "9223372036854775807"), .init(.integer, "-9223372036854775808"),
    .init(.integer, "123456789012"),
  ]
  static let doubles = [
    KnownCell(.double, "0.5"), .init(.double, "-1.25"), .init(.double, "1e300", "1e+300"),
    .init(.double, "0.1"), .init(.double, "5e-324"), .init(.double, "3.141592653589793"),
    .init(.double, "-0.0", "-0"), .init(.double, "2.5e-3", "0.0025"),
  ]
  static let booleans = [KnownCell(.boolean, "true"), .init(.boolean, "false")]
  static let times = [
    KnownCell(.time, "2025-10-04T14:32:44Z"), .init(.time, "2024-02-29T00:00:00Z"),
  ]
  static let labels = [
    "x", "a b", "é", "e\u{301}", "€uro", "😀", "1x", "tru", "a,b", "say \"hi\"", "\"", "two\nlines",
    "a\rb", "a\r\nb", "{[\\]}", "longer than sixteen bytes", "longer than sixteen bytez", "\u{7F}",
    "2025-13-01", "--1", "#no comment",
  ].map { KnownCell(.label, $0) }

  /// Mostly cells of one kind.
  static func random(mostly kind: Kind, _ random: inout SeededGenerator) -> KnownCell {
    switch Int.random(in: 0..<40, using: &random) {
    case 0...5: return missing.randomElement(using: &random)!
    case 6: return labels.randomElement(using: &random)!
    case 7: return (integers + booleans + times).randomElement(using: &random)!
    default: break
    }
    switch kind {
    case .missing: return missing.randomElement(using: &random)!
    case .notANumber: return KnownCell(.notANumber, "nan")
    case .integer: return integers.randomElement(using: &random)!
    case .double: return (integers + doubles + doubles).randomElement(using: &random)!
    case .boolean: return booleans.randomElement(using: &random)!
    case .time: return times.randomElement(using: &random)!
    case .label: return labels.randomElement(using: &random)!
    }
  }
}

/// A table for a text: cells row by row under distinct names.
struct KnownTable {
  var names: [String]
  var rows: [[KnownCell]]

  /// - Parameter isCalm: Whether columns hold cells of one kind alone, and missing ones.
  init(_ random: inout SeededGenerator, rows: Int) {
    let kinds: [KnownCell.Kind] = [.missing, .integer, .double, .boolean, .time, .label]
    let columns = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      kinds.randomElement(using: &random)!
    }
    let isCalm = Bool.random(using: &random)
    names = columns.indices.map { "n\($0)" + (Bool.random(using: &random) ? "é" : "") }
    self.rows = (0..<rows).map { _ in
      columns.map { kind in
        while true {
          let cell = KnownCell.random(mostly: kind, &random)
          let fits = cell.kind == kind || cell.kind == .missing
          if !isCalm || fits || (kind == .double && cell.kind == .integer) { return cell }
        }
      }
    }
  }

  /// The type of a column, by the rules of ``CSVReader``.
  func type(_ column: Int) -> ColumnType {
    let kinds = Set(rows.map { $0[column].kind }).subtracting([.missing])
    if kinds.isSubset(of: [.notANumber, .integer, .double]), !kinds.isEmpty {
      return kinds == [.integer] || kinds == [.integer, .notANumber] ? .integer : .double
    }
    return kinds == [.boolean] ? .boolean : kinds == [.time] ? .time : .label
  }

  /// The text of a cell's value in the column's type; nil where it is missing.
  func value(_ row: Int, _ column: Int, _ type: ColumnType) -> String? {
    let cell = rows[row][column]
    switch (type, cell.kind) {
    case (_, .missing): return nil
    case (.integer, .notANumber), (.double, .notANumber): return nil
    case (.label, _): return cell.text
    // Rounded by the standard library, not by our parser.
    case (.double, _): return shortest(Double(cell.text)!)
    default: return cell.value
    }
  }

  /// The table as CSV, in one of the ways in which it may be written.
  func csv(_ random: inout SeededGenerator) -> [UInt8] {
    let ends = [["\n"], ["\r\n"], ["\n"], ["\r\n", "\n", "\r"]].randomElement(using: &random)!
    let quoting = [0, 0, 3, 10].randomElement(using: &random)!
    var text = ""
    func write(_ cells: [String]) {
      let fields = cells.map { cell -> String in
        let needsQuotes = cell.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        let isAlone = cells.count == 1 && cell.isEmpty
        let quotes =
          needsQuotes || isAlone || Int.random(in: 0..<10, using: &random) < quoting
        return quotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
      }
      text += fields.joined(separator: ",") + ends.randomElement(using: &random)!
      if Int.random(in: 0..<30, using: &random) == 0 { text += ends.randomElement(using: &random)! }
    }
    write(names)
    for row in rows { write(row.map(\.text)) }
    if Bool.random(using: &random) {
      while let last = text.unicodeScalars.last, last == "\n" || last == "\r" {
        text.unicodeScalars.removeLast()
      }
    }
    return Array(text.utf8)
  }

  /// The table as flat NDJSON, in one of the ways in which it may be written.
  func ndjson(_ random: inout SeededGenerator) -> [UInt8] {
    let keepsOrder = Bool.random(using: &random)
    let keepsSpace = Bool.random(using: &random)
    let repeats = Int.random(in: 0..<3, using: &random) == 0
    func space() -> String {
      keepsSpace ? "" : ["", "", " ", "\t", "  "].randomElement(using: &random)!
    }
    var text = ""
    for row in rows {
      var members = zip(names, row).compactMap { name, cell in
        value(cell, &random).map { "\"\(name)\"\(space()):\(space())\($0)\(space())" }
      }
      if repeats, let again = members.randomElement(using: &random) { members.append(again) }
      if !keepsOrder { members.shuffle(using: &random) }
      text += "\(space()){\(members.joined(separator: ","))}\(space())"
      text += Int.random(in: 0..<30, using: &random) == 0 ? "\n \r\n" : "\n"
    }
    if Bool.random(using: &random), !text.isEmpty { text.unicodeScalars.removeLast() }
    return Array(text.utf8)
  }

  /// A JSON value; nil where the object does without.
  private func value(_ cell: KnownCell, _ random: inout SeededGenerator) -> String? {
    switch cell.kind {
    case .missing: return cell.text.isEmpty ? nil : cell.text == "NA" ? "null" : "\"\""
    case .integer, .double, .boolean: return cell.text
    case .notANumber: return "NaN"
    case .time, .label: return Self.quoted(cell.text, &random)
    }
  }

  private static func quoted(_ text: String, _ random: inout SeededGenerator) -> String {
    let escapesMore = Int.random(in: 0..<4, using: &random) == 0
    let body = text.utf16.map { unit -> String in
      let needsEscape = unit < 0x20 || unit == 0x22 || unit == 0x5C
      if needsEscape || escapesMore || unit >= 0xD800 && unit < 0xE000 {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
      return String(Unicode.Scalar(unit)!)
    }
    return "\"" + body.joined() + "\""
  }
}
