import Facts
import Foundation
import Tables
import TestSupport
import Testing

@testable import Reports

@Suite struct NotebookTests {
  private func written(_ export: NotebookExport) throws -> TemporaryFolder {
    try TemporaryFolder(
      Dictionary(uniqueKeysWithValues: export.files.map { ($0.name, $0.text) }), name: "export")
  }

  @Test func files() throws {
    let export = try NotebookExport(chatModels())
    #expect(
      export.files.map(\.name) == [
        "runs.csv", "percentiles.csv", "correlations.csv", "coefficients.csv", "facts.json",
        "report.ipynb",
      ])
    #expect(try export.files == NotebookExport(chatModels()).files)
  }

  @Test func tablesAreTidy() throws {
    let folder = try written(NotebookExport(chatModels()))
    for name in ["runs", "percentiles", "correlations", "coefficients"] {
      let table = try Table(contentsOf: folder.url.appendingPathComponent("\(name).csv").path)
      #expect(table.rowCount > 10)
    }
    let analysis = try chatModels()
    let percentiles = try Table(
      contentsOf: folder.url.appendingPathComponent("percentiles.csv").path)
    let ids = try #require(percentiles.columns.first { $0.name == "fact" })
    let values = try percentiles.numbers("value")
    for row in 0..<percentiles.rowCount {
      let fact = try #require(analysis.sheet[id: ids.text(at: row)!])
      #expect(values[row] == fact.value)
    }
  }

  @Test func notebookIsNbformat4() throws {
    let folder = try written(NotebookExport(chatModels()))
    let object = try jsonObject(at: folder.url.appendingPathComponent("report.ipynb"))
    let notebook = try #require(object as? [String: Any])
    #expect(notebook["nbformat"] as? Int == 4)
    let cells = try #require(notebook["cells"] as? [[String: Any]])
    #expect(cells.count > 5)
    #expect(Set(cells.compactMap { $0["id"] as? String }).count == cells.count)
    for cell in cells {
      #expect(["code", "markdown"].contains(cell["cell_type"] as? String))
      #expect(cell["source"] is [String])
    }
  }

  @Test(.enabled(if: python != nil, "BENCH_STATS_PYTHON names no interpreter"))
  func notebookRuns() throws {
    try expectToRun(NotebookExport(chatModels()))
  }

  /// A folder without a sweep, so that the tables of correlations and surfaces are empty.
  @Test(.enabled(if: python != nil, "BENCH_STATS_PYTHON names no interpreter"))
  func notebookOfLittleRuns() throws {
    let source = try TemporaryFolder(["a.csv": "ttft_s,tokens_s\n0.1,50\n0.2,51\n"])
    try expectToRun(NotebookExport(source.analysis()))
  }

  private func expectToRun(_ export: NotebookExport) throws {
    let folder = try written(export)
    let result = try runPython(
      [
        "-m", "nbconvert", "--to", "notebook", "--execute", "report.ipynb", "--output",
        "executed.ipynb",
      ], in: folder.url)
    #expect(result.status == 0, "\(result.output)")
    guard result.status == 0 else { return }
    let object = try jsonObject(at: folder.url.appendingPathComponent("executed.ipynb"))
    let cells = try #require((object as? [String: Any])?["cells"] as? [[String: Any]])
    for cell in cells where cell["cell_type"] as? String == "code" {
      #expect(cell["execution_count"] is Int)
      let outputs = cell["outputs"] as? [[String: Any]] ?? []
      #expect(!outputs.contains { $0["output_type"] as? String == "error" })
    }
  }
}
