import Tables
import Testing

@testable import Benchmarks

/// The form of a content, told by its bytes.
@Suite struct ToolContentTests {
  private func content(_ text: String) throws -> ToolContent {
    try ToolContent(file: "file", bytes: Array(text.utf8))
  }

  @Test("one JSON document, on one line or several")
  func documents() throws {
    #expect(try content("{\"a\": 1}\n").json?["a"]?.integer == 1)
    #expect(try content("\n[\n1,\n2]").json?.array?.count == 2)
    #expect(try content("{\n\"a\":\n{}}\n").json?["a"]?.object?.members.isEmpty == true)
  }

  @Test("lines of JSON keep their numbers, blank ones passed over")
  func jsonLines() throws {
    let lines = try #require(try content("{\"a\": 1}\r\n\n{\"a\": 2}\n").lines)
    #expect(lines.map(\.line) == [1, 3])
    #expect(lines.map { $0.value["a"]?.integer } == [1, 2])
  }

  @Test("a broken line after a first one of JSON is an error with its place")
  func brokenLine() throws {
    #expect {
      _ = try content("{\"a\": 1}\n{\"a\": 2}\n{\"a\": \n")
    } throws: { error in
      (error as? ReadError)?.line == 3
    }
  }

  @Test("records of one length: quotes are taken off, numbers stay texts")
  func records() throws {
    let records = try #require(
      try content("a,\"b \"\"c\"\"\"\r\n1.50,\"x,\ny\"\r\n\r\n,2\r\n").records)
    #expect(records.header == ["a", "b \"c\""])
    #expect(records.rows.map(\.fields) == [["1.50", "x,\ny"], ["", "2"]])
    #expect(records.rows.map(\.line) == [2, 5])
  }

  @Test(
    "anything else is text: one column, ragged records, a log that begins with a bracket",
    arguments: [
      "a\nb\n", "Running 30s, 2 threads\n12 a, b, c\n", "[INFO] start\n[INFO] end\n", "{x\n",
    ])
  func text(_ text: String) throws {
    let lines = try #require(try content(text).text)
    #expect(lines == text.split(separator: "\n").map(String.init))
  }

  @Test("UTF-16 and a mark of UTF-8 are read; bytes that are no text are refused")
  func encodings() throws {
    let text = "a,b\n1,2\n"
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(try ToolContent(file: "f", bytes: utf16).records?.header == ["a", "b"])
    let marked = [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    #expect(try ToolContent(file: "f", bytes: marked).records?.header == ["a", "b"])
    for bytes: [UInt8] in [[0x61, 0, 0x62], [0xC3, 0x28], [0x61, 0xFF]] {
      #expect(throws: ReadError.self) { try ToolContent(file: "f", bytes: bytes) }
      #expect(try ToolFormats.read(file: "f", bytes: bytes) == nil)
    }
  }

  @Test("lines within quotes count, whichever way they end")
  func linesInQuotes() throws {
    for end in ["\n", "\r", "\r\n"] {
      let rows = try content("a,b\n\"x\(end)y\(end)z\",1\n2,3\n").records?.rows
      #expect(rows?.map(\.line) == [2, 5])
    }
  }

  @Test("of many notes the first are kept, and each counts once")
  func notes() {
    var notes = ToolNotes()
    for _ in 0..<30 {
      for i in 0..<25 { notes.add("note \(i)") }
    }
    #expect(notes.all.count == 21 && notes.all.last == "and 5 more notes")
  }

  @Test("a negative count is none")
  func negativeCounts() throws {
    let csv = "Metric,avg,min,max,p1,p99,std\nLatency (ms),1,1,1,1,1,0\n\nMetric,Value\n"
    func failures(_ count: Int) throws -> Int? {
      let text = csv + "Error Request Count,\(count)\n"
      return try servingResult(text).benchmarks[0].failures?.count
    }
    #expect(try failures(5) == 5 && failures(-5) == nil)
    let summary = MLPerfSummary(["-3 ERRORS encountered. See detailed log."])
    #expect(summary.errors == nil)
    #expect(MLPerfSummary(["3 ERRORS encountered. See detailed log."]).errors == 3)
  }

  @Test("an empty file is text without a line")
  func empty() throws { #expect(try content("").text == []) }

  @Test("a long table is recognised by its head, read whole, and refused where the rest is not it")
  func longTables() throws {
    let header = "command,mean,stddev,median,user,system,min,max"
    let row = "\n\"a, \u{1F600}\nb\",1,2,3,4,5,6,7"
    let count = 3 * ToolFormats.headLength / row.utf8.count
    let table = header + String(repeating: row, count: count)
    let result = try #require(try ToolFormats.read(file: "f", bytes: Array(table.utf8)))
    #expect(result.format.identifier == "hyperfine-csv")
    #expect(result.benchmarks.count == count)
    #expect(try ToolFormats.read(file: "f", bytes: Array((table + "\n1,2\n").utf8)) == nil)
  }

  @Test("of a table whose rows are the plain reader's no more than the head is read")
  func headAlone() throws {
    let header = OllamaBaselineFormat.headers[0].joined(separator: ",")
    let table = header + String(repeating: "\na,1,2,3,4,5,6,7,", count: 1 << 14)
    let head = Array(table.utf8.prefix(ToolFormats.headLength))
    var wasReadWhole = false
    let result = try ToolFormats.read(
      file: "f", head: head, isWhole: false, parsed: ParsedDocument()
    ) { () throws(ReadError) in
      wasReadWhole = true
      return Array(table.utf8)
    }
    #expect(result?.format.identifier == "ollama-baseline-csv" && !wasReadWhole)
  }

  @Test("a long JSON document is read whole; long lines of JSON are not, but for a known format")
  func longJSON() throws {
    let runs = String(repeating: "{\"mean_ms\": 1.5},", count: 8000)
    let document = """
      {"test_name": "t", "runs": 1, "samples_per_run": 1, "timing_stats": {"overall_mean_ms": 1.5,
       "latency_percentiles": {}, "run_results": [\(runs.dropLast())]}}
      """
    let read = try #require(try ToolFormats.read(file: "f", bytes: Array(document.utf8)))
    #expect(read.benchmarks.first?.metrics.first?.samples?.values.count == 8000)
    let line = "{\"user\": \"\(String(repeating: "x", count: 1000))\"}\n"
    var wasReadWhole = false
    let head = Array(String(repeating: line, count: 70).utf8.prefix(ToolFormats.headLength))
    let other = try ToolFormats.read(
      file: "f", head: head, isWhole: false, parsed: ParsedDocument()
    ) {
      () throws(ReadError) in
      wasReadWhole = true
      return head
    }
    #expect(other == nil && !wasReadWhole)
  }
}
