import Foundation
import TestSupport
import Testing

/// Imports only point up the table of `docs/ARCHITECTURE.md`: a module imports modules above it.
@Suite struct ArchitectureTests {
  /// The modules in dependency order, each with what it may import from outside of the package.
  static let modules: [(name: String, outside: Set<String>)] = [
    ("LinearAlgebra", ["COpenBLAS", "CLAPACKE"]),
    ("Tables", ["CTextKernels", "CZlib", "CZstd", "Glibc"]),
    ("Statistics", ["CBoostMath", "Glibc"]),
    ("Regression", ["Glibc"]),
    ("ResponseSurface", []),
    ("Benchmarks", ["CCmarkGFM", "Crypto", "Yams", "Glibc"]),
    ("Facts", ["Glibc"]),
    ("Grounding", ["CCmarkGFM"]),
    ("Reports", ["Glibc"]),
    ("Agent", ["CCurl", "Crypto", "Synchronization", "Yams", "Glibc"]),
    ("BenchStats", []),
    ("BenchStatsCLI", ["ArgumentParser", "Glibc"]),
    ("bench-stats", ["Glibc"]),
  ]

  static let sources = Repository.root.appendingPathComponent("Sources")

  @Test(arguments: modules.indices)
  func importsPointUp(index: Int) throws {
    let module = Self.modules[index]
    let above = Set(Self.modules.prefix(index).map(\.name))
    let imports = try imports(of: module.name)
    for (file, imported) in imports {
      #expect(
        above.contains(imported) || module.outside.contains(imported),
        "\(file) imports \(imported)")
    }
  }

  @Test func everyModuleIsInTheTable() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    let swift = folders.filter { (try? swiftFiles($0).isEmpty) == false }
    #expect(Set(swift) == Set(Self.modules.map(\.name)))
  }

  /// What is allowed from outside but nowhere imported would hide a stray import later.
  @Test(arguments: modules.indices)
  func nothingIsAllowedInVain(index: Int) throws {
    let module = Self.modules[index]
    let imported = Set(try imports(of: module.name).map(\.1))
    #expect(module.outside.subtracting(imported).isEmpty)
  }

  /// No library code prints: results go to whoever called.
  @Test(arguments: modules.map(\.name))
  func nothingPrints(module: String) throws {
    for file in try swiftFiles(module) {
      // What stands in a literal of several lines, a notebook's Python say, is no code of ours.
      let text = try String(contentsOf: file, encoding: .utf8)
        .replacing(/"""(?s:.*?)"""/, with: "")
      #expect(text.firstRange(of: /(^|[^\w.])(print|debugPrint|dump)\(/) == nil, "\(file.path)")
    }
  }

  private func imports(of module: String) throws -> [(String, String)] {
    try swiftFiles(module).flatMap { file in
      try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
        guard let match = line.firstMatch(of: /^(?:@\w+ )*import (?:\w+ )?(\w+)/) else {
          return nil
        }
        return (file.lastPathComponent, String(match.1))
      }
    }
  }

  private func swiftFiles(_ module: String) throws -> [URL] {
    let folder = Self.sources.appendingPathComponent(module)
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
  }
}
