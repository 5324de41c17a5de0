import Foundation
import TestSupport
import Testing

/// The scripts under Examples/, run as a user runs them.
@Suite struct ExampleTests {
  @Test(arguments: [
    ("Percentiles", "0.5 "), ("SweepSurface", "identity: ttft_s"), ("GroundedReport", " facts, "),
  ])
  func runs(name: String, expected: String) throws {
    let process = Process()
    process.executableURL = Self.products.appendingPathComponent(name)
    process.currentDirectoryURL = Repository.root
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(text.contains(expected))
  }

  /// Each is a script: ten lines of work, comments and blank lines aside, or a few more.
  @Test(arguments: ["Percentiles", "SweepSurface", "GroundedReport"])
  func isShort(name: String) throws {
    let file = Repository.root.appendingPathComponent("Examples/\(name)/main.swift")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.count { !$0.hasPrefix("//") } <= 20)
  }

  /// Where the build puts executables: beside the test bundle.
  private static let products = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent()
}
