import Foundation
import Testing

@testable import Benchmarks

@Suite("Compressed files in a folder")
struct CompressedFolderTests {
  /// `num_ctx,ttft_s`, `1,0.5` and `2,0.25`, compressed with gzip.
  private static let table: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 43, 205, 141, 79, 46, 169, 208, 41, 41, 73, 43, 137, 47,
    230, 50, 212, 49, 208, 51, 229, 50, 2, 146, 70, 166, 92, 0, 176, 44, 19, 215, 28, 0, 0, 0,
  ]

  private func folder(_ files: [(String, [UInt8])]) throws -> BenchmarkFolder {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("compressed-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, bytes) in files { try Data(bytes).write(to: root.appendingPathComponent(name)) }
    return try BenchmarkFolder(root.path)
  }

  @Test("a compressed table is a table of runs, its digest and size those of the file")
  func table() throws {
    let folder = try folder([("sweep.csv.gz", Self.table)])
    let file = try #require(folder.files.first)
    #expect(file.kind == .csv && file.problem == nil && file.bytes == Self.table.count)
    #expect(file.sha256 == "c0b4c1c616ffc97a49ba7b21f91c08e3e56f171840ec03c17767aadcd4535f7c")
    let run = try #require(folder.runTables.first)
    #expect(run.name == "sweep" && run.path == "sweep.csv.gz")
    #expect(try run.table.numbers("ttft_s") == [0.5, 0.25])
  }

  @Test("a damaged file is recorded and ends nothing")
  func damaged() throws {
    let folder = try folder([
      ("a.csv.gz", Self.table.dropLast(3)), ("b.csv", Array("num_ctx,ttft_s\n3,1.5\n".utf8)),
    ])
    #expect(folder.runTables.map(\.name) == ["b"])
    guard case .unreadable(let error) = folder.files[0].problem else {
      Issue.record("an unreadable file expected")
      return
    }
    #expect(
      error.description
        == "a.csv.gz: expected undamaged gzip data, found the end of the file within them")
  }

  @Test("standard input that is compressed is read as what it holds")
  func bytes() throws {
    let plain = try BenchmarkFile(Array("num_ctx,ttft_s\n1,0.5\n2,0.25\n".utf8), file: "-")
    let file = try BenchmarkFile(Self.table, file: "-")
    #expect(file.tool?.format.identifier == plain.tool?.format.identifier)
    #expect(file.data?.tables.map(\.columns) == plain.data?.tables.map(\.columns))
  }
}
