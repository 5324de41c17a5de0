import Testing

@testable import Tables

/// Shapes that cost an unwary reader its stack, its memory or its afternoon.
@Suite("Hostile shapes", .timeLimit(.minutes(15)))
struct HostileTests {
  private func bytes(_ text: String, times count: Int) -> [UInt8] {
    let part = Array(text.utf8)
    return [UInt8](unsafeUninitializedCapacity: part.count * count) { buffer, used in
      for i in 0..<part.count * count { buffer[i] = part[i % part.count] }
      used = part.count * count
    }
  }

  @Test("a hundred thousand brackets", arguments: ["[", "{\"a\":", "[{\"a\":"])
  func deep(bracket: String) {
    let text = bytes(bracket, times: 100_000)
    for format in [DataFormat.json, .ndjson] {
      #expect(throws: ReadError.self) { try DataFile.parse(text, file: "f", format: format) }
    }
    #expect(throws: Never.self) { try DataFile.parse(text, file: "f", format: .csv) }
  }

  @Test("twenty thousand columns, of two rows and of objects")
  func wide() throws {
    let names = (0..<20_000).map { "c\($0)" }
    let ones = names.map { _ in "1" }.joined(separator: ",")
    let csv = try table(names.joined(separator: ",") + "\n" + ones + "\n" + ones + "\n")
    #expect(
      csv.columns.count == 20_000 && csv.columns.allSatisfy { $0.values == .integers([1, 1]) })
    let members = names.map { "\"\($0)\":1" }.joined(separator: ",")
    let json = try jsonFile("{\(members)}\n{\(members)}\n", format: .ndjson).tables[0]
    #expect(json.columns == csv.columns)
  }

  @Test("one field of two million bytes, in quotes and without")
  func longField() throws {
    let field = String(decoding: bytes("x", times: 2_000_000), as: UTF8.self)
    for text in ["a,b\n1,\(field)\n2,y\n", "a,b\n1,\"\(field)\"\n2,y\n"] {
      let table = try table(text)
      #expect(table.columns[1].text(at: 0)?.utf8.count == 2_000_000)
      #expect(table.columns[1].text(at: 1) == "y")
    }
  }

  @Test("a quote that is never closed: the place is its own")
  func loneQuote() throws {
    let rows = String(decoding: bytes("1,2\n", times: 200_000), as: UTF8.self)
    #expect(complaint { try table("a,b\n\"1,2\n" + rows) }.hasPrefix("t.csv:2:1:"))
    #expect(complaint { try table("a,b\n" + rows + "3,\"4\n") }.hasPrefix("t.csv:200002:3:"))
  }

  @Test("lines without anything, text without lines, and quotes alone")
  func bare() throws {
    let lines = bytes("\n", times: 1_000_000)
    #expect(complaint { try CSVReader.parse(lines, file: "f") }.hasPrefix("f: "))
    let table = try CSVReader.parse(
      Array("a,b\n1,2\n".utf8) + lines + [0x33, 0x2C, 0x34], file: "f")
    #expect(Array(table.rowLines) == [2, 1_000_003])
    #expect(try CSVReader.parse(bytes("x", times: 1_000_000), file: "f").rowCount == 0)
    for count in [1, 2, 3, 1_000_000, 1_000_001] {
      // An even number is one field of quotes; of an odd one the first opens and is never closed.
      let text = bytes("\"", times: count)
      let isClosed = count.isMultiple(of: 2)
      #expect(
        (try? loadCSV(text, .plain)).map { if case .table = $0 { true } else { false } }
          == isClosed)
    }
  }

  @Test("line ends of CR alone")
  func returns() throws {
    let text = Array("a,b\r".utf8) + bytes("1,x\r", times: 200_000)
    for path in [LoadingPath.plain, LoadingPath(blockSize: 1 << 16, threads: 2)] {
      guard case .table(let table) = try loadCSV(text, path) else {
        Issue.record("no table")
        continue
      }
      #expect(table.rowCount == 200_000 && table.rowLines.last == 200_001)
    }
  }

  @Test("a sample of records with fewer fields than the first", arguments: [",", "\t"])
  func shortRecords(delimiter: String) throws {
    let file = delimiter == "," ? "f.csv" : "f.tsv"
    let growth = growthOfTime(of: [8000, 32_000]) { count in
      let text =
        Array("a".utf8) + bytes(delimiter, times: count) + bytes("\n1'", times: count)
        + Array("\n".utf8)
      #expect(
        complaint { try CSVReader.parse(text, file: file) }
          == "\(file):2:1: expected \(count + 1) fields, as in the header, found 1 field")
    }
    #expect(growth < 9)
  }

  @Test("units over thousands of columns")
  func units() throws {
    let growth = try growthOfTime(of: [2500, 10_000]) { (count) throws in
      let names = (0..<count).map { "c\($0)" }.joined(separator: ",")
      let units = [String](repeating: "ms", count: count).joined(separator: ",")
      let numbers = (0..<count).map { "\($0)" }.joined(separator: ",")
      let table = try table([names, units, numbers, numbers, ""].joined(separator: "\n"))
      #expect(table.units.count == count && table.rowCount == 2)
    }
    #expect(growth < 9)
  }

  @Test("thousands of notices, of two files")
  func notices() throws {
    let growth = try growthOfTime(of: [4000, 16_000]) { (count) throws in
      let names = [String](repeating: "x", count: count).joined(separator: ",")
      let ones = names.replacing("x", with: "1")
      let text = "\(names)\n\(ones)\n"
      try withTemporaryFile(Array(text.utf8), ending: "csv") { (path) throws in
        let notices = try Table(contentsOfFiles: [path, path]).notices
        #expect(notices.count == count - 1 && notices.allSatisfy { $0.count == 2 })
      }
    }
    #expect(growth < 9)
  }

  @Test("a long key over many values, whose paths would fill the memory")
  func longKeys() throws {
    let key = String(repeating: "k", count: 40_000)
    let members = (0..<20_000).map { "\"a\($0)\":0" }.joined(separator: ",")
    let elements = [String](repeating: "0", count: 20_000).joined(separator: ",")
    let children = members.replacing("0,", with: "[{\"b\":0}],")
    let words = "key paths of at most 64 MiB together, found longer ones"
    for (text, format) in [
      ("{\"\(key)\":[\(elements)]}", DataFormat.json), ("{\"\(key)\":{\(members)}}", .json),
      ("{\"\(key)\":{\(members)}}", .ndjson), ("[{\"\(key)\":{\(members)}}]", .json),
      ("{\"\(key)\":{\(children)}}", .ndjson), ("[{\"\(key)\":[\(elements)]}]", .json),
    ] {
      #expect(complaint { try jsonFile(text, format: format) }.hasSuffix(words))
    }
    // A few values under it, and many rows, are no danger.
    let rows = [String](repeating: "{\"a\":1}", count: 20_000).joined(separator: ",")
    let table = try #require(jsonFile("{\"\(key)\":[\(rows)],\"b\":[2]}").tables.first)
    #expect(table.rowCount == 20_000 && table.keyPath == key)
    #expect(try jsonFile("{\"\(key)\":{\"p50\":1,\"p90\":[2]}}").readings.count == 2)
  }

  @Test("labels that differ in few bits cost as others do")
  func labels() throws {
    // Eight bytes with all the difference in the highest, the lowest or every other bits.
    let labels = (0..<20_000).flatMap { i -> [String] in
      let digits = String(i, radix: 16)
      let padding = String(repeating: "0", count: 8 - digits.count)
      return [padding + digits + "zzzzzzzz", "zzzzzzzz" + padding + digits, digits + padding]
    }
    let column = try column(labels.map { "l" + $0 })
    guard case .labels(let coded) = column.values else {
      Issue.record("no labels")
      return
    }
    #expect(coded.dictionary.count == Set(labels).count)
  }
}
