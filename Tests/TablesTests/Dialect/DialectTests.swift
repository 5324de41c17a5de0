import Testing

@testable import Tables

@Suite("The form of a CSV text found from its data")
struct DialectTests {
  @Test(
    "what is found, and what the columns are",
    arguments: [
      // Delimiters.
      ("a,b\n1,x\n2,y\n", ",", ["a: 1 2", "b: x y"]),
      ("a;b\n1;x\n2;y\n", ";", ["a: 1 2", "b: x y"]),
      ("a\tb\n1\tx\n2\ty\n", "\t", ["a: 1 2", "b: x y"]),
      ("a|b\n1|x\n2|y\n", "|", ["a: 1 2", "b: x y"]),
      ("a;b\n1;x, y\n2;\"y; z\"\n", ";", ["a: 1 2", "b: x, y y; z"]),
      // A decimal comma in every row makes no comma file.
      ("a;b\n1,5;2,5\n3,5;4,5\n", ";", ["a: 1.5 3.5", "b: 2.5 4.5"]),
      ("1,5;2,5\n3,5;4,25\n0,5;7\n", ";", ["column 1: 1.5 3.5 0.5", "column 2: 2.5 4.25 7"]),
      (
        "Name;Wert, EUR;x\na;1,5;2,5\nb;0,5;7\n", ";",
        ["Name: a b", "Wert, EUR: 1.5 0.5", "x: 2.5 7"]
      ),
      // Semicolons within cells make no semicolon file.
      ("id,list\n1,3;4\n2,5;6\n", ",", ["id: 1 2", "list: 3;4 5;6"]),
      ("note\nx;y\nz\n", ",", ["note: x;y z"]),
      ("\"a;b\"\n\"1;2\"\n\"3;4\"\n", ",", ["a;b: 1;2 3;4"]),
      ("a\n1\n2\n", ",", ["a: 1 2"]),
      ("a;b\n", ",", ["a;b: "]),
      ("t,text\n1,a | b\n2,c | d\n", ",", ["t: 1 2", "text: a | b c | d"]),
    ])
  func delimiters(text: String, delimiter: String, expected: [String]) throws {
    let table = try table(text)
    #expect(lines(table) == expected)
    #expect(table.dialect?.delimiter.value == delimiter.utf8.first)
  }

