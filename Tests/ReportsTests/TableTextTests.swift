import Testing

@testable import Reports

@Suite struct TableTextTests {
  private let table = OutputTable(
    title: "Runs", headers: ["name", "value"],
    rows: [
      [.label("a,\"b\"\n"), .number(0.1 + 0.2)], [.label("ü"), .number(nil)],
      [.label(nil), .number(1e300)],
    ])

  @Test func textAlignsNumbersToTheRight() {
    let small = OutputTable(
      headers: ["name", "n"],
      rows: [[.label("long name"), .count(7)], [.label("a"), .count(100)]])
    #expect(
      TextTable.text(small, style: .plain) == "name         n\nlong name    7\na          100\n")
  }

  @Test func csvHasNumbersInFullAndQuotesWhereNeeded() {
    #expect(
      CSVTable.text(table)
        == "name,value\n\"a,\"\"b\"\"\n\",0.30000000000000004\nü,\n,1e+300\n")
  }

  @Test func markdownIsAGrid() {
    #expect(
      MarkdownTable.text(table)
        == "**Runs**\n\n| name | value |\n| --- | --: |\n| a,\"b\"  | 0.3000 |\n| ü | - |\n"
        + "|  | 1.000e+300 |\n")
  }

  @Test func colourOnlyWhereAskedFor() {
    #expect(TextTable.text(table, style: .coloured).contains("\u{1B}[1mRuns\u{1B}[0m"))
    #expect(!TextTable.text(table, style: .plain).contains("\u{1B}"))
  }

  @Test func settingsHideTheErrorOfTheLastBinaryPlace() {
    #expect(OutputCell.setting(0.8 - 0.5).text == "0.3")
    #expect(OutputCell.setting(0.8 - 0.5).exact == "0.30000000000000004")
    #expect(OutputCell.setting(1536).text == "1536")
  }
}
