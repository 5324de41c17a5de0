import Foundation
import Glibc
import TestSupport
import Testing

/// A port of 127.0.0.1 that takes connections and never answers.
private final class SilentServer {
  private let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  let port: UInt16

  init() throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) | listen(descriptor, 8)
          | getsockname(descriptor, address, &size)
      }
    }
    guard status == 0 else { throw CocoaError(.fileReadUnknown) }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }
}

@Suite struct AgentCommandTests {
  private let data = Repository.fixture("chat-models")
  private let nobody = "http://127.0.0.1:1"

  private func files(_ folder: OpenFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }

  private func run(_ words: String, _ folder: OpenFolder) -> Outcome {
    Outcome(
      ["agent", data.path] + words.split(separator: " ").map(String.init)
        + ["--output", folder.url.appendingPathComponent("report.md").path])
  }

  @Test func writesTheReportWithItsFactsAndDigests() throws {
    let folder = try OpenFolder()
    let outcome = run("--no-times", folder)
    #expect(outcome.status == 0)
    #expect(try files(folder) == ["report.digests.json", "report.facts.json", "report.md"])
    let report = try String(
      contentsOf: folder.url.appendingPathComponent("report.md"), encoding: .utf8)
    #expect(report.contains("No model wrote any of it."))
    let again = try OpenFolder()
    _ = run("--no-times", again)
    #expect(
      try Data(contentsOf: folder.url.appendingPathComponent("report.facts.json"))
        == Data(contentsOf: again.url.appendingPathComponent("report.facts.json")))
  }

  @Test func withoutAServerTheReportIsWrittenAndSaysWhy() throws {
    let folder = try OpenFolder()
    let outcome = run("--model ollama:any --base-url \(nobody)", folder)
    #expect(outcome.status == 0)
    #expect(outcome.stderr.contains("the report has no words of ollama:any: no server at"))
    let report = try String(
      contentsOf: folder.url.appendingPathComponent("report.md"), encoding: .utf8)
    #expect(report.contains("**Without the model's words:** `no server at"))
    #expect(report.contains("## Recommendations"))
  }

  @Test func noFallbackFailsAndWritesNothing() throws {
    let folder = try OpenFolder()
    let outcome = run("--model openai:any --base-url \(nobody) --no-fallback", folder)
    #expect(outcome.status == 1)
    #expect(outcome.stderr.hasPrefix("bench-stats: openai:any: no server at"))
    #expect(outcome.stderr.split(separator: "\n").count == 1)
    #expect(try files(folder) == [])
  }

  @Test func whatCannotBeWrittenLeavesNothing() throws {
    let folder = try OpenFolder()
    let report = folder.url.appendingPathComponent("report.md").path
    try FileManager.default.createDirectory(
      atPath: folder.url.appendingPathComponent("report.digests.json").path,
      withIntermediateDirectories: true)
    let outcome = Outcome(["agent", data.path, "--output", report])
    #expect(outcome.status == 1)
    #expect(try files(folder) == ["report.digests.json"])
    let nowhere = Outcome(["agent", data.path, "--output", report + "/no/report.md"])
    #expect(nowhere.status == 1)
  }

  @Test func anInputIsNotOverwritten() throws {
    let folder = try OpenFolder()
    try Data("tokens_s\n1\n2\n".utf8).write(to: folder.url.appendingPathComponent("runs.md"))
    let outcome = Outcome([
      "agent", folder.url.path, "--output", folder.url.appendingPathComponent("runs.md").path,
    ])
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("it is one of the input files"))
  }

  @Test(.enabled(if: Executable.isBuilt, "bench-stats is not built beside the tests"))
  func interruptionLeavesNothing() throws {
    let folder = try OpenFolder()
    let server = try SilentServer()
    let start = ContinuousClock.now
    // The thread of a test may block signals, and a child inherits that; a shell can't undo it. (And a
    // shell without job control lets its children ignore SIGINT: TERM is as good.)
    let unblocked = """
      import os, signal, sys
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      os.execv(sys.argv[1], sys.argv[1:])
      """
    let outcome = try Executable.shell(
      """
      python3 -c '\(unblocked)' "$0" agent '\(data.path)' --model ollama:any --timeout 9 \
      --base-url http://127.0.0.1:\(server.port) --output report.md & sleep 3; kill -TERM $!; wait $!
      """, in: folder.url)
    #expect(outcome.status == 128 + SIGTERM)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(try files(folder) == [])
  }

  @Test func aConfigurationFileIsReadAndOverridden() throws {
    let folder = try OpenFolder()
    let config = folder.url.appendingPathComponent("agent.yaml")
    try Data("model: ollama:one\nbase-url: \(nobody)\nseed: 3\n".utf8).write(to: config)
    let outcome = run("--config \(config.path) --model ollama:other", folder)
    #expect(outcome.stderr.contains("no words of ollama:other"))
    let report = try String(
      contentsOf: folder.url.appendingPathComponent("report.md"), encoding: .utf8)
    #expect(report.contains("- `seed`: <a id=\"run_setting_seed\"></a>[3]"))
    try Data("mood: good\n".utf8).write(to: config)
    let bad = run("--config \(config.path)", folder)
    #expect(bad.status == 1)
    #expect(bad.stderr.contains("agent.yaml:1:1: expected an option"))
  }

  @Test func personasCanBeWrittenAndTaken() throws {
    let folder = try OpenFolder()
    let personas = folder.url.appendingPathComponent("personas").path
    #expect(Outcome(["agent", "personas", "--output", personas]).status == 0)
    let written = try FileManager.default.contentsOfDirectory(atPath: personas).sorted()
    #expect(written == ["collector.md", "insight-writer.md", "report-writer.md"])
    #expect(run("--personas \(personas)", folder).status == 0)
    try Data("---\nname: x\n".utf8).write(to: URL(fileURLWithPath: personas + "/x.md"))
    let bad = run("--personas \(personas)", folder)
    #expect(bad.status == 1)
    #expect(bad.stderr.contains("x.md:1: expected a head in YAML"))
  }

  @Test func aComparisonNeedsModels() throws {
    let folder = try OpenFolder()
    let config = folder.url.appendingPathComponent("plain.yaml").path
    try Data("seed: 3\n".utf8).write(to: URL(fileURLWithPath: config))
    let outcome = Outcome(["agent", "compare", config, config, data.path])
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("expected a configuration with a model, found none"))
  }
}
