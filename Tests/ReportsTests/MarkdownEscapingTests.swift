import Testing

@testable import Reports

@Suite struct MarkdownEscapingTests {
  @Test(arguments: [
    ("plain text, 1.5 (a/b)", "plain text, 1.5 (a/b)"),
    ("a|b", "a\\|b"), ("`x`", "\\`x\\`"), ("*b*", "\\*b\\*"), ("[t](u)", "\\[t\\](u)"),
    ("<b>&amp;", "\\<b\\>\\&amp;"), ("# head", "\\# head"), ("a # b", "a # b"),
    ("![i]", "\\!\\[i\\]"), ("back\\slash", "back\\\\slash"), ("~~s~~", "\\~\\~s\\~\\~"),
    ("snake_case_1", "snake_case_1"), ("_it_", "\\_it\\_"), ("two\nlines\r\n", "two lines  "),
    ("tab\there", "tab here"), ("a\u{202E}b\u{2066}c\u{200B}", "a b c "),
    ("größe é 試", "größe é 試"),
  ])
  func escapes(text: String, expected: String) {
    #expect(Markdown.escaped(text) == expected)
  }

  @Test(arguments: [
    ("a", "`a`"), ("a`b", "`` a`b ``"), ("``", "``` `` ```"), ("a|b", "`a\\|b`"),
    ("a\nb", "`a b`"), ("a\u{202E}b", "`a b`"), ("<i>", "`<i>`"),
  ])
  func codeSpans(text: String, expected: String) {
    #expect(Markdown.code(text) == expected)
  }

  /// A name that is empty or of spaces alone makes no code span in CommonMark: two backticks in a row
  /// would open a fence.
  @Test func emptyName() {
    #expect(Markdown.code("") == "(empty)")
    #expect(Markdown.code("  ") == "(empty)")
  }

  /// Hostile names in a table of runs neither break a row nor reach the reader as markup.
  @Test func hostileLabelsInAReport() throws {
    let hostile = "m|`x`<script>alert(1)</script>[l](http://e)\u{202E}"
    let rows = (1...3).map { "\"\(hostile)\(["A", "B"][$0 % 2])\",\($0).5,2\n" }
    let folder = try TemporaryFolder(
      ["a|b.csv": "model,ttft_s,tokens_s\n" + rows.joined()], name: "we`ird|<b>")
    let report = try MarkdownReport(folder.analysis()).text()
    var width = 0
    for line in report.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = 0
        continue
      }
      let bars = line.replacing("\\\\", with: "").replacing("\\|", with: "").filter { $0 == "|" }
      if width > 0 { #expect(bars.count == width, "\(line)") }
      width = bars.count
    }
    #expect(!report.unicodeScalars.contains("\u{202E}"))
    let unescaped = ReportChecker.withoutCode(report).replacing("\\<", with: "")
    #expect(!unescaped.contains("<script"))
    #expect(try ReportChecker(report, folder.analysis().sheet).violations == [])
  }
}
