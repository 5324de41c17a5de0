import Testing

@testable import Tables

@Suite("The form of a CSV text as the caller says")
struct ForcedDialectTests {
  @Test(
    "each choice",
    arguments: [
      ("a,b;c\n1,2;3\n", CSVOptions(delimiter: 0x3B), ["a,b: 1.2", "c: 3"]),
      ("a,b\n'1',\"2\"\n", CSVOptions(quote: 0x27), ["a: 1", "b: \"2\""]),
      ("a,b\n\"1\",'2'\n", CSVOptions(quote: 0), ["a: \"1\"", "b: '2'"]),
      ("a,b\n1,2\n", CSVOptions(header: false), ["column 1: a 1", "column 2: b 2"]),
      ("1,2\n3,4\n5,9\n", CSVOptions(header: true), ["1: 3 5", "2: 4 9"]),
      ("%x\na,b\n1,2\n%\n", CSVOptions(comment: 0x25), ["a: 1", "b: 2"]),
      ("#a,b\n1,2\n#3,4\n", CSVOptions(comment: 0x23), ["1: ", "2: "]),
      ("#a\n1\n#2\n", CSVOptions(comment: 0), ["#a: 1 #2"]),
      ("a,b\n\"1,5\",2\n", CSVOptions(decimalMark: .comma), ["a: 1.5", "b: 2"]),
      ("a;b\n1,234;2\n", CSVOptions(decimalMark: .comma), ["a: 1.234", "b: 2"]),
      ("a;b\n1,234;2\n", CSVOptions(decimalMark: .point), ["a: 1234", "b: 2"]),
      ("a;b\n1.5;2\n", CSVOptions(decimalMark: .comma), ["a: 1.5", "b: 2"]),
      ("a,b\nfurlong,-\n1,2\n", CSVOptions(unitsRow: true), ["a: 1", "b: 2"]),
      ("a,b\ns,ms\n1,2\n", CSVOptions(unitsRow: false), ["a: s 1", "b: ms 2"]),
      ("a,b\n", CSVOptions(unitsRow: true), ["a: ", "b: "]),
    ])
  func choices(text: String, options: CSVOptions, expected: [String]) throws {
    let table = try table(text, options: options)
    #expect(lines(table) == expected)
    #expect(table.dialect?.rows.count { $0.origin == .forced } == 1)
    #expect(options.saysForm)
  }

  @Test("a decimal point in a column of a text with decimal commas is no number")
  func pointUnderComma() throws {
    let column = try table("a;b\n1.5;2\n", options: CSVOptions(decimalMark: .comma)).columns[0]
    #expect(column.type == .label)
  }

  @Test("units as they stand in a row that was called one")
  func units() throws {
    let table = try table("a,b,c\nfurlong,-,[s]\n1,2,x\n", options: CSVOptions(unitsRow: true))
    #expect(table.units == ["a": "furlong", "c": "s"])
    #expect(
      complaint {
        try Tables.CSVReader.parse(
          Array("a,b\ns\n1,2\n".utf8), file: "t.csv", options: CSVOptions(unitsRow: true))
      }
        == "t.csv:2:1: expected 2 fields, as in the header, found 1 field")
  }

  @Test("wanted columns alone, with units and without what stands behind the last delimiter")
  func columns() throws {
    let rows = "a;b\n1,5;12%;\n3,5;4%;\n"
    let table = try table(rows, options: CSVOptions(columns: ["b"]))
    #expect(lines(table) == ["b: 12 4"] && table.units == ["b": "%"])
  }
}
