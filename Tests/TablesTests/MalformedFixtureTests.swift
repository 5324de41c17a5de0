import TestSupport
import Testing

@testable import Tables

/// The files of Fixtures/malformed, as its README describes them.
@Suite("Files in Fixtures/malformed")
struct MalformedFixtureTests {
  @Test(
    "refused, with the place and the words",
    arguments: [
      ("empty.csv", ": expected data, found an empty file"),
      ("ragged.csv", ":3:1: expected 4 fields, as in the header, found 3 fields"),
      ("ragged_long.csv", ":3:1: expected 4 fields, as in the header, found 5 fields"),
      ("unclosed_quote.csv", ":3:3: expected a closing quote, found the end of the file"),
      (
        "stray_quote.csv",
        ":3:21: expected a delimiter or the end of the line after a closing quote, found 's'"
      ),
      ("invalid_utf8.csv", ":2:5: expected UTF-8 text, found byte 0xFF"),
      (
        "nul_bytes.csv",
        ":1:2: expected text, found a NUL byte (a binary file, or UTF-16 without its byte order "
          + "mark)"
      ),
      ("not_text.csv", ":1:1: expected UTF-8 text, found byte 0x89"),
      ("truncated.json", ":5:47: expected ',' or '}', found the end of the file"),
      ("trailing_garbage.json", ":5:1: expected the end of the document, found ']'"),
      ("bad_number.json", ":5:38: expected a digit, found '}'"),
      (
        "bad_escape.json",
        ":4:23: expected one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, found 'q'"
      ),
      ("deep.json", ":1:513: expected at most 512 nested arrays and objects, found one more"),
      ("scalar.ndjson", ":2:1: expected an object on each line, found '4'"),
      ("broken_line.ndjson", ":3:19: expected a closing quote, found the end of the line"),
    ])
  func refused(name: String, expected: String) {
    let path = Repository.fixture("malformed/\(name)").path
    #expect(complaint { try DataFile.read(path) } == path + expected)
  }

  private func read(_ name: String) throws -> Table {
    try Table(contentsOf: Repository.fixture("malformed/\(name)").path)
  }

  @Test("a header alone is a table of no rows, for the caller to refuse")
  func headerOnly() throws {
    let table = try read("header_only.csv")
    #expect(table.columns.count == 4 && table.rowCount == 0)
  }

  @Test("a single row")
  func oneRow() throws {
    let table = try read("one_row.csv")
    #expect(table.columnNames == ["run", "num_thread", "ttft_s", "tokens_s"])
    #expect(try table.columnNames.map { try table.values($0) } == [[1], [2], [0.084], [61.75]])
  }

  @Test("a byte order mark, CRLF and characters of three bytes")
  func bomAndCRLF() throws {
    let table = try read("bom_crlf.csv")
    #expect(table.columnNames.first == "run" && table.columns.count == 3)
    #expect(try table.values("ttft_s") == [0.151, 0.084, 0.092])
    #expect(texts(table.columns[1])[1] == "Ask: “where”, then go")
  }

  @Test("quotes of all kinds")
  func quotes() throws {
    let table = try read("quotes.csv")
    #expect(table.rowLines == [2, 3, 4, 6, 7])
    let prompts = try texts(table.requiredColumn("prompt"))
    #expect(prompts[0] == "Name a tavern, its owner")
    #expect(prompts[1] == "He asks, \"Is it cursed?\"")
    #expect(prompts[2] == "First line\nsecond line, still the prompt")
    #expect(prompts[3] == nil)
    #expect(prompts[4] == "\"")
  }

  @Test("missing values of all kinds")
  func missing() throws {
    let table = try read("missing.csv")
    #expect(table.columns.count == 4 && table.rowCount == 6)
    #expect(try table.numbers("ttft_s") == [0.151, nil, nil, nil, nil, 0.092])
    let notes = try texts(table.requiredColumn("note"))
    #expect(notes.map { $0 == nil } == [false, false, false, false, true, true])
  }
}
