import Testing

@testable import Tables

@Suite("Names of columns")
struct HeaderNamesTests {
  @Test(
    "are made distinct",
    arguments: [
      ("a,b,a\n1,2,3\n", ["a", "b", "a (2)"]),
      ("a,a,a\n1,2,3\n", ["a", "a (2)", "a (3)"]),
      ("a,a,a (2)\n1,2,3\n", ["a", "a (3)", "a (2)"]),
      ("a,,\n1,2,3\n", ["a", "column 2", "column 3"]),
      (",column 1\n1,2\n", ["column 1 (2)", "column 1"]),
      ("\n\nx,\"x\"\n1,2\n", ["x", "x (2)"]),
      ("caf\u{E9},cafe\u{301}\n1,2\n", ["caf\u{E9}", "cafe\u{301}"]),
    ])
  func distinct(text: String, expected: [String]) throws {
    #expect(try table(text).columnNames == expected)
  }

  @Test("with a notice each")
  func notices() throws {
    let table = try table("\na,,a\n1,2,3\n")
    #expect(
      table.notices == [
        ReadNotice(.renamedColumn(from: "", to: "column 2"), line: 2),
        ReadNotice(.renamedColumn(from: "a", to: "a (2)"), line: 2),
      ])
    #expect(
      words(table) == [
        "a column without a name is called 'column 2' (line 2)",
        "a second column 'a' is called 'a (2)' (line 2)",
      ])
  }
}
