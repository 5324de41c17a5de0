import Foundation
import Testing

@testable import Tables

@Suite("Files")
struct FileTests {
  @Test("a file that is not there, and a folder")
  func unreadable() {
    let folder = FileManager.default.temporaryDirectory.path
    #expect(
      complaint { try CSVReader.read("/no/such/file.csv") }
        == "/no/such/file.csv: expected a readable file, found no such file or directory")
    #expect(
      complaint { try JSONReader.read(folder) } == "\(folder): expected a file, found a directory")
  }

  @Test("all bytes are read, of any size", arguments: [0, 1, 4095, 4096, 65_536, 300_001])
  func sizes(size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let read = try withTemporaryFile(bytes, ending: "bin") { try FileBytes.read($0) }
    #expect(read == bytes)
  }

  @Test(
    "a file without a size, as in /proc",
    .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func withoutSize() throws {
    #expect(
      String(decoding: try FileBytes.read("/proc/self/status"), as: UTF8.self).contains("Pid:"))
  }

  @Test("a file larger than memory is refused", .enabled(if: SparseFile.isPossible))
  func largerThanMemory() throws {
    for ending in ["bin", "json"] {
      try withSparseFile("[1", ending: ending, size: 1 << 50) { (path) throws in
        let words = complaint {
          ending == "bin" ? try FileBytes.read(path).count : try DataFile.read(path).tables.count
        }
        #expect(words == "\(path): expected a readable file, found not enough memory")
      }
    }
  }

  @Test("the size of a file is a hint, however large", .enabled(if: SparseFile.isPossible))
  func misleadingSizes() throws {
    try withSparseFile("a\n1\n", ending: "csv", size: .max) { (path) throws in
      #expect(
        complaint { try DataFile.read(path) }.hasPrefix("\(path):3:1: expected text, found a NUL"))
    }
    try withSparseFile("\u{1F}", ending: "csv.gz", size: .max, more: [0x8B, 8]) { (path) throws in
      #expect(complaint { try DataFile.read(path) }.contains("gzip"))
    }
    // Short records first say nothing about those behind them.
    let bytes = Array(("a\n" + String(repeating: "1\n", count: 5000)).utf8)
    let table = try assembleTable(
      CSVCells(missing: MissingTokens(CSVOptions().missing), quote: 0x22), file: "f", keyPath: nil,
      threads: 2
    ) { try CSVBlockReader(VastStream(bytes), file: "f", form: CSVForm(), blockSize: 100) }
    #expect(table.rowCount == 5000)
  }

  @Test("standard input is read from where it stands")
  func middleOfInput() throws {
    try withTemporaryFile(Array("first\na,b\n1,2\n".utf8), ending: "csv") { (path) throws in
      let (file, input) = (open(path, O_RDONLY), dup(0))
      defer {
        dup2(input, 0)
        close(input)
      }
      lseek(file, 6, SEEK_SET)
      dup2(file, 0)
      close(file)
      #expect(try CSVReader.read("-").numbers("b") == [2])
      // Nothing is left.
      #expect(complaint { try CSVReader.read("-") }.hasPrefix("-: expected "))
    }
  }

  @Test("directories that are refused are closed", .enabled(if: SparseFile.hasDescriptors))
  func closedDirectories() throws {
    for _ in 0..<3000 { #expect(throws: ReadError.self) { try FileBytes.read("/") } }
    #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count < 2000)
  }

  @Test("errors name the file that was read")
  func names() throws {
    try withTemporaryFile(Array("a,b\n1\n".utf8), ending: "csv") { path in
      #expect(complaint { try Table(contentsOf: path) }.hasPrefix("\(path):2:1: expected 2 fields"))
    }
  }
}
