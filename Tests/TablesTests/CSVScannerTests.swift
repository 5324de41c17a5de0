import Testing

@testable import Tables

@Suite("CSV scanner")
struct CSVScannerTests {
  private struct Record: Equatable {
    var line: Int
    var fields: [String]
  }

  private func records(_ text: String, delimiter: Character = ",") throws -> [Record] {
    var result: [Record] = []
    try Array(text.utf8).withUnsafeBufferPointer { bytes in
      var scanner = CSVScanner(bytes, delimiter: delimiter.asciiValue!)
      var fields: [CSVField] = []
      while try scanner.nextRecord(into: &fields) {
        let texts = fields.map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
        result.append(Record(line: scanner.recordLine, fields: texts))
      }
    }
    return result
  }

  @Test(
    "splits records into fields",
    arguments: [
      ("", []), ("\n", []), ("\r\n\r\n", []), ("\r", []),
      ("a", [["a"]]), ("a\n", [["a"]]), ("a,b", [["a", "b"]]), (",", [["", ""]]),
      (",,\n", [["", "", ""]]), ("a,\n", [["a", ""]]), ("a,", [["a", ""]]),
      ("\"a\",", [["a", ""]]), ("\"\"", [[""]]), ("\"\",\"\"", [["", ""]]),
      ("a b, c ", [["a b", " c "]]), ("a\"b,c", [["a\"b", "c"]]),
      ("\"a,b\",\"c\nd\"", [["a,b", "c\nd"]]), ("\"a\"\"b\"", [["a\"\"b"]]),
      ("1\n2\r\n3\r4", [["1"], ["2"], ["3"], ["4"]]), ("1\r\r\n2", [["1"], ["2"]]),
      ("1\n\n\n2\n\n", [["1"], ["2"]]), ("é,ü\n", [["é", "ü"]]),
    ] as [(String, [[String]])])
  func fields(text: String, expected: [[String]]) throws {
    #expect(try records(text).map(\.fields) == expected)
  }

  @Test(
    "counts the line on which each record begins",
    arguments: [
      ("a\nb\nc", [1, 2, 3]), ("a\r\nb\r\nc", [1, 2, 3]), ("a\rb\rc", [1, 2, 3]),
      ("\n\na\n\nb", [3, 5]), ("\"a\nb\"\nc", [1, 3]), ("\"a\r\nb\"\r\nc", [1, 3]),
      ("\"a\rb\"\rc", [1, 3]), ("\"\n\n\"\n\"\n\"\nx", [1, 4, 6]),
    ])
  func lines(text: String, expected: [Int]) throws {
    #expect(try records(text).map(\.line) == expected)
  }

  @Test("other delimiters leave commas alone", arguments: ["\t", ";", "|", " "] as [Character])
  func delimiters(delimiter: Character) throws {
    #expect(try records("a,b\(delimiter)c", delimiter: delimiter)[0].fields == ["a,b", "c"])
  }

  @Test("tells quoted fields and doubled quotes")
  func flags() throws {
    let bytes = Array("a,\"b\",\"c\"\"d\",e\"\"f".utf8)
    try bytes.withUnsafeBufferPointer { (bytes) throws in
      var scanner = CSVScanner(bytes, delimiter: UInt8(ascii: ","))
      var fields: [CSVField] = []
      let hasFirst = try scanner.nextRecord(into: &fields)
      #expect(hasFirst)
      #expect(fields.map(\.isQuoted) == [false, true, true, false])
      #expect(fields.map(\.hasDoubledQuotes) == [false, false, true, false])
      let hasSecond = try scanner.nextRecord(into: &fields)
      #expect(!hasSecond && fields.isEmpty)
    }
  }

  @Test(
    "names the byte that breaks the form",
    arguments: [
      ("\"", CSVScanError.unclosedQuote(offset: 0)), ("a,\"b", .unclosedQuote(offset: 2)),
      ("\"a\"\"", .unclosedQuote(offset: 0)), ("\"a\"b", .textAfterQuote(offset: 3)),
      ("\"a\" ,b", .textAfterQuote(offset: 3)), ("x\n\"\"\"\"\"", .unclosedQuote(offset: 2)),
    ])
  func errors(text: String, expected: CSVScanError) {
    #expect(throws: expected) { try records(text) }
  }
}
