import BenchStats
import Glibc

/// A report with the files beside it: all are written, or none.
struct ReportFiles {
  let report: String
  let facts: String
  let digests: String

  /// The files of a report: `report.facts.json` and `report.digests.json` beside `report.md`.
  init(report: String) {
    self.report = report
    let stem = report.hasSuffix(".md") ? String(report.dropLast(3)) : report
    facts = stem + ".facts.json"
    digests = stem + ".digests.json"
  }

  var paths: [String] { [report, facts, digests] }

  /// Writes a report, its facts and the digests.
  ///
  /// - Throws: ``OutputError``.
  func write(_ result: AgentReport, _ folder: BenchmarkFolder) throws {
    try write(
      report: result.markdown, facts: result.factsJSON, of: folder,
      verification: result.verification)
  }

  func write(
    report text: String, facts json: String, of folder: BenchmarkFolder,
    verification: Verification? = nil
  ) throws {
    let attestation = Attestation.json(
      folder, facts: (Self.name(facts), json), report: (Self.name(report), text),
      verification: verification)
    try Self.writeTogether([(facts, json), (digests, attestation), (report, text)])
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Writes each text to a file beside its place, and only when all are written gives them their
  /// names. A signal that comes meanwhile waits for the end, which is near.
  private static func writeTogether(_ files: [(path: String, text: String)]) throws {
    var blocked = sigset_t()
    var old = sigset_t()
    sigemptyset(&blocked)
    for signal in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&blocked, signal) }
    pthread_sigmask(SIG_BLOCK, &blocked, &old)
    defer { pthread_sigmask(SIG_SETMASK, &old, nil) }
    for file in files where isDirectory(file.path) {
      throw OutputError(path: file.path, reason: "is a directory")
    }
    // What is no regular file (a device, a pipe) has no place beside it.
    guard files.allSatisfy({ canBeReplaced($0.path) }) else {
      for file in files { try OutputFile.write(file.text, to: file.path) }
      return
    }
    var staged: [(from: String, to: String)] = []
    do {
      for file in files {
        let name = "\(file.path).\(getpid()).new"
        staged.append((name, file.path))
        try OutputFile.write(file.text, to: name)
      }
      for (from, to) in staged where rename(from, to) != 0 {
        throw OutputError(path: to, reason: String(cString: strerror(errno)).lowercased())
      }
    } catch {
      for (name, _) in staged { unlink(name) }
      throw error
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether nothing stands at the path, or a regular file that is no link.
  private static func canBeReplaced(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG
  }
}
