import Foundation
import Testing

@testable import Tables

/// Files that are not what they were, or never were files.
@Suite("Robustness of reading")
struct RobustnessTests {
  private static let row = "1234567,abcdefg,0.25\n"
  private static let text = Array(("a,b,c\n" + String(repeating: row, count: 100_000)).utf8)

  /// Reads the first of several blocks, lets a thread change the file, and reads on.
  private func readWhile(
    _ text: [UInt8], _ change: @escaping @Sendable (FileHandle) throws -> Void
  ) throws -> String {
    try withTemporaryFile(text, ending: "csv") { (path) throws in
      let words = complaint {
        let reader = try CSVBlockReader(
          DataSource(path).open(), file: path, form: CSVForm(), blockSize: 1 << 16)
        let block = RecordBlock(capacity: 1 << 16)
        _ = try reader.next(into: block)
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
          let handle = FileHandle(forUpdatingAtPath: path)!
          try? change(handle)
          try? handle.close()
          done.signal()
        }
        done.wait()
        while try reader.next(into: block) {}
      }
      return words.replacingOccurrences(of: path, with: "FILE")
    }
  }

  private static let changed =
    "FILE: expected a file that stays as it is, found one that changed while it was read"

  @Test("a file that is cut while it is read")
  func cut() throws {
    let words = try readWhile(Self.text) { try $0.truncate(atOffset: UInt64(Self.text.count / 2)) }
    #expect(words == Self.changed)
  }

  @Test("a file that grows while it is read")
  func grown() throws {
    let words = try readWhile(Self.text) {
      try $0.seekToEnd()
      try $0.write(contentsOf: Array(Self.row.utf8))
    }
    #expect(words == Self.changed)
  }

  @Test("a file that is written over while it is read, of the same size")
  func writtenOver() throws {
    let words = try readWhile(Self.text) {
      // The clock of the file system ticks every few milliseconds.
      Thread.sleep(forTimeInterval: 0.05)
      try $0.seek(toOffset: 20)
      try $0.write(contentsOf: Array("2".utf8))
    }
    #expect(words == Self.changed)
  }

  @Test("a compressed file that is cut while it is read")
  func compressedCut() throws {
    // Text that does not become small, so that much of the file is still to be read.
    let text =
      "a,b,c\n" + (0..<60_000).map { "\($0 &* 2_654_435_761),\($0 &* 40_503),1\n" }.joined()
    let bytes = gzip(Array(text.utf8))
    let words = try readWhile(bytes) { try $0.truncate(atOffset: UInt64(bytes.count - 2000)) }
    #expect(words == Self.changed)
  }

  @Test("a file that stays as it is")
  func unchanged() throws {
    #expect(try readWhile(Self.text) { _ in } == "no error")
  }

  @Test("a pipe is read once, whatever is in it")
  func pipe() throws {
    // The type of x is known at the end alone, for which a file would be read twice.
    let lines = (0..<50_000).map { "\($0),\($0 == 49_999 ? "late" : "1.50")" }
    let text = Array((["n,x"] + lines).joined(separator: "\n").utf8)
    for bytes in [text, gzip(text), zstd(text)] {
      try withTemporaryFile([], ending: "pipe") { (path) throws in
        try FileManager.default.removeItem(atPath: path)
        #expect(mkfifo(path, 0o600) == 0)
        Thread.detachNewThread {
          let handle = FileHandle(forWritingAtPath: path)!
          try? handle.write(contentsOf: bytes)
          try? handle.close()
        }
        let table = try Table(contentsOf: path)
        #expect(table.rowCount == 50_000)
        #expect(table.columns[1].text(at: 0) == "1.50")
        #expect(table.columns[1].text(at: 49_999) == "late")
      }
    }
  }

  @Test("a directory, a loop of links, a link to nothing, a file that must not be read")
  func unreadable() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tables-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    try FileManager.default.createSymbolicLink(atPath: path("a.csv"), withDestinationPath: "b.csv")
    try FileManager.default.createSymbolicLink(atPath: path("b.csv"), withDestinationPath: "a.csv")
    try FileManager.default.createSymbolicLink(atPath: path("c.csv"), withDestinationPath: "none")
    try Data("a\n1\n".utf8).write(to: URL(fileURLWithPath: path("d.csv")))
    #expect(chmod(path("d.csv"), 0) == 0)
    func words(_ name: String) -> String {
      complaint { try Table(contentsOf: path(name)) }.replacingOccurrences(of: path(name), with: "")
    }
    #expect(words("") == ": expected a file, found a directory")
    #expect(
      words("a.csv") == ": expected a readable file, found too many levels of symbolic links")
    #expect(words("c.csv") == ": expected a readable file, found no such file or directory")
    // Root reads everything.
    let isRoot = geteuid() == 0
    #expect(
      words("d.csv")
        == (isRoot ? "no error" : ": expected a readable file, found permission denied"))
  }
}
