import Testing

@testable import Tables

@Suite("Types of CSV columns")
struct ColumnTypeTests {
  @Test(
    "the type comes from all cells",
    arguments: [
      (["1", "-2", "+3"], .integer), (["1", "2.5"], .double), (["1", "1e3"], .double),
      (["1", ".5", "5."], .double), (["1", "inf", "-Infinity"], .double),
      (["9223372036854775807", "-9223372036854775808"], .integer),
      (["9223372036854775808"], .double), (["true", "False", "TRUE"], .boolean),
      (["2025-10-04", "2025-10-04T14:32:44Z"], .time), (["a", "b"], .label),
      (["1", "a"], .label), (["1", "true"], .label), (["true", "2025-10-04"], .label),
      (["1.5", "2025-10-04"], .label), (["tRUE"], .label), (["0x1F"], .label),
      (["1e"], .label), (["1e+"], .label), (["."], .label), (["-"], .label), (["1.2.3"], .label),
      (["1_000"], .label), (["1 000"], .label), (["--1"], .label), (["infinite"], .label),
      (["", "NA"], .label), ([], .label), (["", "1"], .integer), (["NaN", "1"], .integer),
      ([" 1 ", "\t2"], .integer), ([" true "], .boolean), ([" 2025-10-04 "], .time),
      (["1e999999999999999999999"], .double), (["yes", "no"], .label), (["007"], .integer),
    ] as [([String], ColumnType)])
  func type(cells: [String], expected: ColumnType) throws {
    #expect(try column(cells).type == expected)
  }

  @Test("one late cell changes the type of all")
  func lateCell() throws {
    let cells = (0..<1000).map(String.init)
    #expect(try column(cells).type == .integer)
    #expect(
      try column(cells + ["0.5"]).values
        == .doubles(ColumnValues((0..<1000).map(Double.init) + [0.5])))
    let labels = try column(cells + ["x"])
    #expect(texts(labels) == cells + ["x"])
  }

  @Test("values of each type")
  func values() throws {
    #expect(try column(["1", "-2"]).values == .integers([1, -2]))
    #expect(try column(["1", "-2.5"]).values == .doubles([1, -2.5]))
    #expect(try column(["true", "FALSE"]).values == .booleans([true, false]))
    #expect(
      try column(["1970-01-01T00:00:01Z"]).values
        == .times([Timestamp(nanoseconds: 1_000_000_000)]))
    let labels = try column(["b", "a", "b", "c"])
    guard case .labels(let coded) = labels.values else {
      Issue.record("labels expected")
      return
    }
    #expect(coded.codes == [0, 1, 0, 2])
    #expect(coded.dictionary == ["b", "a", "c"])
  }

  @Test("labels keep their blanks and their spelling")
  func spelling() throws {
    #expect(try texts(column([" a ", "1.50", "TRUE"])) == [" a ", "1.50", "TRUE"])
  }

  @Test("numbers in quotes are numbers")
  func quotedNumbers() throws {
    let column = try table("x,y\n\"1\",a\n\"2.5\",b\n").requiredColumn("x")
    #expect(column.values == .doubles([1, 2.5]))
  }

  @Test("digits in groups are numbers where the whole column has them")
  func grouping() throws {
    #expect(
      try table("x\n\"22,80,000\"\n").requiredColumn("x").values == .integers([2_280_000]))
    #expect(try table("x\n\"22,80,000\"\n2280000\n").requiredColumn("x").type == .label)
  }

  @Test("100,000 distinct labels are coded in order of appearance", .timeLimit(.minutes(15)))
  func manyLabels() {
    let labels = (0..<100_000).map { "label \($0)" }
    let column = Column(name: "x", labels: labels + labels.reversed() + [nil])
    guard case .labels(let coded) = column.values else {
      Issue.record("labels expected")
      return
    }
    #expect(coded.dictionary.count == 100_000)
    let ascending = (0..<100_000).map(Int32.init)
    #expect(coded.codes == ColumnValues(ascending + ascending.reversed() + [-1]))
  }
}
