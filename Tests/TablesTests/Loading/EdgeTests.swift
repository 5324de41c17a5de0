import Testing

@testable import Tables

/// What random texts found, and shapes that nobody writes by chance.
@Suite("Edges of loading")
struct EdgeTests {
  private func ndjson(_ text: String) throws -> DataFile { try jsonFile(text, format: .ndjson) }

  private func outcomes(_ bytes: [UInt8]) throws -> [LoadingOutcome] {
    try ([.plain] + LoadingPath.others).map { try loadCSV(bytes, $0) }
  }

  @Test("without a chosen column there is no row, and the text is read all the same")
  func noColumn() throws {
    let options = CSVOptions(columns: ["z"])
    let table = try table("a,b\n1,2\n3,4\n", options: options)
    #expect(table.columns.isEmpty && table.rowCount == 0 && table.rowLines.isEmpty)
    #expect(
      complaint {
        try Tables.CSVReader.parse(
          Array("a,b\n1\n".utf8), file: "t.csv",
          options: options)
      }.contains("expected 2 fields"))
  }

  @Test("without a chosen column there is no row behind trailing delimiters either")
  func noColumnBeforeTheEnd() throws {
    for (text, columns) in [
      ("a,b\n1,2,\n3,4,\n", ["z"]), ("a,b\n1,2,\n3,4,\n", []),
      ("a,b,\n1,2,\n3,4,\n", ["column 3"]),
    ] {
      let table = try table(text, options: CSVOptions(columns: Set(columns)))
      #expect(table.columns.isEmpty && table.rowCount == 0 && table.rowLines.isEmpty)
    }
  }

  @Test("any number of threads may be asked for", arguments: [Int.min, 0, 1, 100_000, .max])
  func threads(count: Int) throws {
    let rows = String(repeating: "1\n", count: 300_000)
    #expect(try table("a\n" + rows, options: CSVOptions(threads: count)).rowCount == 300_000)
  }

  @Test("a brace in the first key is no other brace")
  func braceInKey() throws {
    let line = "{\"a{b\":1,\"c\":\"{\"}\n"
    let reader = NDJSONBlockReader(
      UnsizedStream(Array(String(repeating: line, count: 40).utf8)), file: "f", blockSize: 500)
    let locator = reader.makeLocator()
    let block = RecordBlock(capacity: 64)
    var areFast: [Bool] = []
    while try reader.next(into: block) {
      try locator.locate(block)
      if case .members = block.layout { areFast.append(true) } else { areFast.append(false) }
    }
    #expect(areFast.count == 2 && areFast[1])
  }

  @Test("objects without a member: alone no table, among others rows without a value")
  func emptyObjects() throws {
    #expect(try ndjson("{}\n").tables.isEmpty)
    #expect(try ndjson("{}\n{ }\n").tables.isEmpty)
    let table = try #require(try ndjson("{}\n{\"a\":1}\n{}\n").tables.first)
    #expect(texts(table.columns[0]) == [nil, "1", nil])
    // The first block may hold no other.
    let text = Array((String(repeating: "{}\n", count: 200) + "{\"a\":1}\n").utf8)
    for path in [.plain] + LoadingPath.others {
      guard case .table(let table)? = try loadFlatNDJSON(text, path) else {
        Issue.record("no table: \(path)")
        continue
      }
      #expect(table.columns[0].missing.count == 200 && table.rowCount == 201)
    }
  }

  @Test("a carriage return alone ends a line within quotes too")
  func returnInQuotes() throws {
    let text = Array("a,b\n1,\"x\ry\r\nz\n\"\n2,\"\r\"\n3,4\n\n5,6\n".utf8)
    for outcome in try outcomes(text) {
      guard case .table(let table) = outcome else {
        Issue.record("no table")
        continue
      }
      #expect(Array(table.rowLines) == [2, 6, 8, 10])
    }
  }

  @Test(
    "of two errors the first is told, whatever the blocks are",
    arguments: [
      ("a,b\n1\n2,\u{0}\n", 2), ("a,b\n1,\u{0}\n2\n", 2), ("a,b\n1,2\n\u{0}\n3\n", 3),
      ("a,b\n\"x\"y,1\n2,\u{0}\n", 2), ("a,b\n1,\u{0}\n2,\"x\n", 2),
    ])
  func firstError(text: String, line: Int) throws {
    let bytes = Array((text + String(repeating: "1,2\n", count: 100)).utf8)
    // NUL, and in its place a byte that is no UTF-8.
    for bad: UInt8 in [0, 0xFF] {
      for outcome in try outcomes(bytes.map { $0 == 0 ? bad : $0 }) {
        guard case .error(let error) = outcome else {
          Issue.record("no error")
          continue
        }
        #expect(error.line == line)
      }
    }
  }

  @Test("of a key that stands twice both values must be values")
  func repeatedKey() throws {
    #expect(
      complaint { try ndjson("{\"a\":1.,\"a\":2}\n") }.hasPrefix("t.ndjson:1:8: expected a digit"))
    #expect(try ndjson("{\"a\":1,\"a\":2}\n").tables.first.map { texts($0.columns[0]) } == ["2"])
  }

  @Test("escapes don't make a time a label")
  func escapedTime() throws {
    let table = try ndjson("{\"t\":\"\\u00324-01-02\"}\n{\"t\":\"20\\u00324-01-02\"}\n").tables[0]
    #expect(table.columns[0].type == .label)
    #expect(try ndjson("{\"t\":\"20\\u00324-01-02\"}\n").tables[0].columns[0].type == .time)
  }

  @Test("a carriage return is white space between the parts of a line of NDJSON")
  func returnsInNDJSON() throws {
    let text = "\r{\"a\":\r1}\r\n{\"a\":\r2}\n{\"a\":\rx}\n"
    let bytes = Array(text.utf8)
    let nested = try loadNestedNDJSON(bytes)
    for path in [.plain] + LoadingPath.others {
      #expect(try loadFlatNDJSON(bytes, path) == nested)
    }
    #expect(complaint { try ndjson(text) }.hasPrefix("t.ndjson:3:7:"))
  }

  @Test("without quotes, or with others, two quote characters are text")
  func quotesThatAreNone() throws {
    for quote in [0, UInt8(ascii: "'")] {
      var form = CSVForm()
      form.quote = quote
      for path in [.plain] + LoadingPath.others {
        let bytes = Array("a,b\n1,2\n3,\"\"\n5,6\n".utf8)
        guard case .table(let table) = try loadCSV(bytes, path, form: form) else {
          Issue.record("no table")
          continue
        }
        #expect(texts(table.columns[1]) == ["2", "\"\"", "6"])
      }
    }
  }

  @Test("a block may end within a character of a comment above the header")
  func cutComment() throws {
    var form = CSVForm()
    form.comment = UInt8(ascii: "#")
    let bytes = Array(("#" + String(repeating: "é€😀", count: 40) + "\na,b\n1,2\n").utf8)
    for size in 1..<20 {
      #expect(
        try loadCSV(bytes, LoadingPath(blockSize: size), form: form)
          == loadCSV(bytes, .plain, form: form))
    }
  }
}
