import TestSupport
import Testing

@testable import Benchmarks

/// The rows of every table of the real data against pandas' (Fixtures/oracles/row_counts.py).
@Suite("row counts of chimera-101", .enabled(if: Repository.shared != nil, "needs ../shared"))
struct RowCountTests {
  @Test("each CSV file has pandas' rows, and each list of objects its length, in one table")
  func rows() throws {
    let oracle = try JSONOracle(fixture: "oracles/row_counts.json")
    let folder = try BenchmarkFolder(try sharedFile("data/chimera-101").path)
    let files = Dictionary(uniqueKeysWithValues: folder.files.map { ($0.path, $0) })
    #expect(oracle.keys.count == 54)
    for path in oracle.keys {
      let record = try #require(files[path], "\(path)")
      // A file with the bytes of an earlier one is read there.
      let file = try #require(record.duplicateOf.map { files[$0] } ?? record)
      if oracle[path]["refused"].exists {
        #expect(file.problem != nil, "\(path)")
        continue
      }
      let counts = file.tables.map { Double($0.table.rowCount) }
      for list in oracle[path].keys {
        let rows = try #require(oracle[path].number(list))
        #expect(counts.contains(rows), "\(path) \(list): \(rows) among \(counts)")
      }
      if path.hasSuffix(".csv") { #expect(counts.count == 1, "\(path)") }
    }
  }

  @Test("every file of a script is recognised, by content")
  func recognised() throws {
    let folder = try BenchmarkFolder(try sharedFile("data/chimera-101").path)
    let counts = Dictionary(grouping: folder.files.compactMap(\.tool?.format.identifier)) { $0 }
      .mapValues(\.count)
    #expect(
      counts == [
        "banter-test-csv": 1, "banter-test-json": 3, "timing-baseline-json": 7,
        "system-metrics-json": 2, "inference-timing-json": 3, "ollama-sweep-csv": 4,
        "ollama-sweep-summary-csv": 4, "ollama-quantization-csv": 1, "compiler-benchmark-json": 9,
        "ollama-baseline-csv": 3, "ollama-baseline-json": 3, "ollama-prompt-suite-csv": 10,
        "ollama-prompt-suite-json": 9,
      ])
  }
}
