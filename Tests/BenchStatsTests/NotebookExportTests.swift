import BenchStats
import Foundation
import TestSupport
import Testing

/// The notebook that the repository keeps is the one that `make notebooks` writes now. The files with
/// computed figures are left out: their last digits may differ from processor to processor.
@Suite struct NotebookExportTests {
  @Test(arguments: ["runs.csv", "report.ipynb"])
  func theKeptNotebookIsCurrent(name: String) throws {
    let folder = try BenchmarkFolder(Repository.fixture("chat-models").path)
    let export = NotebookExport(try FolderAnalysis(folder))
    let file = try #require(export.files.first { $0.name == name })
    let kept = Repository.root.appendingPathComponent("notebooks-export/chat-models/\(name)")
    #expect(try String(contentsOf: kept, encoding: .utf8) == file.text)
  }
}