  @Test("a ragged comma file is no file with another delimiter")
  func ragged() {
    for text in [
      "a,b,c\n1,2,3\n4,5\n", "a,b;c\n1,2;3\n4;5,6,7\n1,2\n", "a,b\n1|2,3\n4|5,6\n7|8,9,10\n",
    ] {
      #expect(complaint { try table(text) }.contains("as in the header, found"), "\(text)")
    }
    #expect(
      complaint { try table("a;b;c\n1;2;3\n4;5;6\n7;8\n") }
        == "t.csv:4:1: expected 3 fields, as in the header, found 2 fields")
  }

  @Test("without a header the first record is the measure")
  func raggedWithoutHeader() {
    #expect(
      complaint { try table("1,2\n3,4\n5\n") }
        == "t.csv:3:1: expected 2 fields, as in the first record, found 1 field")
  }

  @Test("tabs go first in files that are named so")
  func named() throws {
    #expect(try form("a,x\tb,y\n1,2\t3,4\n", file: "t.tsv").delimiter.value == 0x09)
    #expect(try form("a,x\tb,y\n1,2\t3,4\n").delimiter.value == 0x2C)
    #expect(try form("a,b\n1,2\n", file: "t.tsv").delimiter.value == 0x2C)
  }

  @Test(
    "quotes",
    arguments: [
      ("a,b\n'1','x, y'\n'2','z'\n", "'", ["a: 1 2", "b: x, y z"]),
      ("'a','b'\n'1','x'\n", "'", ["a: 1", "b: x"]),
      ("a,b\n1,don't\n2,'tis\n", "\"", ["a: 1 2", "b: don't 'tis"]),
      ("a,b\n1,'x'\n2,y\n", "\"", ["a: 1 2", "b: 'x' y"]),
      ("a\tb\n1\t\"x\n2\ty\n", "", ["a: 1 2", "b: \"x y"]),
    ])
  func quotes(text: String, quote: String, expected: [String]) throws {
    let table = try table(text)
    #expect(lines(table) == expected)
    #expect(table.dialect?.quote.value == quote.utf8.first)
  }

  @Test("tab-separated text has a lone quote as text, whatever the file is called")
  func quotesBetweenTabs() throws {
    let text = "a\tb\n1\tx\n2\ty\n3\tz\n4\t\"w\n5\tv\n"
    for file in ["t.tsv", "t.csv"] {
      #expect(try lines(table(text, file: file)) == ["a: 1 2 3 4 5", "b: x y z \"w v"])
    }
    // Commas keep their quotes.
    #expect(
      complaint { try table(text.replacing("\t", with: ",")) }
        == "t.csv:5:3: expected a closing quote, found the end of the file")
  }

  @Test(
    "header or none",
    arguments: [
      ("a,b\n1,2\n3,4\n", true, ["a: 1 3", "b: 2 4"]),
      ("1,2\n3,4\n5,9\n", false, ["column 1: 1 3 5", "column 2: 2 4 9"]),
      ("0.5,x\n0.25,y\n", false, ["column 1: 0.5 0.25", "column 2: x y"]),
      ("42\n17\n", false, ["column 1: 42 17"]),
      (
        "2025-01-01,true\n2025-01-02,false\n", false,
        ["column 1: 2025-01-01T00:00:00Z 2025-01-02T00:00:00Z", "column 2: true false"]
      ),
      // Text alone keeps the header; so do numbers that look like names.
      ("a,b\nx,y\n", true, ["a: x", "b: y"]),
      ("1,2\n", true, ["1: ", "2: "]),
      (
        "country,2019,2020\nFR,10,21\nDE,7,5\n", true,
        ["country: FR DE", "2019: 10 7", "2020: 21 5"]
      ),
      ("0,1,2\n0.5,0.25,7\n1,2,3.5\n", true, ["0: 0.5 1", "1: 0.25 2", "2: 7 3.5"]),
      (",a\n0,1\n1,2\n", true, ["column 1: 0 1", "a: 1 2"]),
      ("\"1\",a\n2,x\n3,y\n", true, ["1: 2 3", "a: x y"]),
    ] as [(String, Bool, [String])])
  func header(text: String, expected: Bool, columns: [String]) throws {
    let table = try table(text)
    #expect(lines(table) == columns)
    #expect(table.dialect?.header.value == expected)
  }

  @Test(
    "comments",
    arguments: [
      ("# made by hand\na,b\n1,2\n# more, of it, here\n3,4\n", "#", ["a: 1 3", "b: 2 4"]),
      ("# note\nx\n1\n2\n", "#", ["x: 1 2"]),
      // With as many fields as the others it is a record.
      ("#,b\n1,2\n3,4\n", "", ["#: 1 3", "b: 2 4"]),
      ("a,b\n#1,x\n#2,y\n", "", ["a: #1 #2", "b: x y"]),
      ("x\n#1\n#2\n", "", ["x: #1 #2"]),
    ])
  func comments(text: String, comment: String, expected: [String]) throws {
    let table = try table(text)
    #expect(lines(table) == expected)
    #expect(table.dialect?.comment.value == comment.utf8.first)
  }

  @Test("comments that were passed over are counted")
  func commentNotice() throws {
    let text = "a,b\n1,2\n# x\n# y\n3,4\n#z"
    #expect(try words(table(text)) == ["3 comment lines passed over (first on line 3)"])
    #expect(try table(text).rowLines == [2, 5])
    let long = "# one\na,b\n" + String(repeating: "# two\n1,2\n", count: 100_000)
    let read = try table(long)
    #expect(read.notices == [ReadNotice(.commentLines, count: 100_001, line: 1)])
    #expect(read.rowCount == 100_000)
  }

  @Test(
    "a row of units",
    arguments: [
      ("t,x,n\ns,tokens/s,\n1,2,a\n3,4,b\n", ["t": "s", "x": "tokens/s"], 2),
      ("t,x\n[s],(ms)\n1,2\n", ["t": "s", "x": "ms"], 1),
      ("t;x\n[m/s²];-\n1;2\n3;4\n", ["t": "m/s²"], 2),
      // Over text, or no unit: a row like the others.
      ("t,x\ns,b\n1,2\n3,4\n", [:], 3),
      ("t,x\ns,ms\na,1\nb,2\n", [:], 3),
      ("t,x\n1,s\n2,ms\n", [:], 2),
      ("t,x\n(1),(2)\n3,4\n", [:], 2),
      ("t,x\n,\n3,4\n5,6\n", [:], 3),
    ] as [(String, [String: String], Int)])
  func units(text: String, units: [String: String], rows: Int) throws {
    let table = try table(text)
    #expect(table.units == units && table.rowCount == rows)
    #expect(table.dialect?.unitsRow.value == !units.isEmpty)
    #expect(table.selecting(rows: [0]).units == units)
  }

  @Test(
    "delimiters behind the last field",
    arguments: [
      ("a,b,\n1,2,\n3,4,\n", TrailingDelimiter.everyLine, ["a: 1 3", "b: 2 4"]),
      ("a,b\n1,2,\n3,4,\n", .rows, ["a: 1 3", "b: 2 4"]),
      ("a;b\n1;2;\n3;4;\n\n", .rows, ["a: 1 3", "b: 2 4"]),
      ("1,2.5,\n3,4,\n5,6,\n", .everyLine, ["column 1: 1 3 5", "column 2: 2.5 4 6"]),
      ("a,b,c\n1,2,\n3,4,\n", .none, ["a: 1 3", "b: 2 4", "c: - -"]),
      ("a,b,\n1,2,\n3,4,5\n", .none, ["a: 1 3", "b: 2 4", "column 3: - 5"]),
    ])
  func trailing(text: String, expected: TrailingDelimiter, columns: [String]) throws {
    let table = try table(text)
    #expect(lines(table) == columns)
    #expect(table.dialect?.trailingDelimiter.value == expected)
    #expect(expected == .none || table.notices.isEmpty)
  }

  @Test("what stands behind the last delimiter of a late row is not lost")
  func lateTrailing() throws {
    let rows = String(repeating: "1,2,\n", count: 100_000)
    #expect(try table("a,b\n" + rows).columnNames == ["a", "b"])
    #expect(try table("a,b\n" + rows + "7,8\n").numbers("b").last == 8)
    #expect(
      complaint { try table("a,b\n" + rows + "7,8,9\n") }
        == "t.csv:100002:1: expected 2 fields, as in the header, found 3 fields")
    #expect(
      complaint { try table("a,b\n" + rows + "7\n") }
        == "t.csv:100002:1: expected 2 fields, as in the header, found 1 field")
    #expect(try table("a,b,\n" + rows + "7,8,9\n").columnNames == ["a", "b", "column 3"])
  }

  @Test("line ends and encodings", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    let text = ["a;b", "1,5;x", "2,5;y", ""].joined(separator: end)
    let expected: [String: LineEnd] = ["\n": .lf, "\r\n": .crlf, "\r": .cr]
    #expect(try form(text).lineEnd.value == expected[end])
    #expect(try lines(table(text)) == ["a: 1.5 2.5", "b: x y"])
    let plain = text.replacing(";", with: "\t").replacing(",", with: ".")
    #expect(try form(plain, file: "t.tsv").lineEnd.value == expected[end])
    for isLittle in [true, false] {
      let units = ([0xFEFF] + Array(text.utf16)).flatMap { unit -> [UInt8] in
        let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
        return isLittle ? bytes : bytes.reversed()
      }
      let wide = try CSVReader.parse(units, file: "t.csv")
      #expect(wide.dialect?.encoding.value == (isLittle ? .utf16LittleEndian : .utf16BigEndian))
      #expect(lines(wide) == ["a: 1.5 2.5", "b: x y"])
    }
    #expect(try form("\u{FEFF}" + text).encoding.value == .utf8WithMark)
    #expect(try form("a,b\n1,2\r\n3,4\n").lineEnd.value == .mixed)
  }

  @Test("a plain file is told as one without a doubt")
  func plain() throws {
    let found = try form("a,b\n1,\"x\"\n2.5,y\n")
    #expect(found.delimiter.origin == .found && found.header.origin == .found)
    #expect(found.quote.origin == .found && found.decimalMark.value == .point)
    #expect(found.unitsRow.value == false && found.trailingDelimiter.value == .none)
    #expect(found.rows.count == 9)
    #expect(Set(found.rows.map(\.name)).count == 9)
  }
}
