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
    try refuseUnwritable()
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
    // What is no regular file (a device, a pipe) has no place beside it.
    guard files.allSatisfy({ Self.canBeReplaced($0.path) }) else {
      for file in files { try OutputFile.write(file.text, to: file.path) }
      return
    }
    var staged: [StagedFile] = []
    do {
      for file in files {
        staged.append(try StagedFile(for: file.path))
        try staged[staged.count - 1].fill(with: file.text)
      }
      for file in staged { try file.takePlace() }
    } catch {
      for file in staged { unlink(file.name) }
      throw error
    }
  }

  /// Refuses, before a model is asked, what could not be written when it has answered.
  ///
  /// - Throws: ``OutputError``.
  func refuseUnwritable() throws {
    for path in paths {
      var status = stat()
      let isThere = stat(path, &status) == 0
      if isThere, status.st_mode & S_IFMT == S_IFDIR {
        throw OutputError(path: path, reason: "is a directory")
      }
      // A device or a pipe needs no file beside it.
      guard !isThere || status.st_mode & S_IFMT == S_IFREG else { continue }
      let folder = OutputFile.parts(OutputFile.realPath(path) ?? path).folder
      guard access(folder, W_OK | X_OK) == 0 else {
        throw OutputError(path: path, reason: systemReason())
      }
    }
  }

  /// Whether nothing stands at the path, or a regular file.
  private static func canBeReplaced(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG
  }
}
