import Foundation
import Testing

@testable import Tables

@Suite("Several files as one table")
struct TableUnionTests {
  /// Files of these names and texts in a folder that is gone after `body`, which gets their paths.
  private func withFiles<R>(_ files: [(String, String)], _ body: ([String]) throws -> R) throws -> R
  {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tables-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = try files.map { name, text in
      let file = folder.appendingPathComponent(name)
      try Data(text.utf8).write(to: file)
      return file.path
    }
    return try body(paths)
  }

  private func union(_ texts: [String], ending: String = "csv") throws -> Table {
    let files = texts.enumerated().map { ("\($0).\(ending)", $1) }
    return try withFiles(files) { try Table(contentsOfFiles: $0) }
  }

  @Test("columns by name in order of first appearance, absent ones missing, every row traceable")
  func columns() throws {
    try withFiles([
      ("a.csv", "n,x\n1,0.5\n\n2,1.5\n"), ("b.json", "[{\"y\": true,\n\"n\": 3},\n{\"n\": 4}]"),
      ("c.ndjson", "{\"x\": 7}\n"), ("d.csv", "z\n"),
    ]) { (paths) throws in
      let table = try Table(contentsOfFiles: paths)
      #expect(table.columnNames == ["n", "x", "y", "z", "source"])
      #expect(table.columns.map(\.type) == [.integer, .double, .boolean, .label, .label])
      #expect(try table.numbers("n") == [1, 2, 3, 4, nil])
      #expect(try table.numbers("x") == [0.5, 1.5, nil, nil, 7])
      #expect(texts(table.columns[2]) == [nil, nil, "true", nil, nil])
      #expect(texts(table.columns[3]) == [nil, nil, nil, nil, nil])
      #expect(table.sourceColumn == "source")
      #expect((0..<5).map { table.file(ofRow: $0) } == [0, 0, 1, 1, 2].map { paths[$0] })
      #expect((0..<5).map { table.line(ofRow: $0) } == [2, 4, 1, 3, 1])
      #expect(table.file == "\(paths[0]) and 3 more")
      let filtered = table.filter { $0 % 3 == 0 }
      #expect((0..<2).map { filtered.file(ofRow: $0) } == [paths[0], paths[1]])
      #expect(try Table(contentsOfFiles: paths, named: "all").file == "all")
    }
  }

  @Test(
    "types over all files",
    arguments: [
      ([["1"], ["2.50"]], .double, ["1", "2.5"]),
      ([["1"], [""], ["3"]], .integer, ["1", nil, "3"]),
      ([[""], [""]], .label, [nil, nil]), ([["nan"], ["4"]], .integer, [nil, "4"]),
      ([["nan"], ["nan"]], .double, [nil, nil]),
      ([["true"], ["false"]], .boolean, ["true", "false"]),
      // Mixtures are the texts of the cells, as within one file.
      ([["1.50", "nan", "-0"], ["x"]], .label, ["1.50", "nan", "-0", "x"]),
      ([["TRUE"], ["01"]], .label, ["TRUE", "01"]),
      ([["2025-10-04"], [""], ["7"]], .label, ["2025-10-04", nil, "7"]),
      ([["2025-10-04"], ["2025-10-05"]], .time, ["2025-10-04T00:00:00Z", "2025-10-05T00:00:00Z"]),
      ([["b", "a"], ["c", "a"], ["b"]], .label, ["b", "a", "c", "a", "b"]),
    ] as [([[String]], ColumnType, [String?])])
  func types(files: [[String]], type: ColumnType, expected: [String?]) throws {
    let cells = files.map { $0.map { "0,\($0)\n" }.joined() }
    let table = try union(cells.map { "row,x\n" + $0 })
    #expect(table.columns[1].type == type)
    #expect(texts(table.columns[1]) == expected)
    // One file of all the rows says the same.
    let whole = try Tables.CSVReader.parse(Array(("row,x\n" + cells.joined()).utf8), file: "t")
    #expect(table.columns[1] == whole.columns[1])
  }

  @Test("mixtures in JSON are the texts of the values")
  func mixturesInJSON() throws {
    for ending in ["json", "ndjson"] {
      let table = try union(
        ["{\"x\": 1.50}", "{\"x\": \"2025-10-04\"}", "{\"x\": \"a\\u00e9\"}"]
          .map { ending == "json" ? "[\($0)]" : $0 }, ending: ending)
      #expect(texts(table.columns[0]) == ["1.5", "2025-10-04", "aé"])
    }
  }

