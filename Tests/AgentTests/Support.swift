import Benchmarks
import Facts
import Foundation
import TestSupport

@testable import Agent

/// The analysis of the recorded fixture.
let chatModels: FolderAnalysis = {
  do {
    return try FolderAnalysis(BenchmarkFolder(Repository.fixture("chat-models").path))
  } catch { fatalError("\(error)") }
}()

/// A folder of files made for one test, removed with the value.
final class TemporaryFolder {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("bench-stats-\(UUID().uuidString)")

  init(_ files: [String: String] = [:]) throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (path, text) in files { try Data(text.utf8).write(to: url.appendingPathComponent(path)) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func analysis() throws -> FolderAnalysis { try FolderAnalysis(BenchmarkFolder(url.path)) }
}

/// Limits that make a test short.
var shortLimits: ClientLimits {
  var limits = ClientLimits()
  limits.connect = 2
  limits.stall = 1
  limits.backOff = 0.01
  limits.answerBytes = 200_000
  return limits
}

/// A request of one message.
let hello = ModelRequest(messages: [ModelMessage(.user, "Hello")])

/// A model that answers by a function.
struct FunctionClient: ModelClient {
  var answers: @Sendable (ModelRequest) throws -> String

  func answer(
    _ request: ModelRequest, onPiece: (String) -> Void
  ) throws(ModelError) -> ModelAnswer {
    do {
      let text = try answers(request)
      onPiece(text)
      var metrics = CallMetrics()
      metrics.elapsed = 0
      metrics.generatedTokens = 4
      metrics.evaluation = 0.1
      return ModelAnswer(text: text, metrics: metrics)
    } catch let error as ModelError { throw error } catch { throw .empty }
  }
}
