import Testing

@testable import Tables

@Suite("Errors of JSON files")
struct JSONErrorTests {
  @Test(
    "place and words",
    arguments: [
      ("", "t.json: expected data, found an empty file"),
      (" \n", "t.json: expected data, found an empty file"),
      ("[", "t.json:1:2: expected a value, found the end of the file"),
      ("[1", "t.json:1:3: expected ',' or ']', found the end of the file"),
      ("[1,]", "t.json:1:4: expected a value, found ']'"),
      ("[1 2]", "t.json:1:4: expected ',' or ']', found '2'"),
      ("[1}", "t.json:1:3: expected ',' or ']', found '}'"),
      ("{", "t.json:1:2: expected a key in quotes, found the end of the file"),
      ("{a: 1}", "t.json:1:2: expected a key in quotes, found 'a'"),
      ("{\"a\" 1}", "t.json:1:6: expected ':', found '1'"),
      ("{\"a\": }", "t.json:1:7: expected a value, found '}'"),
      ("{\"a\": 1,}", "t.json:1:9: expected a key in quotes, found '}'"),
      ("{\"a\": 1 \"b\"}", "t.json:1:9: expected ',' or '}', found '\"'"),
      ("\n\n  nul", "t.json:3:6: expected 'null', found the end of the file"),
      ("[\ntrux]", "t.json:2:4: expected 'true', found 'x'"),
      ("falsy", "t.json:1:5: expected 'false', found 'y'"),
      ("'a'", "t.json:1:1: expected a value, found '''"),
      ("+1", "t.json:1:1: expected a value, found '+'"),
      (".5", "t.json:1:1: expected a value, found '.'"),
      ("01", "t.json:1:2: expected no digit after a leading 0, found '1'"),
      ("-", "t.json:1:2: expected a digit, found the end of the file"),
      ("-a", "t.json:1:2: expected a digit, found 'a'"),
      ("1.", "t.json:1:3: expected a digit, found the end of the file"),
      ("1.e5", "t.json:1:3: expected a digit, found 'e'"),
      ("1e", "t.json:1:3: expected a digit, found the end of the file"),
      ("1e+ ", "t.json:1:4: expected a digit, found a space"),
      ("1 2", "t.json:1:3: expected the end of the document, found '2'"),
      ("{}\n]", "t.json:2:1: expected the end of the document, found ']'"),
      ("\"a", "t.json:1:3: expected a closing quote, found the end of the file"),
      ("\"a\\n", "t.json:1:5: expected a closing quote, found the end of the file"),
      ("\"a\\", "t.json:1:4: expected an escape, found the end of the file"),
      ("\"a\nb\"", "t.json:1:3: expected an escape for a control character, found a line break"),
      ("\"\\n\t\"", "t.json:1:4: expected an escape for a control character, found a tab"),
      (
        "\"\\q\"",
        "t.json:1:3: expected one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, found 'q'"
      ),
      ("\"\\u12g4\"", "t.json:1:6: expected four hexadecimal digits, found 'g'"),
      (
        "\"\\ud800\"", "t.json:1:8: expected the second half of a surrogate pair, found '\"'"
      ),
      (
        "\"\\ud800\\u0041\"",
        "t.json:1:8: expected the second half of a surrogate pair, found '\\'"
      ),
      (
        "\"\\udc00\"",
        "t.json:1:4: expected the first half of a surrogate pair before the second, found 'd'"
      ),
      ("[\"😀é\" x", "t.json:1:7: expected ',' or ']', found 'x'"),
      ("{\"a\": 1} // b", "t.json:1:10: expected the end of the document, found '/'"),
      ("[1,\u{A0}2]", "t.json:1:4: expected a value, found byte 0xC2"),
    ])
  func words(text: String, expected: String) {
    #expect(complaint { try json(text) } == expected)
  }

  @Test(
    "NDJSON: place and words",
    arguments: [
      ("", "t.ndjson: expected data, found an empty file"),
      ("\n \r\n", "t.ndjson: expected data, found an empty file"),
      ("{}\n42\n", "t.ndjson:2:1: expected an object on each line, found '4'"),
      ("{}\n  [1]\n", "t.ndjson:2:3: expected an object on each line, found '['"),
      ("{\"a\":1}\n\n{\"a\":\n1}", "t.ndjson:3:6: expected a value, found the end of the line"),
      ("{\"a\": \"b\n{}", "t.ndjson:1:9: expected a closing quote, found the end of the line"),
      ("{}\n{\"a", "t.ndjson:2:4: expected a closing quote, found the end of the file"),
      ("{} {}\n", "t.ndjson:1:4: expected the end of the document, found '{'"),
    ])
  func ndjson(text: String, expected: String) {
    #expect(complaint { try jsonFile(text, format: .ndjson) } == expected)
  }

  @Test("objects with ever other keys are refused before they fill the memory")
  func sparse() {
    let text = (0..<10_001).map { "{\"k\($0)\": 1}" }.joined(separator: "\n")
    #expect(
      complaint { try jsonFile("\n" + text, format: .ndjson) }
        == "t.ndjson:2: expected objects with the same keys as rows of a table, "
        + "found 10001 objects with 10001 different keys")
  }
}
