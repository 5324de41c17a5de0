import Testing

@testable import Tables

@Suite("Data files")
struct DataFileTests {
  @Test(
    "the ending of the name tells the format",
    arguments: [
      ("a.csv", .csv), ("b/A.CSV", .csv), ("a.tsv", .tsv), ("a.tab", .tsv), ("a.json", .json),
      ("a.csv.json", .json), ("a.ndjson", .ndjson), ("a.jsonl", .ndjson), ("a.txt", nil),
      ("a.csv.gz", .csv), ("A.TSV.GZ", .tsv), ("a.jsonl.zst", .ndjson), ("a.gz", nil),
      ("a.csv.gz.gz", nil), (".gz", nil), ("a.gz.csv", .csv),
      ("a", nil), ("a.csv/b", nil), ("", nil), ("-", nil),
    ] as [(String, DataFormat?)])
  func endings(name: String, expected: DataFormat?) {
    #expect(DataFormat(fileName: name) == expected)
  }

  @Test(
    "without a known ending the content tells it",
    arguments: [
      ("a,b\n1,2\n", .csv), ("  \n[1]", .json), ("{\"a\": 1}", .json), ("{\"a\": 1}\n", .json),
      ("{\"a\": 1}\n \n", .json), ("{\n\"a\": 1\n}\n", .json),
      ("{\"a\": 1}\n{\"a\": 2}\n", .ndjson), ("\n  {\"a\": 1}\r\n{\"a\": 2}", .ndjson),
      ("\u{FEFF}{\"a\": 1}\n{\"a\": 2}", .ndjson), ("\u{FEFF}[1]", .json),
    ] as [(String, DataFormat)])
  func sniffing(text: String, expected: DataFormat) throws {
    let file = try DataFile.parse(Array(text.utf8), file: "-")
    #expect(file.format == expected)
    #expect(file.file == "-")
  }

  @Test("the first line tells the format, however long it is and whatever is before it")
  func longFirstLine() throws {
    let object = "{\"a\": 1, \"s\": \"\(String(repeating: "x", count: 70_000))\"}"
    for (text, format) in [
      (object + "\n{\"a\": 2, \"s\": \"\"}\n", DataFormat.ndjson), (object + "\n", .json),
      (object, .json), (object + "\n" + String(repeating: " \n", count: 70_000), .json),
      ("{\n\"b\": " + object + "}\n", .json),
      (String(repeating: "\n", count: 70_000) + object + "\n" + object, .ndjson),
      (String(repeating: "\n", count: 70_000) + "[1]", .json),
    ] {
      #expect(try DataFile.parse(Array(text.utf8), file: "-").format == format)
    }
  }

  @Test("UTF-16 is sniffed as well")
  func sniffingUTF16() throws {
    let units = [0xFEFF] + Array("{\"a\": 1}\n{\"a\": 2}".utf16)
    let bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    #expect(try DataFile.parse(bytes, file: "-").format == .ndjson)
  }

  @Test("a named format comes before the ending, a TSV is split at tabs")
  func namedFormat() throws {
    let bytes = Array("a\tb\n1\t2\n".utf8)
    #expect(
      try DataFile.parse(bytes, file: "x.csv", format: .tsv).tables[0].columnNames == ["a", "b"])
    let options = CSVOptions(delimiter: UInt8(ascii: ";"))
    let other = try DataFile.parse(Array("a;b\n".utf8), file: "x.tsv", csv: options)
    #expect(other.tables[0].columnNames == ["a", "b"])
  }

  private func contents(_ text: String, _ ending: String, keyPath: String? = nil) throws -> Table {
    try withTemporaryFile(Array(text.utf8), ending: ending) { path in
      try Table(contentsOf: path, keyPath: keyPath)
    }
  }

  @Test("the one table of a file, or the one that is named")
  func oneTable() throws {
    #expect(try contents("a\n1\n", "csv").numbers("a") == [1])
    #expect(try contents("[{\"a\": 2}]", "json").numbers("a") == [2])
    let two = "{\"p\": [{\"a\": 3}], \"q\": [{\"a\": 4}]}"
    #expect(try contents(two, "json", keyPath: "q").numbers("a") == [4])
    let nested = "[{\"a\": 5, \"b\": [{\"a\": 6}]}]"
    #expect(try contents(nested, "json", keyPath: "").numbers("a") == [5])
    #expect(try contents(nested, "json", keyPath: "[].b").numbers("a") == [6])
  }

  @Test(
    "no table, or several",
    arguments: [
      ("{\"a\": 1, \"b\": 2}", "json", nil, "expected a table, found 2 numbers"),
      ("5", "json", nil, "expected a table, found 1 number"),
      ("{\"p\": [{\"a\": 3}]}", "json", "q", "expected a table, found the tables p"),
      ("a\n1\n", "csv", "q", "expected a table, found the one table of a CSV file"),
      (
        "{\"p\": [{\"a\": 3}], \"q\": [{\"a\": 4}]}", "json", nil,
        "expected one table, found 2: p, q (name one with --table)"
      ),
      (
        "{\"a\": 1, \"b\": [{\"c\": 1}]}\n{\"a\": 2}", "ndjson", nil,
        "expected one table, found 2: '', [].b (name one with --table)"
      ),
    ])
  func noOneTable(text: String, ending: String, keyPath: String?, expected: String) throws {
    let words = complaint { try contents(text, ending, keyPath: keyPath) }
    #expect(words.hasSuffix(".\(ending): \(expected)"))
  }
}
