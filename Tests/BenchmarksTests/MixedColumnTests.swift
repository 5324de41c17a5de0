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
