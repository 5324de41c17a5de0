import BenchStatsCLI
import Foundation
import TestSupport
import Testing

@testable import Benchmarks

/// What README.md and docs/ say is run, looked up or compared.
@Suite struct DocumentationTests {
  static let documents: [String] = {
    let docs = try? FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appendingPathComponent("docs").path)
    return ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
      + (docs ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
  }()

  /// A command in a ```console block, and the output that the document shows for it (if any).
  struct Example: CustomTestStringConvertible, Sendable {
    var document: String
    var command: String
    var output: String
    var testDescription: String { "\(document): \(command)" }
  }

  static let examples: [Example] = documents.flatMap { document -> [Example] in
    blocks(of: "console", in: document).flatMap { block -> [Example] in
      block.components(separatedBy: "$ bench-stats ").dropFirst().map { part in
        let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        return Example(
          document: document, command: String(lines[0]),
          output: lines.count > 1 ? lines[1].trimmingCharacters(in: .newlines) : "")
      }
    }
  }

  @Test func thereAreExamples() { #expect(Self.examples.count >= 3) }

  @Test(arguments: examples)
  func consoleExamplesSayWhatTheCommandSays(_ example: Example) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-stats-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Inputs are relative to the repository; outputs go to a folder of the test's own.
    let arguments = example.command.split(separator: " ").map { word in
      word.hasPrefix("Fixtures/")
        ? Repository.root.path + "/" + word
        : word.hasPrefix("out/") ? folder.path + "/" + word.dropFirst(4) : String(word)
    }
    var output = ""
    var errors = ""
    let status = BenchStatsCLI.run(
      arguments: arguments, stdout: { output += $0 }, stderr: { errors += $0 })
    #expect(status == .success, "\(errors)")
    if !example.output.isEmpty {
      #expect(output.trimmingCharacters(in: .newlines) == example.output)
    }
  }

  @Test func swiftExamplesOfTheReadmeAreThoseThatAreRun() throws {
    let examples = try ["Percentiles", "SweepSurface", "GroundedReport"].map { name in
      try text("Examples/\(name)/main.swift")
    }
    let blocks = Self.blocks(of: "swift", in: "README.md")
    #expect(!blocks.isEmpty)
    for block in blocks { #expect(examples.contains(block)) }
  }

  @Test(arguments: documents)
  func linksLeadSomewhere(document: String) throws {
    let folder = Repository.root.appendingPathComponent(document).deletingLastPathComponent()
    for match in try text(document).matches(of: /\]\(([^)#]+)\)/) {
      let target = String(match.1)
      guard !target.hasPrefix("http") else { continue }
      let file = folder.appendingPathComponent(target)
      #expect(FileManager.default.fileExists(atPath: file.path), "\(document): \(target)")
    }
  }

  @Test func theDictionaryIsDocumented() throws {
    let document = try text("docs/DICTIONARY.md")
    for name in ColumnDictionary.exact.keys { #expect(document.contains("`\(name)`"), "\(name)") }
    for (ending, unit) in ColumnDictionary.endings {
      #expect(document.contains("| `…\(ending)` | \(unit.symbol) |"), "\(ending)")
    }
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Repository.root.appendingPathComponent(path), encoding: .utf8)
  }

  private static func blocks(of language: String, in document: String) -> [String] {
    let url = Repository.root.appendingPathComponent(document)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.components(separatedBy: "```\(language)\n").dropFirst().compactMap { part in
      part.range(of: "```\n").map { String(part[..<$0.lowerBound]) }
    }
  }
}
