import Testing

@testable import Tables

@Suite("Errors of CSV files")
struct CSVErrorTests {
  @Test(
    "place and words",
    arguments: [
      ("", "t.csv: expected data, found an empty file"),
      ("\n\r\n", "t.csv: expected data, found an empty file"),
      ("a,b\n1,2\n3\n", "t.csv:3:1: expected 2 fields, as in the header, found 1 field"),
      ("a,b\n1,2,\n", "t.csv:2:1: expected 2 fields, as in the header, found 3 fields"),
      ("a\n\"x\ny\"\n1,2\n", "t.csv:4:1: expected 1 field, as in the header, found 2 fields"),
      ("a,b\n1,\"x\n2,y\n", "t.csv:2:3: expected a closing quote, found the end of the file"),
      (
        "a,b\n1,\"x\"y\n",
        "t.csv:2:6: expected a delimiter or the end of the line after a closing quote, found 'y'"
      ),
      (
        "a,b\n\"ü😀\" ,1\n",
        "t.csv:2:5: expected a delimiter or the end of the line after a closing quote, "
          + "found a space"
      ),
      (
        "a,b\n\"1\"\u{E9},2\n",
        "t.csv:2:4: expected a delimiter or the end of the line after a closing quote, "
          + "found byte 0xC3"
      ),
      (
        "a\nb\u{0}\n",
        "t.csv:2:2: expected text, found a NUL byte (a binary file, or UTF-16 without its byte "
          + "order mark)"
      ),
      ("a,b\r1,2\r3\r", "t.csv:3:1: expected 2 fields, as in the header, found 1 field"),
    ])
  func words(text: String, expected: String) {
    #expect(complaint { try table(text) } == expected)
  }

  @Test(
    "bytes that are no text",
    arguments: [
      (Array("a\n1\nä".utf8) + [0xFF, 0x0A], "t.csv:3:2: expected UTF-8 text, found byte 0xFF"),
      ([0xC3], "t.csv:1:1: expected UTF-8 text, found byte 0xC3"),
      ([0x61, 0xE2, 0x82], "t.csv:1:2: expected UTF-8 text, found byte 0xE2"),
      ([0xC0, 0x80], "t.csv:1:1: expected UTF-8 text, found byte 0xC0"),
      ([0xED, 0xA0, 0x80], "t.csv:1:1: expected UTF-8 text, found byte 0xED"),
      ([0xEF, 0xBB, 0xBF, 0x0A, 0xFE], "t.csv:2:1: expected UTF-8 text, found byte 0xFE"),
      (
        [0xFF, 0xFE, 0x61, 0x00, 0x0A],
        "t.csv:1:2: expected UTF-16 text, as the byte order mark says, found a broken sequence"
      ),
      (
        [0xFE, 0xFF, 0x00, 0x0A, 0x00, 0x61, 0xD8, 0x00, 0x00, 0x61],
        "t.csv:2:2: expected UTF-16 text, as the byte order mark says, found a broken sequence"
      ),
      (
        [0xFE, 0xFF, 0xD8, 0x3D, 0xDE, 0x00, 0xDC, 0x00],
        "t.csv:1:2: expected UTF-16 text, as the byte order mark says, found a broken sequence"
      ),
      (
        [0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00],
        "t.csv:1:1: expected text, found a NUL byte (a binary file, or UTF-16 without its byte "
          + "order mark)"
      ),
      ([0xEF, 0xBB, 0xBF], "t.csv: expected data, found an empty file"),
      ([0xFF, 0xFE], "t.csv: expected data, found an empty file"),
    ] as [([UInt8], String)])
  func noText(bytes: [UInt8], expected: String) {
    #expect(complaint { try CSVReader.parse(bytes, file: "t.csv") } == expected)
  }

  @Test("data of an error apart from its words")
  func kinds() {
    #expect(
      throws: ReadError(
        file: "t.csv", line: 2, column: 1, kind: .raggedRow(expected: 2, found: 1))
    ) { try table("a,b\n1\n") }
    #expect(
      throws: ReadError(file: "t.csv", line: 2, column: 3, kind: .unclosedQuote)
    ) { try table("a,b\n1,\"") }
  }

  @Test("control characters of the file do not reach the terminal")
  func controlCharacters() {
    let text = "\u{1B}[31m\u{202E}x\n1\n"
    let words = complaint { try table(text).requiredColumn("y") }
    #expect(
      words == "t.csv: expected a column named 'y', found the columns '\\u{1B}[31m\\u{202E}x'")
  }

  @Test("long lists are cut")
  func longLists() {
    let names = (0..<25).map { "c\($0)" }
    let words = complaint {
      try table(names.joined(separator: ",") + "\n").requiredColumn(
        String(repeating: "x", count: 90))
    }
    #expect(words.contains("named '\(String(repeating: "x", count: 80))…'"))
    #expect(words.hasSuffix("'c19' and 5 more"))
  }
}
