import Testing

@testable import Tables

/// Runs of combining marks, which `String` puts in order in quadratic time, and names that `String`
/// takes for one: what stands in a file is told apart by its bytes.
@Suite("Combining marks", .timeLimit(.minutes(15)))
struct CombiningMarkTests {
  /// Below and above, in turns, so that every pair is out of order.
  private static let marks = "a" + String(repeating: "\u{301}\u{316}", count: 1000)
  private static let texts = [marks, marks + "x", marks + "y"]

  @Test("in labels of CSV")
  func labels() throws {
    let rows = Self.texts.map { "1,\($0)\n" }.joined()
    let read = try table("a,b\n" + rows + rows)
    let column = read.columns[1]
    #expect(column.type == .label && column.text(at: 4)?.utf8.count == Self.texts[1].utf8.count)
    guard case .labels(let labels) = column.values else { return }
    #expect(Array(labels.codes) == [0, 1, 2, 0, 1, 2])
  }

  @Test("in names of a header, also where they stand twice")
  func header() throws {
    let names = Self.texts + [Self.texts[0]]
    let options = CSVOptions(columns: ["z"])
    for unit in ["", "s,s,s,s\n"] {
      let text = names.joined(separator: ",") + "\n" + unit + "1,2,3,4\n5,6,7,8\n"
      let read = try table(text, options: CSVOptions(unitsRow: !unit.isEmpty))
      #expect(
        read.columns.map { $0.name.utf8.count } == names.map(\.utf8.count).dropLast() + [4005])
      #expect(try table(text, options: options).columns.isEmpty)
      #expect(read.unit(of: names[1]) == (unit.isEmpty ? nil : "s"))
    }
  }

  @Test("in keys and values of JSON")
  func json() throws {
    let members = Self.texts.map { "\"\($0)\": \"\($0)\"" }.joined(separator: ", ")
    let file = try jsonFile("[{\(members)}, {\(members)}]")
    #expect(file.tables[0].columns.count == 3 && file.tables[0].rowCount == 2)
    #expect(file.tables[0].column(Self.texts[2])?.text(at: 1)?.isSame(as: Self.texts[2]) == true)
    let twice = try jsonFile("{\(members), \(members)}")
    #expect(twice.attributes.count == 3 && twice.notices.count == 3)
    let many = (0..<20).map { "\"\($0)\": 1, " }.joined()
    #expect(try jsonFile("{\(many)\(members), \(members)}").notices.count == 3)
    let keyed = try jsonFile(
      "{\"\(Self.texts[0])\": {\(members)}, \"\(Self.texts[1])\": {\(members)}}")
    #expect(keyed.tables[0].columns.count == 4)
    #expect(keyed.tables[0].columns[0].name == "key")
  }

  @Test("in keys and values of NDJSON, flat and nested")
  func ndjson() throws {
    let members = Self.texts.map { "\"\($0)\": \"\($0)\"" }.joined(separator: ", ")
    for more in ["", ", \"n\": {\"\(Self.marks)\": 1}"] {
      let line = "{\(members)\(more)}\n"
      let file = try jsonFile(line + line, format: .ndjson)
      #expect(file.tables[0].columns.count == (more.isEmpty ? 3 : 4))
      #expect(file.tables[0].columns[0].text(at: 1)?.isSame(as: Self.texts[0]) == true)
    }
    let mixed = Self.texts.map { "{\"\(Self.marks)\": \"\($0)\"}\n" }.joined()
    let numbers = String(repeating: "{\"\(Self.marks)\": 1}\n", count: 3)
    let late = try jsonFile(numbers + mixed, format: .ndjson).tables[0]
    #expect(late.columns.count == 1 && late.columns[0].type == .label)
  }

  @Test("two encodings of one name are two columns", arguments: DataFormat.allCases)
  func twoEncodings(format: DataFormat) throws {
    let names = ["caf\u{E9}", "cafe\u{301}"]
    let text =
      switch format {
      case .csv, .tsv:
        [names, ["1", "2"], ["3", "4"]].map { row in
          row.joined(separator: format == .csv ? "," : "\t")
        }.joined(separator: "\n")
      case .json:
        "[{\"\(names[0])\": 1, \"\(names[1])\": 2}, {\"\(names[1])\": 4, \"\(names[0])\": 3}]"
      case .ndjson:
        "{\"\(names[0])\": 1, \"\(names[1])\": 2}\n{\"\(names[1])\": 4, \"\(names[0])\": 3}"
      }
    let file = try DataFile.parse(Array(text.utf8), file: "f", format: format)
    let read = file.tables[0]
    #expect(file.notices.isEmpty && read.columns.count == 2)
    for (i, name) in names.enumerated() {
      #expect(read.columns[i].name.isSame(as: name))
      #expect(read.column(name)?.doubles == [Double(i + 1), Double(i + 3)])
    }
  }

  @Test("two encodings of one name with units, and as one table of two files")
  func twoEncodingsOfUnits() throws {
    let read = try table("caf\u{E9},cafe\u{301}\nms,s\n1,2\n3,4\n")
    #expect(read.unit(of: "caf\u{E9}") == "ms" && read.unit(of: "cafe\u{301}") == "s")
    #expect(read.units.count == 1 && read.selecting(rows: [0]).unit(of: "cafe\u{301}") == "s")
    let both = try withTemporaryFile(Array("caf\u{E9}\n1\n2\n".utf8), ending: "csv") { first in
      try withTemporaryFile(Array("cafe\u{301}\nx\ny\n".utf8), ending: "csv") { second in
        try Table(contentsOfFiles: [first, second])
      }
    }
    #expect(both.columns.map(\.type) == [.integer, .label, .label])
  }

  /// Texts whose marks take hours if anything compares them.
  @Test("a character with very many marks is refused in every form", arguments: DataFormat.allCases)
  func refused(format: DataFormat) throws {
    let long = "e" + String(repeating: "\u{301}\u{316}", count: 100_000)
    let separator = format == .tsv ? "\t" : ","
    func texts(_ long: String) -> [String] {
      switch format {
      case .csv, .tsv:
        [
          "a\(separator)b\n1\(separator)2\n3\(separator)\(long)\n",
          "\(long)\(separator)b\n1\(separator)2\n",
        ]
      case .json: ["{\"a\": 1, \"b\": \"\(long)\"}", "{\"a\": 1,\n\"\(long)\": 2}"]
      case .ndjson: ["{\"a\": 1}\n{\"a\": \"\(long)\"}\n", "{\"\(long)\": 1}\n{\"a\": 1}\n"]
      }
    }
    let escapes = "e" + String(repeating: "\\u0301\\u0316", count: 100_000)
    let isJSON = format == .json || format == .ndjson
    for text in texts(long) + (isJSON ? texts(escapes) : []) {
      let error = #expect(throws: ReadError.self) {
        try DataFile.parse(Array(text.utf8), file: "f", format: format)
      }
      #expect(error?.kind == .tooManyMarks)
    }
  }

  @Test("4096 bytes of marks on one character are too many, wherever they stand")
  func limit() {
    for shift in [0, 1, 2047, 2048, 4095, 5000] {
      for (marks, isRefused) in [(2047, false), (2048, true), (2049, true), (9000, true)] {
        let start = Array(String(repeating: "x", count: shift).utf8)
        let text =
          start + Array(repeating: [0xCC, 0x81], count: marks).joined() + [0x78, 0xC3, 0xA9]
        let found = text.withUnsafeBufferPointer { CombiningRun.first(in: $0) }
        #expect(found == (isRefused ? shift : nil))
      }
    }
    // Letters beyond ASCII are none.
    let letters = Array(String(repeating: "漢字かなé", count: 3000).utf8)
    #expect(letters.withUnsafeBufferPointer { CombiningRun.first(in: $0) } == nil)
  }
}
