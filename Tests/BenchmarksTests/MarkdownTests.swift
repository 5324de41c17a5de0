import Testing

@testable import Benchmarks

@Suite struct MarkdownTests {
  private func document(_ text: String) -> MarkdownDocument { MarkdownDocument(Array(text.utf8)) }

  @Test("a hash in a code block is a line with a hash and no heading")
  func codeBlocks() {
    let fenced = document("# A\n\n```sh\n# comment\n## two\n```\n\n~~~\n# three\n~~~\n## B\n")
    #expect((fenced.headingCount, fenced.hashLineCount) == (2, 5))
    let indented = document("text\n\n    # code\n")
    #expect((indented.headingCount, indented.hashLineCount) == (0, 1))
  }

  @Test("setext headings count, hashes without a blank don't")
  func headings() {
    #expect(document("A\n===\n\nB\n---\n").headingCount == 2)
    #expect(document("#no heading\n").headingCount == 0)
    #expect(document("#no heading\n").hashLineCount == 1)
    #expect(document("####### seven\n").headingCount == 0)
    #expect(document("# closed #\n   ## indented\n").headingCount == 2)
    #expect(document("> # quoted\n\n- # item\n").headingCount == 2)
  }

  @Test("tables need a delimiter row with as many cells as the header")
  func tables() {
    #expect(document("| a | b |\n|---|:-:|\n| 1 | 2 |\n").tableCount == 1)
    #expect(document("a | b\n--|--\n1 | 2\n").tableCount == 1)
    #expect(document("| a | b |\n| 1 | 2 |\n").tableCount == 0)
    #expect(document("| a | b |\n|---|\n| 1 | 2 |\n").tableCount == 0)
    #expect(document("```\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n").tableCount == 0)
    #expect(document("|a|b|\n|-|-|\n|1|2|\n\ntext\n\n|c|\n|-|\n|3|\n").tableCount == 2)
  }

  @Test("line ends don't matter")
  func lineEnds() {
    let unix = "# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nB\n-\n"
    #expect(document(unix) == document(unix.replacing("\n", with: "\r\n")))
    #expect(document(unix).headingCount == 2)
  }

  @Test("an empty text has nothing")
  func empty() {
    let nothing = document("")
    #expect(
      (nothing.headingCount, nothing.tableCount, nothing.hashLineCount) == (0, 0, 0))
  }
}
