import Benchmarks
import Foundation
import Reports
import Tables
import TestSupport
import Testing

/// With an allowance of memory `describe` and `percentiles` say what they say without.
@Suite struct MemoryTests {
  /// The outcome of a command: a document, or its error.
  private static func outcome(_ body: () throws -> ResultDocument) -> [String] {
    do {
      let document = try body()
      return [OutputFormat.json, .text, .csv].map { document.rendered($0) }
        + ["findings: \(document.hasFindings)"]
    } catch {
      return ["\(error)"]
    }
  }

  /// Room for `values` values at a time.
  private static func room(_ values: Int) -> MemoryAllowance {
    MemoryAllowance(bytes: 1_000_000_000, overhead: 1_000_000_000 - 8 * values)
  }

  private static func described(
    _ path: String, _ options: CSVOptions, _ memory: MemoryAllowance?
  ) -> [String] {
    outcome {
      try ResultDocument(describing: [DescribedFile(path, csv: options, memory: memory)])
    }
  }

  /// Checks a file at several allowances and numbers of threads.
  ///
  /// - Parameter rows: At least the number of rows, with room for what is kept beside values.
  private static func check(
    _ path: String, rows: Int, options: CSVOptions = CSVOptions(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let expected = described(path, options, nil)
    for (columns, threads) in [(3, 1), (5, 2), (1000, 2)] {
      var options = options
      options.threads = threads
      let found = described(path, options, room(columns * (rows + 64)))
      #expect(found == expected, sourceLocation: sourceLocation)
    }
  }

  private static func check(
    _ text: String, name: String = "runs.csv", options: CSVOptions = CSVOptions(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = try TemporaryFolder([name: text])
    check(
      folder.url.appendingPathComponent(name).path, rows: text.utf8.count(where: { $0 == 10 }),
      options: options, sourceLocation: sourceLocation)
  }

  /// A table of every type, of more than one block, with failed runs and missing values.
  private static func mixedTable(rows: Int, seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    var text = "model,num_ctx,ttft_s,big,half,flag,when,note,gpu_power_w,none,error,success\n"
    for row in 0..<rows {
      let ttft = Double.random(in: 0.01...0.5, using: &random)
      let error = row % 17 == 5 ? "timeout" : row % 23 == 0 ? "none" : ""
      let cells = [
        ["a", "b", "\"c\"\"d\""][row % 3], "\(1 << (row % 5))", row % 11 == 3 ? "NA" : "\(ttft)",
        row % 1009 == 1008 ? "18446744073709551616" : "\(row)",
        row < rows / 2 ? "\(row)" : "\(Double(row) / 2)", row % 7 == 0 ? "" : "\(row % 2 == 0)",
        "2026-01-0\(1 + row % 9)", row > rows - 3 ? "\"x\ny\"" : "\(row)",
        row % 5 == 0 ? "nan" : "\(-ttft * 100)", "", error,
        row % 31 == 30 ? "failed" : "ok",
      ]
      text += cells.joined(separator: ",") + (row % 1000 == 999 ? "\n\n" : "\n")
    }
    return text
  }

  @Test(arguments: [1, 2, 60, 20_000])
  func everyType(rows: Int) throws {
    try Self.check(Self.mixedTable(rows: rows, seed: UInt64(rows)))
  }

  /// What tells failed runs may be numbers, truth values or words, and may turn out to be none.
  @Test(arguments: [
    "1\n0\n\n", "true\nFALSE\n\n", "ok\nfailed\npassed\n", "200\n500\n0\n", "0\n1\n0.5\n",
    "ok\n0\nqueued\n", "1\nno\nyes\n", "2026-01-01\n2026-01-02\n", "\"\"\n\"\"\n", "1\n0\n1.0\n",
  ])
  func flags(column: String) throws {
    let cells = column.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    for name in ["success", "status", "error", "ok"] {
      let rows = cells.enumerated().map { "\($1.isEmpty ? "\"\"" : $1),\($0)" }
      let text = (["\(name),x"] + rows).joined(separator: "\n") + "\n"
      try Self.check(text)
      try Self.check(text + text.dropFirst(name.count + 3))
    }
  }

  /// An error column, a flag and a status together: the first lines are those of all failures.
  @Test func severalOutcomes() throws {
    var text = "success,error,x\n"
    for row in 0..<40 {
      text += "\(row % 3 != 0),\(row % 4 == 1 ? "lost" : ""),\(row)\n"
    }
    try Self.check(text)
  }

  /// Digits in groups and percent signs; what a comma means follows from other columns.
  @Test(arguments: [
    "a,b\n\"1,234\",1.5\n\"2,345\",2\n", "a,b\n\"1,234\",1\n\"2,345\",2\n",
    "a,b\n\"1,234\",\"1,5\"\n\"2,345\",\"2,25\"\n", "a,b\n45%,1\n50%,x\n", "a,b\n4.5%,1\n50%,2\n",
    "a,b\n45%,1\n50,2\n", "a,b\n\"1,234,567\",1\n12,2\n", "a,b\n\"1,234\",1\n1234,2\n",
    "a;b\n1.234,5;1\n2,25;2\n", "a;b\n1,5;1\n2,25;x\n", "a,b\nnan,1\n45%,2\n",
    "a,b,c\n45%,\"1,234\",7%\n5%,\"9,999\",8.5%\n",
  ])
  func styledNumbers(text: String) throws {
    try Self.check(text)
    try Self.check(text, options: CSVOptions(decimalMark: .comma))
  }

  /// Columns that a few cells make text, early and late; columns without a value.
  @Test func textAmongNumbers() throws {
    for place in [0, 5, 29_990] {
      var text = "x,y,empty,nans\n"
      for row in 0..<30_000 {
        let nan = row % 2 == 0 ? "nan" : "NaN"
        text += row == place ? "?,off,,\(nan)\n" : "\(row),\(row % 3 == 0 ? "x" : "4"),,\(nan)\n"
      }
      try Self.check(text)
    }
  }

  /// The form of the text: names that repeat, units, ends behind the last delimiter, comments.
  @Test(arguments: [
    "x,x,\n1,2,3\n", "x\ty\n1\t2\n", "x;y\n1,5;2\n", "x,y\nms,s\n1,2\n3,4\n", "x,y,\n1,2,\n3,4,\n",
    "x,y\n1,2,\n3,4,\n", "# note\nx,y\n1,2\n3,4\n", "1,2\n3,4\n5,6\n", "x,y\n1,2,3\n", "x,y\n1\n",
    "x,y\n", "x,y\n1,\"2\n", "", "gpu_id,temperature,success\n0,61,yes\n1,62,no\n",
    "x,y\n1,2,\n3,4,5\n", "x,y,\n1,2,\n3,4,5\n", "\u{FEFF}x,y\r\n1,2\r\n",
    "mean_ttft_s,p95,count\n1,2,3\n", "x,y\n-0.0,0\n0,-0.0\n0.0,inf\n",
  ])
  func forms(text: String) throws {
    try Self.check(text)
    try Self.check(text, name: "runs.tsv")
    if text.hasPrefix("x,") { try Self.check(text, options: CSVOptions(columns: ["x"])) }
    try Self.check(text, name: "runs.txt", options: CSVOptions(missing: ["1"]))
  }

  /// What a column of styles says about failures it says as the numbers that it holds.
  @Test(arguments: ["failure", "error", "exception", "success", "ok", "status"])
  func styledOutcomes(name: String) throws {
    for cells in [
      ["0%", "0%", "5%"], ["0%", "1%", "0%"], ["\"0,000\"", "\"1,000\"", "\"0,000\""],
      ["1%", "2%", "0.5%"], ["\"1,000\"", "\"2,000\"", ""], ["0%", "none", "5%"],
    ] {
      let rows = cells.enumerated().map { "\($1),\($0 + 1)\n" }.joined()
      try Self.check("\(name),x\n" + rows)
      try Self.check("\(name),x,error\n" + rows.replacing("\n", with: ",lost\n"))
    }
  }

  /// The table of a known tool whose rows are read as those of any table.
  @Test func recordedTable() throws {
    var text = "timestamp,model,num_gpu,num_ctx,temperature,ttft_s,tokens_s,load_s,prompt_eval_s,"
    text += "eval_s,prompt_eval_count,eval_count,total_tokens,response_chars,error\n"
    for row in 0..<1500 {
      text +=
        "2026-01-02T03:04:05,gemma3:1b-it-qat,40,\(row % 7),0.8,0.\(row),\(row).25,0.125,0.0625,"
      text += "1.5,12,\(row % 90),\(row % 90 + 12),400,\(row % 50 == 0 ? "lost" : "")\n"
    }
    let folder = try TemporaryFolder(["runs.csv": text])
    let path = folder.url.appendingPathComponent("runs.csv").path
    #expect(text.utf8.count > 130_000)
    let found = Self.described(
      path, CSVOptions(), MemoryAllowance(bytes: 120_000, overhead: 20_000))
    #expect(found == Self.described(path, CSVOptions(), nil))
    #expect(found[0].contains("ollama-sweep-csv"))
  }

  /// Every CSV file among the fixtures, sound or not.
  @Test func fixtures() throws {
    let files = FileManager.default.enumerator(
      at: Repository.root.appendingPathComponent("Fixtures"), includingPropertiesForKeys: nil)
    var count = 0
    for case let url as URL in files! where ["csv", "tsv"].contains(url.pathExtension) {
      Self.check(url.path, rows: 2000)
      count += 1
    }
    #expect(count > 20)
  }

  @Test func percentiles() throws {
    let text = Self.mixedTable(rows: 5000, seed: 3)
    let folder = try TemporaryFolder(["runs.csv": text, "styled.csv": "a,b\n45%,1\n50%,2\n"])
    for (name, column, key) in [
      ("runs", "ttft_s", nil), ("runs", "half", nil), ("runs", "big", nil), ("runs", "none", nil),
      ("runs", "gpu_power_w", nil), ("runs", "note", nil), ("runs", "when", nil),
      ("runs", "flag", nil), ("runs", "nosuch", nil), ("styled", "a", nil), ("styled", "b", nil),
      ("runs", "ttft_s", "x"), ("missing", "x", nil),
    ] as [(String, String, String?)] {
      let path = folder.url.appendingPathComponent("\(name).csv").path
      func document(_ sample: ColumnSample) throws -> ResultDocument {
        try ResultDocument(
          percentilesOf: sample, probabilities: [0.5, 0.99], method: .hyndmanFan7,
          confidence: 0.95)
      }
      let expected = Self.outcome {
        try document(ColumnSample(column, TableSelection(path, keyPath: key)))
      }
      let found = Self.outcome {
        try document(
          ColumnSample(column, of: path, keyPath: key, memory: Self.room(3 * 5100)))
      }
      #expect(found == expected, "\(name) \(column)")
    }
  }

  /// Names that count as equal texts are those of two columns, with a unit each.
  @Test func percentilesOfNamesAlike() throws {
    let names = ["\u{E9}", "e\u{301}"]
    let folder = try TemporaryFolder([
      "runs.csv": "\(names[0]),\(names[1])\nms,s\n1,10\n2,20\n3,30\n"
    ])
    let path = folder.url.appendingPathComponent("runs.csv").path
    func text(_ sample: ColumnSample) throws -> String {
      try ResultDocument(
        percentilesOf: sample, probabilities: [0.5], method: .hyndmanFan7, confidence: 0.95
      ).rendered(.text)
    }
    for (name, (unit, median)) in zip(names, [("ms", 2), ("s", 20)]) {
      let expected = try text(ColumnSample(name, TableSelection(path)))
      #expect(expected.hasPrefix("\(name) (\(unit)), n = 3") && expected.contains(" \(median)"))
      #expect(try text(ColumnSample(name, of: path, memory: Self.room(100))) == expected)
    }
  }

  /// Columns that have no room are gone through several times: all at once, some, and one by one. Sums
  /// in another order round the other way about once in 10⁹ such tables.
  @Test(arguments: [(3000, 1), (20_000, 2), (20_000, 4), (20_000, 5)])
  func columnsWithoutRoom(rows: Int, part: Int) throws {
    let folder = try TemporaryFolder(["runs.csv": Self.mixedTable(rows: rows, seed: 8)])
    let path = folder.url.appendingPathComponent("runs.csv").path
    let expected = Self.described(path, CSVOptions(), nil)
    #expect(expected.count > 1)
    for threads in [1, 2] {
      let options = CSVOptions(threads: threads)
      let found = Self.described(path, options, Self.room(rows / part + rows / 12))
      #expect(found == expected)
    }
  }

  /// Columns with few different values are counted beside others, over the succeeded runs, where their
  /// counts take less room; some turn out to have more when many rows were read.
  @Test(arguments: [(5, 1), (5, 2), (1, 1), (1, 2), (0, 1)])
  func fewValues(columns: Int, part: Int) throws {
    let rows = 60_000
    var random = SeededGenerator(seed: 12)
    var text = "layers,temperature,count,late,later,ttft_s,tokens_s,gaps,zeros,error\n"
    for row in 0..<rows {
      let ttft = Double.random(in: 0.01...0.5, using: &random)
      let count = Int.random(in: 0..<1500, using: &random)
      let cells = [
        "\([20, 40, 999][row % 3])", "0.\(row % 7)", "\(count)", row < 45_000 ? "1" : "\(row)",
        row < 55_000 ? "" : "\(ttft)", "\(ttft)", "\(1 / ttft)", row % 4 == 0 ? "" : "\(row % 2)",
        row % 5 == 0 ? "-0.0" : "0", row % 100 == 17 ? "timeout" : "",
      ]
      text += cells.joined(separator: ",") + "\n"
    }
    let folder = try TemporaryFolder(["runs.csv": text])
    let path = folder.url.appendingPathComponent("runs.csv").path
    let expected = Self.described(path, CSVOptions(), nil)
    for threads in [1, 2] {
      let room = Self.room(columns * rows / part + 90_000)
      #expect(Self.described(path, CSVOptions(threads: threads), room) == expected)
    }
  }

  /// Samples that leave little to look through, or nothing.
  @Test func peculiarColumnsWithoutRoom() throws {
    var text = "equal,none,one,zeros,far,infinite,narrow,nan,success\n"
    for row in 0..<20_000 {
      let cells = [
        "7", "", row == 9 ? "5" : "", row % 3 == 0 ? "-0.0" : "0", row == 4 ? "1e300" : "0.\(row)",
        row % 4 == 0 ? "-inf" : row % 4 == 1 ? "inf" : "1", "1.00000000000\(row % 1000)", "nan",
        row == 77 ? "no" : "yes",
      ]
      text += cells.joined(separator: ",") + "\n"
    }
    let folder = try TemporaryFolder(["runs.csv": text])
    let path = folder.url.appendingPathComponent("runs.csv").path
    let expected = Self.described(path, CSVOptions(), nil)
    #expect(Self.described(path, CSVOptions(), Self.room(10_000)) == expected)
    #expect(Self.described(path, CSVOptions(), Self.room(4000)) == expected)
  }

  @Test func percentilesWithoutRoom() throws {
    let rows = 20_000
    let folder = try TemporaryFolder(["runs.csv": Self.mixedTable(rows: rows, seed: 4)])
    let path = folder.url.appendingPathComponent("runs.csv").path
    for column in ["ttft_s", "num_ctx", "big", "half", "gpu_power_w", "none", "note", "nosuch"] {
      func outcome(_ sample: () throws -> ColumnSample) -> [String] {
        Self.outcome {
          try ResultDocument(
            percentilesOf: sample(), probabilities: [0.5, 0.9999],
            method: .hyndmanFan8, confidence: 0.9)
        }
      }
      let expected = outcome { try ColumnSample(column, TableSelection(path)) }
      for room in [rows / 2, rows * 7 / 8] {
        let found = outcome { try ColumnSample(column, of: path, memory: Self.room(room)) }
        #expect(found == expected, "\(column) with room for \(room) values")
      }
    }
  }

  /// Where there is hardly any room a table is refused, with the memory that would do.
  @Test func tooLittle() throws {
    let rows = (0..<2000).map { "\($0)\n" }.joined()
    let folder = try TemporaryFolder(["runs.csv": "x\n" + rows, "runs.json": "[{\"x\": 1}]"])
    let csv = folder.url.appendingPathComponent("runs.csv").path
    let error = #expect(throws: ReadError.self) {
      try DescribedFile(csv, memory: MemoryAllowance(bytes: 100, overhead: 80))
    }
    #expect(
      error?.message.contains("2000 rows, for which 8.3 kB are needed in column 'x'") == true)
    #expect(
      Self.described(csv, CSVOptions(), MemoryAllowance(bytes: 8272, overhead: 80))
        == Self.described(csv, CSVOptions(), nil))
    let json = folder.url.appendingPathComponent("runs.json").path
    #expect(throws: ReadError.self) {
      try DescribedFile(json, memory: MemoryAllowance(bytes: 9, overhead: 0))
    }
    _ = try DescribedFile(json, memory: MemoryAllowance(bytes: 10, overhead: 0))
    #expect(throws: ReadError.self) { try DescribedFile("-", memory: Self.room(100)) }
    #expect(throws: ReadError.self) { try DescribedFile("/dev/null", memory: Self.room(100)) }
  }

  /// Of a compressed file what it holds is compared with the allowance: here 18,001 bytes in 86.
  @Test func compressed() throws {
    let bytes: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 237, 198, 177, 9, 0, 32, 12, 0, 176, 87, 164, 179, 139,
      107, 95, 17, 255, 40, 136, 191, 123, 71, 33, 153, 178, 111, 84, 228, 88, 111, 138, 136, 136,
      136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136,
      136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 136, 72, 231, 156, 15, 50, 61,
      74, 243, 81, 70, 0, 0,
    ]
    let folder = try TemporaryFolder([:])
    let url = folder.url.appendingPathComponent("runs.json.gz")
    try Data(bytes).write(to: url)
    let error = #expect(throws: ReadError.self) {
      try DescribedFile(url.path, memory: MemoryAllowance(bytes: 18_000, overhead: 0))
    }
    #expect(error?.message.contains("found more than 18 kB (uncompressed) of JSON") == true)
    _ = try DescribedFile(url.path, memory: MemoryAllowance(bytes: 18_001, overhead: 0))
  }

  /// Many percentages that differ have no room as labels.
  @Test func styledWithoutRoom() throws {
    let cells = (0..<5000).map { "\($0).25%\n" }.joined()
    let folder = try TemporaryFolder(["runs.csv": "share\n" + cells])
    let path = folder.url.appendingPathComponent("runs.csv").path
    let error = #expect(throws: ReadError.self) {
      try DescribedFile(path, memory: Self.room(50_000))
    }
    #expect(error?.message.contains("percent signs in column 'share'") == true)
    Self.check(path, rows: 200_000)
  }
}
