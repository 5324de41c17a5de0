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

/// The interpreter with the packages of Tests/requirements.txt; nil where none is named.
let python = ProcessInfo.processInfo.environment["BENCH_STATS_PYTHON"]

/// Runs Python; its exit status and all that it wrote.
func runPython(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: python!)
  process.arguments = arguments
  process.currentDirectoryURL = folder
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, output)
}
