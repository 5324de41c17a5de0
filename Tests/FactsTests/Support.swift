import Benchmarks
import Facts
import Foundation
import Statistics
import Tables
import TestSupport

/// The analysis of the recorded folder, made once.
let chatModels = Result { try analysis(Repository.fixture("chat-models").path) }

/// The analysis of the real data beside the repository, made once.
let chimera = Result { try analysis(try sharedFile("data/chimera-101").path) }

func analysis(
  _ folder: String, _ options: AnalysisOptions = AnalysisOptions()
) throws -> FolderAnalysis {
  try FolderAnalysis(BenchmarkFolder(folder), options: options)
}

/// The analysis of files made for a test: name and text.
func analysis(of files: [String: String]) throws -> FolderAnalysis {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("bench-stats-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  return try analysis(folder.path)
}

/// A run of another program: its exit code and what it printed.
func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

/// Every fact, whichever folder it is from, with the folder.
struct Source: Sendable {
  let name: String
  let folder: URL
  let analysis: Result<FolderAnalysis, any Error>
}

/// The folders that facts are looked at in: the recorded one, and the real data where it is there.
let sources: [Source] = {
  var all = [
    Source(
      name: "chat-models", folder: Repository.fixture("chat-models"), analysis: chatModels)
  ]
  if let shared = Repository.shared {
    all.append(
      Source(
        name: "chimera-101", folder: shared.appendingPathComponent("data/chimera-101"),
        analysis: chimera))
  }
  return all
}()
