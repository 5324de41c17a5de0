import Tables
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct MixedColumnTests {
  private func search(_ text: String) throws -> [MixedColumn] {
    MixedColumn.search(try CSVReader.parse(Array(text.utf8), file: "a.csv"))
  }

  @Test func oneTextAmongNumbersIsFoundWithItsPlace() throws {
    let found = try #require(try search("req,ms\n1,10\n2,timeout\n3,12.5\n").first)
    #expect(found.column == "ms")
    #expect(found.numbers == 2)
    #expect(found.values == 3)
    #expect(found.line == 3)
    #expect(found.example == "timeout")
    #expect(
      found.statement == "ms in a.csv is text: 2 of 3 cells are numbers, but line 3 has 'timeout'")
  }

  @Test(arguments: [
    ("req,ms\n1,\"1,200\"\n2,timeout\n3,\"2,500\"\n", "timeout"),
    ("req,load\n1,12%\n2,n/k\n3,14%\n", "n/k"), ("req;ms\n1;1,5\n2;2,5\n3;late\n", "late"),
  ])
  func numbersOfOtherStylesCount(text: String, example: String) throws {
    let found = try #require(try search(text).first)
    #expect(found.numbers == 2 && found.example == example)
  }

  @Test func noticesOfReadingAreInTheInventory() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.csv", "req,latency_ms,req\n1,10,2\n2,11,3\n")
    let inventory = Inventory(try BenchmarkFolder(folder.path))
    #expect(
      inventory.notices.map(\.statement) == [
        "a.csv: a second column 'req' is called 'req (2)' (line 1)"
      ])
  }

  @Test(arguments: [
    "ms\n1\n2\n", "name\na\nb\n", "name\na\nb\n1\n", "ms\n1\n\nNA\n2\n", "ms\n",
  ])
  func columnsOfOneKindAreNot(text: String) throws {
    #expect(try search(text).isEmpty)
  }

  @Test func theInventoryOfAFolderNamesThem() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.csv", "req,latency_ms\n1,10\n2,timeout\n3,12.5\n")
    let inventory = Inventory(try BenchmarkFolder(folder.path))
    #expect(inventory.mixedColumns.map(\.column) == ["latency_ms"])
  }
}
