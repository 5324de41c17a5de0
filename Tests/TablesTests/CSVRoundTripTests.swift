import TestSupport
import Testing

@testable import Tables

@Suite("CSV written and read back")
struct CSVRoundTripTests {
  @Test("any table within the limits of CSV is read back equal", arguments: 0..<300)
  func property(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let rows = Int.random(in: 1...20, using: &random)
    let columns = (0..<Int.random(in: 1...6, using: &random)).map { i in
      randomColumn(named: "\(randomText(&random))\(i)", rows: rows, &random)
    }
    let written = Table(columns: columns)
    let read = try table(CSVWriter.text(written), file: "")
    #expect(read.columns == written.columns)
    #expect(read.columnNames.map { Array($0.utf8) } == written.columnNames.map { Array($0.utf8) })
    for (ours, theirs) in zip(read.columns, written.columns) {
      #expect(
        texts(ours).map { $0.map { Array($0.utf8) } }
          == texts(theirs).map { $0.map { Array($0.utf8) } })
    }
  }

  /// A column of a type that CSV can tell: among doubles one is no whole number, among labels one
  /// looks like nothing else, and no label is blank or spells a missing value.
  private func randomColumn(named name: String, rows: Int, _ random: inout SeededGenerator)
    -> Column
  {
    let certain = Int.random(in: 0..<rows, using: &random)
    var cells: [JSONValue] = []
    let type = ColumnType.allCases.randomElement(using: &random)!
    for row in 0..<rows {
      if row != certain, Int.random(in: 0..<4, using: &random) == 0 {
        cells.append(.null)
      } else {
        cells.append(randomCell(type, isCertain: row == certain, &random))
      }
    }
    var builder = ColumnBuilder(type: type, capacity: rows)
    for cell in cells { if cell == .null { builder.appendMissing() } else { builder.append(cell) } }
    return builder.column(named: name)
  }

  private func randomCell(
    _ type: ColumnType, isCertain: Bool, _ random: inout SeededGenerator
  ) -> JSONValue {
    switch type {
    case .integer: return .integer(Int64(truncatingIfNeeded: random.next()))
    case .double:
      let value = Double(bitPattern: random.next())
      return .double(isCertain || value.isNaN ? 0.1 : value)
    case .boolean: return .boolean(.random(using: &random))
    case .time:
      return .string(Timestamp(nanoseconds: Int64(truncatingIfNeeded: random.next())).description)
    case .label:
      if isCertain { return .string("label \(randomText(&random))") }
      return .string(
        ["1", "true", "2025-01-01", " x ", "nan"].randomElement(using: &random)!
          + (Bool.random(using: &random) ? randomText(&random) : ""))
    }
  }

  private func randomText(_ random: inout SeededGenerator) -> String {
    let alphabet = Array("ab1 .,;:\"\"'\n\r\t-é€😀\u{FEFF}\u{7F}".unicodeScalars)
    var text = ""
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      text.unicodeScalars.append(alphabet.randomElement(using: &random)!)
    }
    return text
  }

  @Test(
    "exact text",
    arguments: [
      ([Column(name: "a", doubles: [1, nil, 0.1])], "a\n1\n\"\"\n0.1\n"),
      (
        [
          Column(name: "a,b", labels: ["x\"y", nil]), Column(name: "c\nd", doubles: [nil, 1e300]),
        ],
        "\"a,b\",\"c\nd\"\n\"x\"\"y\",\n,1e+300\n"
      ),
      ([Column(name: "", doubles: [1])], "\"\"\n1\n"),
      ([Column(name: "", doubles: [1]), Column(name: "b", doubles: [2])], ",b\n1,2\n"),
      ([Column(name: "a", doubles: [])], "a\n"), ([], ""),
      ([Column(name: "\u{FEFF}a", doubles: [1.5])], "\"\u{FEFF}a\"\n1.5\n"),
      ([Column(name: "r", labels: ["a\rb"])], "r\n\"a\rb\"\n"),
    ])
  func exact(columns: [Column], expected: String) {
    #expect(Array(CSVWriter.text(Table(columns: columns)).utf8) == Array(expected.utf8))
  }

  @Test("names that may be taken for something else are read back, and none at all by its place")
  func oddNames() throws {
    #expect(
      try table(CSVWriter.text(Table(columns: [Column(name: "", doubles: [0.5])]))).columnNames
        == ["column 1"])
    for name in [
      "\u{FEFF}", "\u{FEFF}a", "\"", " ", "1", "#", "#a", "a;b", "x\ty|z", "2.5%", "'a'",
    ] {
      let written = Table(columns: [Column(name: name, doubles: [0.5])])
      let names = try table(CSVWriter.text(written)).columnNames
      #expect(names.map { Array($0.utf8) } == [Array(name.utf8)])
    }
  }

  @Test("labels in apostrophes, and names and labels with other delimiters, are read back")
  func apostrophesAndDelimiters() throws {
    for mark in [";", "\t", "|"] {
      let columns = [
        Column(name: "p\(mark)q", labels: ["1\(mark)2", "3\(mark)4", "5\(mark)6"]),
        Column(name: "r", labels: ["x", "y", "z"]),
      ]
      #expect(try table(CSVWriter.text(Table(columns: columns))).columns == columns, "\(mark)")
    }
    let columns = [
      Column(name: "a", labels: ["'x'", "'y'"]), Column(name: "b", labels: ["'p'", "'q'"]),
    ]
    #expect(try table(CSVWriter.text(Table(columns: columns))).columns == columns)
    #expect(try table(CSVWriter.text(Table(columns: [columns[0]]))).columns == [columns[0]])
  }

  @Test("what CSV cannot tell changes as the documentation says")
  func limits() throws {
    func back(_ column: Column) throws -> Column {
      try table(CSVWriter.text(Table(columns: [column]))).columns[0]
    }
    #expect(try back(Column(name: "a", doubles: [1, 2])).values == .integers([1, 2]))
    #expect(try back(Column(name: "a", doubles: [1.5, .nan])).doubles == [1.5, nil])
    #expect(try back(Column(name: "a", doubles: [nil])).type == .label)
    #expect(try back(Column(name: "a", labels: ["1", "2"])).type == .integer)
    #expect(try back(Column(name: "a", labels: ["true"])).type == .boolean)
    #expect(try back(Column(name: "a", labels: ["1,234", "5%"])).type == .label)
    #expect(try back(Column(name: "a", labels: ["5%", "6%"])).values == .integers([5, 6]))
    #expect(try back(Column(name: "a", labels: ["1,234"])).values == .integers([1234]))
    #expect(try back(Column(name: "a", labels: ["ms", "1", "2"])).values == .integers([1, 2]))
    #expect(try texts(back(Column(name: "a", labels: ["x", "NA", " "]))) == ["x", nil, nil])
    #expect(complaint { try back(Column(name: "a", labels: ["\u{0}"])) }.contains("a NUL byte"))
  }
}
