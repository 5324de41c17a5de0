import Testing

@testable import Tables

@Suite("Encodings, line ends and quotes")
struct EncodingTests {
  private static let text = "id,näme 😀\r\n1,\"a,\"\"b\"\"\"\r\n2,\"two\r\nlines\"\r\n"

  private func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
    ([0xFEFF] + Array(text.utf16)).flatMap { unit -> [UInt8] in
      let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return isLittle ? bytes : bytes.reversed()
    }
  }

  private func check(_ bytes: [UInt8]) throws {
    let table = try CSVReader.parse(bytes, file: "t.csv")
    #expect(table.columnNames == ["id", "näme 😀"])
    #expect(table.column("id")?.values == .integers([1, 2]))
    #expect(texts(table.columns[1]) == ["a,\"b\"", "two\r\nlines"])
    #expect(table.rowLines == [2, 3])
  }

  @Test("UTF-8 without and with a byte order mark")
  func utf8() throws {
    try check(Array(Self.text.utf8))
    try check([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8))
  }

  @Test("UTF-16 of either byte order", arguments: [true, false])
  func utf16(isLittle: Bool) throws {
    try check(utf16(Self.text, isLittle: isLittle))
    let value = try JSONReader.parse(utf16("{\"é\": [1]}", isLittle: isLittle), file: "t.json")
    #expect(value["é"] == .array([.integer(1)]))
  }

  @Test("line ends", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    for text in [
      "a,b\(end)1,x\(end)2,y", "a,b\(end)1,x\(end)2,y\(end)", "a,b\(end)1,x\(end)2,y\(end)\(end)",
    ] {
      let table = try table(text)
      #expect(table.column("a")?.values == .integers([1, 2]))
      #expect(texts(table.columns[1]) == ["x", "y"])
      #expect(table.rowLines == [2, 3])
    }
  }

  @Test(
    "quoted fields",
    arguments: [
      ("\"\"\"\"", "\""), ("\"a\"\"\"", "a\""), ("\"\"\"a\"", "\"a"), ("\"\"\"\"\"\"", "\"\""),
      ("\"a\"\"b\"\"c\"", "a\"b\"c"), ("\"a\nb\"", "a\nb"), ("\"a,b\"", "a,b"),
      ("a\"b", "a\"b"), ("a\"\"b", "a\"\"b"), ("\" x\"", " x"),
    ])
  func quotes(cell: String, expected: String) throws {
    #expect(try texts(column([cell])) == [expected])
  }

  @Test("tabs split .tsv and .tab files, an option any file")
  func delimiters() throws {
    #expect(try table("a\tb,c\n1\t2\n", file: "x.TSV").columnNames == ["a", "b,c"])
    #expect(try table("a\tb,c\n1\t2\n", file: "x.tab").columnNames == ["a", "b,c"])
    let options = CSVOptions(delimiter: UInt8(ascii: ";"))
    #expect(try table("a;b\n1;2\n", options: options).columnNames == ["a", "b"])
  }

  @Test("a header alone, with and without its line end", arguments: ["a,b", "a,b\n", "a,b\r\n\n"])
  func headerOnly(text: String) throws {
    let table = try table(text)
    #expect(table.columnNames == ["a", "b"])
    #expect(table.rowCount == 0)
    #expect(table.columns.allSatisfy { $0.type == .label && $0.count == 0 })
  }

  @Test("a column without a name, as pandas writes its index, is named by its place")
  func emptyName() throws {
    #expect(try table(",a\n0,1\n").columnNames == ["column 1", "a"])
    #expect(try table("\"\"\n5\n").numbers("column 1") == [5])
  }

  @Test("Long labels are told apart by their bytes, short ones as strings")
  func longLabels() throws {
    let half = String(repeating: "x", count: LabelEncoder.longestCompared / 2 - 8)
    func labels(_ repeats: Int) throws -> Int {
      let start = String(repeating: half, count: repeats)
      let table = try table("x\n\(start)caf\u{E9}\n\(start)cafe\u{301}\n")
      guard case .labels(let labels) = table.columns[0].values else { return 0 }
      return labels.dictionary.count
    }
    #expect(try labels(1) == 1)
    #expect(try labels(3) == 2)
  }

  @Test("two encodings of one character find one column, and are one label")
  func canonicalEquivalence() throws {
    let table = try table("caf\u{E9},x\n1,caf\u{E9}\n2,cafe\u{301}\n")
    #expect(try table.numbers("cafe\u{301}") == [1, 2])
    guard case .labels(let labels) = table.columns[1].values else {
      Issue.record("labels expected")
      return
    }
    #expect(labels.codes == [0, 0])
  }
}
