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

  @Test("errors name the file that was read")
  func names() throws {
    try withTemporaryFile(Array("a,b\n1\n".utf8), ending: "csv") { path in
      #expect(complaint { try Table(contentsOf: path) }.hasPrefix("\(path):2:1: expected 2 fields"))
    }
  }
}
