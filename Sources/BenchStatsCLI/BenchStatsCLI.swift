import ArgumentParser
import BenchStats

/// How a run of the command ended.
public enum ExitStatus: Int32, Sendable {
  /// Fine.
  case success = 0
  /// Bad input: a file, a folder or its content; or an output that can't be written.
  case badInput = 1
  /// A command line that can't be understood.
  case usage = 2
  /// Finished, with findings, under `--strict`; with a claim that fails, under `verify`; or with what
  /// `compare` was told to fail on.
  case findings = 3
}

/// The command line, callable in-process.
public enum BenchStatsCLI {
  /// Runs one command line.
  ///
  /// - Parameters:
  ///   - arguments: The words after the command's name.
  ///   - isTerminal: Whether standard output is a terminal, and so may be coloured.
  ///   - stdout: Called with what goes to standard output.
  ///   - stderr: Called with what goes to standard error: errors, and what was written where.
  /// - Returns: How it ended. Nothing but these calls and the files that the command names is
  ///   written.
  public static func run(
    arguments: [String], isTerminal: Bool = false, stdout: (String) -> Void,
    stderr: (String) -> Void
  ) -> ExitStatus {
    do {
      let parsed = try RootCommand.parseAsRoot(arguments)
      guard let command = parsed as? any Executable else {
        var help = parsed
        try help.run()
        return .success
      }
      let result = try command.execute(isTerminal: isTerminal)
      if !result.stdout.isEmpty { stdout(result.stdout) }
      for line in result.remarks { stderr("bench-stats: \(line)\n") }
      return result.status
    } catch {
      return report(error, stdout: stdout, stderr: stderr)
    }
  }

  private static func report(
    _ error: any Error, stdout: (String) -> Void, stderr: (String) -> Void
  ) -> ExitStatus {
    if let message = inputMessage(error) {
      stderr("bench-stats: \(message)\n")
      return .badInput
    }
    let text = RootCommand.fullMessage(for: error) + "\n"
    if RootCommand.exitCode(for: error) == .success {
      stdout(text)
      return .success
    }
    stderr(text)
    return .usage
  }

  /// One line for errors of the input and the output; nil for those of the command line.
  private static func inputMessage(_ error: any Error) -> String? {
    switch error {
    case let error as ReadError: error.description
    case let error as ConfigurationError: error.description
    case let error as AnalysisError: error.description
    case let error as ComparisonError: error.description
    case let error as OutputError: error.description
    case let error as EmptyFolderError: error.description
    case let error as AgentFailure: error.description
    case let error as AgentFileError: error.description
    case let error as ReportTextError: error.description
    default: nil
    }
  }
}

/// A folder in which nothing stands.
struct EmptyFolderError: Error, CustomStringConvertible {
  var path: String
  var description: String { "\(path): expected files, found an empty folder" }
}

/// `bench-stats` itself: its subcommands.
struct RootCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-stats",
    abstract: "Statistics, response surfaces and grounded reports for benchmark folders.",
    discussion: """
      Exit status: 0 fine, 1 bad input, 2 usage, 3 finished with findings under --strict, with a \
      claim that fails under verify, or with what compare is to fail on.
      """,
    version: FactSheet.softwareVersion,
    subcommands: [
      InventoryCommand.self, DescribeCommand.self, PercentilesCommand.self, CorrelateCommand.self,
      CompareCommand.self, SurfaceCommand.self, FactsCommand.self, ReportCommand.self,
      ExportCommand.self, AgentCommand.self, VerifyCommand.self, AppendixCommand.self,
      FormatsCommand.self,
    ])
}

/// What a command has to say.
struct CommandResult {
  /// For standard output.
  var stdout = ""
  /// For standard error, a line each.
  var remarks: [String] = []
  /// How it ended.
  var status = ExitStatus.success
}

/// A subcommand that answers with text instead of printing it.
protocol Executable: ParsableCommand {
  func execute(isTerminal: Bool) throws -> CommandResult
}
