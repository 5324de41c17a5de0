import Testing

@testable import Tables

@Suite("Passes over a file that is not kept")
struct WidePassTests {
  @Test("thousands of columns", .timeLimit(.minutes(15)))
  func wide() throws {
    let growth = try growthOfTime(of: [4000, 16_000]) { (count) throws in
      let names = (0..<count).map { "c\($0)" }.joined(separator: ",")
      let ones = [String](repeating: "1", count: count).joined(separator: ",")
      let text = "\(names)\n\(ones),\n\(ones),\n\(ones),\n"
      try withTemporaryFile(Array(text.utf8), ending: "csv") { (path) throws in
        let passes = try CSVPasses(path)
        #expect(passes.columns.map(\.name) == passes.model.columnNames)
        #expect(passes.columns.count == count && passes.rowCount == 3)
      }
    }
    #expect(growth < 9)
  }
}
