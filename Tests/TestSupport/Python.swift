import Foundation

/// The interpreter with the packages of Tests/requirements.txt; nil where none is named.
public let python = ProcessInfo.processInfo.environment["BENCH_STATS_PYTHON"]

/// A process that will run Python: the interpreter that is named, or the `python3` of the path, which
/// has no packages.
public func pythonProcess(_ arguments: [String]) -> Process {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: python ?? "/usr/bin/env")
  process.arguments = (python == nil ? ["python3"] : []) + arguments
  return process
}

/// Runs Python; its exit status and all that it wrote.
public func runPython(
  _ arguments: [String], in folder: URL
) throws -> (status: Int32, output: String) {
  let process = pythonProcess(arguments)
  process.currentDirectoryURL = folder
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, output)
}
