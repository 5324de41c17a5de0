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
    #expect(
      outcome.stderr
        == "bench-stats: \(config): expected a configuration with a model, found none\n")
  }

  /// Where the report can't stand nobody is asked for its words.
  @Test func whatCannotBeWrittenIsSaidBeforeAModelIsAsked() throws {
    let server = try FaultServer()
    let folder = try OpenFolder()
    let missing = folder.url.appendingPathComponent("no/report.md").path
    let options = ["--model", "ollama:good", "--base-url", server.address]
    let outcome = Outcome(["agent", data.path, "--output", missing] + options)
    #expect(outcome.status == 1)
    #expect(
      outcome.stderr
        == "bench-stats: \(missing): can't be written: no such file or directory\n")
    let config = folder.url.appendingPathComponent("a.yaml")
    try Data("model: ollama:good\nbase-url: \(server.address)\n".utf8).write(to: config)
    let compared = Outcome([
      "agent", "compare", config.path, config.path, data.path, "--output", missing,
    ])
    #expect(compared.status == 1)
    #expect(try server.requests().count == 0)
  }

  @Test func aLaterRunThatFailsLeavesTheWordsOfTheFirst() throws {
    let server = try FaultServer()
    let folder = try OpenFolder()
    let options =
      "--model ollama:fails-from-seed-three --base-url \(server.address) --seed 1 --runs 3"
    let outcome = run(options, folder)
    #expect(outcome.status == 0)
    #expect(
      outcome.stderr.contains(
        "only 1 of 3 runs of ollama:fails-from-seed-three came to their end: the server refuses"))
    let report = try String(
      contentsOf: folder.url.appendingPathComponent("report.md"), encoding: .utf8)
    #expect(report.contains("A model chose facts and wrote words around them"))
    #expect(report.contains("**Not every run came to its end:** `the server refuses"))
    #expect(!report.contains("Without the model's words"))
    #expect(run(options + " --no-fallback", try OpenFolder()).status == 1)
  }

  @Test func severalRunsGiveStatistics() throws {
    let server = try FaultServer()
    for provider in ["ollama", "openai"] {
      let folder = try OpenFolder()
      let outcome = run("--model \(provider):good --base-url \(server.address) --runs 3", folder)
      #expect(outcome.status == 0 && !outcome.stderr.contains("only"))
      let report = try String(
        contentsOf: folder.url.appendingPathComponent("report.md"), encoding: .utf8)
      #expect(report.contains("[3 runs](#run_repetitions):"))
      #expect(report.contains("- `runs`: <a id=\"run_setting_runs\"></a>[3](#run_setting_runs)"))
    }
  }

  @Test func twoConfigurationsAreCompared() throws {
    let server = try FaultServer()
    let folder = try OpenFolder()
    let paths = try ["a", "b"].map { side in
      let inner = folder.url.appendingPathComponent(side)
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      let path = inner.appendingPathComponent("tuned.yaml")
      let provider = side == "a" ? "ollama" : "openai"
      try Data(
        "model: \(provider):good\nbase-url: \(server.address)\nnum-gpu: 80\nseed: 1\n".utf8
      ).write(to: path)
      return path.path
    }
    let output = folder.url.appendingPathComponent("comparison.md").path
    let outcome = Outcome(
      ["agent", "compare"] + paths + [data.path, "--runs", "2", "--output", output])
    #expect(outcome.status == 0)
    let text = try String(contentsOfFile: output, encoding: .utf8)
    // Two files of one name are told apart, and the settings are those that were in force.
    #expect(text.contains("`\(paths[0])` is the baseline, `\(paths[1])` is held against it"))
    let runs = text.split(separator: "\n").first { $0.hasPrefix("| `runs` |") }
    #expect(runs?.matches(of: /\[2\]/).count == 2)
    let layers = text.split(separator: "\n").first { $0.hasPrefix("| `num_gpu` |") }
    #expect(layers?.contains("`80 (not sent)`") == true)
    #expect(text.contains("too few for limits: Throughput, TTFT"))
    let facts = try String(
      contentsOfFile: folder.url.appendingPathComponent("comparison.facts.json").path,
      encoding: .utf8)
    #expect(facts.contains("setting runs of the baseline configuration: 2"))
  }

  @Test func changedPersonasAreNotWrittenOver() throws {
    let folder = try OpenFolder()
    let arguments = ["agent", "personas", "--output", folder.url.path]
    #expect(Outcome(arguments).status == 0)
    #expect(Outcome(arguments).status == 0)
    let mine = folder.url.appendingPathComponent("insight-writer.md")
    try Data("mine".utf8).write(to: mine)
    let outcome = Outcome(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.stderr.hasSuffix("it is there already, with another content\n"))
    #expect(try String(contentsOf: mine, encoding: .utf8) == "mine")
  }

  @Test func aReplacedReportKeepsItsModeAndItsLink() throws {
    let folder = try OpenFolder()
    let real = folder.url.appendingPathComponent("real.md")
    let report = folder.url.appendingPathComponent("report.md")
    try Data("old".utf8).write(to: real)
    chmod(real.path, 0o600)
    try FileManager.default.createSymbolicLink(at: report, withDestinationURL: real)
    #expect(run("", folder).status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: real.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try String(contentsOf: real, encoding: .utf8).hasPrefix("<!-- bench-stats/report"))
    #expect(
      try files(folder) == ["real.md", "report.digests.json", "report.facts.json", "report.md"])
  }

  @Test func whatAServerDoesNotTakeIsRefused() throws {
    let outcome = run("--model ollama:any --constraint grammar", try OpenFolder())
    #expect(outcome.status == 1)
    #expect(outcome.stderr.contains("expected 'constraint' schema or none"))
    for option in [
      "--seed 9223372036854775807", "--num-ctx 5000000000000000000", "--timeout 214749",
    ] {
      #expect(run("--model ollama:any \(option)", try OpenFolder()).status == 2)
    }
  }

  /// A file that is no library stands before the system's.
  @Test(.enabled(if: Executable.isBuilt, "bench-stats is not built beside the tests"))
  func withoutLibcurlTheReportIsWrittenAndSaysWhy() throws {
    let folder = try OpenFolder()
    try Data("no library".utf8).write(to: folder.url.appendingPathComponent("libcurl.so.4"))
    let outcome = try Executable.shell(
      """
      LD_LIBRARY_PATH='\(folder.url.path)' exec "$0" agent '\(data.path)' --model ollama:any \
      --base-url \(nobody) --output report.md
      """, in: folder.url)
    #expect(outcome.status == 0)
    #expect(outcome.stderr.contains("talking to a model needs libcurl"))
    #expect(try files(folder).contains("report.md"))
  }
}