  @Test("a column of that name gives way to no other")
  func sourceNames() throws {
    let table = try union(["source,x\nme,1\n", "source (2)\nyou\n"])
    #expect(table.columnNames == ["source", "x", "source (2)", "source (3)"])
    #expect(table.sourceColumn == "source (3)")
    #expect(texts(table.columns[0]) == ["me", nil])
    #expect(table.file(ofRow: 1).hasSuffix("/1.csv"))
  }

  @Test("errors name the file and line that they are about")
  func errors() throws {
    try withFiles([("a.csv", "x\n1\n"), ("b.csv", "x\n2\nfast\n"), ("c.csv", "x,y\n1\n")]) {
      (paths) throws in
      let table = try Table(contentsOfFiles: Array(paths[..<2]))
      #expect(
        complaint { try table.numbers("x") }
          == "\(paths[1]):3: expected numbers in column 'x', found label values such as 'fast'")
      #expect(complaint { try Table(contentsOfFiles: paths) }.hasPrefix("\(paths[2]):2:1: "))
      #expect(
        complaint { try Table(contentsOfFiles: []) } == ": expected a table, found no file")
    }
  }

  @Test("units of the files belong to the table, and must be the same")
  func units() throws {
    #expect(try union(["x\nms\n1\n", "x\n2\n", "x\nms\n3\n"]).units == ["x": "ms"])
    let words = complaint { try union(["x\nms\n1\n", "x\ns\n2\n"]) }
    #expect(words.contains("/1.csv: expected 'x' in ms, as in ") && words.hasSuffix(", found s"))
  }

  @Test("percent signs in one file and none in another are told, whatever comes first")
  func percentSigns() throws {
    let percent = "x,k\n12%,a\n50%,b\n"
    let plain = ["x,k\n0.12,a\n0.5,b\n", "x,k\n12,a\n50,b\n"]
    for texts in plain.flatMap({ [[percent, $0], [$0, percent]] }) {
      let words = complaint { try union(texts) }
      #expect(
        words.contains(".csv: expected 'x' with percent signs, as in ")
          && words.hasSuffix(".csv, found numbers without"))
    }
    #expect(try union([percent, percent]).units == ["x": "%"])
    // Texts, missing values and a row of units say what they are.
    #expect(try union([percent, plain[0], "x,k\nlow,a\n"]).columns[0].type == .label)
    #expect(try union([percent, "k\na\n", "x,k\n,a\n"]).units == ["x": "%"])
    #expect(try union(["x,k\n%,\n12,a\n", plain[1]]).units == ["x": "%"])
  }

  @Test("numbers in groups of digits are the texts of their cells where another file has text")
  func styledNumbers() throws {
    let numbers = "x;y\n1,234,567;a\n2,345,678;b\n"
    #expect(try union([numbers, "x;y\n3;c\n"]).columns[0].type == .integer)
    let table = try union([numbers, "x;y\nnone;c\n"])
    #expect(texts(table.columns[0]) == ["1,234,567", "2,345,678", "none"])
  }

  @Test("notices of one kind are one, with the file of the first case")
  func notices() throws {
    try withFiles([
      ("a.ndjson", "{\"x\": 1}\n"), ("b.ndjson", "{\"x\": 2}\n{\"x\": NaN}\n"),
      ("c.ndjson", "{\"x\": NaN}\n"),
    ]) { (paths) throws in
      #expect(
        try Table(contentsOfFiles: paths).notices
          == [ReadNotice(.bareNonFiniteNumbers, count: 2, line: 2, file: paths[1])])
    }
  }

  @Test("compressed files among others, and one file alone")
  func compressed() throws {
    try withTemporaryFile(gzip(Array("x\n1\n".utf8)), ending: "csv.gz") { (first) throws in
      try withTemporaryFile(zstd(Array("x\n2.5\n".utf8)), ending: "csv.zst") { (second) throws in
        #expect(try Table(contentsOfFiles: [first, second]).numbers("x") == [1, 2.5])
        let one = try Table(contentsOfFiles: [first])
        #expect(one.columnNames == ["x", "source"] && one.file == first)
      }
    }
  }
}
