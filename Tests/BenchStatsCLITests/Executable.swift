import Foundation
import Glibc

/// The built `bench-stats`, for what an in-process run can't show.
enum Executable {
  /// Beside the test bundle.
  static let url = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("bench-stats")

  static var isBuilt: Bool { FileManager.default.isExecutableFile(atPath: url.path) }

  /// Whether a command can be run as another user.
  static var canChangeUser: Bool {
    geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
  }

  /// Runs a line of the shell with the executable as `$0`, in a folder.
  static func shell(_ line: String, in folder: URL, executable: URL = url) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, executable.path]
    process.currentDirectoryURL = folder
    let out = Pipe()
    process.standardOutput = out
    let errors = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-stats-stderr-\(UUID().uuidString)")
    try Data().write(to: errors)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let stdout = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, stdout: String(decoding: stdout, as: UTF8.self),
      stderr: try String(contentsOf: errors, encoding: .utf8))
  }
}

/// A folder that everybody may read, removed with the value; in /tmp, for a user's own temporary
/// folder may be closed to others.
final class OpenFolder {
  let url = URL(fileURLWithPath: "/tmp/bench-stats-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    chmod(url.path, 0o777)
  }

  deinit {
    chmod(url.appendingPathComponent("locked").path, 0o700)
    try? FileManager.default.removeItem(at: url)
  }
}
