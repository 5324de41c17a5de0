import Testing

@testable import Tables

@Suite("Texts that break the form, read leniently")
struct LenientTests {
  private func lenient(_ bytes: [UInt8]) throws -> Table {
    try CSVReader.parse(bytes, file: "t.csv", options: CSVOptions(isLenient: true))
  }

  @Test(
    "what is kept, and what is said",
    arguments: [
      (
        "a,b,c\n1,2,3\n4,5\n6\n", ["a: 1 4 6", "b: 2 5 -", "c: 3 - -"],
        ["2 records with too few fields filled up with missing values (first on line 3)"]
      ),
      (
        "a,b\n1,2,3,4\n5,6\n7,8,9\n", ["a: 1 5 7", "b: 2 6 8"],
        ["3 fields beyond those of the header dropped (first on line 2)"]
      ),
      (
        "a,b\n1,\"x\n2,y\n3,\"z, w\"\n", ["a: 1 2 3", "b: \"x y z, w"],
        [
          "1 quote never closed, kept as a character (line 2)"
        ]
      ),
      (
        "a,b\n1,\"x\n2,y\n", ["a: 1 2", "b: \"x y"],
        ["1 quote never closed, kept as a character (line 2)"]
      ),
      (
        "a,b\n1,\"x\"y\n2,\"p, q\" z\n", ["a: 1 2", "b: \"x\"y \"p, q\" z"],
        ["2 fields with text behind a closing quote kept as written (first on line 2)"]
      ),
      (
        "a,b\n1,\"x\ny\"\n2\n", ["a: 1 2", "b: x\ny -"],
        ["1 record with too few fields filled up with missing values (line 4)"]
      ),
      (
        "a,b\n1,x\u{0}\n2,y\n", ["a: 1 2", "b: x\u{FFFD} y"],
        ["1 byte that is no text replaced (line 2)"]
      ),
      (
        "# c\na;b\n1,5;2\n2,5\n3;4\n", ["a: 1.5 2.5 3", "b: 2 - 4"],
        [
          "1 record with too few fields filled up with missing values (line 4)",
          "1 comment line passed over (line 1)",
        ]
      ),
      ("a,b\n1,2\n", ["a: 1", "b: 2"], []),
    ])
  func mended(text: String, columns: [String], notices: [String]) throws {
    let table = try lenient(Array(text.utf8))
    #expect(lines(table) == columns)
    #expect(words(table) == notices)
    #expect(
      (complaint { try Tables.CSVReader.parse(Array(text.utf8), file: "t.csv") } == "no error")
        == notices.isEmpty)
  }

  @Test("bytes that are no UTF-8, each counted once")
  func invalid() throws {
    let table = try lenient(Array("a,b\n1,x".utf8) + [0xFF, 0xE2, 0x82, 0x0A] + Array("2,é".utf8))
    #expect(lines(table) == ["a: 1 2", "b: x\u{FFFD}\u{FFFD}\u{FFFD} é"])
    #expect(words(table) == ["3 bytes that are no text replaced (first on line 2)"])
  }

  @Test("broken UTF-16")
  func brokenUTF16() throws {
    let bytes: [UInt8] = [0xFE, 0xFF, 0, 0x61, 0, 0x0A, 0xD8, 0x00, 0, 0x62, 0]
    let table = try lenient(bytes)
    #expect(lines(table) == ["a: \u{FFFD}b\u{FFFD}"])
    #expect(words(table) == ["2 bytes that are no text replaced (first on line 2)"])
  }

  @Test("lines of rows stay those of the file, and counts are exact in a long one")
  func long() throws {
    var text = "a,b\n"
    for i in 0..<50_000 { text += i % 100 == 7 ? "\(i)\n" : "\(i),\"\(i)\"\n\n" }
    let table = try lenient(Array(text.utf8))
    #expect(table.rowCount == 50_000)
    #expect(table.notices == [ReadNotice(.shortRecords, count: 500, line: 16)])
    #expect(table.columns[1].missing.count == 500)
    #expect(table.line(ofRow: 7) == 16 && table.line(ofRow: 8) == 17)
  }

  @Test("an empty file stays an error")
  func empty() {
    #expect(complaint { try lenient([]) } == "t.csv: expected data, found an empty file")
  }
}
