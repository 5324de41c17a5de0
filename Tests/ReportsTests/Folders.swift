import Benchmarks
import Facts
import Foundation
import TestSupport

/// A folder of files made for one test, removed with the value.
final class TemporaryFolder {
  let url: URL

  init(_ files: [String: String], name: String = "runs") throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-stats-\(UUID().uuidString)").appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (path, text) in files {
      let file = url.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  deinit { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }

  func analysis() throws -> FolderAnalysis { try FolderAnalysis(BenchmarkFolder(url.path)) }
}

/// The analysis of the recorded fixture.
func chatModels() throws -> FolderAnalysis {
  try FolderAnalysis(BenchmarkFolder(Repository.fixture("chat-models").path))
}
