import Foundation
import Tables
import TestSupport

@testable import Benchmarks

/// A folder of the test's own, removed when the test lets go of it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("bench-stats-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ data: Data) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file.path
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  func link(_ name: String, to destination: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)", withDestinationPath: destination)
  }
}

/// A table of runs from CSV text.
func runTable(_ csv: String, name: String = "runs") throws -> RunTable {
  RunTable(
    name: name, path: "\(name).csv",
    table: try CSVReader.parse(Array(csv.utf8), file: "\(name).csv"))
}

/// A table of runs from columns of numbers.
func runTable(_ columns: [(String, [Double?])]) -> RunTable {
  RunTable(
    name: "runs", path: "runs.csv",
    table: Table(columns: columns.map { Column(name: $0.0, doubles: $0.1) }))
}

/// The audit of columns of numbers.
func audit(_ columns: [(String, [Double?])]) -> SweepAudit { SweepAudit(runTable(columns)) }

/// The audit of CSV text.
func audit(_ csv: String) throws -> SweepAudit { SweepAudit(try runTable(csv)) }

extension BenchmarkFolder {
  /// The table of that name.
  func table(_ name: String) -> RunTable? { runTables.first { $0.name == name } }
}
