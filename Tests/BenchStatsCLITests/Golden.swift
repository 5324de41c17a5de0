import BenchStatsCLI
import Foundation
import TestSupport
import Testing

/// One command line, run in-process.
struct Outcome: Equatable {
  var status: Int32
  var stdout: String
  var stderr: String

  init(_ arguments: [String], isTerminal: Bool = false) {
    var out = ""
    var errors = ""
    let exit = BenchStatsCLI.run(
      arguments: arguments, isTerminal: isTerminal, stdout: { out += $0 }, stderr: { errors += $0 })
    status = exit.rawValue
    stdout = out
    stderr = errors
  }

  init(status: Int32, stdout: String, stderr: String) {
    self.status = status
    self.stdout = stdout
    self.stderr = stderr
  }
}

/// Where the tests run: in the root of the repository, so that no path of a machine reaches a golden
/// file. What changes from checkout to checkout (times of files) or is written stands in a folder
/// below `.build`.
enum Workspace {
  /// A copy of the recorded fixture.
  static let chat = "\(folder)/chat-models"
  /// A part of it that gives a short report.
  static let small = "\(folder)/small"
  /// For outputs.
  static let out = "\(folder)/out"

  private static let folder = ".build/golden"

  /// Makes the folders anew, once.
  static let isReady: Bool = {
    let manager = FileManager.default
    guard manager.changeCurrentDirectoryPath(Repository.root.path) else { return false }
    try? manager.removeItem(atPath: folder)
    do {
      for path in [small, out, "\(folder)/empty", "\(folder)/locked"] {
        try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
      try manager.copyItem(atPath: Repository.fixture("chat-models").path, toPath: chat)
      for name in ["csv_data/gemma3_270m_baseline.csv", "reports/notes.md"] {
        let file = name.split(separator: "/")[1]
        try manager.copyItem(
          atPath: Repository.fixture("chat-models/\(name)").path, toPath: "\(small)/\(file)")
      }
      for root in [chat, small] { try setTimes(root) }
      return true
    } catch { return false }
  }()

  /// Gives every file one time, so that 'latest modified' is the same everywhere.
  private static func setTimes(_ root: String) throws {
    let date = Date(timeIntervalSince1970: 1_700_000_000)
    for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
      try FileManager.default.setAttributes(
        [.modificationDate: date], ofItemAtPath: "\(root)/\(path)")
    }
  }
}

/// Golden files under Fixtures/golden: the command line, its exit status and both outputs. They are
/// written again with BENCH_STATS_UPDATE_GOLDEN=1, and read by whoever does so.
enum Golden {
  static let isUpdating = ProcessInfo.processInfo.environment["BENCH_STATS_UPDATE_GOLDEN"] == "1"

  static func expect(
    _ name: String, _ arguments: [String], _ outcome: Outcome,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let words = arguments.map { $0.contains { " *&|()".contains($0) } ? "'\($0)'" : $0 }
    let text = """
      $ bench-stats \(words.joined(separator: " "))
      exit status \(outcome.status)
      --- standard output
      \(outcome.stdout)--- standard error
      \(outcome.stderr)
      """
    #expect(
      !text.contains(Repository.root.path), "a path of this machine", sourceLocation: sourceLocation
    )
    let file = Repository.fixture("golden/\(name).txt")
    if isUpdating {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      return
    }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(
      text == golden || isAlike(text, golden), "\(text)", sourceLocation: sourceLocation)
  }

  /// Whether two texts differ in the last digits of numbers alone: OpenBLAS sums in another order on
  /// another processor, and JSON and CSV give every digit.
  static func isAlike(_ text: String, _ golden: String) -> Bool {
    let number = /-?\d+\.\d+(?:e[+-]?\d+)?/
    guard text.replacing(number, with: "#") == golden.replacing(number, with: "#") else {
      return false
    }
    func values(_ text: String) -> [Double] { text.matches(of: number).map { Double($0.output)! } }
    return zip(values(text), values(golden)).allSatisfy { correctDigits($0, $1) >= 9 }
  }
}
