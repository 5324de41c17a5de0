import Foundation
import TestSupport
import Testing

@testable import BenchStatsCLI

/// What only the real executable shows: full disks, closed pipes, other users.
@Suite(.enabled(if: Executable.isBuilt, "bench-stats is not built beside the tests"))
struct ExecutableTests {
  private let data = Repository.fixture("chat-models")

  @Test func fullDiskAsStandardOutput() throws {
    let outcome = try Executable.shell("exec \"$0\" inventory . > /dev/full", in: data)
    #expect(
      outcome
        == Outcome(
          status: 1, stdout: "", stderr: "bench-stats: standard output: No space left on device\n"))
  }

  @Test func closedStandardOutput() throws {
    let outcome = try Executable.shell("exec \"$0\" inventory . >&-", in: data)
    #expect(
      outcome
        == Outcome(
          status: 1, stdout: "", stderr: "bench-stats: standard output: Bad file descriptor\n"))
  }

  /// A reader that goes away ends the process silently, as it does every other filter.
  @Test func closedPipe() throws {
    let outcome = try Executable.shell("\"$0\" facts . | head -n 1", in: data)
    #expect(outcome == Outcome(status: 0, stdout: "{\n", stderr: ""))
  }

  @Test func standardInput() throws {
    let line = "printf 'a\\n1\\n2\\n' | \"$0\" percentiles - --column a --p 50 --format csv"
    let outcome = try Executable.shell(line, in: data)
    #expect(outcome.status == 0)
    #expect(outcome.stdout.hasPrefix("percentile,value,lower,upper,level achieved\np50,1.5,"))
  }

  @Test(
    .enabled(if: Executable.canChangeUser, "only root can run the command as another user"))
  func folderWithoutPermission() throws {
    let folder = try OpenFolder()
    let copy = folder.url.appendingPathComponent("bench-stats")
    try FileManager.default.copyItem(at: Executable.url, to: copy)
    let locked = folder.url.appendingPathComponent("locked")
    try FileManager.default.createDirectory(at: locked, withIntermediateDirectories: true)
    try Data("a\n1\n".utf8).write(to: locked.appendingPathComponent("a.csv"))
    try Data("a\n1\n".utf8).write(to: folder.url.appendingPathComponent("open.csv"))
    chmod(locked.path, 0)
    func run(_ arguments: String) throws -> Outcome {
      try Executable.shell(
        "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" \(arguments)",
        in: folder.url, executable: copy)
    }
    for command in ["inventory", "facts", "report"] {
      let outcome = try run("\(command) locked")
      #expect(outcome.status == 1)
      #expect(outcome.stdout.isEmpty)
      #expect(outcome.stderr.hasPrefix("bench-stats: locked: "))
      #expect(outcome.stderr.lowercased().contains("permission denied"))
      #expect(outcome.stderr.split(separator: "\n").count == 1)
    }
    let file = try run("describe locked/a.csv")
    #expect(file.status == 1)
    #expect(file.stderr.lowercased().contains("permission denied"))
    // Below a readable folder it is a problem of the inventory, and nothing else is lost.
    let inventory = try run("inventory . --strict")
    #expect(inventory.status == 3)
    #expect(inventory.stdout.contains("locked"))
    #expect(inventory.stdout.lowercased().contains("permission denied"))
    #expect(inventory.stdout.contains("csv"))
    let output = try run("inventory . --output locked/out.txt")
    #expect(output.status == 1)
    #expect(output.stderr == "bench-stats: locked/out.txt: can't be written: permission denied\n")
  }
}

/// Files are written whole or not at all.
@Suite struct OutputFileTests {
  @Test func replacesAndKeepsModeAndLink() throws {
    let folder = try OpenFolder()
    let path = folder.url.appendingPathComponent("a.txt").path
    let link = folder.url.appendingPathComponent("link").path
    try OutputFile.write("one", to: path)
    chmod(path, 0o640)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try OutputFile.write("two", to: link)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "two")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
  }

  @Test func nothingIsLeftOfAFailure() throws {
    let folder = try OpenFolder()
    #expect(throws: OutputError.self) {
      try OutputFile.write("x", to: folder.url.appendingPathComponent("no/a.txt").path)
    }
    #expect(throws: OutputError.self) { try OutputFile.write("x", to: folder.url.path) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  /// A signal while a file is written (not SIGINT, which a shell may ignore for its children): the
  /// process ends by the signal and the half file is removed.
  @Test func interruption() async throws {
    let result = await #expect(
      processExitsWith: .signal(SIGTERM), observing: [\.standardOutputContent]
    ) {
      let path = NSTemporaryDirectory() + "bench-stats-interrupted-\(getpid())"
      print(path)
      fflush(nil)
      try Data("half".utf8).write(to: URL(fileURLWithPath: path))
      Interruption.removing(path) {
        // To the process: this thread belongs to Dispatch, which blocks signals.
        kill(getpid(), SIGTERM)
        sleep(60)
      }
    }
    let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
    let path = try #require(
      output.split(separator: "\n").first { $0.contains("/bench-stats-interrupted-") })
    #expect(!FileManager.default.fileExists(atPath: String(path)))
  }

  @Test func signalsAreAsBeforeAfterwards() async {
    await #expect(processExitsWith: .success) {
      signal(SIGHUP, SIG_IGN)
      Interruption.removing("/nonexistent") { _ = kill(getpid(), SIGHUP) }
      kill(getpid(), SIGHUP)
      usleep(100_000)
      exit(0)
    }
  }
}
