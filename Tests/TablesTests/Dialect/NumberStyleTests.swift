import Testing

@testable import Tables

@Suite("Styles of numbers")
struct NumberStyleTests {
  private func quoted(_ cells: [String]) throws -> Table {
    try table("row,x\n" + cells.enumerated().map { "\($0),\"\($1)\"\n" }.joined())
  }

  @Test(
    "numbers where the whole column has the style",
    arguments: [
      (["1,234,567.5", "1,000", "12", "0.5"], [1_234_567.5, 1000, 12, 0.5]),
      (["22,80,000", "1,00,000", "999"], [2_280_000, 100_000, 999]),
      (["-1,234", "+5,678"], [-1234, 5678]),
      (["1,234", "", "NA", "nan"], [1234, nil, nil, nil]),
      (["12.5%", "3 %", "-1e1%"], [12.5, 3, -10]),
      (["1,234.5%", "100%"], [1234.5, 100]),
      ([" 1,234 ", "5"], [1234, 5]),
    ] as [([String], [Double?])])
  func numbers(cells: [String], expected: [Double?]) throws {
    let column = try quoted(cells).requiredColumn("x")
    #expect(column.doubles == expected)
  }

  @Test(
    "text where it has not",
    arguments: [
      ["1,234", "12345"], ["12%", "0"], ["1,234,567", "1,00,000"], ["1,23", "4,567"],
      ["0,123", "1,234"], ["1,2345", "1"], ["1,,234", "1"], ["1,234", "x"], ["%", "1%"],
      ["1,234e3", "1,234"], ["12,34,567.8.9"], ["1,234,56"], ["5%%"], ["1, 234"],
      [",123", "1,123"],
    ])
  func text(cells: [String]) throws {
    #expect(try quoted(cells).requiredColumn("x").type == .label)
  }

  @Test("whole numbers stay whole, and a late cell of another style makes text of all")
  func wholeColumn() throws {
    #expect(try quoted(["1,234", "7"]).columns[1].values == .integers([1234, 7]))
    let many = (0..<60_000).map { "\($0 % 900)" }
    #expect(try quoted(many + ["1,234"]).columns[1].type == .integer)
    #expect(try quoted(many + ["1,234", "12345"]).columns[1].type == .label)
    #expect(try quoted(many + ["12%"]).columns[1].type == .label)
  }

  @Test("groups come with a notice, percent signs with a unit")
  func notices() throws {
    let table = try quoted(["12", "1,234", "5,678"])
    #expect(words(table) == ["x: 2 cells with digits in groups read as numbers (first on line 3)"])
    let percent = try quoted(["12%", "1%"])
    #expect(percent.units == ["x": "%"] && percent.notices.isEmpty)
    #expect(
      try words(quoted(["12%", "0"]))
        == ["x is text: 2 numbers written in more than one style (first on line 2)"])
  }

  @Test("whole numbers beyond 64 bits come with their notice in groups too")
  func bigGroups() throws {
    let table = try table("x,y\n\"1,234,567\",1.5\n\"-12,345,678,901,234,567,891\",2.5\n")
    #expect(try table.numbers("x") == [1_234_567, -12_345_678_901_234_567_168])
    #expect(
      table.notices == [
        ReadNotice(.digitGroups(column: "x"), count: 2, line: 2),
        ReadNotice(.integersBeyond64Bits(column: "x"), count: 1, line: 3),
      ])
    let largest = try quoted(["9,223,372,036,854,775,807", "-9,223,372,036,854,775,808"])
    #expect(largest.columns[1].type == .integer && largest.notices.count == 1)
  }

  @Test(
    "decimal marks where commas do not divide",
    arguments: [
      ("a;b\n1,5;x\n2;y\n", ["a: 1.5 2", "b: x y"], DecimalMark.comma),
      ("a\tb\n1,5\tx\n2\ty\n", ["a: 1.5 2", "b: x y"], .comma),
      ("a;b\n1.234,5;x\n7;y\n", ["a: 1234.5 7", "b: x y"], .comma),
      ("a;b\n1,5e3;1.234\n2;5.678\n", ["a: 1500 2", "b: 1234 5678"], .comma),
      ("a;b\n12,5%;x\n2%;y\n", ["a: 12.5 2", "b: x y"], .comma),
      ("a;b\n1.5;x\n2;y\n", ["a: 1.5 2", "b: x y"], .point),
      ("a;b\n1.5;1,234\n2;5,678\n", ["a: 1.5 2", "b: 1234 5678"], .point),
      ("a;b\n1,5;x\nlate;y\n2,5;z\n", ["a: 1,5 late 2,5", "b: x y z"], .comma),
      // Both marks, or a mark that may be either: text.
      ("a;b\n1.5;1,5\n2.5;2,5\n", ["a: 1.5 2.5", "b: 1,5 2,5"], .point),
      ("a;b\n1,234;x\n5,678;y\n", ["a: 1,234 5,678", "b: x y"], .point),
      ("a;b\n1.234;x\n5.678;y\n", ["a: 1.234 5.678", "b: x y"], .point),
    ])
  func decimalMarks(text: String, expected: [String], mark: DecimalMark) throws {
    let table = try table(text)
    #expect(lines(table) == expected)
    #expect(table.dialect?.decimalMark.value == mark)
  }

  @Test("a mark that may be either is said")
  func unclear() throws {
    let text = "a;b\n1,234;x\n5,678;y\n"
    #expect(
      try words(table(text)) == [
        "a is text: 2 cells with a comma or point that may be a decimal mark or not "
          + "(first on line 2)"
      ])
    // In quotes between commas too, beside a column that shows a decimal comma.
    let beside = try table("a,b\n\"1,234\",\"0,5\"\n\"5,678\",\"1,25\"\n")
    #expect(beside.columns.map(\.type) == [.label, .label] && beside.notices.count == 2)
    let point = try table("a,b\n\"1,234\",0.5\n\"5,678\",1.25\n")
    #expect(try point.numbers("a") == [1234, 5678])
  }

  @Test("many blocks of decimal commas")
  func manyBlocks() throws {
    let rows = (0..<100_000).map { "\($0),25;\($0)\n" }.joined()
    let table = try table("x;y\n" + rows)
    #expect(try table.numbers("x") == (0..<100_000).map { Double($0) + 0.25 })
    #expect(table.columns[1].type == .integer)
    #expect(
      try Tables.CSVReader.parse(
        Array(("x;y\n" + rows + "0.5;1\n").utf8), file: "t"
      ).columns[0].type == .label)
  }
}
