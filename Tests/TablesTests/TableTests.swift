import Testing

@testable import Tables

@Suite("Tables")
struct TableTests {
  private let runs: Table

  init() throws {
    runs = try table(
      """
      id,x,name,ok,at
      1,0.5,a,true,2025-10-04
      2,,b,false,2025-10-05

      3,2.5,a,true,
      4,1,,true,2025-10-06
      """, file: "runs.csv")
  }

  @Test("columns by name")
  func columns() throws {
    #expect(runs.columnNames == ["id", "x", "name", "ok", "at"])
    #expect(runs.rowCount == 4)
    #expect(runs.column("x")?.type == .double)
    #expect(runs.column("X") == nil)
    #expect(runs.column("id")?.isNumeric == true)
    #expect(runs.column("ok")?.isNumeric == false)
    #expect(runs.column("name")?.doubles == nil)
    #expect(runs.column("name")?.double(at: 0) == nil)
    #expect(runs.file == "runs.csv" && runs.keyPath == nil)
  }

  @Test("numbers and values")
  func numbers() throws {
    #expect(try runs.numbers("x") == [0.5, nil, 2.5, 1])
    #expect(try runs.values("x") == [0.5, 2.5, 1])
    #expect(try runs.numbers("id") == [1, 2, 3, 4])
  }

  @Test(
    "columns that are not there or not numeric",
    arguments: [
      (
        "y",
        "runs.csv: expected a column named 'y', found the columns 'id', 'x', 'name', 'ok', 'at'"
      ),
      (
        "name", "runs.csv:2: expected numbers in column 'name', found label values such as 'a'"
      ),
      (
        "ok", "runs.csv:2: expected numbers in column 'ok', found boolean values such as 'true'"
      ),
      (
        "at",
        "runs.csv:2: expected numbers in column 'at', "
          + "found time values such as '2025-10-04T00:00:00Z'"
      ),
    ])
  func wrongColumns(name: String, expected: String) {
    #expect(complaint { try runs.numbers(name) } == expected)
  }

  @Test("the example is the first value that is no number for the reader")
  func example() throws {
    let table = try table("x,y\n1,1\n 2 ,2\n0x1F,3\nz,4\n")
    #expect(
      complaint { try table.values("x") }
        == "t.csv:4: expected numbers in column 'x', found label values such as '0x1F'")
    let empty = try Tables.CSVReader.parse(Array("x,y\n,1\n".utf8), file: "t.csv")
    #expect(
      complaint { try empty.values("x") }
        == "t.csv: expected numbers in column 'x', found label values")
  }

  @Test("rows selected in any order keep their lines")
  func selecting() throws {
    let some = runs.selecting(rows: [3, 0, 0])
    #expect(some.rowCount == 3)
    #expect(try some.numbers("id") == [4, 1, 1])
    #expect(try texts(some.requiredColumn("name")) == [nil, "a", "a"])
    #expect(try texts(some.requiredColumn("ok")) == ["true", "true", "true"])
    #expect(try texts(some.requiredColumn("at"))[0] == "2025-10-06T00:00:00Z")
    #expect(some.rowLines == [6, 2, 2])
    #expect(some.line(ofRow: 0) == 6)
    #expect(some.file == "runs.csv")
  }

  @Test("labels that are gone leave the dictionary")
  func dictionary() throws {
    let some = runs.selecting(rows: [1, 3])
    guard case .labels(let labels) = try some.requiredColumn("name").values else {
      Issue.record("labels expected")
      return
    }
    #expect(labels.dictionary == ["b"])
    #expect(labels.codes == [0, -1])
    let again = try table("id,x,name,ok,at\n2,,b,false,2025-10-05\n4,1,,true,2025-10-06\n")
    #expect(try some.requiredColumn("name") == again.requiredColumn("name"))
  }

  @Test("filtered rows keep their order")
  func filter() throws {
    let complete = runs.filter { runs.columns[1].double(at: $0) != nil }
    #expect(try complete.numbers("id") == [1, 3, 4])
    #expect(complete.rowLines == [2, 5, 6])
    #expect(runs.filter { _ in false }.rowCount == 0)
    #expect(runs.filter { _ in true } == runs)
  }

  @Test("tables in memory have no lines")
  func inMemory() throws {
    let table = Table(columns: [
      Column(name: "a", doubles: [1, nil]), Column(name: "b", labels: ["x", nil]),
    ])
    #expect(table.rowCount == 2)
    #expect(table.line(ofRow: 0) == nil)
    #expect(try table.numbers("a") == [1, nil])
    #expect(try texts(table.requiredColumn("b")) == ["x", nil])
    #expect(table.selecting(rows: [1]).rowLines.isEmpty)
    #expect(Table(columns: []).rowCount == 0)
    #expect(
      complaint { try table.numbers("b") }
        == ": expected numbers in column 'b', found label values such as 'x'")
  }

  @Test("columns that differ in length, name or lines are a programmer's error")
  func preconditions() async {
    await #expect(processExitsWith: .failure) {
      _ = Table(columns: [Column(name: "a", doubles: [1]), Column(name: "b", doubles: [1, 2])])
    }
    await #expect(processExitsWith: .failure) {
      _ = Table(columns: [Column(name: "a", doubles: [1]), Column(name: "a", doubles: [2])])
    }
    await #expect(processExitsWith: .failure) {
      _ = Table(columns: [Column(name: "a", doubles: [1])], rowLines: [1, 2])
    }
  }
}
